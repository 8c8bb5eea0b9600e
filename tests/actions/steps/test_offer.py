from __future__ import annotations

import pytest

from tests.actions.samples import procedure
from tests.actions.world import Citizen, World, asks, found

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("2", "1.000894"),
        ("số 2", "1.000894"),
        ("cái thứ hai nhé", "1.000894"),
        ("cái cuối", "1.004222"),
        ("1. Đăng ký khai sinh", "1.001193"),
        ("thủ tục đăng ký kết hôn", "1.000894"),
        ("kết hôn", "1.000894"),
        ("thuong tru", "1.004222"),
    ],
)
async def test_a_choice_is_answered_with_what_was_asked(citizen: Citizen, said: str, code: str) -> None:
    [asked] = await citizen.say("đăng ký", asks("fee"), ["fee"])
    assert asked["type"] == "clarify"
    [message] = await citizen.say(said, "out_of_scope")
    assert (message["procedure"]["code"], message["aspects"]) == (code, ["fee"])


async def test_a_number_that_is_not_offered_asks_again(citizen: Citizen) -> None:
    await citizen.say("đăng ký", asks("fee"))
    [message] = await citizen.say("7")
    assert message["type"] == "clarify" and "từ 1 đến 3" in message["text"]
    assert (await citizen.say("3"))[0]["procedure"]["code"] == "1.004222"


async def test_yes_chooses_where_there_is_one_choice_only(world: World, citizen: Citizen) -> None:
    world.searcher.known = {"mot": found("clarify", "1.001193"), "nhieu": found("clarify", "1.001193", "2.000528")}
    await citizen.say("một", asks("fee"))
    assert (await citizen.say("đúng rồi", "nlu_fallback"))[0]["procedure"]["code"] == "1.001193"
    await citizen.say("nhiều", asks("fee"))
    assert (await citizen.say("có", "out_of_scope"))[0]["procedure"] is None


async def test_a_number_counts_only_where_choices_were_offered(citizen: Citizen) -> None:
    assert (await citizen.say("2", "out_of_scope"))[0]["type"] == "clarify"


async def test_procedures_of_one_name_can_be_chosen(citizen: Citizen) -> None:
    [asked] = await citizen.say("trùng tên")
    [message] = await citizen.say(asked["buttons"][1]["payload"])
    assert message["procedure"]["code"] == "9.000011"


async def test_buttons_under_an_answer_do_what_they_say_whatever_rasa_hears(citizen: Citizen) -> None:
    [first] = await citizen.say("khai sinh", asks("papers"))
    [fee] = await citizen.say(first["buttons"][0]["payload"], "out_of_scope")
    assert (fee["procedure"]["code"], fee["aspects"]) == ("1.001193", ["fee"])


async def test_all_that_was_offered_is_answered_one_after_the_other(citizen: Citizen) -> None:
    await citizen.say("đăng ký", asks("fee"), ["fee"])
    replies = await citizen.say("tất cả", "out_of_scope")
    assert [reply["procedure"]["code"] for reply in replies] == ["1.001193", "1.000894", "1.004222"]


async def test_both_are_two_of_three(citizen: Citizen) -> None:
    await citizen.say("đăng ký", asks("fee"), ["fee"])
    assert len(await citizen.say("cả hai luôn", "out_of_scope")) == 2


async def test_an_age_chooses_where_the_choices_are_told_apart_by_it(world: World, citizen: Citizen) -> None:
    old = procedure("9.000014", "Cấp thẻ cho người từ đủ 14 tuổi trở lên")
    young = procedure("9.000013", "Cấp thẻ cho người dưới 14 tuổi")
    world.store.known |= {old.code: old, young.code: young}
    world.searcher.known = {"the": found("clarify", old.code, young.code)}
    await citizen.say("thẻ", asks("papers"))
    assert (await citizen.say("con mới 10 tuổi", "out_of_scope"))[0]["procedure"]["code"] == young.code
