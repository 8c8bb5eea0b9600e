"""The scripts as they are served: small, packed, kept where they may be."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from actions.province import Province
from bot.web.texts import Texts
from bot.widget.office import office_of
from bot.widget.scripts import Scripts

LARGEST = 15_000


@pytest.fixture
def http(url: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=url, trust_env=False) as client:
        yield client


def test_the_widget_is_small_all_in_all() -> None:
    scripts = Scripts(office_of(Province.load(), Texts.load()))
    assert scripts.button.size < 1_500
    assert scripts.button.size + scripts.chat.size <= LARGEST


@pytest.mark.parametrize("path", ["/widget.js", "/widget/chat.js", "/widget/page.js"])
def test_a_script_travels_packed_and_once(http: httpx.Client, path: str) -> None:
    packed = http.get(path)
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["content-type"] == "text/javascript; charset=utf-8"
    plain = http.get(path, headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.text == packed.text
    assert plain.headers["etag"] != packed.headers["etag"]
    again = http.get(path, headers={"If-None-Match": packed.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_only_an_address_with_the_version_is_kept_for_ever(http: httpx.Client) -> None:
    page = http.get("/").text
    address = page.split('src="/widget/page.js?v=')[1].split('"')[0]
    assert "immutable" in http.get(f"/widget/page.js?v={address}").headers["cache-control"]
    for other in ("/widget/page.js", "/widget/page.js?v=old", "/widget.js"):
        assert http.get(other).headers["cache-control"] == "public, max-age=300"


def test_the_chat_says_what_the_installation_is(http: httpx.Client) -> None:
    chat = http.get("/widget/chat.js").text
    assert "Trung tâm Phục vụ hành chính công tỉnh Đắk Lắk" in chat
    assert "import " not in chat.replace("import.meta", "")
