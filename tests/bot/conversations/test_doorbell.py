"""The doorbell: who listens is woken, whoever says something."""

from __future__ import annotations

import asyncio
from collections.abc import Collection

import pytest
import sqlalchemy as sa

from bot.conversations.doorbell import Doorbell


def test_only_who_listens_to_a_conversation_is_woken() -> None:
    doorbell = Doorbell(lambda ids: {})
    with doorbell.listen("a") as first, doorbell.listen("a") as second, doorbell.listen("b") as other:
        doorbell.ring("a")
        assert first.is_set() and second.is_set() and not other.is_set()
        doorbell.ring("unknown")
    doorbell.ring("a")


def test_its_end_wakes_everybody() -> None:
    doorbell = Doorbell(lambda ids: {})
    assert not doorbell.is_closed
    with doorbell.listen("a") as one, doorbell.listen("b") as other:
        doorbell.close()
        assert one.is_set() and other.is_set() and doorbell.is_closed


async def watched(doorbell: Doorbell, bell: asyncio.Event, within_s: float = 5.0) -> None:
    watching = asyncio.create_task(doorbell.watch())
    try:
        await asyncio.wait_for(bell.wait(), within_s)
    finally:
        watching.cancel()


def test_what_another_process_says_and_a_deletion_wake_as_well(caplog: pytest.LogCaptureFixture) -> None:
    last: dict[str, int] = {"a": 1}
    faults = [sa.exc.OperationalError("", None, Exception("locked"))]

    def last_seqs(ids: Collection[str]) -> dict[str, int]:
        if faults:
            raise faults.pop()
        return {id: last[id] for id in ids if id in last}

    async def run() -> None:
        doorbell = Doorbell(last_seqs)
        with doorbell.listen("a") as bell:
            for seq in (1, 2, None):
                bell.clear()
                last.update(a=seq) if seq else last.clear()
                await watched(doorbell, bell)

    asyncio.run(run())
    assert "OperationalError" in caplog.text
