"""What a question is about: the one decision that weighs what search found, what is talked about and what Rasa heard.

It says nothing and changes nothing; ``actions.steps.question`` does what it decides.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from actions.fixed_phrases import FixedPhrases, fold
from actions.moment import Moment
from actions.reply import Reason
from actions.wording.clarifications import CHOICES

REASONS: dict[str | None, Reason] = {"no_data": "no_data", "other_authority": "other_authority"}


@dataclass(frozen=True)
class Decision:
    """What to do with a question.

    Attributes:
        kind: ``stay`` with what is talked about, ``answer`` with ``codes[0]``, ``clarify`` between ``codes``, or
            ``refuse``.
        codes: what is answered or offered.
        others: what to offer when that is not it; ``None`` keeps what the state holds.
        question: with ``clarify``, what separates the choices, where search knows it.
        reason: with ``refuse``, why.
        authority: with ``refuse``, whose matter it is, where search knows it.
    """

    kind: Literal["stay", "answer", "clarify", "refuse"]
    codes: list[str] = field(default_factory=list)
    others: list[str] | None = None
    question: str | None = None
    reason: Reason = "off_topic"
    authority: str | None = None


async def decide(moment: Moment, phrases: FixedPhrases) -> Decision:
    """Weigh the three sources."""
    heard, current = moment.heard, moment.state.procedure
    if heard.beside != heard.text and phrases.says_nothing(heard.beside):
        return Decision("stay")
    found = await moment.found()
    codes = [hit.code for hit in found.results]
    if found.decision == "refuse":
        if found.reason == "unnamed" and not (heard.intent == "out_of_scope" and not heard.aspects):
            return Decision("stay")
        return Decision("refuse", reason=REASONS.get(found.reason, "off_topic"), authority=found.authority)
    if current in codes and await _is_of_current(moment):
        return Decision("answer", [current])
    if found.decision == "answer":
        return Decision("answer", codes[:1], others=codes[1 : CHOICES + 1])
    offered = [hit.code for hit in found.choices]
    others = [code for code in codes if code not in offered][:CHOICES]
    return Decision("clarify", offered, others, found.question)


async def _is_of_current(moment: Moment) -> bool:
    """Whether a question that search reads otherwise is still about the current procedure."""
    current = moment.state.procedure
    if current is None or not set(moment.heard.aspects) - {"overview"}:
        return False
    found = await moment.found()
    best = found.results[0].code
    if best == current and found.decision == "clarify":
        return True
    talked_about, named = await moment.procedure(current), await moment.procedure(best)
    if talked_about is None or named is None:
        return False
    return best == current or _says_again(moment.heard.text, talked_about.name, named.name)


def _says_again(text: str, current: str, best: str) -> bool:
    """Whether what the text names of the best found, the current procedure's name has as well."""
    named = set(fold(text).split()) & set(fold(best).split())
    return bool(named) and named <= set(fold(current).split())
