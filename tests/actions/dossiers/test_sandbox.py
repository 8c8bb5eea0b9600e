from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import httpx
import pytest

from actions.dossiers.dossier import Dossier
from actions.dossiers.sandbox import Faults, create_sandbox, read_dossiers
from tests.actions.world import NOON

CODE = "000.00.18.H15-261102-0002"

pytestmark = pytest.mark.anyio


def client(path: Path | None = None, now: dt.datetime = NOON, faults: Faults | None = None) -> httpx.AsyncClient:
    app = create_sandbox(path, "token", lambda: now, faults=faults)
    headers = {"Authorization": "Bearer token"}
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://sandbox", headers=headers)


async def test_a_dossier_is_served_with_the_exchanges_field_names() -> None:
    async with client() as http:
        response = await http.get(f"/dossiers/{CODE}")
    assert response.status_code == 200
    served = response.json()
    assert served["MaHoSo"] == CODE
    assert served["NgayTiepNhan"] == "20261123091000"  # a working day before the 25th: the 24th is a holiday
    assert Dossier.model_validate(served).promised == dt.datetime.fromisoformat("2026-12-01T16:30:00+07:00")


async def test_the_own_dossiers_cover_every_state_and_never_grow_old() -> None:
    own = read_dossiers()
    assert len(own) >= 15
    for now in (NOON, NOON + dt.timedelta(days=700)):
        async with client(now=now) as http:
            read = [Dossier.model_validate((await http.get(f"/dossiers/{code}")).json()) for code in own]
        assert {int(one.state) for one in read} == set(range(1, 11))
        late = [one for one in read if one.is_late(now)]
        assert late and len(late) < len(read)
        assert any(one.new_date and one.late_reason for one in late)
        assert any(not one.new_date and not one.late_reason for one in late)
        assert any(one.finished_late() for one in read)
        assert any(one.has_phone for one in read) and any(not one.has_phone for one in read)
        assert all("H15" in one.code or "H45" in one.code for one in read)
        assert any("H45" in one.code for one in read)


async def test_errors_are_those_of_the_interface() -> None:
    faults = Faults()
    async with client(faults=faults) as http:
        assert (await http.get("/dossiers/H15.18-230601-9999")).status_code == 404
        assert (await http.get(f"/dossiers/{CODE}", headers={"Authorization": "Bearer x"})).status_code == 401
        faults.status, faults.retry_after = 429, 90
        busy = await http.get(f"/dossiers/{CODE}")
    assert (busy.status_code, busy.headers["Retry-After"]) == (429, "90")
    assert busy.headers["Content-Type"] == "application/problem+json"


async def test_without_a_token_only_its_health_is_served() -> None:
    async with client() as http:
        del http.headers["Authorization"]
        assert (await http.get("/healthz")).status_code == 200
        assert (await http.get(f"/dossiers/{CODE}")).status_code == 401


async def test_a_file_of_plain_dossiers_is_served_as_it_is(tmp_path: Path) -> None:
    plain = {"MaHoSo": "H15.1-230601-0001", "TrangThaiHoSo": 4, "NgayHenTra": "2023-06-09T16:30:00", "Khac": {"a": [1]}}
    file = tmp_path / "ho-so.jsonl"
    file.write_text(json.dumps(plain) + "\n\n", encoding="utf-8")
    async with client(file) as http:
        assert (await http.get("/dossiers/H15.1-230601-0001")).json() == plain


@pytest.mark.parametrize("line", ["{", "[]", '{"MaHoSo": 3}'])
async def test_a_wrong_line_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "ho-so.jsonl"
    file.write_text('{"MaHoSo": "a"}\n' + line, encoding="utf-8")
    with pytest.raises(ValueError, match=r"ho-so\.jsonl, dòng 2"):
        read_dossiers(file)


async def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"khong-co\.jsonl"):
        read_dossiers(tmp_path / "khong-co.jsonl")
