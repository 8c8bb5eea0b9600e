"""Jobs run as long as their app, also after a fault."""

from __future__ import annotations

import asyncio

import pytest

from bot.running.jobs import running


def test_a_job_that_fails_or_ends_is_begun_again_and_the_others_go_on(caplog: pytest.LogCaptureFixture) -> None:
    begun, ended = [], []
    enough = asyncio.Event()

    async def fails() -> None:
        begun.append("fails")
        if begun.count("fails") == 3:
            enough.set()
        raise RuntimeError("đứt")

    async def ends() -> None:
        begun.append("ends")

    async def goes_on() -> None:
        begun.append("goes on")
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("goes on")

    async def run() -> None:
        async with running([fails, ends, goes_on], pause_s=0.01):
            await asyncio.wait_for(enough.wait(), 5)
            assert ended == []

    asyncio.run(run())
    assert begun.count("fails") == 3 and begun.count("ends") >= 2
    assert begun.count("goes on") == 1 and ended == ["goes on"]
    assert "begun again" in caplog.text
