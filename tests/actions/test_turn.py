from __future__ import annotations

import pytest

from tests.actions.world import Citizen, FakeResult, World, asks, found

pytestmark = pytest.mark.anyio


async def test_a_question_is_answered_with_its_aspect(citizen: Citizen) -> None:
    [message] = await citizen.say("làm giấy khai sinh cho con cần giấy tờ gì", asks("papers"), ["papers"])
    assert (message["type"], message["procedure"]["code"], message["aspects"]) == ("answer", "1.001193", ["papers"])


async def test_all_aspects_are_answered_in_the_order_asked(citizen: Citizen) -> None:
    [message] = await citizen.say("khai sinh lệ phí bao nhiêu, mất mấy ngày", asks("fee"), ["fee", "time"])
    assert message["aspects"] == ["fee", "time"]


async def test_a_follow_up_is_about_the_current_procedure(citizen: Citizen) -> None:
    await citizen.say("khai sinh cần giấy tờ gì", asks("papers"))
    [message] = await citizen.say("mất bao lâu?", asks("time"))
    assert (message["procedure"]["code"], message["aspects"]) == ("1.001193", ["time"])


async def test_without_one_the_citizen_is_asked_and_the_aspect_waits(citizen: Citizen) -> None:
    [asked] = await citizen.say("mất bao lâu?", asks("time"))
    assert asked["type"] == "clarify" and "việc nào" in asked["text"]
    [message] = await citizen.say("khai sinh", asks("overview"))
    assert (message["procedure"]["code"], message["aspects"]) == ("1.001193", ["time"])


async def test_a_question_of_aspect_words_only_is_not_searched(world: World, citizen: Citizen) -> None:
    world.searcher.known["chi phi"] = found("answer", "1.004222")
    assert (await citizen.say("chi phí vậy em", asks("fee"), ["fee: chi phí"]))[0]["type"] == "clarify"
    await citizen.say("khai sinh", asks("papers"))
    [message] = await citizen.say("còn chi phí, nộp ở đâu vậy em?", asks("fee"), ["fee: chi phí", "place: nộp ở đâu"])
    assert (message["procedure"]["code"], message["aspects"]) == ("1.001193", ["fee", "place"])
    [other] = await citizen.say("chi phí nhập hộ khẩu", asks("fee"), ["fee: chi phí"])
    assert other["procedure"]["code"] == "1.004222"


async def test_after_half_an_hour_the_procedure_is_no_longer_assumed(world: World, citizen: Citizen) -> None:
    await citizen.say("khai sinh cần giấy tờ gì", asks("papers"))
    world.pass_time(minutes=31)
    assert (await citizen.say("mất bao lâu?", asks("time")))[0]["type"] == "clarify"


async def test_a_procedure_code_wins_over_any_intent(citizen: Citizen) -> None:
    for intent in ("out_of_scope", "greet", "dossier_status", asks("fee")):
        [message] = await citizen.say("1.000894 giá vàng", intent)
        assert message["procedure"]["code"] == "1.000894"
    assert "1.999999" in await citizen.text("thủ tục 1.999999")


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


async def test_an_aspect_asked_before_the_choice_waits_for_it(citizen: Citizen) -> None:
    await citizen.say("khai sinh", asks("papers"))
    await citizen.say("đăng ký", asks("overview"))
    [asked] = await citizen.say("mất bao lâu", asks("time"))
    assert asked["type"] == "clarify" and "từ 1 đến 3" in asked["text"]
    [message] = await citizen.say("2")
    assert (message["procedure"]["code"], message["aspects"]) == ("1.000894", ["time"])


async def test_a_number_counts_only_where_choices_were_offered(citizen: Citizen) -> None:
    assert (await citizen.say("2", "out_of_scope"))[0]["type"] == "refusal"


async def test_procedures_of_one_name_can_be_chosen(citizen: Citizen) -> None:
    [asked] = await citizen.say("trùng tên")
    [message] = await citizen.say(asked["buttons"][1]["payload"])
    assert message["procedure"]["code"] == "9.000011"


async def test_buttons_under_an_answer_do_what_they_say_whatever_rasa_hears(citizen: Citizen) -> None:
    [first] = await citizen.say("khai sinh", asks("papers"))
    [fee] = await citizen.say(first["buttons"][0]["payload"], "out_of_scope")
    assert (fee["procedure"]["code"], fee["aspects"]) == ("1.001193", ["fee"])


async def test_rejecting_offers_the_others_and_then_asks_for_other_words(citizen: Citizen) -> None:
    await citizen.say("khai sinh", asks("fee"))
    [others] = await citizen.say("Không đúng việc tôi cần", "out_of_scope")
    assert others["type"] == "clarify" and "khai sinh có yếu tố nước ngoài" in others["text"]
    [message] = await citizen.say("1")
    assert (message["procedure"]["code"], message["aspects"]) == ("2.000528", ["fee"])
    [again] = await citizen.say("không đúng", "reject")
    assert again["type"] == "clarify" and "viết lại" in again["text"]


async def test_follow_ups_keep_what_else_was_found(citizen: Citizen) -> None:
    await citizen.say("khai sinh", asks("papers"))
    await citizen.say("đăng ký này lệ phí", asks("fee"), ["fee"])
    [others] = await citizen.say("Không đúng việc tôi cần")
    assert "khai sinh có yếu tố nước ngoài" in others["text"]


