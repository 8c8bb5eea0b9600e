"""Words of a Vietnamese text, each with its plain form beside it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from underthesea import word_tokenize

from search.lexicon import read_entries
from search.text import normalise, strip_marks

READ_AT_EACH_END = 1_000
"""Characters read at the beginning and at the end of a long text: people ask there, and the work stays bounded."""

_STORED = "spellings.json"
_SYLLABLE = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+")


@dataclass(frozen=True)
class Span:
    """One syllable in its normal form, and where it stands in the text as typed."""

    text: str
    start: int
    end: int


def cut(text: str) -> list[Span]:
    """Give the syllables of a text in order; of a text longer than both its ends, those of the ends."""
    ends = [(0, len(text))]
    if len(text) > 2 * READ_AT_EACH_END:
        ends = [(0, READ_AT_EACH_END), (len(text) - READ_AT_EACH_END, len(text))]
    return [
        Span(normalise(match.group()), match.start(), match.end())
        for start, end in ends
        for match in _SYLLABLE.finditer(text, start, end)
    ]


def join(syllables: list[Span]) -> list[list[Span]]:
    """Group syllables into words with underthesea; without diacritics it joins wrongly, and each stands alone."""
    line = " ".join(syllable.text for syllable in syllables)
    if line.isascii():
        return [[syllable] for syllable in syllables]
    # Both sides count letters without spaces, so that a word which underthesea cuts differently does no harm.
    word_ends = set(accumulate(len(word.replace(" ", "")) for word in word_tokenize(line, use_token_normalize=False)))
    words: list[list[Span]] = [[]]
    for syllable, read in zip(syllables, accumulate(len(syllable.text) for syllable in syllables), strict=True):
        words[-1].append(syllable)
        if read in word_ends:
            words.append([])
    return [word for word in words if word]


def read_spellings(paths: Iterable[Path]) -> dict[str, str]:
    """Read what single syllables stand for, without diacritics, from files of the lexicon; the last file wins.

    Raises:
        search.lexicon.LexiconError: a line cannot be read.
    """
    entries = (entry for path in paths for entry in read_entries(path) if len(entry.said) == 1)
    return {entry.said[0]: strip_marks(normalise(entry.values[0])) for entry in entries}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=True)
class VietnameseTokenizer(Tokenizer):
    """Cuts a text into words.

    A token's text is the word in its normal form, its syllables joined by "_" ("khai_sinh"); its lemma is the same
    without diacritics and with hurried spellings spelled out ("giay to", for "ko" "khong").

    The spellings are read in training and kept in the model; no file of ours is read while it serves.

    Configuration:
        spellings: files of the lexicon, relative to the checkout's root, the last one strongest.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Give what stands where nothing is configured: no spellings; intents are not cut."""
        return {
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "token_pattern": None,
            "prefix_separator_symbol": None,
            "spellings": [],
        }

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> VietnameseTokenizer:
        """Make a tokenizer that is still to be trained."""
        return cls(config, model_storage, resource, spellings={})

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003
        **_: Any,
    ) -> VietnameseTokenizer:
        """Read a trained tokenizer from the model."""
        with model_storage.read_from(resource) as folder:
            spellings = json.loads((folder / _STORED).read_text(encoding="utf-8"))
        return cls(config, model_storage, resource, spellings)

    def __init__(
        self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, spellings: Mapping[str, str]
    ) -> None:
        super().__init__(config)
        self._model_storage = model_storage
        self._resource = resource
        self._spellings = spellings

    def train(self, training_data: TrainingData) -> Resource:  # noqa: ARG002
        """Take the spellings from the lexicon into the model."""
        self._spellings = read_spellings(map(Path, self._config["spellings"]))
        with self._model_storage.write_to(self._resource) as folder:
            (folder / _STORED).write_text(json.dumps(self._spellings, ensure_ascii=False), encoding="utf-8")
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Cut the messages; one without text counts as an empty text, so that it too gets an intent."""
        for message in messages:
            if message.get(TEXT) is None:
                message.set(TEXT, "")
        return super().process(messages)

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """Give the tokens of one attribute, at least one, with their places in the text as typed."""
        words = join(cut(message.get(attribute)))
        return [self._token(word) for word in words] or [Token("", 0)]

    def _token(self, word: list[Span]) -> Token:
        text = "_".join(syllable.text for syllable in word)
        lemma = " ".join(self._spellings.get(syllable.text) or strip_marks(syllable.text) for syllable in word)
        return Token(text, word[0].start, word[-1].end, lemma=lemma)
