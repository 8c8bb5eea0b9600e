"""The command chat: talks to a running server as a citizen would."""

from __future__ import annotations

import json as json_module
import sys
import time
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.catalogue import Json
from bot.cli.output import PARTLY, WRONG_USE, note, print_json
from bot.running.reasons import why

if TYPE_CHECKING:
    import httpx

ANSWER_WITHIN_S = 30.0


def register(app: typer.Typer) -> None:
    """Adds the commands of this file."""
    app.command()(chat)


class NoAnswer(Exception):
    """The server did not take the message or did not answer it in time."""


class Conversation:
    """One conversation with a server, over its HTTP API."""

    def __init__(self, http: httpx.Client) -> None:
        """Raises: NoAnswer: the server is not there."""
        self._http = http
        opened = _call(http, "POST", "/api/conversations")
        self._path = f"/api/conversations/{opened['id']}/messages"
        self._headers = {"Authorization": f"Bearer {opened['token']}"}
        self._after = 0

    def ask(self, text: str) -> list[dict[str, Any]]:
        """Sends a text and waits for all replies to it.

        Raises:
            NoAnswer: it was refused or not answered within 30 s.
        """
        body = {"client_id": str(uuid.uuid4()), "text": text}
        sent = _call(self._http, "POST", self._path, json=body, headers=self._headers)
        replies: list[dict[str, Any]] = []
        deadline = time.monotonic() + ANSWER_WITHIN_S
        while time.monotonic() < deadline:
            page = _call(self._http, "GET", f"{self._path}?after={self._after}", headers=self._headers)
            for message in page["messages"]:
                self._after = max(self._after, message["seq"])
                if message["from"] != "citizen" and message.get("reply_to") == sent["seq"]:
                    replies.append(message)
                    if message.get("last"):
                        return replies
            time.sleep(0.05)
        raise NoAnswer(f"Máy chủ chưa trả lời sau {ANSWER_WITHIN_S:.0f} giây.")


def chat(
    script: Annotated[
        Path | None,
        typer.Option("--script", metavar="FILE", help="Mỗi dòng một lượt; dòng trống mở cuộc trò chuyện mới."),
    ] = None,
    url: Annotated[
        str | None, typer.Option("--url", help="Địa chỉ máy chủ; mặc định theo MOTCUA_HOST và MOTCUA_PORT.")
    ] = None,
    json: Json = False,
) -> None:
    """Trò chuyện với máy chủ đang chạy, như một người dân."""
    import httpx

    from bot.settings import load_settings

    settings = load_settings()
    address = (url or f"http://{settings.host}:{settings.port}").rstrip("/")
    turns = _script_lines(script) if script else _typed_lines()
    with httpx.Client(base_url=address, timeout=10.0, trust_env=False) as http:
        try:
            answered = _talk(http, turns, json)
        except NoAnswer as error:
            note(str(error))
            raise typer.Exit(PARTLY) from error
    raise typer.Exit(0 if answered else PARTLY)


def _talk(http: httpx.Client, turns: Any, as_json: bool) -> bool:
    conversation: Conversation | None = None
    all_answered, turn = True, 0
    for text in turns:
        if not text.strip():
            conversation = None
            continue
        conversation = conversation or Conversation(http)
        turn += 1
        try:
            replies = conversation.ask(text)
        except NoAnswer as error:
            note(f"Lượt {turn}: {error}")
            replies, all_answered = [], False
        if as_json:
            print_json({"turn": turn, "text": text, "replies": replies})
        else:
            _show(replies)
    return all_answered


def _call(http: httpx.Client, method: str, path: str, **options: Any) -> Any:
    import httpx

    try:
        answer = http.request(method, path, **options)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise NoAnswer(f"Không nối được {http.base_url}: {error}. Chạy máy chủ bằng: make run") from error
    if answer.is_error:
        raise NoAnswer(_problem(answer))
    try:
        value = answer.json()
    except ValueError as error:
        raise NoAnswer(f"{http.base_url} không phải máy chủ Một Cửa. Xem lại --url.") from error
    return value


def _problem(answer: httpx.Response) -> str:
    try:
        return str(answer.json()["detail"])
    except (json_module.JSONDecodeError, KeyError, TypeError):
        return f"Máy chủ trả lời {answer.status_code}."


def _script_lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        note(f"Không đọc được {path}: {why(error)}")
        raise typer.Exit(WRONG_USE) from error


def _typed_lines() -> Any:
    if sys.stdin.isatty():
        note("Gõ câu hỏi rồi Enter; dòng trống mở cuộc trò chuyện mới; Ctrl-D để thôi.")
    while True:
        try:
            yield input("Anh/chị: " if sys.stdin.isatty() else "")
        except EOFError:
            return


def _show(replies: list[dict[str, Any]]) -> None:
    for message in replies:
        print(message["text"])
        for button in message["buttons"]:
            print(f"  [{button['title']}]")
        print()