async def test_words_that_join_a_message_to_the_last_are_not_searched(world: World, citizen: Citizen) -> None:
    asked: list[str] = []
    search = world.searcher.search
    world.searcher.search = lambda text, limit=10: (asked.append(text), search(text))[1]  # type: ignore[method-assign]
    for text in ("thế còn lệ phí?", "vậy à", "còn"):
        await citizen.say(text, asks("fee"))
    assert asked == ["lệ phí?", "vậy à", "còn"]


async def test_rejecting_and_saying_what_is_wanted_answers_that(citizen: Citizen) -> None:
    await citizen.say("khai sinh", asks("fee"))
    [message] = await citizen.say("không phải, tôi hỏi thường trú", "reject")
    assert message["procedure"]["code"] == "1.004222"


async def test_rejecting_in_other_words_offers_the_others(citizen: Citizen) -> None:
    await citizen.say("khai sinh", asks("fee"))
    [message] = await citizen.say("không phải khai sinh này", "reject")
    assert message["type"] == "clarify"


async def test_out_of_scope_refuses_only_where_search_refuses_too(citizen: Citizen) -> None:
    assert (await citizen.say("khai sinh", "out_of_scope"))[0]["type"] == "answer"
    assert (await citizen.say("đăng ký", "out_of_scope"))[0]["type"] == "clarify"
    [refused] = await citizen.say("giá vàng hôm nay", "out_of_scope")
    assert (refused["type"], refused["reason"]) == ("refusal", "off_topic")


async def test_refusals_say_why(citizen: Citizen) -> None:
    [other] = await citizen.say("ly hôn cần gì", asks("papers"))
    assert other["reason"] == "other_authority" and "Tòa án nhân dân" in other["text"]
    [unknown] = await citizen.say("trợ cấp lạ", asks("papers"))
    assert unknown["reason"] == "no_data" and "để anh/chị khỏi đi nhầm" in unknown["text"]


async def test_another_topic_is_never_answered_with_the_current_procedure(citizen: Citizen) -> None:
    await citizen.say("khai sinh", asks("papers"))
    [message] = await citizen.say("lệ phí ly hôn", asks("fee"), ["fee"])
    assert message["type"] == "refusal" or message["procedure"] is None


@pytest.mark.parametrize("intent", ["greet", "thanks", "goodbye", "help", "insult"])
async def test_talk_with_a_clearly_named_procedure_answers_it(citizen: Citizen, intent: str) -> None:
    assert (await citizen.say("chào bạn, khai sinh cần gì", intent, ["papers"]))[0]["type"] == "answer"
    assert (await citizen.say("chào bạn", intent))[0]["type"] == "text"


async def test_a_person_is_told_of_even_where_a_procedure_is_named(citizen: Citizen) -> None:
    [message] = await citizen.say("cho gặp cán bộ khai sinh", "ask_person")
    assert message["type"] == "text" and "gặp cán bộ" in message["text"]


async def test_the_papers_of_a_dossier_to_be_are_those_of_the_procedure(citizen: Citizen) -> None:
    [message] = await citizen.say("hồ sơ khai sinh cần giấy tờ gì", "dossier_status", ["papers"])
    assert message["type"] == "answer"
    [message] = await citizen.say("hồ sơ khai sinh của tôi bao giờ xong", "dossier_status", ["time"])
    assert message["type"] == "dossier"


async def test_what_we_tell_people_to_write_works_whatever_rasa_hears(citizen: Citizen) -> None:
    await citizen.say("khai sinh", asks("papers"))
    assert "chưa nối máy" in await citizen.text("gặp cán bộ", asks("place"))


async def test_danger_comes_first(citizen: Citizen) -> None:
    assert "114" in await citizen.text("cứu tôi với, nhà đang cháy, khai sinh", asks("papers"))
    both = await citizen.say("khai sinh", "emergency")
    assert [message["type"] for message in both] == ["notice", "answer"]


async def test_private_data_is_pointed_out_beside_the_answer(citizen: Citizen) -> None:
    answer, notice = await citizen.say("khai sinh, căn cước của tôi 066012345678", asks("papers"))
    assert answer["type"] == "answer"
    assert notice["type"] == "notice" and notice["text"].startswith("Tin vừa rồi có số căn cước.")
    assert "066012345678" not in str(citizen.state)


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
    assert message["type"] == "clarify"


@pytest.mark.parametrize("result", [found("answer", "9.999999"), found("clarify", "9.999999", "9.999998")])
async def test_what_search_finds_and_the_store_does_not_know_is_no_data(
    world: World, citizen: Citizen, result: FakeResult
) -> None:
    world.searcher.known = {"bien mat": result}
    [message] = await citizen.say("biến mất", asks("fee"))
    assert (message["type"], message["reason"]) == ("refusal", "no_data")


async def test_a_new_snapshot_is_used_in_the_next_turn(world: World, citizen: Citizen) -> None:
    assert (await citizen.say("điều mới"))[0]["type"] == "refusal"
    world.searcher = type(world.searcher)({"điều mới": found("answer", "1.001193")})
    assert (await citizen.say("điều mới"))[0]["type"] == "answer"
