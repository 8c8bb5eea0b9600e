"""Holds the measures of the house: the length of files and functions, what a constructor takes, how full rooms are."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("bot", "actions", "search", "knowledge")
LONGEST_FILE = 300
LONGEST_FUNCTION = 40
MOST_PARAMETERS = 7
FULLEST_ROOM = 12
# Signatures and lengths that others set.
GIVEN = ("migrations/versions",)

Function = ast.FunctionDef | ast.AsyncFunctionDef


def files(*rooms: str, ending: str = ".py") -> list[Path]:
    found = [path for room in rooms for path in sorted((ROOT / room).rglob(f"*{ending}"))]
    return [path for path in found if not any(part in path.as_posix() for part in GIVEN)]


def functions(path: Path) -> Iterator[Function]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def lines_of(function: Function) -> int:
    """Its lines without the docstring, which tells more where there is more to tell."""
    whole = (function.end_lineno or 0) - function.lineno + 1
    if ast.get_docstring(function) is None:
        return whole
    told = function.body[0]
    return whole - ((told.end_lineno or 0) - told.lineno + 1)


@pytest.mark.parametrize("ending", [".py", ".js", ".css", ".html", ".j2"])
def test_no_file_is_long(ending: str) -> None:
    long = {
        path.relative_to(ROOT).as_posix(): count
        for path in files(*ROOMS, "tests", ending=ending)
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    }
    assert long == {}


def test_no_function_is_long() -> None:
    long = {
        f"{path.relative_to(ROOT)}:{function.lineno} {function.name}": lines_of(function)
        for path in files(*ROOMS)
        for function in functions(path)
        if lines_of(function) > LONGEST_FUNCTION
    }
    assert long == {}


def test_no_constructor_takes_much() -> None:
    greedy = {}
    for path in files(*ROOMS):
        for function in functions(path):
            arguments = function.args
            taken = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
            if function.name == "__init__" and len(taken) - 1 > MOST_PARAMETERS:
                greedy[f"{path.relative_to(ROOT)}:{function.lineno}"] = len(taken) - 1
    assert greedy == {}


@pytest.mark.parametrize("room", ["bot", "actions", "knowledge", "knowledge/importers"])
def test_no_room_is_full(room: str) -> None:
    found = [path.name for path in (ROOT / room).iterdir() if path.is_file() and path.name != "__init__.py"]
    assert len(found) <= FULLEST_ROOM, sorted(found)
