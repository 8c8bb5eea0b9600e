"""Codes as people type them: of dossiers and of procedures."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

_DIGIT = "[0-9O]"
_GAP = r"[\s.\-–_/,]{0,3}"
_START = r"(?<![0-9A-Z])"
_END = r"(?![0-9A-Z])"
_DAY = rf"{_DIGIT}{{2}}(?:[0O][1-9]|1[0-2O])(?:[0O][1-9]|[12]{_DIGIT}|3[01O])"
_TAIL = rf"({_DAY}){_GAP}({_DIGIT}{{3,6}}){_END}"
# 000.00.18.H15-230601-0001
_BY_NATION = re.compile(
    rf"{_START}({_DIGIT}{{3}}){_GAP}({_DIGIT}{{2}}){_GAP}({_DIGIT}{{2}}){_GAP}H{_GAP}({_DIGIT}{{2}}){_GAP}{_TAIL}"
)
# H15.18-230601-0001, H15.18.5-230601-0001
_BY_PROVINCE = re.compile(rf"{_START}H({_DIGIT}{{2}})((?:{_GAP}{_DIGIT}{{1,3}}){{0,3}}?){_GAP}{_TAIL}")
# G01.899.108.000-230601-0001: ministries and their branches
_BY_MINISTRY = re.compile(rf"{_START}G({_DIGIT}{{2}})((?:{_GAP}{_DIGIT}{{2,3}}){{0,3}}?){_GAP}{_TAIL}")
_BROKEN = re.compile(
    rf"{_START}(?:{_DIGIT}{{3}}[. ]{_DIGIT}{{2}}[. ]{_DIGIT}{{2}}[. ]?H{_DIGIT}{{2}}|H{_DIGIT}{{2}}[.\-]{_DIGIT}+|"
    rf"{_DIGIT}{{6}}-{_DIGIT}{{4}}){_END}"
)
_PROCEDURE = re.compile(r"(?<![\d.])(\d{1,2})\s?[.,]\s?(\d{6})(?:\.000\.00\.00\.H\d{2})?(?!\d)")
POLICE = "G01"


@dataclass(frozen=True)
class DossierCode:
    """A dossier's code in its written form, and whose it is. ``broken``: the text holds only a piece of a code."""

    code: str
    owner: Literal["province", "police", "ministry", "broken"]


def find_dossier_code(text: str) -> DossierCode | None:
    """Give the first dossier code in ``text``, with spaces, without dots, in lower case or with O for 0, normalised."""
    typed = _plain(text)
    if match := _BY_NATION.search(typed):
        *agency, province, day, serial = map(_digits, match.groups())
        return DossierCode(f"{'.'.join(agency)}.H{province}-{day}-{serial}", "province")
    if match := _BY_MINISTRY.search(typed):
        code = _branch("G", match)
        return DossierCode(code, "police" if code.startswith(POLICE) else "ministry")
    if match := _BY_PROVINCE.search(typed):
        return DossierCode(_branch("H", match), "province")
    if match := _BROKEN.search(typed):
        return DossierCode(match.group(), "broken")
    return None


def find_dossier_codes(text: str, at_most: int = 3) -> list[DossierCode]:
    """Give the dossier codes in ``text``, each once, in their order; a broken one only where there is no whole one."""
    first = find_dossier_code(text)
    if first is None or first.owner == "broken":
        return [first] if first else []
    typed = _plain(text)
    found = [
        (match.start(), code)
        for pattern in (_BY_NATION, _BY_MINISTRY, _BY_PROVINCE)
        for match in pattern.finditer(typed)
        if (code := find_dossier_code(match.group())) is not None and code.owner != "broken"
    ]
    whole = [code for _, code in sorted(found, key=lambda one: one[0])]
    inner = {one.code for one in whole for other in whole if one is not other and one.code in other.code != one.code}
    return [code for code in dict.fromkeys(whole) if code.code not in inner][:at_most]


def find_procedure_code(text: str) -> str | None:
    """Give the first national procedure code (``1.001193``) in ``text``."""
    match = _PROCEDURE.search(text)
    return f"{int(match[1])}.{match[2]}" if match else None


def code_spans(text: str) -> Iterator[tuple[int, int]]:
    """Give where whole codes of dossiers and of procedures stand in ``text``: (start, end)."""
    typed = "".join(_plain(letter)[:1] or letter for letter in text)
    for pattern in (_BY_NATION, _BY_MINISTRY, _BY_PROVINCE, _PROCEDURE):
        for match in pattern.finditer(typed):
            yield match.span()


def _branch(letter: str, match: re.Match[str]) -> str:
    head, units, day, serial = match.groups()
    agency = ".".join([letter + _digits(head), *re.findall(r"\d+", _digits(units))])
    return f"{agency}-{_digits(day)}-{_digits(serial)}"


def _digits(part: str) -> str:
    return part.replace("O", "0")


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).upper()
