"""Holds the floor plan of docs/architecture.md: imports point downwards only."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
KNOWS = {
    "knowledge": {"knowledge"},
    "search": {"search", "knowledge"},
    "actions": {"actions", "search", "knowledge"},
    "bot": {"bot", "actions", "search", "knowledge"},
}
ENVIRONMENT = {"os.environ", "os.getenv"}
CLOCK = {"time.time", "datetime.now", "dt.datetime.now", "date.today", "dt.date.today", "datetime.datetime.now"}


def files_of(room: str) -> list[Path]:
    return sorted((ROOT / room).rglob("*.py"))


def imported_names(tree: ast.AST) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            names.add(node.module or "")
    return names


def dotted(node: ast.AST) -> str:
    return ast.unparse(node) if isinstance(node, ast.Attribute) else ""


@pytest.mark.parametrize("room", sorted(KNOWS))
def test_a_room_knows_only_the_rooms_below_it(room: str) -> None:
    for path in files_of(room):
        known = {name.split(".")[0] for name in imported_names(ast.parse(path.read_text(encoding="utf-8")))}
        assert (known & set(KNOWS)) <= KNOWS[room], path
        assert "tests" not in known, path


@pytest.mark.parametrize("room", ["knowledge", "search", "actions"])
def test_only_bot_reads_the_environment_and_the_clock(room: str) -> None:
    for path in files_of(room):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        # A name that is not imported is a variable of the file's own, such as the time that an office takes.
        imported = {
            alias.asname or alias.name
            for node in ast.walk(tree)
            if isinstance(node, (ast.Import, ast.ImportFrom))
            for alias in node.names
        }
        used = {name for name in map(dotted, ast.walk(tree)) if name.split(".")[0] in imported}
        assert not used & (ENVIRONMENT | CLOCK), path


FOR_RASA = {"search.text", "search.phrases", "search.lexicon"}


def test_rasas_components_import_nothing_of_ours_but_what_search_keeps_for_them() -> None:
    for path in files_of("bot/nlu"):
        names = imported_names(ast.parse(path.read_text(encoding="utf-8")))
        ours = {name for name in names if name.split(".")[0] in KNOWS}
        assert {name for name in ours if not name.startswith("bot.nlu")} <= FOR_RASA, path


def test_what_search_keeps_for_rasa_needs_the_standard_library_only() -> None:
    for module in FOR_RASA:
        names = imported_names(ast.parse((ROOT / f"{module.replace('.', '/')}.py").read_text(encoding="utf-8")))
        assert {name.split(".")[0] for name in names - FOR_RASA} <= set(sys.stdlib_module_names), module


def test_no_room_stands_that_the_plan_does_not_know() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    folders = {line.split("/")[0] for line in tracked if "/" in line}
    assert folders <= {*KNOWS, "nlu_data", "tests", "requirements", "docs", "deploy", ".ci"}


@pytest.mark.parametrize("module", ["bot.cli.main", "bot.app", "search.searcher", "search.snapshot"])
def test_what_people_wait_for_does_not_import_torch(module: str) -> None:
    code = f"import sys, {module}; sys.exit('torch' in sys.modules or 'sentence_transformers' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0


def test_locks_name_no_address_and_no_build_of_torch() -> None:
    for path in (ROOT / "requirements").glob("*.txt"):
        lock = path.read_text(encoding="utf-8")
        assert "://" not in lock, path
        assert "--hash" not in lock, path
        assert "+cpu" not in lock, path
    assert "\ntorch==2.13.0\n" in (ROOT / "requirements" / "app.txt").read_text(encoding="utf-8")
