from __future__ import annotations

import pytest

from tests.actions.world import Citizen, World, asks, found

pytestmark = pytest.mark.anyio


async def test_a_question_of_aspect_words_only_is_not_searched(world: World, citizen: Citizen) -> None:
    world.searcher.known["chi phi"] = found("answer", "1.004222")
    assert (await citizen.say("chi phí vậy em", asks("fee"), ["fee: chi phí"]))[0]["type"] == "clarify"
    await citizen.say("khai sinh", asks("papers"))
    [message] = await citizen.say("còn chi phí, nộp ở đâu vậy em?", asks("fee"), ["fee: chi phí", "place: nộp ở đâu"])
    assert (message["procedure"]["code"], message["aspects"]) == ("1.001193", ["fee", "place"])
    [other] = await citizen.say("chi phí nhập hộ khẩu", asks("fee"), ["fee: chi phí"])
    assert other["procedure"]["code"] == "1.004222"


async def test_words_that_join_a_message_to_the_last_are_not_searched(world: World, citizen: Citizen) -> None:
    asked: list[str] = []
    search = world.searcher.search
    world.searcher.search = lambda text, limit=10: (asked.append(text), search(text))[1]  # type: ignore[method-assign]
    for text in ("thế còn lệ phí?", "vậy à", "còn"):
        await citizen.say(text, asks("fee"))
    assert asked == ["lệ phí?", "vậy à", "còn"]


async def test_out_of_scope_refuses_only_where_search_refuses_too(citizen: Citizen) -> None:
    assert (await citizen.say("đăng ký", "out_of_scope"))[0]["type"] == "clarify"
    assert (await citizen.say("khai sinh", "out_of_scope"))[0]["type"] == "answer"
    [refused] = await citizen.say("giá vàng hôm nay", "out_of_scope")
    assert (refused["type"], refused["reason"]) == ("refusal", "off_topic")


async def test_another_topic_is_never_answered_with_the_current_procedure(citizen: Citizen) -> None:
    await citizen.say("khai sinh", asks("papers"))
    [message] = await citizen.say("lệ phí ly hôn", asks("fee"), ["fee"])
    assert message["type"] == "refusal" or message["procedure"] is None


async def test_a_follow_up_in_the_procedures_own_words_stays_on_it(citizen: Citizen) -> None:
    await citizen.say("khai sinh có yếu tố nước ngoài", asks("papers"))
    [stays] = await citizen.say("thế lệ phí khai sinh bao nhiêu", asks("fee"), ["fee"])
    assert stays["procedure"]["code"] == "2.000528"
    [goes] = await citizen.say("thường trú thì sao", asks("fee"), ["fee"])
    assert goes["procedure"]["code"] == "1.004222"


async def test_what_search_is_unsure_of_stays_on_the_current_procedure_when_it_is_first(
    world: World, citizen: Citizen
) -> None:
    await citizen.say("khai sinh", asks("papers"))
    assert (await citizen.say("đăng ký", asks("fee"), ["fee"]))[0]["type"] == "answer"
    world.searcher.known = {"dang ky": found("clarify", "1.000894", "1.001193")}
    [message] = await citizen.say("đăng ký kết hôn", asks("fee"), ["fee"])
    assert message["procedure"] is None or message["procedure"]["code"] == "1.000894"


async def test_a_known_aspect_of_nothing_named_is_never_refused(citizen: Citizen) -> None:
    assert (await citizen.say("mất bao lâu", "out_of_scope"))[0]["type"] == "refusal"
    assert (await citizen.say("mất bao lâu", "out_of_scope", ["time"]))[0]["type"] == "clarify"
