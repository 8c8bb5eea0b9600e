"""Rasa's component that tells what a message wants, from its words and parts of words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
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
from scipy.special import expit
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from search.text import strip_marks

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
        """Give the reading of a message's tokens."""
        return cls(
            words=" ".join(token.text for token in tokens),
            plain=f"< {' '.join(token.lemma for token in tokens)} >",
        )

    def without_diacritics(self) -> Reading:
        """Give the reading of the same text typed without diacritics, where the tokenizer joins no words."""
        return Reading(strip_marks(self.words).replace("_", " "), self.plain)


class Features:
    """Weighted counts of words as typed, of plain words with their neighbours, and of parts of plain words."""

    def __init__(self) -> None:
        """Knows no words yet."""
        self._vectorizers = [
            TfidfVectorizer(token_pattern=_ANY_WORD, sublinear_tf=True),
            TfidfVectorizer(token_pattern=_ANY_WORD, sublinear_tf=True, ngram_range=(1, 2)),
            TfidfVectorizer(analyzer="char_wb", sublinear_tf=True, ngram_range=(2, 5)),
        ]

    def train(self, readings: Sequence[Reading]) -> csr_matrix:
        """Learns what occurs, and gives the readings' features, a row a reading."""
        for vectorizer, texts in zip(self._vectorizers, self._columns(readings), strict=True):
            vectorizer.fit(texts)
        return self.of(readings)

    def of(self, readings: Sequence[Reading]) -> csr_matrix:
        """Give the features of readings, a row a reading."""
        blocks = zip(self._vectorizers, self._columns(readings), strict=True)
        return hstack([vectorizer.transform(texts) for vectorizer, texts in blocks]).tocsr()

    def store(self, folder: Path) -> None:
        """Keep what was learnt in a folder."""
        terms = [vectorizer.get_feature_names_out().tolist() for vectorizer in self._vectorizers]
        (folder / "terms.json").write_text(json.dumps(terms, ensure_ascii=False), encoding="utf-8")
        np.savez(folder / "weights.npz", *(vectorizer.idf_ for vectorizer in self._vectorizers))

    def restore(self, folder: Path) -> None:
        """Take up what was kept in a folder."""
        terms = json.loads((folder / "terms.json").read_text(encoding="utf-8"))
        with np.load(folder / "weights.npz") as weights:
            for vectorizer, names, name in zip(self._vectorizers, terms, weights.files, strict=True):
                vectorizer.vocabulary = {term: column for column, term in enumerate(names)}
                vectorizer.idf_ = weights[name]

    @staticmethod
    def _columns(readings: Sequence[Reading]) -> tuple[list[str], list[str], list[str]]:
        plain = [reading.plain for reading in readings]
        return [reading.words for reading in readings], plain, plain


@dataclass(frozen=True)
class Weights:
    """What was learnt of the intents: a row of ``slopes`` and an entry of ``offsets`` for each."""

    intents: list[str]
    slopes: np.ndarray
    offsets: np.ndarray

    @classmethod
    def learn(cls, features: csr_matrix, intents: Sequence[str], closeness: float, seed: int) -> Weights:
        """Fits a logistic regression for each intent against all others."""
        regression = LogisticRegression(C=closeness, random_state=seed, solver="liblinear", multi_class="ovr")
        regression.fit(features, intents)
        return cls(regression.classes_.tolist(), regression.coef_.astype(np.float32), regression.intercept_)

    def chances(self, features: csr_matrix) -> np.ndarray:
        """Give the chance of each intent, a row a reading; a row's sum is 1."""
        each = expit(features @ self.slopes.T + self.offsets)
        return each / each.sum(axis=1, keepdims=True)

    def store(self, folder: Path) -> None:
        """Keep the weights in a folder."""
        (folder / "intents.json").write_text(json.dumps(self.intents), encoding="utf-8")
        np.savez(folder / "intents.npz", slopes=self.slopes, offsets=self.offsets)

    @classmethod
    def restore(cls, folder: Path) -> Weights:
        """Read weights from a folder."""
        intents = json.loads((folder / "intents.json").read_text(encoding="utf-8"))
        with np.load(folder / "intents.npz") as stored:
            return cls(intents, stored["slopes"], stored["offsets"])


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearIntentClassifier(GraphComponent, IntentClassifier):
    """Tells the intent of a message with a logistic regression for each intent.

    Each example is learnt a second time without its diacritics, as half of the people type. A text without any word
    has no intent and confidence 0.

    Configuration:
        closeness: how closely the examples are followed (the inverse of the regularisation).
        random_seed: makes trainings alike.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Give what was measured best (bot/nlu/README.md)."""
        return {"closeness": 20.0, "random_seed": 1}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> LinearIntentClassifier:
        """Make a classifier that is still to be trained."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003
        **_: Any,
    ) -> LinearIntentClassifier:
        """Read a trained classifier from the model."""
        classifier = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            classifier._features.restore(folder)
            classifier._weights = Weights.restore(folder)
        return classifier

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        """Args: the configuration, and where the model is kept."""
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._features = Features()
        self._weights: Weights | None = None

    def train(self, training_data: TrainingData) -> Resource:
        """Learns the examples and keeps what was learnt."""
        pairs = [
            (reading, example.get(INTENT))
            for example in training_data.intent_examples
            for reading in _with_and_without_diacritics(Reading.of(example.get(TOKENS_NAMES[TEXT])))
        ]
        readings, intents = zip(*pairs, strict=True)
        features = self._features.train(readings)
        self._weights = Weights.learn(features, intents, self._config["closeness"], self._config["random_seed"])
        with self._model_storage.write_to(self._resource) as folder:
            self._features.store(folder)
            self._weights.store(folder)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leave the training examples as they are."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the intent of each message, and the next likely ones."""
        for message in messages:
            ranking = self._ranking(message.get(TOKENS_NAMES[TEXT]) or [])
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
        return messages

    def _ranking(self, tokens: Sequence[Token]) -> list[dict[str, Any]]:
        if self._weights is None or not any(token.text for token in tokens):
            return [{"name": None, "confidence": 0.0}]
        chances = self._weights.chances(self._features.of([Reading.of(tokens)]))[0]
        likeliest = chances.argsort()[::-1][:_RANKED]
        return [{"name": self._weights.intents[i], "confidence": float(chances[i])} for i in likeliest]


def _with_and_without_diacritics(reading: Reading) -> tuple[Reading, ...]:
    stripped = reading.without_diacritics()
    return (reading,) if stripped == reading else (reading, stripped)
