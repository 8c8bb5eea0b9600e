"""The facts of a procedure as one short text, by which a curated record knows what it was written from."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable

from knowledge.procedure import Duration, Fee, Procedure, Submission


def digest(procedure: Procedure) -> str:
    """A stable hash of the facts of a procedure, to be kept as ``origin.digest`` of what is written from it.

    The facts are the decision, the papers' names and counts, the times and fees, the numbers of the legal basis; their
    order, spelling of spaces and punctuation do not count. The digest has one part for each, in the order of
    ``FACTS``, so that ``differing`` can say which one moved.
    """
    return "-".join(_hash(facts(procedure)) for facts in FACTS.values())


def differing(ours: str, theirs: str) -> list[str]:
    """The fields (of ``FACTS``) in which two digests differ; all of them where one is no digest of ours."""
    if ours == theirs:
        return []
    left, right = ours.split("-"), theirs.split("-")
    if len(left) != len(FACTS) or len(right) != len(FACTS):
        return list(FACTS)
    return [field for field, a, b in zip(FACTS, left, right, strict=True) if a != b]


def _papers(procedure: Procedure) -> object:
    papers = (item for group in procedure.papers for item in group.items if item.kind == "paper")
    return sorted([_plain(item.name), item.originals or 0, item.copies or 0] for item in papers)


def _submissions(procedure: Procedure) -> object:
    return sorted([entry.way, _time(entry.time, entry.time_text), _fees(entry)] for entry in procedure.submissions)


def _time(time: Duration | None, text: str | None) -> str:
    return f"{time.value.normalize():f} {time.unit}" if time else _plain(text)


def _fees(entry: Submission) -> list[str]:
    return sorted(map(_fee, entry.fees)) or [_plain(entry.fee_text)]


def _fee(fee: Fee) -> str:
    return f"{fee.amount.normalize():f} {fee.currency} {fee.from_ or ''} {fee.until or ''}"


def _plain(text: str | None) -> str:
    """Letters and digits only, so that a mended space or comma is no change of fact."""
    return "".join(char for char in unicodedata.normalize("NFKC", text or "").casefold() if char.isalnum())


def _hash(facts: object) -> str:
    return hashlib.blake2b(repr(facts).encode(), digest_size=6).hexdigest()


FACTS: dict[str, Callable[[Procedure], object]] = {
    "decision": lambda procedure: _plain(procedure.decision),
    "papers": _papers,
    "submissions": _submissions,
    "legal_basis": lambda procedure: sorted({_plain(act.number) for act in procedure.legal_basis if act.number}),
}
"""What counts as a fact, by field."""
