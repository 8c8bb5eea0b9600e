from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import httpx
import pytest

from actions.dossiers.backend import BackendUnavailable, DossierBackend, UnreadableDossier
from actions.dossiers.sandbox import Faults, create_sandbox
from actions.dossiers.sparing import FAILURES, KEPT_S, REST_S, SparingBackend
from tests.actions.serving import serving
from tests.actions.world import NOON

CODE = "000.00.18.H15-261102-0005"
OTHER = "000.00.18.H15-261102-0006"

pytestmark = pytest.mark.anyio


class Seconds:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def faults() -> Faults:
    return Faults()


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def address(faults: Faults) -> Iterator[str]:
    with serving(create_sandbox(None, "token", lambda: NOON, faults=faults)) as url:
        yield url


@pytest.fixture
async def backend(address: str, seconds: Seconds) -> AsyncIterator[SparingBackend]:
    async with httpx.AsyncClient(trust_env=False) as http:
        yield SparingBackend(DossierBackend(address, "token", http), seconds)


async def fail(backend: SparingBackend, times: int) -> None:
    for _ in range(times):
        with pytest.raises(BackendUnavailable):
            await backend.get(CODE)


async def test_what_was_said_is_kept_for_a_short_time(
    backend: SparingBackend, faults: Faults, seconds: Seconds
) -> None:
    assert await backend.get(CODE) is not None
    faults.status = 503
    seconds.now += KEPT_S - 1
    assert await backend.get(CODE) is not None
    seconds.now += 1
    await fail(backend, 1)


async def test_a_backend_that_fails_is_left_alone_and_then_tried(
    backend: SparingBackend, faults: Faults, seconds: Seconds
) -> None:
    faults.status = 503
    await fail(backend, FAILURES)
    faults.status = None
    with pytest.raises(BackendUnavailable, match="left alone") as raised:
        await backend.get(CODE)
    assert raised.value.retry_after == REST_S
    seconds.now += REST_S
    assert await backend.get(CODE) is not None and await backend.get(OTHER) is not None


async def test_a_try_that_fails_leaves_it_alone_again(
    backend: SparingBackend, faults: Faults, seconds: Seconds
) -> None:
    faults.status = 503
    await fail(backend, FAILURES)
    seconds.now += REST_S
    with pytest.raises(BackendUnavailable, match="503"):
        await backend.get(CODE)
    with pytest.raises(BackendUnavailable, match="left alone"):
        await backend.get(CODE)


async def test_what_asks_for_time_is_given_it_at_once(
    backend: SparingBackend, faults: Faults, seconds: Seconds
) -> None:
    faults.status, faults.retry_after = 429, 90
    await fail(backend, 1)
    faults.status = None
    seconds.now += 89
    with pytest.raises(BackendUnavailable, match="left alone"):
        await backend.get(OTHER)
    seconds.now += 1
    assert await backend.get(OTHER) is not None


async def test_one_broken_dossier_keeps_nobody_from_theirs(backend: SparingBackend, faults: Faults) -> None:
    faults.body = "<html>"
    for _ in range(FAILURES + 1):
        with pytest.raises(UnreadableDossier):
            await backend.get(CODE)
    faults.body = None
    assert await backend.get(OTHER) is not None
