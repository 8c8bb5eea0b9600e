"""A real PostgreSQL server for tests: given by its address, else started here on loopback; and ports."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

POSTGRES_BIN = Path("/usr/lib/postgresql/15/bin")


def free_port() -> int:
    """A port of 127.0.0.1 for a server that is about to start."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def held_port() -> Iterator[int]:
    """A port of 127.0.0.1 where nobody listens, and nobody else can: a test may start a server of its own there."""
    with socket.socket() as holder:
        # Both this socket and a server's must say so, else the server could not listen.
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        holder.bind(("127.0.0.1", 0))
        yield holder.getsockname()[1]


@pytest.fixture
def nobodys_port() -> Iterator[int]:
    """A port of 127.0.0.1 where nobody listens as long as the test runs."""
    with held_port() as port:
        yield port


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Address of a PostgreSQL server: MOTCUA_TEST_POSTGRES_URL, else one of our own; skips where there is neither."""
    given = os.environ.get("MOTCUA_TEST_POSTGRES_URL")
    if given:
        yield given
    elif not (POSTGRES_BIN / "initdb").exists():
        pytest.skip("no PostgreSQL installed and MOTCUA_TEST_POSTGRES_URL is not set")
    else:
        with _own_postgres() as url:
            yield url


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """Address of an empty PostgreSQL schema of this test's own."""
    schema = f"t_{uuid.uuid4().hex}"
    with psycopg.connect(_plain(postgres_server), autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {schema}".encode())
        separator = "&" if "?" in postgres_server else "?"
        yield f"{postgres_server}{separator}options=-csearch_path%3D{schema}"
        connection.execute(f"DROP SCHEMA {schema} CASCADE".encode())


@contextmanager
def _own_postgres() -> Iterator[str]:
    # PostgreSQL refuses to run as root; Debian makes the user postgres for it.
    user = "postgres" if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="motcua-pg-") as folder:
        if user:
            shutil.chown(folder, user)
        data, port = Path(folder) / "data", free_port()
        options = ["-U", "motcua", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        subprocess.run(
            [POSTGRES_BIN / "initdb", "-D", data, *options], user=user, check=True, capture_output=True, cwd="/"
        )
        command: list[str | Path] = [
            POSTGRES_BIN / "postgres",
            "-D",
            data,
            "-p",
            str(port),
            "-h",
            "127.0.0.1",
            "-k",
            folder,
            "-F",
        ]
        url = f"postgresql+psycopg://motcua@127.0.0.1:{port}/postgres"
        with _running(command, Path(folder) / "log", user) as process:
            _wait_until_ready(process, lambda: psycopg.connect(_plain(url)).close(), Path(folder) / "log")
            yield url


@contextmanager
def _running(command: Sequence[str | Path], log: Path, user: str | None) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, user=user, cwd="/")
        try:
            yield process
        finally:
            process.send_signal(signal.SIGINT)  # PostgreSQL: end without waiting for clients
            process.wait(timeout=30)


def _wait_until_ready(process: subprocess.Popen[bytes], probe: Callable[[], None], log: Path) -> None:
    deadline = time.monotonic() + 30
    while True:
        try:
            return probe()
        except psycopg.OperationalError as error:
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{process.args!r} did not start: {log.read_text(errors='replace')}") from error
            time.sleep(0.05)


def _plain(url: str) -> str:
    """A SQLAlchemy address as libpq reads it."""
    return url.replace("postgresql+psycopg://", "postgresql://", 1)
