"""What sends, in a process of its own, to be killed: ``python -m tests.bot.sending_process DATABASE OUTSIDE``."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from bot.clock import world_clock
from bot.conversations.database import Database
from bot.conversations.deliveries import Deliveries
from bot.conversations.leases import SENDING, Leases
from bot.conversations.sending import Sending
from bot.conversations.worker import Worker
from bot.web.metrics import Metrics
from knowledge.store.database import open_engine
from tests.bot.outside import OutsideChannel

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def sending_process(database_url: str, outside_url: str) -> Iterator[subprocess.Popen[bytes]]:
    """A running sender; it is killed at the end where it still runs."""
    command = [sys.executable, "-m", "tests.bot.sending_process", database_url, outside_url]
    process = subprocess.Popen(command, cwd=ROOT)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


async def _send(database_url: str, outside_url: str) -> None:
    database, metrics = Database(open_engine(database_url)), Metrics()
    async with httpx.AsyncClient(trust_env=False) as http:
        channels = [OutsideChannel(outside_url, http)]
        sending = Sending(channels, Deliveries(database, world_clock), metrics, world_clock)
        await Worker(Leases(database, world_clock, SENDING), sending, metrics).run()


if __name__ == "__main__":
    asyncio.run(_send(sys.argv[1], sys.argv[2]))
