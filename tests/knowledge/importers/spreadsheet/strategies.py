"""Procedures with any text in every field, for what must hold of all of them."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from typing import get_args

from hypothesis import strategies as st

from knowledge.importers.legacy_fonts import Transcript, UnclearFont
from knowledge.procedure import (
    Duration,
    Fee,
    Flag,
    Form,
    Jurisdiction,
    LegalAct,
    Level,
    Origin,
    Paper,
    PaperGroup,
    Place,
    Procedure,
    Source,
    Submission,
    TimeUnit,
    Way,
)

# Of Latin-1 only what Vietnamese has: the rest may be an old font's, and is read as such (test_legacy_fonts.py).
OLD_FONTS = "".join(map(chr, range(0xA1, 0xC0))) + "×÷ÄÅÆÇËÎÏÑÖØÛÜÞßäåæçëîïñöøûüþ"
LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters=OLD_FONTS)
NASTY = st.sampled_from(
    ["=1+1", "-5", "+84", "@x", "'=1", "''", "1.000", "a;b\\;c", 'một "hai", ba;\nbốn', "\tx", "0", "Có"]
)


def is_unicode(text: str) -> bool:
    """Whether the text cannot be taken for one of an old font, which does not come back as it was."""
    try:
        return Transcript().text(text) == text
    except UnclearFont:
        return False


# What a spreadsheet program does to line breaks is mended while reading, so that texts have one kind of them.
TEXTS = (
    (st.text(LETTERS, min_size=1, max_size=20) | NASTY)
    .map(lambda text: unicodedata.normalize("NFC", text).replace("\r\n", "\n").strip())
    .filter(bool)
    .filter(is_unicode)
)
OPTIONAL = st.none() | TEXTS
DAYS = st.none() | st.dates()
COUNTS = st.none() | st.integers(0, 500)
AMOUNTS = st.integers(0, 10**12).map(Decimal) | st.decimals(0, 10**6, places=3).map(lambda amount: amount.normalize())


def one_of(literal: object) -> st.SearchStrategy[str | None]:
    return st.none() | st.sampled_from(get_args(literal))


PAPERS = st.builds(
    Paper,
    name=TEXTS,
    originals=COUNTS,
    copies=COUNTS,
    form=st.none() | st.builds(Form, name=TEXTS, url=OPTIONAL),
    kind=st.sampled_from(["paper", "note"]),
    when=OPTIONAL,
    note=OPTIONAL,
)
GROUPS = st.builds(
    PaperGroup,
    case=OPTIONAL,
    use=st.none() | st.sampled_from(["submit", "present"]),
    items=st.lists(PAPERS, max_size=3),
)
FEES = st.builds(Fee, amount=AMOUNTS, currency=st.sampled_from(["VND", "USD"]), note=OPTIONAL, from_=DAYS, until=DAYS)
SUBMISSIONS = st.builds(
    Submission,
    way=st.sampled_from(get_args(Way)),
    time=st.none() | st.builds(Duration, value=AMOUNTS, unit=st.sampled_from(get_args(TimeUnit))),
    time_text=OPTIONAL,
    fees=st.lists(FEES, max_size=3),
    fee_text=OPTIONAL,
    set_by=st.none() | st.just("province"),
    online_level=st.none() | st.sampled_from(["full", "partial"]),
    note=OPTIONAL,
)
PROCEDURES = st.builds(
    Procedure,
    code=st.from_regex(r"\A[0-9]{1,2}\.[0-9]{6}(\.H15)?\Z"),
    name=TEXTS,
    decision=OPTIONAL,
    levels=st.lists(st.sampled_from(get_args(Level)), max_size=3),
    field=OPTIONAL,
    agency=OPTIONAL,
    audience=st.lists(TEXTS, max_size=3),
    jurisdiction=one_of(Jurisdiction),
    papers=st.lists(GROUPS, max_size=3),
    submissions=st.lists(SUBMISSIONS, max_size=3),
    places=st.lists(st.builds(Place, name=TEXTS, address=OPTIONAL, note=OPTIONAL), max_size=2),
    steps=OPTIONAL,
    conditions=OPTIONAL,
    result=OPTIONAL,
    legal_basis=st.lists(st.builds(LegalAct, number=TEXTS, title=OPTIONAL), max_size=2),
    source=st.builds(Source, title=TEXTS, url=OPTIONAL, as_of=DAYS),
    version=st.integers(0, 1000),
    details=st.booleans(),
    curated=st.booleans(),
    origin=st.none() | st.builds(Origin, decision=OPTIONAL, as_of=DAYS, digest=TEXTS),
    flags=st.lists(st.builds(Flag, field=TEXTS, reason=TEXTS), max_size=2),
)
