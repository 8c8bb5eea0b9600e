"""The question that separates choices: the first facet in which they differ, in the words of ``separating.tsv``."""

from __future__ import annotations

from collections.abc import Sequence

from search.facets import record_facets
from search.fusion import COMPARED_FACETS
from search.lexicon import Lexicon
from search.records import IndexRecord

_TEMPLATE = "question"
# People know what they want before they know where it is done.
_ASKED_LAST = ("level", "mode")


def separating_question(choices: Sequence[IndexRecord], lexicon: Lexicon) -> str | None:
    """Give the question that tells the choices apart, None if no single facet does.

    A facet does so if it sorts the choices into at least two kinds, each of which has a saying.
    """
    sayings = {(entry.said[0], entry.values[0]): entry.values[1] for entry in lexicon.of("separating")}
    facets = [record_facets(choice, lexicon) for choice in choices]
    for facet in sorted(COMPARED_FACETS, key=_ASKED_LAST.__contains__):
        kinds = [min(offered.get(facet, frozenset({"no"}))) for offered in facets]
        distinct = list(dict.fromkeys(kinds))
        said = [sayings[facet, kind] for kind in distinct if (facet, kind) in sayings]
        if 2 <= len(distinct) == len(said) and (_TEMPLATE, "template") in sayings:
            return sayings[_TEMPLATE, "template"].replace("{choices}", _joined(said, sayings))
    return None


def _joined(said: Sequence[str], sayings: dict[tuple[str, str], str]) -> str:
    head, last = said[:-1], said[-1]
    return f"{(sayings[_TEMPLATE, 'comma'] + ' ').join(head)} {sayings[_TEMPLATE, 'or']} {last}"
