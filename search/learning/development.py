"""Questions by people who did not write the corpus, which may be tuned on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from search.learning.measuring import Asked
from search.learning.question_set import OUT_OF_SCOPE, QUESTIONS, Question, read_out_of_scope, read_question_set
from search.records import IndexRecord

_ENOUGH = 200
_ENOUGH_OUTSIDE = 100


@dataclass(frozen=True)
class Development:
    """Questions and lines out of scope by people who did not write the corpus: ``nlu_data/held_out/development``."""

    questions: Sequence[Question] = ()
    out_of_scope: Sequence[str] = ()

    @classmethod
    def read(cls, folder: Path) -> Development:
        """Read ``questions.tsv`` and ``out_of_scope.tsv`` of a folder; where one is missing there are none."""
        questions, lines = folder / QUESTIONS, folder / OUT_OF_SCOPE
        return cls(
            read_question_set(questions) if questions.is_file() else (),
            read_out_of_scope(lines) if lines.is_file() else (),
        )

    def asked(self, records: Sequence[IndexRecord]) -> list[Asked]:
        """Give what can be judged by these records; empty where that is too little to learn from."""
        kin = {record.code: record.kin for record in records if record.outside is None}
        known = [(q.text, next((kin[code] for code in q.codes if code in kin), None)) for q in self.questions]
        ours = [Asked(text, number) for text, number in known if number is not None]
        if len(ours) < _ENOUGH or len(self.out_of_scope) < _ENOUGH_OUTSIDE:
            return []
        return [*ours, *(Asked(line, None) for line in self.out_of_scope)]
