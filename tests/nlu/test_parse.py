from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

pytest.importorskip("rasa")

from bot.nlu.parse import main


def test_each_line_is_heard(
    small_model: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("lệ phí bao nhiêu\nxin chào\n"))
    assert main(["--model", str(small_model)]) == 0
    fee, greeting = map(json.loads, capsys.readouterr().out.splitlines())
    assert (fee["text"], fee["intent"]["name"], greeting["intent"]["name"]) == ("lệ phí bao nhiêu", "ask_fee", "greet")
    assert fee["intent_ranking"][0] == fee["intent"]
    assert "fee" in [entity["value"] for entity in fee["entities"]]
