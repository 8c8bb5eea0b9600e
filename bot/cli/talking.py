"""The command chat: talks to a running server as a citizen would."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.output import DONE, PARTLY, WRONG_USE, Json, note, print_json
from bot.running.reasons import why

if TYPE_CHECKING:
    from bot.cli.citizen import Reply


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command()(chat)


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
    from bot.cli.citizen import NoAnswer
    from bot.settings import load_settings

    settings = load_settings()
    address = (url or f"http://{settings.host}:{settings.port}").rstrip("/")
    turns = _script_lines(script) if script else _typed_lines()
    try:
        answered = _talk(address, turns, json)
    except NoAnswer as error:
        note(str(error))
        raise typer.Exit(PARTLY) from error
    raise typer.Exit(DONE if answered else PARTLY)


def _talk(address: str, turns: Iterable[str], as_json: bool) -> bool:
    """Say the turns; an empty one begins a new conversation. Give whether all were answered."""
    import httpx

    from bot.cli.citizen import Conversation, NoAnswer

    conversation: Conversation | None = None
    all_answered, turn = True, 0
    with httpx.Client(base_url=address, timeout=10.0, trust_env=False) as http:
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


def _script_lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        note(f"Không đọc được {path}: {why(error)}")
        raise typer.Exit(WRONG_USE) from error


def _typed_lines() -> Iterator[str]:
    if sys.stdin.isatty():
        note("Gõ câu hỏi rồi Enter; dòng trống mở cuộc trò chuyện mới; Ctrl-D để thôi.")
    while True:
        try:
            yield input("Anh/chị: " if sys.stdin.isatty() else "")
        except EOFError:
            return


def _show(replies: Iterable[Reply]) -> None:
    for message in replies:
        print(message["text"])
        for button in message["buttons"]:
            print(f"  [{button['title']}]")
        print()
