"""A trace shows where an error happened and nothing of what a person wrote."""

from __future__ import annotations

from bot.running.traces import trace


def test_the_errors_own_words_stay_out() -> None:
    written = "số căn cước " + "0123" * 3
    try:
        raise ValueError(written)
    except ValueError as error:
        told = trace(error)
    assert told.startswith("ValueError\n")
    assert "test_traces.py" in told
    assert "0123" not in told
