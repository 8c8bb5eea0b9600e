"""The command as others call it: exit status, JSON on standard output and nothing else, everything else on error."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cli.main import app
from knowledge.store import tables

COMMAND = Path(sys.executable).with_name("motcua")
LEMON = {
    "code": "9.000001",
    "name": "Đăng ký vườn chanh dây trên nương",
    "papers": [{"case": None, "use": "submit", "items": [{"name": "Đơn đăng ký vườn", "originals": 1, "copies": 0}]}],
    "source": {"title": "thử", "url": None, "as_of": "2026-01-01"},
}

COMMANDS = (
    "import",
    "publish",
    "procedure",
    "changes",
    "correct",
    "alias",
    "retrain",
    "zalo",
    "search",
    "evaluate",
    "chat",
    "train",
    "serve",
    "app",
    "sandbox",
    "doctor",
    "export",
    "template",
)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that the tests of this file share; it begins with the bundle."""
    return tmp_path_factory.mktemp("data")


def run(data: Path, *arguments: str | Path, status: int = 0, **environment: str) -> subprocess.CompletedProcess[str]:
    variables = {**os.environ, "MOTCUA_DATA_DIR": str(data), **environment}
    command = [str(COMMAND), *map(str, arguments)]
    done = subprocess.run(command, env=variables, capture_output=True, text=True, encoding="utf-8", timeout=600)
    assert done.returncode == status, (done.stdout, done.stderr)
    assert "Traceback" not in done.stderr
    return done


def run_json(data: Path, *arguments: str | Path, status: int = 0) -> Any:
    return json.loads(run(data, *arguments, "--json", status=status).stdout)


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_import_takes_what_it_knows_and_names_the_rest(data: Path, tmp_path: Path) -> None:
    good = write(tmp_path / "vuon.dat", json.dumps([LEMON, {**LEMON, "code": "khong-phai-ma"}], ensure_ascii=False))
    odd = write(tmp_path / "anh.jsonl", "\x00\x01 không phải gì cả")
    report = run_json(data, "import", good, odd, tmp_path / "khong-co.json", "--publish", status=1)
    taken, unknown, missing = report["files"]
    assert (taken["format"], taken["read"], taken["new"], taken["changed"]) == ("own", 1, 1, 0)
    assert [(r["record"], r["code"]) for r in taken["rejected"]] == [(2, "khong-phai-ma")]
    assert report["published"] == run_json(data, "publish")["version"]
    assert unknown["format"] is None
    assert missing["format"] is None
    assert "Không" in missing["rejected"][0]["reason"]


def test_importing_again_changes_nothing(data: Path, tmp_path: Path) -> None:
    file = write(tmp_path / "vuon.json", json.dumps(LEMON, ensure_ascii=False))
    report = run_json(data, "import", file)
    assert {key: report["files"][0][key] for key in ("new", "changed", "unchanged")} == {
        "new": 0, "changed": 0, "unchanged": 1,
    }  # fmt: skip


def test_a_published_procedure_is_shown_and_found(data: Path) -> None:
    assert run_json(data, "procedure", "9.000001")["name"] == LEMON["name"]
    found = run_json(data, "search", "dang ky vuon chanh day")
    assert found["query"] == "dang ky vuon chanh day"
    assert found["results"][0]["code"] == "9.000001"
    assert set(found) >= {"query", "decision", "reason", "results", "took_ms"}


def test_one_model_alone_can_be_trained(data: Path) -> None:
    trained = run_json(data, "train", "--only", "embedding")
    assert list(trained) == ["embedding"]
    assert Path(trained["embedding"]).is_dir()


def test_staged_and_imported_are_told_apart(data: Path, tmp_path: Path) -> None:
    file = write(tmp_path / "vuon.json", json.dumps({**LEMON, "result": "Giấy vườn"}, ensure_ascii=False))
    run_json(data, "import", file)
    results = [run_json(data, "procedure", "9.000001", "--as", state)["result"] for state in ("published", "staged")]
    assert results == [None, "Giấy vườn"]
    assert run_json(data, "procedure", "9.000001", "--as", "imported")["result"] == "Giấy vườn"
    assert run_json(data, "procedure", "1.001193", "--as", "published")["code"] == "1.001193"


def test_a_change_is_shown_field_by_field_and_a_correction_survives_the_next_import(data: Path, tmp_path: Path) -> None:
    run(data, "correct", "9.000001", "conditions", '"Vườn từ 1 sào"', "--by", "biên tập")
    run(data, "correct", "9.000001", "no_such_field", '"x"', "--by", "biên tập", status=2)
    found = run_json(data, "changes")
    [change] = [change for change in found["changes"] if change["code"] == "9.000001"]
    told = {field["field"]: (field["old"], field["new"]) for field in change["fields"]}
    assert told["conditions"] == (None, "Vườn từ 1 sào")
    assert told["result"] == (None, "Giấy vườn")
    file = write(tmp_path / "vuon.json", json.dumps({**LEMON, "conditions": "Vườn từ 2 sào"}, ensure_ascii=False))
    run_json(data, "import", file)
    assert run_json(data, "procedure", "9.000001", "--as", "staged")["conditions"] == "Vườn từ 1 sào"
    [conflict] = [c for c in run_json(data, "changes")["conflicts"] if c["code"] == "9.000001"]
    assert (conflict["field"], conflict["ours"], conflict["theirs"]) == ("conditions", "Vườn từ 1 sào", "Vườn từ 2 sào")


