"""The list of procedures as a page for people."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest


@pytest.fixture
def http(url: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=url, trust_env=False) as client:
        yield client


def test_all_of_them_by_field(http: httpx.Client) -> None:
    page = http.get("/thu-tuc").text
    assert "3 thủ tục." in page
    assert '<a href="/thu-tuc/1.001193">Thủ tục đăng ký khai sinh</a>' in page
    assert '<option value="Hộ tịch">Hộ tịch (2)</option>' in page
    field = http.get("/thu-tuc", params={"field": "Hộ tịch"}).text
    assert '<option value="Hộ tịch" selected>' in field
    assert "2 thủ tục, lĩnh vực Hộ tịch." in field and "/thu-tuc/1.012756" not in field


def test_what_is_looked_for_stands_again_and_escaped(http: httpx.Client) -> None:
    page = http.get("/thu-tuc", params={"q": '"><script>'}).text
    assert "<script>" not in page and "&lt;script&gt;" in page
    assert "Chưa tìm thấy thủ tục nào" in page
    assert "1 thủ tục cho “kết hôn”." in http.get("/thu-tuc", params={"q": "kết hôn"}).text


def test_a_page_that_is_not_there_is_said(http: httpx.Client) -> None:
    answer = http.get("/thu-tuc", params={"page": "0"}, headers={"Accept": "text/html"})
    assert answer.status_code == 422
    assert answer.headers["content-type"].startswith("text/html")
