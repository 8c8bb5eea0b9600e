"""What a procedure is called: by people, and officially."""

from __future__ import annotations

from collections.abc import Mapping

from actions.fixed_phrases import fold
from actions.wording.terms import Terms
from actions.wording.writing import cut
from knowledge.procedure import Procedure
from knowledge.topic import Topic

OFFICIAL_LENGTH = 200
_PREFIX = "Thủ tục "


class Names:
    """Names of procedures: the short one where there is one, else the official one under today's terms."""

    def __init__(self, terms: Terms, short: Mapping[str, str] | None = None) -> None:
        """Take today's terms, and the short names by code (``knowledge.bundled.short_names``)."""
        self._terms = terms
        self._short = short or {}

    def official(self, entry: Procedure | Topic) -> str:
        """Give the official name."""
        return self._terms.name(entry.name)

    def short(self, entry: Procedure | Topic) -> str | None:
        """Give what people call it, ``None`` where nobody wrote that or it is the official name."""
        short = self._short.get(entry.code)
        return short if short != self.official(entry) else None

    def official_below(self, entry: Procedure | Topic) -> str | None:
        """Give the official name that stands below a short one, ``None`` where it says the same."""
        short, official = self.short(entry), self.official(entry)
        if short is None or fold(official.removeprefix(_PREFIX)) == fold(short):
            return None
        return cut(official, OFFICIAL_LENGTH)

    def heading(self, entry: Procedure | Topic) -> str:
        """Give what stands above an answer, on a button and in a list."""
        return self.short(entry) or cut(self.official(entry), OFFICIAL_LENGTH)
