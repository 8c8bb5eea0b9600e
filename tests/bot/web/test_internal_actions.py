"""Rasa's action endpoint."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import ActionExecutor, CollectingDispatcher
from rasa_sdk.interfaces import ActionExecutionRejection

from tests.bot.front import SECRET, front, settings_for
from tests.bot.problems import assert_problem

HEADERS = {"X-Motcua-Secret": SECRET}


def executor() -> ActionExecutor:
    async def say(dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Any]:
        dispatcher.utter_message(json_message={"state": tracker.latest_message["metadata"]["state"]})
        return []

    async def reject(dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Any]:
        raise ActionExecutionRejection("action_reject", "not now")

    async def fail(dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Any]:
        raise RuntimeError("số căn cước 066099001234")

    made = ActionExecutor()
    for action in (say, reject, fail):
        made.register_function(f"action_{action.__name__}", action)
    return made


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory, rasa_url: str) -> Iterator[str]:
    with front(settings_for(tmp_path_factory.mktemp("data"), rasa_url), executor=executor()) as address:
        yield address


def call(action: str, **more: Any) -> dict[str, Any]:
    message = {"text": "chào", "metadata": {"state": {"procedure": "1.001193"}}}
    return {"next_action": action, "sender_id": "c", "tracker": {"sender_id": "c", "latest_message": message}, **more}


def post(url: str, body: Any, headers: dict[str, str] | None = None) -> httpx.Response:
    return httpx.post(
        f"{url}/internal/actions", json=body, headers=HEADERS if headers is None else headers, trust_env=False
    )


@pytest.mark.parametrize("headers", [{}, {"X-Motcua-Secret": ""}, {"X-Motcua-Secret": "wrong"}])
def test_without_the_secret_there_is_nothing(url: str, headers: dict[str, str]) -> None:
    refused = assert_problem(post(url, call("action_say"), headers), 404)
    elsewhere = assert_problem(httpx.post(f"{url}/internal/nothing", trust_env=False), 404)
    assert refused == elsewhere


def test_without_a_secret_set_it_is_closed(tmp_path: Path, rasa_url: str) -> None:
    with front(settings_for(tmp_path, rasa_url, action_secret=None), executor=executor()) as address:
        for headers in ({}, {"X-Motcua-Secret": ""}, {"X-Motcua-Secret": "None"}):
            assert_problem(post(address, call("action_say"), headers), 404)


def test_an_action_runs_also_without_a_domain(url: str) -> None:
    answer = post(url, call("action_say"))
    assert answer.status_code == 200
    assert answer.json()["events"] == []
    [response] = answer.json()["responses"]
    assert response["custom"] == {"state": {"procedure": "1.001193"}}


@pytest.mark.parametrize(
    ("action", "status", "error"),
    [("action_reject", 400, "not now"), ("action_none", 404, None), ("action_fail", 500, "RuntimeError")],
)
def test_errors_are_told_as_rasa_understands_them(url: str, action: str, status: int, error: str | None) -> None:
    answer = post(url, call(action))
    assert answer.status_code == status
    assert answer.json()["action_name"] == action
    assert error is None or answer.json()["error"] == error
    assert "066099001234" not in answer.text


@pytest.mark.parametrize("body", [[], "x", None, 5])
def test_what_is_no_call_is_refused(url: str, body: Any) -> None:
    assert_problem(post(url, body), 400)
