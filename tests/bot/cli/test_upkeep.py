"""The commands of whoever keeps the service."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.main import app
from bot.settings import ROOT


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> CliRunner:
    return CliRunner(env={"MOTCUA_DATA_DIR": str(tmp_path_factory.mktemp("data"))})


def test_where_tells_files_and_layers(runner: CliRunner) -> None:
    done = runner.invoke(app, ["where", "1.001193", "--json"])
    assert done.exit_code == 0
    told = json.loads(done.stdout)
    assert {record["layer"] for record in told["records"]} == {"curated", "facts"}
    for place in (*told["records"], *told["questions"]):
        assert "1.001193" in (ROOT / place["path"]).read_text(encoding="utf-8").splitlines()[place["line"] - 1]
    assert [layer["layer"] for layer in told["layers"]] == ["curated", "facts"]
    assert (told["code"], told["staged"], told["published"]) == ("1.001193", True, 1)


def test_where_for_people(runner: CliRunner) -> None:
    done = runner.invoke(app, ["where", " 1.001193 "])
    assert done.exit_code == 0
    assert str(Path("knowledge/bundled/curated/ho-tich.json")) in done.stdout
    assert "đã công bố: phiên bản 1" in done.stdout


def test_a_code_that_nothing_knows_is_status_1(runner: CliRunner) -> None:
    done = runner.invoke(app, ["where", "9.999999", "--json"])
    assert done.exit_code == 1
    assert json.loads(done.stdout)["records"] == []


def test_reminders_are_empty_in_a_new_installation(runner: CliRunner) -> None:
    done = runner.invoke(app, ["reminders", "--json"])
    assert done.exit_code == 0 and json.loads(done.stdout) == {"reminders": []}
    assert "Chưa có lời nhắc nào" in runner.invoke(app, ["reminders"]).stdout
