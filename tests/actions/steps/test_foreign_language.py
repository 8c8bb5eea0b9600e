from __future__ import annotations

import pytest

from actions.understanding.signs import Signs
from actions.wording.words import read_words
from tests.actions.world import Citizen

pytestmark = pytest.mark.anyio


async def test_another_language_is_answered_in_it(citizen: Citizen) -> None:
    [message] = await citizen.say("how can I register my baby", "out_of_scope")
    assert "Vietnamese" in message["text"] and message["type"] == "text"


async def test_a_greeting_in_english_is_a_greeting(citizen: Citizen) -> None:
    assert "Vietnamese" not in await citizen.text("hello", "greet")


def test_each_language_that_is_heard_has_a_sentence() -> None:
    assert set(read_words("signs")["languages"]) == set(read_words("languages"))
    assert Signs().language("bonjour") == "fr"