def test_questions_of_a_file_are_answered_in_order(data: Path, tmp_path: Path) -> None:
    questions = ["đăng ký vườn chanh dây", "", "mất bao lâu", "làm khai sinh cho con"]
    lines = run(data, "search", "--batch", write(tmp_path / "hoi.txt", "\n".join(questions))).stdout.splitlines()
    answers = [json.loads(line) for line in lines]
    assert [answer["query"] for answer in answers] == questions
    assert (answers[2]["decision"], answers[2]["reason"]) == ("refuse", "unnamed")


def test_evaluate_reports_ranks_and_decisions(data: Path, tmp_path: Path) -> None:
    questions = write(tmp_path / "hoi.tsv", "đăng ký vườn chanh dây\t9.000001|9.000009\tplain\n")
    outside = write(tmp_path / "ngoai.txt", "tối nay ăn gì\n")
    report = run_json(data, "evaluate", "--questions", questions, "--out-of-scope", outside)
    assert report["n"] == 1
    run(data, "evaluate", "--questions", tmp_path / "khong-co.tsv", status=2)


def test_an_export_read_again_changes_nothing(data: Path, tmp_path: Path) -> None:
    for name in ("het.jsonl", "het.csv", "het.xlsx"):
        run_json(data, "export", tmp_path / name, "--as", "staged")
        report = run_json(data, "import", tmp_path / name)["files"][0]
        assert (report["new"], report["changed"], report["rejected"]) == (0, 0, []), name
    run(data, "export", tmp_path / "het.pdf", status=2)


@pytest.mark.parametrize(
    "arguments",
    [
        ("search",),
        ("search", "a", "--batch", "b"),
        ("procedure",),
        ("import",),
        ("nothing",),
        ("import", "x", "--as-of", "y"),
    ],
)
def test_wrong_use_is_status_two(data: Path, arguments: tuple[str, ...]) -> None:
    run(data, *arguments, status=2)


def test_an_unknown_code_is_status_one(data: Path) -> None:
    assert "9.999999" in run(data, "procedure", "9.999999", status=1).stderr
    assert run_json(data, "procedure", "9.999999", status=1) is None


def test_a_wrong_setting_is_one_line(data: Path) -> None:
    error = run(data, "procedure", "1.001193", status=2, MOTCUA_PORT="abc").stderr
    assert len(error.splitlines()) == 1
    assert "MOTCUA_PORT" in error


def test_a_database_that_fails_is_one_line(data: Path, tmp_path: Path) -> None:
    run(data, "procedure", "1.001193")
    for name in ("bundle", "motcua.db"):
        shutil.copy(data / name, tmp_path / name)
    with contextlib.closing(sqlite3.connect(tmp_path / "motcua.db")) as connection:
        connection.execute(f"DROP TABLE {tables.body.name}")
    [line] = run(tmp_path, "procedure", "1.001193", status=2).stderr.splitlines()
    assert "MOTCUA_DATABASE_URL" in line


def test_vietnamese_is_printed_whatever_the_locale(data: Path) -> None:
    assert "Đăng ký vườn" in run(data, "procedure", "9.000001", LC_ALL="C", PYTHONIOENCODING="ascii").stdout


def test_help_stands_at_every_level(data: Path) -> None:
    overview, runner = run(data, "--help").stdout, CliRunner()
    for command in COMMANDS:
        assert command in overview
        shown = runner.invoke(app, [command, "--help"])
        assert (shown.exit_code, "--help" in shown.output) == (0, True)


def test_chat_without_a_server_says_what_to_do(data: Path, tmp_path: Path, nobodys_port: int) -> None:
    script, url = write(tmp_path / "hoi.txt", "chào\n"), f"http://127.0.0.1:{nobodys_port}"
    assert "make run" in run(data, "chat", "--script", script, "--url", url, status=1).stderr


def test_chat_with_another_server_says_so(data: Path, tmp_path: Path) -> None:
    class Other(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<html>")

    script = write(tmp_path / "hoi.txt", "chào\n")
    with HTTPServer(("127.0.0.1", 0), Other) as server:
        threading.Thread(target=server.handle_request).start()
        url = f"http://127.0.0.1:{server.server_port}"
        assert "--url" in run(data, "chat", "--script", script, "--url", url, status=1).stderr


def test_the_doctor_tells_versions_and_data(data: Path) -> None:
    report = run_json(data, "doctor")
    assert report["ok"]
    assert {check["part"] for check in report["checks"]} >= {"Môi trường .venv", "Dữ liệu", "Mô hình Rasa"}


def test_the_doctor_reads_a_catalogue(data: Path) -> None:
    report = run_json(data, "doctor", "--catalogue")
    assert report["procedures"] > 20
    assert all({"kind", "code", "field", "text"} <= set(finding) for finding in report["findings"])


def test_a_file_that_is_not_there_is_said_in_vietnamese(data: Path, tmp_path: Path) -> None:
    missing = tmp_path / "khong-co"
    for arguments in (
        ("doctor", missing),
        ("search", "--batch", missing),
        ("evaluate", "--questions", missing),
        ("chat", "--script", missing),
        ("export", missing / "het.csv"),
    ):
        [line] = run(data, *arguments, status=2).stderr.splitlines()
        assert "không có tệp hoặc thư mục này" in line


def test_the_template_is_read_as_a_spreadsheet_without_procedures(data: Path, tmp_path: Path) -> None:
    run(data, "template", tmp_path / "mau.xlsx")
    report = run_json(data, "import", tmp_path / "mau.xlsx")["files"][0]
    assert (report["format"], report["read"], report["rejected"]) == ("spreadsheet", 0, [])
    run(data, "template", tmp_path / "khong-co" / "mau.xlsx", status=2)
