"""Refusals: what is not ours, what we do not know, and whose matter it is."""

from __future__ import annotations

from actions.province import Province
from actions.reply import Reason, Reply
from actions.wording.rendering import Templates


class Refusals:
    """Says why there is no answer, and what there is instead."""

    def __init__(self, templates: Templates, province: Province) -> None:
        self._templates = templates
        self._province = province

    def refuse(self, reason: Reason, authority: str | None = None) -> Reply:
        """Refuse for ``reason``; ``authority`` is whose matter it is, where search knows it."""
        text = self._templates.render(f"refuse_{reason}", province=self._province, authority=authority)
        return Reply(type="refusal", text=text, reason=reason)

    def unknown_code(self, code: str) -> Reply:
        """Say that there is no published procedure of this code."""
        return Reply(type="refusal", text=self._templates.render("unknown_code", code=code), reason="no_data")
