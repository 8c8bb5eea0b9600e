"""What is published: as JSON, and as pages for people."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import httpx
import pytest

from actions.province import Province
from actions.wording.pages import page_of
from actions.wording.terms import Terms
from bot.public.pages import Pages, is_web_address
from bot.web.texts import Texts
from knowledge import bundled
from knowledge.procedure import Procedure
from knowledge.store.database import open_engine
from knowledge.store.store import KnowledgeStore
from tests.bot import samples
from tests.bot.front import wait_for
from tests.bot.problems import assert_problem


@pytest.fixture
def http(url: str) -> httpx.Client:
    with httpx.Client(base_url=url, trust_env=False) as client:
        yield client  # type: ignore[misc]


def codes(answer: httpx.Response) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [procedure["code"] for procedure in answer.json()["procedures"]]


def test_a_procedure_is_what_is_published_without_what_editors_see(http: httpx.Client) -> None:
    procedure = http.get("/api/procedures/1.001193").json()
    assert procedure["name"] == "Thủ tục đăng ký khai sinh"
    assert procedure["papers"][0]["items"][0]["form"]["url"] == "https://vi.du/TK.docx"
    assert procedure["submissions"][0]["fees"][0]["from"] is None
    assert procedure["source"]["as_of"] == "2026-07-01"
    assert procedure["version"] == 1
    assert "flags" not in procedure and "origin" not in procedure


@pytest.mark.parametrize("code", ["9.999999", "x", "a%00b", "%0a", "1" * 300, "..%2f..%2fetc"])
def test_an_unknown_code_is_a_problem(http: httpx.Client, code: str) -> None:
    assert_problem(http.get(f"/api/procedures/{code}"), 404)
    assert http.get(f"/thu-tuc/{code}", headers={"Accept": "text/html"}).status_code == 404


def test_procedures_are_listed_by_name_and_filtered(http: httpx.Client) -> None:
    answer = http.get("/api/procedures")
    assert set(codes(answer)) == {"1.000894", "1.001193", "1.012756"}
    body = answer.json()
    assert (body["total"], body["page"], body["pages"]) == (3, 1, 1)
    names = [procedure["name"] for procedure in body["procedures"]]
    assert names == sorted(names)
    assert body["procedures"][0].keys() == {"code", "name", "field", "levels", "agency", "url"}
    assert {procedure["url"] for procedure in body["procedures"]} >= {"http://motcua.test/thu-tuc/1.001193"}
    assert codes(http.get("/api/procedures", params={"field": "Đất đai"})) == ["1.012756"]
    assert set(codes(http.get("/api/procedures", params={"level": "xã"}))) == {"1.001193", "1.000894"}
    assert codes(http.get("/api/procedures", params={"q": "khai sinh"})) == ["1.001193"]
    assert codes(http.get("/api/procedures", params={"q": "1.000894"})) == ["1.000894"]
    assert codes(http.get("/api/procedures", params={"q": "khai sinh", "level": "tỉnh"})) == []
    assert codes(http.get("/api/procedures", params={"page": 2})) == []


@pytest.mark.parametrize("query", [{"page": "0"}, {"page": "x"}, {"q": "a" * 501}])
def test_a_wrong_query_is_a_problem(http: httpx.Client, query: dict[str, str]) -> None:
    assert_problem(http.get("/api/procedures", params=query), 422)


def test_the_page_of_a_procedure_shows_all_and_escapes_everything(http: httpx.Client) -> None:
    answer = http.get("/thu-tuc/1.001193")
    page = answer.text
    assert answer.status_code == 200
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "&lt;script&gt;" in page and "<script>alert" not in page
    assert 'href="https://vi.du/TK.docx"' in page
    for said in ("miễn phí (đúng hạn)", "Trường hợp ủy quyền", "2 bản sao", "Luật Hộ tịch", "dữ liệu ngày 01/07/2026"):
        assert said in page
    assert "Như vậy không có nghĩa là miễn phí" in page
    assert "chỉ biên tập viên xem" not in page


def test_a_page_links_to_addresses_of_the_web_only(http: httpx.Client) -> None:
    page = http.get("/thu-tuc/1.012756").text
    assert "javascript:" not in page
    assert "chưa có thông tin chi tiết" in page
    assert is_web_address("https://a") and not is_web_address("javascript:x") and not is_web_address(None)


def test_a_page_that_is_not_there_is_said_as_a_page(http: httpx.Client) -> None:
    answer = http.get("/thu-tuc/9.999999", headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")
    assert "Không có thủ tục mã 9.999999" in answer.text
    assert_problem(http.get("/thu-tuc/9.999999"), 404)
    assert_problem(http.get("/api/procedures/9.999999", headers={"Accept": "text/html"}), 404)


def test_what_is_published_later_is_taken_up_by_itself(http: httpx.Client, folder: Path) -> None:
    assert codes(http.get("/api/procedures", params={"q": "nuôi con nuôi"})) == []
    engine = open_engine(f"sqlite:///{folder / 'motcua.db'}")
    store = KnowledgeStore(engine)
    adoption = {**samples.WEDDING.model_dump(), "code": "1.003583", "name": "Đăng ký nuôi con nuôi"}
    store.stage("import", [samples.WEDDING.model_validate(adoption)])
    store.publish()
    engine.dispose()
    wait_for(lambda: codes(http.get("/api/procedures", params={"q": "nuôi con nuôi"})) == ["1.003583"], within_s=5)


def test_free_of_charge_is_not_promised_where_a_flag_contradicts_it() -> None:
    doubtful = {**samples.BIRTH.model_dump(), "flags": [{"field": "submissions", "reason": "ghi miễn phí, chưa khớp"}]}
    page = Pages(Province.load(), Texts.load()).page(
        "public/procedure", procedure=page_of(Procedure.model_validate(doubtful), Terms(), dt.date(2026, 11, 25))
    )
    text = bytes(page.body).decode()
    assert "Nguồn ghi miễn phí, nhưng có chỗ chưa khớp" in text
    assert "<li>miễn phí" not in text


def test_what_a_page_shares_with_the_chat_is_escaped_too() -> None:
    hostile = "<script>alert(1)</script>"
    fields = {
        "submissions": [
            {"way": "direct", "note": f"một {hostile}", "time_text": hostile, "fees": [{"amount": 1, "note": hostile}]},
            {"way": "direct", "note": f"hai {hostile}", "fees": [{"amount": 2, "currency": hostile}]},
        ],
        "papers": [{"items": [{"name": hostile, "originals": 1, "note": hostile}]}],
        "agency": hostile,
        "decision": hostile,
    }
    procedure = Procedure.model_validate({**samples.BIRTH.model_dump(by_alias=True), **fields})
    page = Pages(Province.load(), Texts.load()).page(
        "public/procedure", procedure=page_of(procedure, Terms(), dt.date(2026, 11, 25))
    )
    text = bytes(page.body).decode()
    assert hostile not in text
    assert "&amp;lt;" not in text, "escaped once"
    assert text.count("&lt;script&gt;") >= 9


def test_every_bundled_procedure_has_its_page() -> None:
    public, terms = Pages(Province.load(), Texts.load()), Terms()
    for procedure in (*bundled.facts(), *bundled.curated()):
        page = public.page("public/procedure", procedure=page_of(procedure, terms, dt.date(2026, 11, 25)))
        assert procedure.code in bytes(page.body).decode()
