"""Legal documents: numbers such as "60/2014/QH13", their titles, and the two run together."""

from __future__ import annotations

from knowledge.procedure import LegalAct


def legal_act(number: str | None, title: str | None) -> LegalAct:
    """Build one document from a number's and a title's cell, words in the number's cell ("số 60/…") mended."""
    raise NotImplementedError
