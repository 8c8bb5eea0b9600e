"""``python -m tests.bench.zalo_burst``: Zalo's webhook under a burst, and at a steady pace; prints one JSON value.

The app runs in a process of its own on a fresh SQLite, with a Rasa that is none; the figures are about keeping and
acknowledging, and about how long it takes until all that was kept stands in its conversations.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import tempfile
import time
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bot.conversations.tables import message
from knowledge.store.database import open_engine
from tests.bot.channels.zalo.events import PATH, SETTINGS, signed, text_event
from tests.bot.conversations.killing import Service
from tests.servers import free_port

PEOPLE = 500


def requests(count: int) -> list[bytes]:
    """So many events of as many people as ``PEOPLE``, each as a request."""
    made = []
    for number in range(count):
        event = text_event(f"Câu hỏi số {number}", person=str(10**17 + number % PEOPLE))
        body = json.dumps(event, ensure_ascii=False).encode()
        head = (
            f"POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
            f"X-ZEvent-Signature: {signed(body, event['timestamp'])}\r\n\r\n"
        )
        made.append(head.encode() + body)
    return made


async def _send(port: int, waiting: list[bytes], took: list[float], gap_s: float) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while waiting:
        request, began = waiting.pop(), time.perf_counter()
        writer.write(request)
        status = await reader.readline()
        while await reader.readline() != b"\r\n":
            pass
        assert b" 200 " in status, status
        took.append(time.perf_counter() - began)
        await asyncio.sleep(gap_s)
    writer.close()


async def _at_once(port: int, count: int, connections: int, gap_s: float) -> dict[str, Any]:
    waiting, took = requests(count), list[float]()
    began = time.perf_counter()
    await asyncio.gather(*(_send(port, waiting, took, gap_s) for _ in range(connections)))
    took.sort()
    return {
        "events": count,
        "connections": connections,
        "seconds": round(time.perf_counter() - began, 2),
        "ms": {name: round(1000 * took[int(part * (len(took) - 1))], 1) for name, part in QUANTILES.items()},
    }


QUANTILES = {"p50": 0.5, "p95": 0.95, "p99": 0.99, "slowest": 1.0}


def run(count: int, connections: int) -> dict[str, Any]:
    """Give the figures."""
    with tempfile.TemporaryDirectory() as folder:
        database_url = f"sqlite:///{folder}/motcua.db"
        ports = [free_port(), free_port()]
        service = Service.of(Path(folder), ports, database_url, "http://127.0.0.1:9")
        with service.running():
            _await(ports[1])
            steady = asyncio.run(_at_once(ports[1], 500, 5, 0.1))
            kept = 500
            burst = asyncio.run(_at_once(ports[1], count, connections, 0.0))
            began, engine = time.perf_counter(), open_engine(database_url)
            while (there := _stored(engine)) < kept + count and time.perf_counter() - began < 120:
                time.sleep(0.2)
            engine.dispose()
            burst["taken_in_s"] = round(time.perf_counter() - began, 1)
            burst["lost"] = kept + count - there
            wal = Path(folder) / "motcua.db-wal"
            burst["wal_mib"] = round(wal.stat().st_size / 2**20, 1) if wal.exists() else 0
    return {"steady_50_a_second": steady, "burst": burst}


def _stored(engine: sa.Engine) -> int:
    with engine.connect() as connection:
        mine = sa.select(sa.func.count()).select_from(message).where(message.c.sender == "citizen")
        return connection.scalar(mine) or 0


def _await(port: int) -> None:
    async def reach() -> None:
        for _ in range(600):
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.1)
            else:
                writer.close()
                return

    asyncio.run(reach())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.bench.zalo_burst", description=__doc__)
    parser.add_argument("--events", type=int, default=5000)
    parser.add_argument("--connections", type=int, default=200)
    chosen = parser.parse_args()
    assert SETTINGS
    print(json.dumps(run(chosen.events, chosen.connections), indent=2))
