"""Who is to hear of the end hears of it, and the server's own handler still runs."""

from __future__ import annotations

import asyncio
import os
import signal
import threading

import pytest

from bot.running.closing import told_of_the_end


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_end_is_told_and_then_the_server_ends(number: signal.Signals) -> None:
    heard: list[str] = []
    before = signal.signal(number, lambda *_: heard.append("server"))
    try:
        own = signal.getsignal(number)

        async def run() -> None:
            told = asyncio.Event()
            with told_of_the_end(told.set):
                os.kill(os.getpid(), number)
                await asyncio.wait_for(told.wait(), 10)
            assert signal.getsignal(number) is own

        asyncio.run(run())
    finally:
        signal.signal(number, before)
    assert heard == ["server"]


def test_outside_the_main_thread_nothing_happens() -> None:
    before = signal.getsignal(signal.SIGTERM)
    seen: list[object] = []

    def run() -> None:
        with told_of_the_end(lambda: None):
            seen.append(signal.getsignal(signal.SIGTERM))

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert seen == [before]
