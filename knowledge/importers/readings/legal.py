"""Legal documents: numbers such as "60/2014/QH13", their titles, and the two run together."""

from __future__ import annotations

import re

from knowledge.importers.text import one_line
from knowledge.procedure import LegalAct

# Longest first where one begins another: the next title follows without a space ("…/TT-BTCThông tư …").
_ISSUERS = (
    r"UBTVQH1[0-6]|UBTVQH9|QH1[0-6]|QH[1-9]|BNN&PTNT|BNNPTNT|BNNMT|BNN|BTNMT|BLĐTBXH|BVHTTDL|BVHTT|BGDĐT|BGDDT|BKHĐT|BKHCN"
    r"|BTTTT|BGTVT|BTC|BTP|BCA|BXD|BYT|BQP|BNG|BNV|NV|BCT|BTL|BTM|BCN|NHNN\d(?![\d/])|NHNN|TTg|TTCP|TCT|TCHQ|TCTK|CTN|TANDTC"
    r"|VKSNDTC|HĐTP|UBND|HĐND|BHXH|UBDT|UBTƯMTTQVN|TLĐ|VPQH|VPCP|CSXH|KTNN|CP"
)
_KINDS = r"NĐ|ND|TTLT|TTLB|TT|NQLT|NQ|QĐ|QD|CT|PL|L(?=-)|VBHN|TB|KH|HD|CV"
_PART = f"{_ISSUERS}|{_KINDS}"
_SYMBOL = rf"(?:{_PART})(?:\s?[-–_/]\s?(?:{_PART}))*(?:-C(?=[A-ZĐ][a-zà-ỹ]|$))?"
NUMBER = rf"(?:(?<!\d)(?:(?:19|20)\d{{2}})?\d{{1,3}}\.\d{{1,2}}|\d+)(?:\.?[a-zđ])?/(?:(?:19|20)\d{{2}}/)?{_SYMBOL}"
"""A document's number: "66.16/2026/NQ-CP", "2222/QĐ-BHXH". A year may stick to its beginning."""

_ONE_NUMBER = re.compile(NUMBER)


def legal_act(number: str | None, title: str | None) -> LegalAct:
    """Build one document from a number's and a title's cell, words in the number's cell ("số 60/…") mended.

    A cell whose words hold no number or several of them is kept as it is.
    """
    number = one_line(number) if number else None
    title = one_line(title) if title else None
    if number:
        found = _ONE_NUMBER.findall(number)
        number = found[0] if len(found) == 1 else _completed(number, title or "")
    return LegalAct(number=number or None, title=title or None)


def _completed(number: str, title: str) -> str:
    """A number cut short ("18/2021") is completed from a title that begins with it ("Nghị định số 18/2021/NĐ-CP …")."""
    digits = re.search(r"\d[\d/.]*$", number)
    whole = _ONE_NUMBER.search(title)
    if digits and whole and whole[0].startswith((digits[0] + "/", digits[0] + "-")):
        return whole[0]
    return number
