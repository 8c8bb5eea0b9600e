"""What a message is about and how it is answered: one decision over what search, the statements and Rasa say."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from actions.fixed_phrases import FixedPhrases, fold
from actions.moment import Moment
from actions.reply import Reason
from actions.sources import Detail, SearchResult
from actions.state import Aspect
from actions.understanding.evidence import TALK, Evidence, gather
from actions.understanding.forks import Forks
from actions.understanding.markers import Markers
from actions.understanding.moves import Move, moves_of
from actions.understanding.weights import Weights
from knowledge.subject import Subject

CHOICES = 5
REASONS: dict[str | None, Reason] = {"no_data": "no_data", "other_authority": "other_authority"}
# A statement is told beside the likeliest one while it is at least this much as likely.
_BESIDE = 0.2
_MOST_TOLD = 3
_EVEN = 0.5
# So much of what is said must be strange to what is talked about for a bare word to begin something else.
_NEW = 0.5
_GUIDE = "huong-dan/"
# What Rasa hears in "thì sao" and "làm sao", where no words name an aspect.
_VAGUE = ("ask_condition", "ask_steps")
# From this score on a statement surely goes along with a message.
_SURE = 6.0
# From this chance on Rasa hears small talk and hardly anything else; from this one on that it is nothing of ours.
_HARDLY_ELSE = 0.8
_AT_ALL = 0.1
_STRAY = 0.8


@dataclass(frozen=True)
class Decision:
    """What to do with a message.

    Attributes:
        kind: ``answer`` aspects of ``codes[0]``, tell ``details`` of it, say that it leaves something ``unsaid``,
            ``clarify`` between ``codes``, say ``which`` is still to be chosen or named, ``refuse``, or ``talk``.
        codes: what is answered or offered; with ``refuse``, what is related.
        aspects: with ``answer``, what of it.
        details: the statements to tell, or the one that comes nearest.
        others: what to offer when that is not it; ``None`` keeps what the state holds.
        question: with ``clarify``, what separates the choices, where it is known.
        titles: with ``clarify``, by code, what choices are for, where that is not their name.
        reason: with ``refuse``, why.
        authority: with ``refuse``, whose matter it is, where search knows it.
        intent: with ``talk``, what kind.
    """

    kind: Literal["answer", "detail", "unsaid", "clarify", "which", "refuse", "talk"]
    codes: Sequence[str] = ()
    aspects: Sequence[Aspect] = ()
    details: Sequence[Detail] = ()
    others: Sequence[str] | None = None
    question: str | None = None
    titles: Mapping[str, str] = field(default_factory=dict)
    reason: Reason = "off_topic"
    authority: str | None = None
    intent: str = ""
    signals: Mapping[str, float] = field(default_factory=dict)


class Understanding:
    """Decides messages that no fixed step has taken."""

    def __init__(self, phrases: FixedPhrases, markers: Markers, weights: Weights, forks: Forks) -> None:
        self._phrases = phrases
        self._markers = markers
        self._weights = weights
        self._forks = forks

    async def decide(self, moment: Moment) -> Decision:
        """Weigh the sources and decide."""
        if self._asks_person(moment):
            return Decision("talk", intent="ask_person")
        if self._only_asks(moment) and (await moment.found()).subject is None:
            return _of_current(moment)
        evidence = await gather(moment, self._markers, self._phrases)
        subject = evidence.found.subject
        if subject is not None and evidence.strange >= _NEW:
            return _about_subject(subject, evidence, moment)
        if evidence.current is None:
            chosen = await self._chosen(evidence, moment) if moment.state.choices else None
            return chosen or await self._first(evidence, moment)
        if evidence.found.authority and (evidence.asks_aspect or not _is_told(evidence)):
            return _decline(evidence, None)
        if evidence.judging and not self._judges(evidence):
            return _decline(evidence, evidence.current)
        moves = moves_of(evidence, moment.state.matters, moment.searches)
        back = [move for move in moves if evidence.marks.returning and move.signals.get("named", 0.0) >= _EVEN]
        move = self._weights.choose(
            [move for move in back if move.kind == "back"] or [move for move in moves if _is_open(move, evidence)]
        )
        match move.kind:
            case "ask":
                return _clarify(evidence.found)
            case "talk":
                return _talk(evidence)
            case "decline":
                return _decline(evidence, evidence.current)
            case _:
                return await self._to(move, evidence, moment)

    def _judges(self, evidence: Evidence) -> bool:
        """Whether the statement that goes along best itself speaks of penalties and disputes."""
        return bool(evidence.details) and self._markers.of(evidence.details[0].statement.text).judging

    def _asks_person(self, moment: Moment) -> bool:
        """Whether a person is asked for: in the words that our own texts give for it, or as Rasa surely hears it."""
        surely = moment.heard.chances.get("ask_person", 0.0) >= _HARDLY_ELSE
        return surely or self._phrases.asks_person(moment.heard.text)

    def _only_asks(self, moment: Moment) -> bool:
        """Whether the words only name aspects."""
        heard = moment.heard
        return heard.beside != heard.text and self._phrases.says_nothing(heard.beside)

    async def _chosen(self, evidence: Evidence, moment: Moment) -> Decision | None:
        """Take the likeliest choice, when the message answers what was asked back, or goes on without answering."""
        offered = [offer.code for offer in moment.state.choices if offer.code]
        found = evidence.found
        if found.decision == "answer" and found.results[0].code not in offered:
            return None
        if found.reason == "unnamed" and not evidence.weight:
            return None
        question = f"{moment.state.pending} {evidence.question}"
        decided = self._forks.decide(offered, evidence.question)
        joined = await asyncio.to_thread(moment.searches.search, question)
        known = [hit.code for hit in joined.results if hit.code in offered] or offered
        known = [decided, *known] if decided else known
        decision = await self._about(Move("switch", known[0]), evidence, moment)
        return replace(decision, others=[code for code in offered if code != known[0]][:CHOICES])

    async def _first(self, evidence: Evidence, moment: Moment) -> Decision:
        """Decide where nothing is talked about yet: search alone says whether there is a procedure."""
        found, heard = evidence.found, moment.heard
        if evidence.judging and found.results and not _speaks_of_judging(evidence, moment):
            return _decline(evidence, found.results[0].code)
        if heard.intent in TALK and found.decision != "answer":
            return _talk(evidence)
        if found.decision == "refuse":
            if found.reason == "unnamed" and not (heard.intent == "out_of_scope" and not heard.aspects):
                return Decision("which", aspects=moment.wanted)
            return _decline(evidence, None)
        if found.decision == "clarify":
            return _clarify(found)
        return await self._to(Move("switch", found.results[0].code), evidence, moment)

    async def _to(self, move: Move, evidence: Evidence, moment: Moment) -> Decision:
        """Go to another procedure, or ask first where it stands at a fork that nothing decides."""
        fork = self._forks.at(move.code, evidence.question) if move.kind == "switch" else None
        if fork is None:
            return await self._about(move, evidence, moment)
        titles = {branch.code: branch.title for branch in fork.branches}
        others = [hit.code for hit in evidence.found.results if hit.code not in titles][:CHOICES]
        return Decision("clarify", list(titles), titles=titles, others=others, question=fork.asks)

    async def _about(self, move: Move, evidence: Evidence, moment: Moment) -> Decision:
        """Decide what of an entry is told: aspects as a whole, a few statements, or that it does not say."""
        codes = [hit.code for hit in evidence.found.results if hit.code != move.code]
        others = codes[:CHOICES] if move.kind == "switch" else None
        entry = await moment.entry(move.code)
        if entry is None:
            return Decision("refuse", reason="no_data")
        details = evidence.details
        if move.code != evidence.current:
            details = await asyncio.to_thread(moment.searches.details, entry, evidence.question)
        signals = how_signals(move, evidence, details, moment)
        if not details or self._weights.chance("detail", signals) < _EVEN:
            return Decision("answer", [move.code], _wanted_of(move, moment), others=others, signals=signals)
        if self._weights.chance("said", signals) < _EVEN:
            return Decision("unsaid", [move.code], details=details[:1], others=others, signals=signals)
        return Decision("detail", [move.code], details=_told(details), others=others, signals=signals)


def _about_subject(subject: Subject, evidence: Evidence, moment: Moment) -> Decision:
    """Offer the usual matters of what a first word names; its ordinary form is answered with the others as buttons."""
    codes = [hit.code for hit in evidence.found.results]
    if evidence.found.decision == "answer":
        return Decision("answer", codes[:1], moment.wanted, others=codes[1 : CHOICES + 1])
    titles = {matter.code: matter.title for matter in subject.matters}
    return Decision("clarify", codes, titles=titles, others=[], question=subject.asks or None)


def _of_current(moment: Moment) -> Decision:
    """Answer aspects of what is talked about; where nothing is, or a choice waits, ask which procedure is meant."""
    if moment.state.procedure and not moment.state.choices:
        return Decision("answer", [moment.state.procedure], moment.wanted)
    return Decision("which", aspects=moment.wanted)


def _wanted_of(move: Move, moment: Moment) -> list[Aspect]:
    """The aspects that are told; of what is named after something else "thì sao" asks for all of it."""
    goes_on = move.kind == "switch" and moment.state.procedure is not None
    is_vague = goes_on and not moment.heard.named and moment.heard.intent in _VAGUE
    return [] if is_vague and not moment.state.asked else moment.wanted


def _is_told(evidence: Evidence) -> bool:
    """Whether a statement of what is talked about surely goes along with the message."""
    return bool(evidence.details) and evidence.details[0].score >= _SURE


def _is_open(move: Move, evidence: Evidence) -> bool:
    """Whether a move may be taken at all in a running conversation.

    Off topic is said only when search, the statements of what is talked about and Rasa all say so; small talk never
    wins over a sure search or a sure statement. Words that what is talked about is called by as well do not lead away
    from it.
    """
    is_sure = evidence.found.decision == "answer" or _is_told(evidence)
    if move.kind == "switch" and move.code.startswith(_GUIDE) and evidence.aspect_intent >= _EVEN:
        # "nộp chỗ nào", "nộp mạng được không" ask about the procedure, not about how things are done at all.
        return False
    if move.kind in ("switch", "sibling") and evidence.asks_aspect:
        return not move.signals["says_again"]
    if move.kind == "stay":
        return not move.signals["names_another"]
    if move.kind == "talk":
        return evidence.intent(*TALK) >= (_HARDLY_ELSE if is_sure else _AT_ALL)
    if move.kind == "decline":
        stray = evidence.found.decision == "refuse" and evidence.intent("out_of_scope") >= _STRAY
        return evidence.judging or (stray and not is_sure)
    return True


def how_signals(move: Move, evidence: Evidence, details: Sequence[Detail], moment: Moment) -> dict[str, float]:
    """Give what speaks for telling single statements of an entry instead of whole aspects."""
    heard = moment.heard
    first = details[0] if details else None
    second = details[1].score if len(details) > 1 else 0.0
    in_name = moment.searches.compare.named(heard.question, moment.searches.name_of(move.code))
    return {
        "constant": 1.0,
        "score": first.score / 5 if first else 0.0,
        "margin": (first.score - second) / 5 if first else 0.0,
        "covered": first.signals["covered"] if first else 0.0,
        "aligned": first.signals["aligned_part"] if first else 0.0,
        "similar": first.signals["similar_part"] if first else 0.0,
        "details": first.signals["details"] if first else 0.0,
        "aspect": evidence.asks_aspect,
        "aspect_intent": evidence.aspect_intent,
        "condition_intent": evidence.intent("ask_condition", "ask_who"),
        "overview_intent": evidence.intent("ask_overview"),
        "unnamed": evidence.found.reason == "unnamed",
        "few": 1 / (1 + evidence.weight),
        "short": 1 / (1 + len(heard.text.split())),
        "fresh": move.code != evidence.current,
        "named": in_name,
        "fresh_named": in_name if move.code != evidence.current else 0.0,
    }


def _told(details: Sequence[Detail]) -> list[Detail]:
    """The likeliest statement, and those that are nearly as likely."""
    return [detail for detail in details[:_MOST_TOLD] if detail.chance >= _BESIDE * details[0].chance]


def _clarify(found: SearchResult) -> Decision:
    codes = [hit.code for hit in found.results]
    offered = [hit.code for hit in found.choices]
    others = [code for code in codes if code not in offered][:CHOICES]
    return Decision("clarify", offered, others=others, question=found.question)


def _talk(evidence: Evidence) -> Decision:
    return Decision("talk", intent=max(TALK, key=lambda name: evidence.intents.get(name, 0.0)))


def _decline(evidence: Evidence, related: str | None) -> Decision:
    if evidence.judging and related:
        return Decision("refuse", [related], reason="legal_advice")
    return Decision(
        "refuse", reason=REASONS.get(evidence.found.reason, "off_topic"), authority=evidence.found.authority
    )


def _speaks_of_judging(evidence: Evidence, moment: Moment) -> bool:
    """Whether the procedure that is found is itself about penalties or complaints: "khiếu nại quyết định xử phạt"."""
    name = moment.searches.name_of(evidence.found.results[0].code)
    return any(word in fold(name).split() for word in ("phat", "kien", "kiện", "cao", "thuong"))
