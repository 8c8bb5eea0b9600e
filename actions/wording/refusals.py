"""Refusals: what is not ours, what we do not know, and whose matter it is."""

from __future__ import annotations

from actions.province import Province
from actions.reply import Button, Reason, Reply
from actions.wording.clarifications import TITLE_LENGTH
from actions.wording.rendering import Templates
from actions.wording.terms import Terms
from actions.wording.writing import cut
from knowledge.procedure import Procedure
from knowledge.topic import Topic


class Refusals:
    """Says why there is no answer, and what there is instead."""

    def __init__(self, templates: Templates, province: Province, terms: Terms) -> None:
        self._templates = templates
        self._terms = terms
        self._province = province

    def refuse(self, reason: Reason, authority: str | None = None) -> Reply:
        """Refuse for ``reason``; ``authority`` is whose matter it is, where search knows it."""
        text = self._templates.render(f"refuse_{reason}", province=self._province, authority=authority)
        return Reply(type="refusal", text=text, reason=reason)

    def no_advice(self, related: Procedure | Topic | None) -> Reply:
        """Say that penalties, legality and disputes are not advised on, who does, and offer the related procedure."""
        name = self._terms.name(related.name) if related else None
        text = self._templates.render("refuse_legal_advice", province=self._province, related=name)
        buttons = [Button(title=cut(name, TITLE_LENGTH), payload=name)] if name else []
        return Reply(type="refusal", text=text, reason="legal_advice", buttons=buttons)

    def unknown_code(self, code: str) -> Reply:
        """Say that there is no published procedure of this code."""
        return Reply(type="refusal", text=self._templates.render("unknown_code", code=code), reason="no_data")
