"""No module imports itself, by whatever way round: also not inside a function, nor for types only."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from search.sources import imported_modules

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("knowledge", "search", "actions", "bot")


def modules_under(root: Path) -> dict[str, Path]:
    """The modules of all rooms by their dotted names; a package goes by its own."""
    found: dict[str, Path] = {}
    for room in ROOMS:
        for path in sorted((root / room).rglob("*.py")):
            parts = path.relative_to(root).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def circle_under(root: Path) -> list[str]:
    """The first circle that is found, each module importing the next one; empty if there is none."""
    graph = {
        name: imported_modules(path.read_text(encoding="utf-8"), root, for_types=True)
        for name, path in modules_under(root).items()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return [str(name) for name in error.args[1]][::-1]
    return []


def test_no_module_stands_in_a_circle_of_imports() -> None:
    assert circle_under(ROOT) == []


@pytest.mark.parametrize(
    "back",
    [
        "from search.a import f\n",
        "def g():\n    from search import a\n",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import search.a\n",
    ],
    ids=["at the top", "inside a function", "for types"],
)
def test_a_circle_is_found_wherever_it_is_closed(tmp_path: Path, back: str) -> None:
    for room in ROOMS:
        (tmp_path / room).mkdir()
    (tmp_path / "search/a.py").write_text("import search.b\n\ndef f(): ...\n")
    (tmp_path / "search/b.py").write_text(back)
    assert set(circle_under(tmp_path)) == {"search.a", "search.b"}
    (tmp_path / "search/b.py").write_text("import json\n")
    assert circle_under(tmp_path) == []
