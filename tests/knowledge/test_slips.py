"""Slips of the hand are told, and what only looks like one is not."""

from __future__ import annotations

import datetime as dt
from itertools import chain

import pytest

from knowledge import bundled
from knowledge.quality import report
from knowledge.slips import slips


@pytest.mark.parametrize(
    "text",
    [
        "giấy tờ nêu trên trên đây",
        "hoạt động của của quỹ",
        "Môi trường được\nđược thẩm định",
        "nhà thầu nước ngoài..",
        "cấp phép. .",
        "bản sao;; bản chính",
        "đã cấp.; Sổ theo dõi",
        "Nộp hồ sơ.Nhận kết quả",
        ". Thủ tục chấp thuận",
        "; văn bản trả lời",
    ],
)
def test_a_slip_is_shown(text: str) -> None:
    assert list(slips(text))


@pytest.mark.parametrize(
    "text",
    [
        "thường thường, xa xa, song song, dần dần, luôn luôn",
        "Cấp giấy phép thi công công trình theo Luật Luật sư",
        "hành vi vi phạm trên đường thủy nội địa địa phương",
        "giao thông thông minh; chấp nhận nhận lại; sản xuất xuất khẩu; trường hợp hợp tác xã",
        "Nộp qua https://dichvucong.gov.vn. Nhận tại xã.",
        "TP.Hồ Chí Minh, ThS.Nguyễn",
        "Mẫu số 01... kèm theo; v.v.; 1.001193; 50.000 đồng",
        "trên trên2",
    ],
)
def test_what_is_no_slip_is_left(text: str) -> None:
    assert list(slips(text)) == []


def test_the_bundled_catalogue_has_none() -> None:
    procedures = chain(bundled.curated(), bundled.facts(), bundled.overlay())
    findings = report(procedures, dt.date(2026, 11, 25)).findings
    assert [finding for finding in findings if finding.kind == "slip"] == []
