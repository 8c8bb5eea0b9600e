"""The legal documents of a procedure."""

from __future__ import annotations

from actions.wording.writing import cut
from knowledge.procedure import Procedure

ACT_LENGTH = 140


def legal_acts(procedure: Procedure) -> list[str]:
    """Give number and title of each legal document; the number once, and no title in capitals."""
    acts = []
    for act in procedure.legal_basis:
        title = act.title.capitalize() if act.title and act.title.isupper() else act.title
        parts = [act.number if act.number and act.number not in (title or "") else None, title]
        acts.append(cut(": ".join(part for part in parts if part), ACT_LENGTH))
    return [act for act in acts if act]
