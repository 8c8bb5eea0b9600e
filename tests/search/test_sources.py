from __future__ import annotations

from pathlib import Path

import pytest

from search.sources import imported_modules, source_digest

BEFORE = {
    "room/__init__.py": "",
    "room/top.py": "import json\nfrom room.middle import f\n",
    "room/middle.py": "def f():\n    from room import low\n    return low.x\n",
    "room/low.py": "x = 1\n",
    "room/beside.py": "y = 1\n",
    "room/typed.py": "z = 1\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "room").mkdir()
    for name, source in BEFORE.items():
        (tmp_path / name).write_text(source)
    return tmp_path


def changed(root: Path, name: str, source: str) -> bool:
    before = source_digest("room.top", root=root)
    (root / name).write_text(source)
    return source_digest("room.top", root=root) != before


@pytest.mark.parametrize(("name", "source"), [("room/low.py", "x = 2\n"), ("room/middle.py", "def f(): ...\n")])
def test_what_is_imported_counts_also_inside_a_function(root: Path, name: str, source: str) -> None:
    assert changed(root, name, source)


def test_what_is_not_imported_does_not_count(root: Path) -> None:
    assert not changed(root, "room/beside.py", "y = 2\n")


def test_what_is_imported_for_types_only_does_not_count(root: Path) -> None:
    typed = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from room import typed\nx = 1\n"
    assert changed(root, "room/low.py", typed)
    assert not changed(root, "room/typed.py", "z = 2\n")
    assert imported_modules(typed, root) == set()
    assert imported_modules(typed, root, for_types=True) == {"room.typed"}


@pytest.mark.parametrize(
    "source",
    [
        '"""What it is."""\n\nx = 1\n',
        "\n\nx = 1\n",
    ],
    ids=["docstring", "blank lines"],
)
def test_what_is_said_of_the_code_does_not_count(root: Path, source: str) -> None:
    assert not changed(root, "room/low.py", source)


def test_docstrings_of_functions_do_not_count_and_other_texts_do(root: Path) -> None:
    assert changed(root, "room/low.py", 'def g():\n    """Give it."""\n    return """a\n    # b"""\n')
    assert not changed(root, "room/low.py", 'def g():\n    """Give it\n\n    whole."""\n    return """a\n    # b"""\n')
    assert changed(root, "room/low.py", 'def g():\n    """Give it."""\n    return """a\n    # c"""\n')


def test_a_module_that_is_not_there_is_named(root: Path) -> None:
    with pytest.raises(ModuleNotFoundError, match=r"room\.absent"):
        source_digest("room.absent", root=root)
