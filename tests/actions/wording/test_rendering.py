from __future__ import annotations

import datetime as dt
from decimal import Decimal

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.dossiers.local_time import END_OF_DAY, VIETNAM
from actions.wording.rendering import TEMPLATES, Templates, Terms, cut, day, hour, moment, number
from actions.wording.words import FOLDER


@pytest.mark.parametrize(
    ("value", "written"),
    [(50000, "50.000"), (0, "0"), (Decimal("2.5"), "2,5"), (1234567.5, "1.234.567,5"), (Decimal("1E+2"), "100")],
)
def test_numbers_are_vietnamese(value: Decimal | int | float, written: str) -> None:
    assert number(value) == written


def test_moments() -> None:
    at = dt.datetime(2026, 11, 20, 16, 30, tzinfo=VIETNAM)
    assert day(at) == "20/11/2026"
    assert (hour(at), hour(at.replace(minute=0))) == ("16 giờ 30", "16 giờ")
    assert moment(at) == "16 giờ 30 ngày 20/11/2026"
    assert moment(dt.datetime.combine(at, END_OF_DAY, VIETNAM)) == "ngày 20/11/2026"


def test_a_long_text_ends_with_a_sentence_where_there_is_one() -> None:
    text = "Câu thứ nhất của văn bản. Câu thứ hai dài hơn nhiều và không kịp."
    assert cut(text, 40) == "Câu thứ nhất của văn bản …"
    assert cut("một hai ba bốn năm sáu", 12) == "một hai …"
    assert cut(text, 100) == text


@given(st.text(max_size=300), st.integers(10, 100))
def test_a_cut_text_keeps_its_limit(text: str, limit: int) -> None:
    shown = cut(text, limit)
    assert len(shown) <= max(limit, 10)
    assert shown == text or shown.endswith("…")


@pytest.mark.parametrize(
    ("old", "today"),
    [
        ("Nộp tại  Bộ phận một cửa cấp xã", "Nộp tại Trung tâm Phục vụ hành chính công cấp xã"),
        ("bộ phận tiếp nhận và trả kết quả của UBND xã", "Trung tâm Phục vụ hành chính công của UBND xã"),
        ("Bộ phận Một cửa Ngân hàng Nhà nước Khu vực", "Bộ phận Một cửa Ngân hàng Nhà nước Khu vực"),
        ("Bộ phận một cửa", "Bộ phận một cửa"),
        ("cơ quan giải quyết TTHC", "cơ quan giải quyết thủ tục hành chính"),
        ("Ủy ban nhân dân xã, phường, thị trấn", "Ủy ban nhân dân xã, phường"),
    ],
)
def test_old_terms_have_todays_names(terms: Terms, old: str, today: str) -> None:
    assert terms.today(old) == today


def test_districts_are_noticed(terms: Terms) -> None:
    assert terms.names_abolished("Ủy ban nhân dân cấp huyện")
    assert not terms.names_abolished("Ủy ban nhân dân cấp xã")


def test_an_undefined_name_is_an_error(templates: Templates) -> None:
    with pytest.raises(jinja2.UndefinedError):
        templates.render("unknown_code")


def test_what_people_read_keeps_to_the_voice() -> None:
    for file in [*TEMPLATES.iterdir(), FOLDER / "buttons.toml"]:
        text = file.read_text(encoding="utf-8")
        assert "!" not in text.replace("!=", ""), file.name
        for officialese in ("TTHC", "DVC", "công dân", "thành phần hồ sơ", "nghĩa vụ tài chính"):
            assert officialese not in text, (file.name, officialese)
