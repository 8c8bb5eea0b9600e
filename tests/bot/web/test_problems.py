"""Whatever goes wrong is told as a problem, or as a page to who reads pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import httpx
import pytest
from fastapi import FastAPI, HTTPException, Query
from fastapi.responses import HTMLResponse

from bot.web import problems
from bot.web.problems import Problem
from bot.web.texts import Texts
from tests.bot.live import live
from tests.bot.problems import assert_problem


@pytest.fixture(scope="module")
def http() -> Iterator[httpx.Client]:
    app = FastAPI(openapi_url=None)
    problems.install(app, Texts.load(), lambda status, title, detail: HTMLResponse(f"<h1>{title}</h1>{detail}", status))

    @app.get("/slow-down")
    async def slow_down() -> None:
        raise Problem(429, "too_many_messages", {"Retry-After": "7"}, seconds=7)

    @app.get("/broken")
    async def broken() -> None:
        raise RuntimeError("số căn cước 066099001234")

    @app.get("/teapot")
    async def teapot() -> None:
        raise HTTPException(418)

    @app.get("/api/number")
    async def number(n: Annotated[int, Query(ge=1)]) -> int:
        return n

    # After an error the server closes the connection.
    each_anew = httpx.Limits(max_keepalive_connections=0)
    with live(app) as url, httpx.Client(base_url=url, trust_env=False, limits=each_anew) as client:
        yield client


def test_a_problem_says_its_kind_its_words_and_its_headers(http: httpx.Client) -> None:
    answer = http.get("/slow-down")
    problem = assert_problem(answer, 429)
    assert problem["type"] == "urn:motcua:problem:too_many_messages"
    assert "7 giây" in problem["detail"]
    assert answer.headers["Retry-After"] == "7"


@pytest.mark.parametrize(
    ("method", "path", "status", "kind"),
    [
        ("GET", "/nothing", 404, "not_found"),
        ("POST", "/slow-down", 405, "method_not_allowed"),
        ("GET", "/broken", 500, "internal"),
        ("GET", "/teapot", 418, "internal"),
        ("GET", "/api/number?n=0", 422, "wrong_fields"),
    ],
)
def test_every_error_is_a_problem(http: httpx.Client, method: str, path: str, status: int, kind: str) -> None:
    answer = http.request(method, path)
    assert assert_problem(answer, status)["type"].endswith(kind)
    assert "066099001234" not in answer.text


def test_wrong_fields_are_named(http: httpx.Client) -> None:
    assert "query.n" in assert_problem(http.get("/api/number?n=x"), 422)["detail"]


def test_who_reads_pages_gets_a_page_and_who_calls_the_api_does_not(http: httpx.Client) -> None:
    reads_pages = {"Accept": "text/html,*/*"}
    page = http.get("/nothing", headers=reads_pages)
    assert page.status_code == 404
    assert page.text.startswith("<h1>Không có địa chỉ này</h1>")
    assert_problem(http.get("/api/number?n=0", headers=reads_pages), 422)
