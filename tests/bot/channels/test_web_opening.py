"""How a conversation is opened: with a token of its own, perhaps about a procedure."""

from __future__ import annotations

import itertools
import json

import httpx

from tests.bot.fake_rasa import FakeRasa
from tests.bot.front import Citizen, Come
from tests.bot.problems import assert_problem


def test_a_conversation_is_about_the_procedure_of_whose_page_it_was_opened(
    come: Come, url: str, rasa: FakeRasa
) -> None:
    someone = come(url, "1.001193")
    someone.ask("mất bao lâu")
    state = rasa.asked[-1]["metadata"]["state"]
    assert (state["procedure"], state["topic"], state["offers"]) == ("1.001193", "procedure", [])
    turned = someone.http.put(f"{someone.path}/subject/1.000894", headers=someone.headers)
    assert turned.status_code == 204
    someone.ask("mất bao lâu")
    state = rasa.asked[-1]["metadata"]["state"]
    assert (state["procedure"], state["matters"]) == ("1.000894", ["1.001193"])


def test_a_conversation_is_about_nothing_that_is_not_published(citizen: Citizen) -> None:
    assert_problem(citizen.http.post("/api/conversations?subject=9.999999"), 404)
    assert_problem(citizen.http.put(f"{citizen.path}/subject/9.999999", headers=citizen.headers), 404)
    assert_problem(citizen.http.put(f"{citizen.path}/subject/1.001193"), 401)


def test_ids_and_tokens_are_not_alike(come: Come, url: str) -> None:
    people = [come(url) for _ in range(3)]
    for one, other in itertools.combinations(people, 2):
        assert one.id != other.id
        assert one.token != other.token
        assert one.http.get(f"{other.path}/messages", headers=one.headers).status_code == 401
    assert all(len(someone.token) >= 32 and json.dumps(someone.token).isascii() for someone in people)


def test_a_reply_is_judged_and_only_a_reply_of_this_conversation(citizen: Citizen) -> None:
    [reply] = citizen.ask("làm giấy khai sinh")

    def judge(**rating: object) -> httpx.Response:
        return citizen.http.post(f"{citizen.path}/ratings", json=rating, headers=citizen.headers)

    assert judge(seq=reply["seq"], right=True).status_code == 204
    assert judge(seq=reply["seq"], right=False, reason="incomplete").status_code == 204
    assert citizen.read(reply["seq"] - 1) == [reply], "it is said to nobody"
    assert_problem(judge(seq=reply["reply_to"], right=True), 404)
    assert_problem(judge(seq=99, right=True), 404)
    assert_problem(judge(seq=reply["seq"], right=True, reason="rude"), 422)
    assert_problem(judge(right=True), 422)
    assert_problem(citizen.http.post(f"{citizen.path}/ratings", json={"seq": 2, "right": True}), 401)
