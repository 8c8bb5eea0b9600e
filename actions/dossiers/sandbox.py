"""The sandbox backend: serves dossiers of a JSONL file exactly as the province's system would (docs/interfaces.md).

Dates in our own file are offsets from the day on which they are asked for, so that the dossiers never grow old:
``{"working_days": -3, "at": "08:15"}`` or ``{"hours": 2}``. A file with plain dates is served as it is.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Annotated, Any

from fastapi import FastAPI, Header, Response
from fastapi.responses import JSONResponse

from actions.dossiers.local_time import VIETNAM
from actions.dossiers.working_days import WorkingDays
from actions.province import Province

OWN_DOSSIERS = Path(__file__).parent / "sandbox_dossiers.jsonl"


@dataclass
class Faults:
    """What goes wrong, for tests. Whoever made the app may change it while it serves.

    Attributes:
        status: answered instead of a dossier (429, 500 …).
        retry_after: seconds, sent with ``status``.
        delay: seconds before any answer.
        body: answered with status 200 instead of a dossier.
    """

    status: int | None = None
    retry_after: int | None = None
    delay: float = 0.0
    body: str | None = None


def read_dossiers(path: Path | None = None) -> dict[str, dict[str, Any]]:
    """Give the dossiers of a JSONL file by code; without a path our own fictional ones.

    Raises:
        ValueError: a line that is no JSON object with a MaHoSo; the message names file and line.
    """
    path = path or OWN_DOSSIERS
    dossiers: dict[str, dict[str, Any]] = {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"Không đọc được tệp hồ sơ {path}: {error}") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            dossier = json.loads(line)
        except json.JSONDecodeError as error:
            raise ValueError(f"{path}, dòng {number}: không phải JSON ({error}). Mỗi dòng là một hồ sơ.") from error
        if not isinstance(dossier, dict) or not isinstance(dossier.get("MaHoSo"), str):
            raise ValueError(f"{path}, dòng {number}: thiếu MaHoSo.")
        dossiers[dossier["MaHoSo"]] = dossier
    return dossiers


def create_sandbox(
    path: Path | None,
    token: str,
    clock: Callable[[], dt.datetime],
    *,
    province: Province | None = None,
    faults: Faults | None = None,
) -> FastAPI:
    """Build the sandbox as an application; ``GET /healthz`` says that it serves.

    Args:
        path: JSONL file of the dossiers; ``None``: our own fictional ones.
        token: the bearer token that callers must have.
        clock: the time that offsets count from, with its zone.
        province: whose working days offsets count; default: the bundled one.
        faults: what goes wrong; default: nothing.

    Raises:
        ValueError: the file cannot be read; the message names file and line.
    """
    dossiers = read_dossiers(path)
    days = WorkingDays((province or Province.load()).calendar)
    fault = faults or Faults()
    expected = f"Bearer {token}".encode()
    app = FastAPI(title="Hồ sơ thử nghiệm", docs_url=None, redoc_url=None, openapi_url=None)

    @app.get("/healthz")
    async def health() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/dossiers/{code}")
    async def dossier(code: str, authorization: Annotated[str, Header()] = "") -> Response:
        await asyncio.sleep(fault.delay)
        if not secrets.compare_digest(authorization.encode(), expected):
            return _problem(HTTPStatus.UNAUTHORIZED, "Thiếu mã truy cập hoặc mã truy cập không đúng.")
        if (answer := _fault(fault)) is not None:
            return answer
        if code not in dossiers:
            return _problem(HTTPStatus.NOT_FOUND, f"Không có hồ sơ {code}.")
        return JSONResponse(_resolve(dossiers[code], clock().astimezone(VIETNAM), days))

    return app


def _fault(fault: Faults) -> Response | None:
    """What is answered instead of a dossier, where anything is to go wrong."""
    if fault.status is not None:
        return _problem(HTTPStatus(fault.status), "Lỗi được dựng để thử.", fault.retry_after)
    return Response(fault.body, media_type="application/json") if fault.body is not None else None


def _problem(status: HTTPStatus, detail: str, retry_after: int | None = None) -> JSONResponse:
    headers = {"Retry-After": str(retry_after)} if retry_after is not None else None
    body = {"type": "about:blank", "title": status.phrase, "status": int(status), "detail": detail}
    return JSONResponse(body, status, headers, media_type="application/problem+json")


def _resolve(value: Any, now: dt.datetime, days: WorkingDays) -> Any:
    match value:
        case {"working_days": int(count), "at": str(at)}:
            moment = dt.datetime.combine(days.shift(now.date(), count), dt.time.fromisoformat(at))
            return moment.strftime("%Y%m%d%H%M%S")
        case {"hours": int(count)}:
            return (now + dt.timedelta(hours=count)).isoformat(timespec="seconds")
        case dict():
            return {key: _resolve(item, now, days) for key, item in value.items()}
        case list():
            return [_resolve(item, now, days) for item in value]
        case _:
            return value
