"""The launcher, with a real Rasa and an action endpoint on loopback."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("rasa")

from tests.nlu.conftest import ROOT

pytestmark = pytest.mark.rasa
SECRET = "ein-geheimnis"


class Actions:
    """An action endpoint that keeps what it was asked and answers one message."""

    def __init__(self) -> None:
        self.calls: list[tuple[dict[str, str], dict[str, Any]]] = []
        self.status = 200
        actions = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                call = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                actions.calls.append((dict(self.headers), call))
                body = json.dumps({"events": [], "responses": [{"custom": {"state": {}, "messages": []}}]}).encode()
                self.send_response(actions.status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Stays quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}/internal/actions"


class Rasa:
    """A running Rasa."""

    def __init__(self, model: Path, actions: Actions, log: Path) -> None:
        self.actions = actions
        self.log = log
        self.port = free_port()
        with log.open("wb") as out:
            self.process = start(["--model", str(model), "--port", str(self.port)], actions.url, stdout=out, stderr=out)

    def wait(self) -> None:
        for _ in range(1_200):
            assert self.process.poll() is None, self.log.read_text()
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=5).close()
                return
            except OSError:
                time.sleep(0.1)
        raise AssertionError("Rasa was not ready within two minutes")

    def say(self, text: Any, metadata: dict[str, Any] | None = None) -> Any:
        body = json.dumps({"sender": "c1", "message": text, "metadata": metadata or {}}).encode()
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/webhooks/rest/webhook", body, {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.loads(answer.read())


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(arguments: list[str], action_url: str, **streams: Any) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "MOTCUA_ACTION_URL": action_url, "MOTCUA_ACTION_SECRET": SECRET}
    return subprocess.Popen([sys.executable, "-m", "bot.nlu.server", *arguments], cwd=ROOT, env=environment, **streams)


@pytest.fixture(scope="module")
def rasa(small_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rasa]:
    actions = Actions()
    running = Rasa(small_model, actions, tmp_path_factory.mktemp("rasa") / "rasa.log")
    try:
        running.wait()
        yield running
    finally:
        running.process.terminate()
        running.process.wait(timeout=20)
        actions.server.shutdown()
        actions.server.server_close()


def test_a_message_reaches_one_action_with_metadata_and_secret(rasa: Rasa) -> None:
    rasa.actions.calls.clear()
    metadata = {"message_id": "m1", "state": {"procedure": "1.001193"}}
    assert rasa.say("làm khai sinh cần giấy tờ gì", metadata) == [
        {"recipient_id": "c1", "custom": {"state": {}, "messages": []}}
    ]
    ((headers, call),) = rasa.actions.calls
    assert headers["X-Motcua-Secret"] == SECRET
    assert call["next_action"] == "action_answer"
    assert call["tracker"]["latest_message"]["metadata"] == metadata
    assert call["tracker"]["latest_message"]["entities"][0]["value"] == "papers"


def test_the_hundredth_message_carries_as_much_as_the_first(rasa: Rasa) -> None:
    rasa.actions.calls.clear()
    for _ in range(100):
        rasa.say("hết bao nhiêu tiền")
    sizes = {len(call["tracker"]["events"]) for _, call in rasa.actions.calls}
    assert len(sizes) == 1


@pytest.mark.parametrize("text", ["", "  ", None, "😂", "/ask_fee", '/x{"a":1}', "cần giấy tờ gì " * 7_000])
def test_bad_input_gets_an_answer(rasa: Rasa, text: str | None) -> None:
    assert len(rasa.say(text)) == 1


@pytest.mark.parametrize("text", ["/restart", "/back", "/session_start"])
def test_rasas_own_commands_answer_nothing_and_harm_nothing(rasa: Rasa, text: str) -> None:
    assert rasa.say(text) == []
    assert len(rasa.say("xin chào")) == 1


def test_rasas_own_api_is_off(rasa: Rasa) -> None:
    for path in ("/status", "/conversations/c1/tracker", "/model/parse"):
        with pytest.raises(urllib.error.HTTPError) as error:
            urllib.request.urlopen(f"http://127.0.0.1:{rasa.port}{path}", timeout=5)
        error.value.close()
        assert error.value.code == 404


def test_what_people_write_is_not_in_the_log_whatever_fails(rasa: Rasa) -> None:
    rasa.say('/khongco{"cccd":"066099001234"}')
    rasa.actions.status = 500
    try:
        assert rasa.say("xin chào 066099001234") == []
    finally:
        rasa.actions.status = 200
    assert "action_talk" in rasa.log.read_text()
    assert "066099001234" not in rasa.log.read_text()


def test_an_answer_of_the_wrong_shape_is_refused() -> None:
    from jsonschema import ValidationError
    from rasa.core.actions.action import RemoteAction

    from bot.nlu.answers import check_answers_with_prepared_schema

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(RemoteAction, "_validate_action_result", RemoteAction._validate_action_result)
        check_answers_with_prepared_schema()
        action = RemoteAction("action_answer", None)
        assert action._validate_action_result({"events": [], "responses": [{"custom": {}}]})
        for wrong in ({"events": {}}, {"events": [{"event": "no such"}]}, {"events": [], "responses": ["text"]}):
            with pytest.raises(ValidationError):
                action._validate_action_result(wrong)


@pytest.mark.parametrize("what", ["no model", "broken model", "no secret", "port taken"])
def test_what_is_wrong_at_start_is_said_in_one_line(what: str, small_model: Path, tmp_path: Path) -> None:
    model, port = small_model, free_port()
    taken = socket.socket()
    if what == "no model":
        model = tmp_path / "none.tar.gz"
    if what == "broken model":
        model = tmp_path / "broken.tar.gz"
        model.write_bytes(b"not a model")
    if what == "port taken":
        taken.bind(("127.0.0.1", port))
        taken.listen()
    url = "" if what == "no secret" else "http://127.0.0.1:1/internal/actions"
    process = start(
        ["--model", str(model), "--port", str(port)], url, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    _, said = process.communicate(timeout=120)
    taken.close()
    assert process.returncode == 2
    wanted = {"no model": "Không thấy tệp", "broken model": "mô hình", "no secret": "Chưa đặt", "port taken": "Cổng"}
    assert wanted[what] in said.decode()
    assert "Traceback" not in said.decode()
