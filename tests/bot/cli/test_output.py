"""What is told while something takes long, where the output is no terminal."""

from __future__ import annotations

import pytest
import typer

from bot.cli.output import TELL_AGAIN_AFTER_S, Steps, print_json, wrong_use


def test_each_step_is_told_and_then_every_few_seconds_how_far_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    now = 0.0
    steps = Steps(lambda: now)
    for text in ("Đang dựng …", "Đang dựng: vòng 1/20", "Đang dựng: vòng 2/20"):
        steps(text)
    now += TELL_AGAIN_AFTER_S
    for text in ("Đang dựng: vòng 3/20", "Đang dựng: vòng 4/20", "Đang nạp …"):
        steps(text)
    steps.end()
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.splitlines() == ["Đang dựng …", "Đang dựng: vòng 3/20", "Đang nạp …"]


def test_wrong_use_is_told_in_the_errors_own_words(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit) as ended, wrong_use(ValueError):
        raise ValueError("mã sai")
    assert ended.value.exit_code == 2
    assert capsys.readouterr().err == "mã sai\n"
    with pytest.raises(KeyError), wrong_use(ValueError):
        raise KeyError("khác")


def test_json_is_one_line_with_letters_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"tên": "một\ndòng"})
    assert capsys.readouterr().out == '{"tên": "một\\ndòng"}\n'
