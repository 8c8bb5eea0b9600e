"""Who waits for something long hears of it."""

from __future__ import annotations

import threading

from bot.running.long_steps import long_step


def test_a_long_step_is_told_again_and_again_and_its_end() -> None:
    said: list[str] = []
    thrice = threading.Event()

    def say(text: str) -> None:
        said.append(text)
        if len(said) == 3:
            thrice.set()

    with long_step(say, "Đang dựng", every_s=0.01):
        assert thrice.wait(10)
    assert said[:3] == ["Đang dựng …", "Đang dựng: đã 0 giây", "Đang dựng: đã 0 giây"]
    assert said[-1] == "Đang dựng: xong sau 0 giây"


def test_a_short_step_is_told_once() -> None:
    said: list[str] = []
    with long_step(said.append, "Đang nạp"):
        pass
    assert said == ["Đang nạp …"]
