"""Holds docs/ and README.md to the code: what they name is there, or marked ``(planned)``; what is there is named."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest
import tomllib
import typer.main
from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute

from actions.reply import Reason, ReplyType
from bot.app import create_app
from bot.cli.main import app as command
from bot.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
DOCS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
INTERFACES = (ROOT / "docs" / "interfaces.md").read_text(encoding="utf-8")
HTTP = INTERFACES.split("\n## HTTP\n")[1].split("\n## ")[0]
PLANNED = "(planned)"
NAME = re.compile(r"MOTCUA_[A-Z][A-Z_]*[A-Z]")
ROUTE = re.compile(r"`(GET|POST|PUT|DELETE) (/[^`\s?]*)")
CALL = re.compile(r"`motcua ([a-z]+(?: [a-z]+)?)")
NOT_FOR_OPERATORS = re.compile(r"MOTCUA_TEST_")


def sentences(text: str) -> list[str]:
    """The lines of a table and the sentences of a text: what one mark of what is planned speaks of."""
    return [part for line in text.splitlines() for part in re.split(r"(?<=[.;:])\s", line)]


def promised(text: str) -> str:
    """The text without what is marked as planned."""
    return "\n".join(part for part in sentences(text) if PLANNED not in part)


def sources(*beside: str) -> str:
    rooms = ("bot", "actions", "search", "knowledge", "requirements", *beside)
    paths = [
        *(path for room in rooms for path in (ROOT / room).rglob("*.py")),
        ROOT / "Makefile",
        ROOT / ".ci" / "run",
        *(ROOT / "bot").glob("*.yml"),
    ]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def settings_names() -> set[str]:
    return {f"MOTCUA_{name.upper()}" for name in Settings.model_fields}


def test_every_name_of_the_environment_is_told() -> None:
    told = set(NAME.findall("\n".join(path.read_text(encoding="utf-8") for path in DOCS)))
    read = settings_names() | set(NAME.findall(sources()))
    assert {name for name in read if not NOT_FOR_OPERATORS.match(name)} - told == set()


def test_every_name_of_the_environment_that_is_told_is_read() -> None:
    read = settings_names() | set(NAME.findall(sources("tests")))
    for path in DOCS:
        told = set(NAME.findall(promised(path.read_text(encoding="utf-8"))))
        assert told - read == set(), f"{path.name}: not read by anything; mark as {PLANNED}"


@pytest.fixture(scope="module")
def routes(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, str]]:
    """Method and address of each route of the app, with ``{}`` for what varies."""
    app = create_app(Settings(data_dir=tmp_path_factory.mktemp("data")))
    return {
        (method, re.sub(r"\{\w+\}", "{}", route.path))
        for route in walked(app)
        for method in route.methods - {"HEAD", "OPTIONS"}
    }


def walked(app: FastAPI | APIRouter) -> list[APIRoute]:
    found = []
    for route in app.routes:
        if isinstance(route, APIRoute):
            found.append(route)
        elif isinstance(getattr(route, "original_router", None), APIRouter):
            found += walked(route.original_router)
    return found


def told_routes(text: str) -> set[tuple[str, str]]:
    return {(method, re.sub(r"\{\w+\}", "{}", address)) for method, address in ROUTE.findall(text)}


def test_every_route_is_told(routes: set[tuple[str, str]]) -> None:
    assert routes - told_routes(HTTP) == set()


def test_every_route_that_is_told_is_there(routes: set[tuple[str, str]]) -> None:
    assert told_routes(promised(HTTP)) - routes == set(), f"mark as {PLANNED} what is not built"


def commands() -> set[str]:
    def names(group: object, before: str = "") -> set[str]:
        inner = getattr(group, "commands", None)
        if inner is None:
            return {before.strip()}
        return {name for key, value in inner.items() for name in names(value, f"{before} {key}")}

    return names(typer.main.get_command(command))


def test_every_command_is_told() -> None:
    assert {name for name in commands() if f"`motcua {name}" not in INTERFACES} == set()


def test_every_command_that_is_told_is_there() -> None:
    there = commands()
    for path in DOCS:
        called = CALL.findall(promised(path.read_text(encoding="utf-8")))
        strange = {call for call in called if call not in there and call.split()[0] not in there}
        assert strange == set(), f"{path.name}: mark as {PLANNED} what is not built"


def quoted(line_start: str) -> set[str]:
    line = next(line for line in INTERFACES.splitlines() if line.strip().startswith(line_start))
    return set(re.findall(r'"(\w+)"', promised(line.split(":", 1)[1])))


def test_types_and_reasons_of_messages_are_told() -> None:
    assert quoted('"type": "text"') == set(get_args(ReplyType))
    assert quoted('"reason": null') == set(get_args(Reason))


def test_kinds_of_problems_are_told_and_used() -> None:
    kinds = set(tomllib.loads((ROOT / "bot" / "web" / "texts.toml").read_text(encoding="utf-8"))["problems"])
    listed = re.search(r"^Kinds of problems[^:]*: (.+)$", INTERFACES, re.MULTILINE)
    assert listed is not None, "docs/interfaces.md lists the kinds of problems"
    assert set(re.findall(r"`(\w+)`", listed[1])) == kinds
    raised = set(re.findall(r'Problem\(\s*\d+,\s*"(\w+)"', sources()))
    assert raised - kinds == set()
    assert kinds - set(re.findall(r'"(\w+)"', sources())) == set(), "a problem that nothing raises"
