"""Rasa's component that finds every aspect a text names: "cần giấy tờ gì và lệ phí bao nhiêu" names papers and fee."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.io import read_yaml_file

from bot.nlu.lexicon import AspectLexicon, Naming, Syllable

ENTITY = "aspect"
ASK = "ask_"
"""An aspect's intent is called ask_ and the aspect."""
_STORED = "aspects.json"
# An intent that is less sure than this does not speak against words that name an aspect.
_SURE = 0.8


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class AspectFinder(GraphComponent, EntityExtractorMixin):
    """Adds an entity ``aspect`` for each aspect that a text names, in the order of the text.

    Where the intent before it is surely an aspect that the text does not name, the names belong to something else
    ("mẫu này tải ở đâu" asks for the form, not for the place), and no entity is added. So what is asked is the
    entities, or without any the intent.

    The phrases are read from a file in training and kept in the model; no file of ours is read while it serves.

    Configuration:
        lexicon: YAML file with the phrases of each aspect, relative to the checkout's root.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Give the lexicon must be named."""
        return {"lexicon": None}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> AspectFinder:
        """Make a finder that is still to be trained."""
        return cls(Path(config["lexicon"]), model_storage, resource, phrases={})

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003
        **_: Any,
    ) -> AspectFinder:
        """Read a trained finder from the model."""
        with model_storage.read_from(resource) as folder:
            phrases = json.loads((folder / _STORED).read_text(encoding="utf-8"))
        return cls(Path(config["lexicon"]), model_storage, resource, phrases)

    def __init__(
        self,
        lexicon_file: Path,
        model_storage: ModelStorage,
        resource: Resource,
        phrases: dict[str, list[str]],
    ) -> None:
        """Args: where the phrases stand for training, where they are kept, and what is known of them now."""
        self._lexicon_file = lexicon_file
        self._model_storage = model_storage
        self._resource = resource
        self._lexicon = AspectLexicon(phrases)

    def train(self, training_data: TrainingData) -> Resource:  # noqa: ARG002
        """Take the phrases from the lexicon into the model."""
        phrases = read_yaml_file(self._lexicon_file)
        self._lexicon = AspectLexicon(phrases)
        with self._model_storage.write_to(self._resource) as folder:
            (folder / _STORED).write_text(json.dumps(phrases, ensure_ascii=False), encoding="utf-8")
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leave the training examples as they are: nothing learns from these entities."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the aspects to each message."""
        for message in messages:
            named = self._lexicon.find(list(_syllables(message.get(TOKENS_NAMES[TEXT]) or ())))
            if self._contradicts(message.get(INTENT), named):
                named = []
            entities = [{"entity": ENTITY, "value": n.aspect, "start": n.start, "end": n.end} for n in named]
            message.set(ENTITIES, message.get(ENTITIES, []) + self.add_extractor_name(entities), add_to_output=True)
        return messages

    def _contradicts(self, intent: dict[str, Any] | None, named: Sequence[Naming]) -> bool:
        intent = intent or {}
        asked = (intent.get(INTENT_NAME_KEY) or "").removeprefix(ASK)
        if float(intent.get(PREDICTED_CONFIDENCE_KEY) or 0.0) < _SURE:
            return False
        return asked in self._lexicon.aspects and asked not in {naming.aspect for naming in named}


def _syllables(tokens: Sequence[Token]) -> Iterator[Syllable]:
    for token in tokens:
        typed, plain = token.text.split("_"), token.lemma.split(" ")
        if len(typed) != len(plain):
            typed = plain
        for each_typed, each_plain in zip(typed, plain, strict=True):
            yield Syllable(each_typed, each_plain, token.start, token.end)
