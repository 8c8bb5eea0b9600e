"""All that a model is learned from, and the name that it has from there."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from search.learning.development import Development
from search.learning.recipe import Recipe
from search.lexicon import Lexicon
from search.records import Findable, IndexRecord, read_outside, records_of
from search.sources import source_digest

# Whatever shapes a model is imported from here.
_LEARNING = "search.learning.tuning"


@dataclass(frozen=True)
class Corpus:
    """The records with their texts, how they are read, and the questions that may be tuned on."""

    records: Sequence[IndexRecord]
    lexicon: Lexicon
    development: Development

    @classmethod
    def read(cls, questions: Mapping[str, Sequence[str]], procedures: Iterable[Findable], nlu_data: Path) -> Corpus:
        """Read what belongs to these procedures and questions.

        Args:
            questions: by code, the ways in which people ask.
            nlu_data: a folder with ``lexicon/`` and, where they exist, ``out_of_scope.txt``, ``gaps.tsv`` and
                ``held_out/development/``.
        """
        return cls(
            records_of(procedures, questions, read_outside(nlu_data)),
            Lexicon.load(nlu_data / "lexicon"),
            Development.read(nlu_data / "held_out" / "development"),
        )

    def digest(self, recipe: Recipe) -> str:
        """Give the name of the model that is learned from it: a hash of all that goes in, 16 hexadecimal digits."""
        content = hashlib.sha256()
        content.update(json.dumps([self.lexicon.to_json(), asdict(recipe)], sort_keys=True).encode())
        for record in self.records:
            content.update(json.dumps([record.to_json(), record.texts], sort_keys=True).encode())
        for question in self.development.questions:
            content.update(json.dumps([question.text, sorted(question.codes)]).encode())
        content.update(json.dumps(self.development.out_of_scope).encode())
        content.update(source_digest(_LEARNING).encode())
        return content.hexdigest()[:16]
