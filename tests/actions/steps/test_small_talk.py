from __future__ import annotations

import pytest

from tests.actions.world import Citizen, asks

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("intent", ["greet", "thanks", "goodbye", "help", "insult"])
async def test_talk_with_a_clearly_named_procedure_answers_it(citizen: Citizen, intent: str) -> None:
    assert (await citizen.say("chào bạn, khai sinh cần gì", intent, ["papers"]))[0]["type"] == "answer"
    assert (await citizen.say("chào bạn", intent))[0]["type"] == "text"


async def test_a_person_is_told_of_even_where_a_procedure_is_named(citizen: Citizen) -> None:
    [message] = await citizen.say("cho gặp cán bộ khai sinh", "ask_person")
    assert message["type"] == "text" and "gặp cán bộ" in message["text"]


async def test_what_we_tell_people_to_write_works_whatever_rasa_hears(citizen: Citizen) -> None:
    await citizen.say("khai sinh", asks("papers"))
    assert "chưa nối máy" in await citizen.text("gặp cán bộ", asks("place"))
