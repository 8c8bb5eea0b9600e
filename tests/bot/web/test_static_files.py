"""The files of pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from bot.web.static_files import STATIC, OwnFiles
from tests.bot.live import live


@pytest.fixture
def http(tmp_path: Path) -> Iterator[httpx.Client]:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "a.js").write_text("const a = 1;\n")
    (tmp_path / "secret").write_text("not for you")
    app = FastAPI(openapi_url=None)
    app.mount("/static", OwnFiles(tmp_path / "files"))
    with live(app) as url, httpx.Client(base_url=url, trust_env=False) as client:
        yield client


def test_a_file_is_given_and_asked_for_anew_only_where_it_changed(http: httpx.Client, tmp_path: Path) -> None:
    first = http.get("/static/a.js")
    assert (first.status_code, first.text) == (200, "const a = 1;\n")
    assert first.headers["content-type"].startswith("text/javascript")
    assert (first.headers["cache-control"], first.headers["x-content-type-options"]) == ("no-cache", "nosniff")
    known = {"If-None-Match": first.headers["etag"]}
    assert http.get("/static/a.js", headers=known).status_code == 304
    (tmp_path / "files" / "a.js").write_text("const a = 22;\n")
    assert http.get("/static/a.js", headers=known).status_code == 200


@pytest.mark.parametrize("path", ["nothing.js", "..%2fsecret", "%2e%2e/secret", ""])
def test_nothing_else_is_given(http: httpx.Client, path: str) -> None:
    assert http.get(f"/static/{path}").status_code == 404


def test_our_own_files_lie_where_pages_look_for_them() -> None:
    assert (STATIC / "chat" / "page.css").is_file() and (STATIC / "shared" / "style.css").is_file()
