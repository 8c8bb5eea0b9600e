"""Chains of commands that run beside each other, with real processes."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from requirements.lanes import Lane, SetupError, run_all

FOR_EVER = "import time; time.sleep(600)"


def python(code: str) -> list[str | Path]:
    return [sys.executable, "-c", code]


def quiet(_said: str, _seconds: int) -> str:
    return ""


def test_what_a_command_says_goes_into_the_log_and_not_on_the_screen(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    said: list[str] = []
    noisy = python("import sys; print('DEPRECATION'); print('WARNING', file=sys.stderr)")
    lane = Lane("a", tmp_path / "logs" / "a.log", lambda lane: lane.call(noisy, quiet, "hỏng"))
    run_all([lane], said.append)
    assert sorted((tmp_path / "logs" / "a.log").read_text().split()) == ["DEPRECATION", "WARNING"]
    assert "".join(capfd.readouterr()) == ""
    assert said == []


def test_what_failed_is_told_with_its_last_lines_and_its_log_and_the_others_are_stopped(tmp_path: Path) -> None:
    broken = python("print('dòng cuối'); raise SystemExit(3)")
    first = Lane("a", tmp_path / "a.log", lambda lane: lane.call(broken, quiet, "pip không cài được"))
    other = Lane("b", tmp_path / "b.log", lambda lane: lane.call(python(FOR_EVER), quiet, "hỏng"))
    with pytest.raises(SetupError, match=rf"pip không cài được\ndòng cuối\n.*{tmp_path}/a\.log"):
        run_all([first, other], lambda _: None)
    other.join(timeout=20)
    assert not other.is_alive()


def test_lanes_run_beside_each_other_and_who_waits_is_told_of_both(tmp_path: Path) -> None:
    """No lane ends before somebody was told of both."""
    told = tmp_path / "told"
    waiting = python(
        "import pathlib, sys, time; print('1/2', flush=True)\n"
        f"while not pathlib.Path({str(told)!r}).exists(): time.sleep(.05)"
    )
    said: list[str] = []

    def say(text: str) -> None:
        said.append(text)
        if all(name in text for name in ("một: 1/2", "hai: 1/2")):
            told.touch()

    def steps(lane: Lane) -> None:
        lane.call(waiting, lambda said, seconds: f"{lane.name}: {said.strip()}", "hỏng")

    run_all([Lane(name, tmp_path / f"{name}.log", steps) for name in ("một", "hai")], say, every_s=0.1)
    assert told.exists()
