from __future__ import annotations

import json
import socket
from collections.abc import AsyncIterator, Iterator

import httpx
import pytest

from actions.dossiers.backend import BackendRefused, BackendUnavailable, DossierBackend
from actions.dossiers.sandbox import Faults, create_sandbox
from tests.actions.serving import serving
from tests.actions.world import NOON

CODE = "000.00.18.H15-261102-0005"
OTHER = "000.00.18.H15-261102-0006"

pytestmark = pytest.mark.anyio


def _dossier(code: str, state: object) -> str:
    return json.dumps({"MaHoSo": code, "TrangThaiHoSo": state})


@pytest.fixture(scope="module")
def faults() -> Faults:
    return Faults()


@pytest.fixture(scope="module")
def address(faults: Faults) -> Iterator[str]:
    with serving(create_sandbox(None, "token", lambda: NOON, faults=faults)) as url:
        yield url


@pytest.fixture(autouse=True)
def no_faults_at_first(faults: Faults) -> None:
    faults.__init__()  # type: ignore[misc]


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(trust_env=False) as client:
        yield client


async def test_a_dossier_over_http(address: str, http: httpx.AsyncClient) -> None:
    dossier = await DossierBackend(address + "/", "token", http).get(CODE)
    assert dossier is not None
    assert (dossier.code, int(dossier.state), len(dossier.handling)) == (CODE, 4, 2)


async def test_an_unknown_one_is_none(address: str, http: httpx.AsyncClient) -> None:
    assert await DossierBackend(address, "token", http).get("H15.1-230601-0001") is None


async def test_a_wrong_token_is_the_operators_matter(address: str, http: httpx.AsyncClient) -> None:
    with pytest.raises(BackendRefused, match="MOTCUA_BACKEND_TOKEN"):
        await DossierBackend(address, "wrong", http).get(CODE)


@pytest.mark.parametrize("status", [429, 500, 502, 503, 418])
async def test_any_other_status_is_unavailable(
    address: str, http: httpx.AsyncClient, faults: Faults, status: int
) -> None:
    faults.status, faults.retry_after = status, 90
    with pytest.raises(BackendUnavailable, match=str(status)) as raised:
        await DossierBackend(address, "token", http).get(CODE)
    assert raised.value.retry_after == 90


@pytest.mark.parametrize("body", ["{", "", "null", "[]", '{"MaHoSo": "x"}', _dossier(CODE, 99)])
async def test_garbage_is_unavailable(address: str, http: httpx.AsyncClient, faults: Faults, body: str) -> None:
    faults.body = body
    with pytest.raises(BackendUnavailable, match="cannot be read"):
        await DossierBackend(address, "token", http).get(CODE)


async def test_what_the_backend_said_is_not_in_the_error(address: str, http: httpx.AsyncClient, faults: Faults) -> None:
    faults.body = _dossier(CODE, "Nguyễn Văn Thử")
    with pytest.raises(BackendUnavailable) as raised:
        await DossierBackend(address, "token", http).get(CODE)
    assert "Nguyễn" not in str(raised.value)


async def test_another_dossier_is_never_taken(address: str, http: httpx.AsyncClient, faults: Faults) -> None:
    faults.body = _dossier(OTHER, 4)
    with pytest.raises(BackendUnavailable, match="another dossier"):
        await DossierBackend(address, "token", http).get(CODE)


async def test_a_slow_backend_is_not_waited_for(address: str, http: httpx.AsyncClient, faults: Faults) -> None:
    faults.delay = 0.5
    with pytest.raises(BackendUnavailable, match="ReadTimeout"):
        await DossierBackend(address, "token", http, httpx.Timeout(0.05)).get(CODE)


async def test_nobody_listens(http: httpx.AsyncClient) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(BackendUnavailable, match="ConnectError"):
        await DossierBackend(f"http://127.0.0.1:{port}", "token", http).get(CODE)
