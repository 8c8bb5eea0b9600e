"""Rasa's component that tells what a message wants, from its words and parts of words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import skops.io
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from search.text import strip_marks

_STORED = "intents.skops"
# Beside what skops trusts by itself: the vectorizers keep their weights in one.
_TRUSTED = ["scipy.sparse._csr.csr_matrix"]
_RANKED = 5
_ANY_WORD = r"\S+"


@dataclass(frozen=True)
class Reading:
    """One text as the features see it, words between spaces.

    Attributes:
        words: as typed, compounds joined by "_".
        plain: spelled out, without diacritics and not joined, between signs for the beginning and the end.
    """

    words: str
    plain: str

    @classmethod
    def of(cls, tokens: Sequence[Token]) -> Reading:
        """The reading of a message's tokens."""
        return cls(
            words=" ".join(token.text for token in tokens),
            plain=f"< {' '.join(token.lemma for token in tokens)} >",
        )

    def without_diacritics(self) -> Reading:
        """The reading of the same text typed without diacritics, where the tokenizer joins no words."""
        return Reading(strip_marks(self.words).replace("_", " "), self.plain)


class Features:
    """Weighted counts of words as typed, of plain words with their neighbours, and of parts of plain words."""

    def __init__(self, vectorizers: Sequence[TfidfVectorizer] | None = None) -> None:
        """Args: trained vectorizers for words, plain words and parts; None to train new ones."""
        self.vectorizers = (
            list(vectorizers)
            if vectorizers
            else [
                TfidfVectorizer(token_pattern=_ANY_WORD, sublinear_tf=True),
                TfidfVectorizer(token_pattern=_ANY_WORD, sublinear_tf=True, ngram_range=(1, 2)),
                TfidfVectorizer(analyzer="char_wb", sublinear_tf=True, ngram_range=(2, 5)),
            ]
        )

    def train(self, readings: Sequence[Reading]) -> csr_matrix:
        """Learns what occurs, and gives the readings' features, a row a reading."""
        return self._join(
            vectorizer.fit_transform(texts)
            for vectorizer, texts in zip(self.vectorizers, self._columns(readings), strict=True)
        )

    def of(self, readings: Sequence[Reading]) -> csr_matrix:
        """The features of readings, a row a reading."""
        return self._join(
            vectorizer.transform(texts)
            for vectorizer, texts in zip(self.vectorizers, self._columns(readings), strict=True)
        )

    @staticmethod
    def _columns(readings: Sequence[Reading]) -> tuple[list[str], list[str], list[str]]:
        plain = [reading.plain for reading in readings]
        return [reading.words for reading in readings], plain, plain

    @staticmethod
    def _join(blocks: Iterable[csr_matrix]) -> csr_matrix:
        return hstack(list(blocks)).tocsr()


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearIntentClassifier(GraphComponent, IntentClassifier):
    """Tells the intent of a message with a logistic regression for each intent.

    Each example is learnt a second time without its diacritics, as half of the people type. A text without any word
    has no intent and confidence 0.

    Configuration:
        inverse_regularisation: how closely the examples are followed.
        random_seed: makes trainings alike.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """What was measured best (bot/nlu/README.md)."""
        return {"inverse_regularisation": 20.0, "random_seed": 1}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> LinearIntentClassifier:
        """Makes a classifier that is still to be trained."""
        regression = LogisticRegression(
            C=config["inverse_regularisation"],
            random_state=config["random_seed"],
            solver="liblinear",
            multi_class="ovr",
        )
        return cls(model_storage, resource, Features(), regression)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],  # noqa: ARG003
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003
        **_: Any,
    ) -> LinearIntentClassifier:
        """Reads a trained classifier from the model."""
        with model_storage.read_from(resource) as folder:
            stored = skops.io.load(folder / _STORED, trusted=_TRUSTED)
        return cls(model_storage, resource, Features(stored["vectorizers"]), stored["regression"])

    def __init__(
        self,
        model_storage: ModelStorage,
        resource: Resource,
        features: Features,
        regression: LogisticRegression,
    ) -> None:
        """Args: where the model is kept, and its two parts, trained or new."""
        self._model_storage = model_storage
        self._resource = resource
        self._features = features
        self._regression = regression

    def train(self, training_data: TrainingData) -> Resource:
        """Learns the examples and keeps what was learnt."""
        pairs = [
            (reading, example.get(INTENT))
            for example in training_data.intent_examples
            for reading in _with_and_without_diacritics(Reading.of(example.get(TOKENS_NAMES[TEXT])))
        ]
        readings, intents = zip(*pairs, strict=True)
        self._regression.fit(self._features.train(readings), intents)
        with self._model_storage.write_to(self._resource) as folder:
            stored = {"vectorizers": self._features.vectorizers, "regression": self._regression}
            skops.io.dump(stored, folder / _STORED)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leaves the training examples as they are."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the intent of each message, and the next likely ones."""
        for message in messages:
            ranking = self._ranking(message.get(TOKENS_NAMES[TEXT]) or [])
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
        return messages

    def _ranking(self, tokens: Sequence[Token]) -> list[dict[str, Any]]:
        if not any(token.text for token in tokens):
            return [{"name": None, "confidence": 0.0}]
        chances = self._regression.predict_proba(self._features.of([Reading.of(tokens)]))[0]
        likeliest = chances.argsort()[::-1][:_RANKED]
        return [{"name": str(self._regression.classes_[i]), "confidence": float(chances[i])} for i in likeliest]


def _with_and_without_diacritics(reading: Reading) -> tuple[Reading, ...]:
    stripped = reading.without_diacritics()
    return (reading,) if stripped == reading else (reading, stripped)
