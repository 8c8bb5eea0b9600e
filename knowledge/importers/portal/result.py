"""The portal's result cell: the results, each with its code, and the portal's own form that trails them."""

from __future__ import annotations

import re

from knowledge.importers.text import one_line, stated
from knowledge.procedure import Flag

_FORM = re.compile(r"Chọn cơ quan thực hiện\s*Tỉnh/ Thành phố.*\Z", re.DOTALL)
_LABELS = re.compile(r"Từ khóa(?P<keyword>.*?)Mô tả(?P<description>.*)\Z", re.DOTALL)
# "KQ.G12.000327", "000.00.00.G15-KQ0187", "G19-KQ006098", "78", and what was typed at random: "hgvg6".
_CODE = re.compile(
    r"Mã:\s*(?:(?:[A-Z]{1,3}|\d+)?(?:[.\-]?[A-Za-z]{0,3}\d+)+|BQP-CCS\.KQ\d+|VBTT|[a-z]+\d*|(?=Từ khóa|\Z))"
)


def without_form(text: str) -> str:
    """Take the portal's own form ("Chọn cơ quan thực hiện … Nộp hồ sơ") and its empty labels off the end of a text."""
    text = _FORM.sub("", text)
    return re.sub(r"Từ khóa\s*Không có thông tin\s*Mô tả\s*Không có thông tin\s*\Z", "", text)


def read_result(text: str) -> tuple[str | None, list[Flag]]:
    """Return the results joined by "; ". Keywords and a description that stand behind them are told in a flag."""
    flags = []
    if labels := _LABELS.search(_FORM.sub("", text)):
        for key, label in (("keyword", "từ khóa"), ("description", "mô tả")):
            if said := stated(labels[key]):
                flags.append(Flag(field="result", reason=f"Nguồn ghi thêm {label}: “{one_line(said)}”."))
    *others, last = results(without_labels(text)) or [""]
    return "; ".join([*(result.rstrip(".,; ") for result in others), last]) or None, flags


def without_labels(text: str) -> str:
    """Take the portal's labels ("Từ khóa … Mô tả …") and its form off a result cell."""
    return _LABELS.sub("", _FORM.sub("", text))


def results(text: str) -> list[str]:
    """The results of a cell without its labels: each stands before its code ("Giấy phépMã: KQ.G04.000096")."""
    return [result for part in _CODE.split(text) if (result := one_line(part).lstrip(".,;: ")) and stated(result)]
