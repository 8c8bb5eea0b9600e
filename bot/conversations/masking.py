"""Hides in a stored text what should not have been written there: ID numbers, phone numbers, passwords, OTP codes."""

from __future__ import annotations

import re

MASK = "•••"
# An ID number has 12 digits, also typed in groups; an older one 9, and in groups those would be an amount of money.
_ID_NUMBER = re.compile(r"(?<![\d.])(?:\d{3}(?:[ .]?\d{3}){3}|\d{9})(?!\d|\.\d)")
_PHONE = re.compile(r"(?<!\d)(?:\+?84|0)(?:[ .-]?\d){9}(?!\d)")
_SECRET = re.compile(
    r"(\botp\b\D{0,20}|\bm[aậ]t kh[aẩ]u(?: của tôi| cua toi)?\s*(?:là|la|:|=)?\s*)(\S*\d\S*)", re.IGNORECASE
)
_CODE_BEFORE_OTP = re.compile(r"(?<!\d)\d{4,8}(?=\D{0,20}\botp\b)", re.IGNORECASE)


def masked(text: str) -> str:
    """The text with personal numbers and secrets hidden; a dossier's code stays, since it is what is asked about."""
    text = _SECRET.sub(rf"\1{MASK}", text)
    for pattern in (_PHONE, _ID_NUMBER, _CODE_BEFORE_OTP):
        text = pattern.sub(MASK, text)
    return text
