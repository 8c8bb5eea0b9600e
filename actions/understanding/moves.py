"""The moves that a message may mean, each with the signals that speak for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from actions.fixed_phrases import fold
from actions.sources import Searches
from actions.understanding.evidence import TALK, Evidence

Kind = Literal["stay", "switch", "sibling", "back", "ask", "decline", "talk"]

# Scores of statements are logits of some units; so scaled they weigh like the other signals.
_SCORE = 5.0
_SURELY_CURRENT = 0.3
_MOSTLY = 0.5
_NEARLY_ALL = 0.8


@dataclass(frozen=True)
class Move:
    """One thing that a message may mean.

    Attributes:
        kind: to stay with what is talked about, to switch to what the words name, to a sibling of what is talked about,
            back to an earlier matter, to be asked back, declined, or talked with.
        code: what it leads to, empty where nothing.
        signals: by name, mostly 0 to 1.
    """

    kind: Kind
    code: str = ""
    signals: Mapping[str, float] = field(default_factory=dict)


def moves_of(evidence: Evidence, matters: Iterable[str], searches: Searches) -> list[Move]:
    """Give every move that is open.

    Args:
        matters: codes of what was talked about before.
    """
    moves = [*_stay(evidence, searches), *_sibling(evidence, searches), *_switch(evidence, searches)]
    moves += (_back(evidence, code, searches) for code in matters if code != evidence.current)
    return [*moves, *_ask(evidence), _decline(evidence), _talk(evidence)]


def _few(evidence: Evidence) -> float:
    return 1 / (1 + evidence.weight)


def _best(evidence: Evidence) -> tuple[float, float, float]:
    """Score, coverage and alignment of the statement that goes along best."""
    if not evidence.details:
        return 0.0, 0.0, 0.0
    first = evidence.details[0]
    aligned = max(detail.signals["aligned_part"] for detail in evidence.details)
    return first.score / _SCORE, first.signals["covered"], aligned


def _acts_elsewhere(evidence: Evidence, searches: Searches) -> bool:
    """Whether an act is named that what is talked about is not."""
    mine = searches.compare.facets(evidence.name).get("action", frozenset())
    return bool(evidence.current and evidence.acts) and not evidence.acts & mine


def _names_another(evidence: Evidence, searches: Searches) -> bool:
    """Whether a message is little but another name, or search is unsure and most of another's own name is said."""
    found = evidence.found
    if found.decision == "refuse" or found.results[0].code == evidence.current:
        return False
    name = searches.name_of(found.results[0].code)
    if found.decision == "clarify":
        return searches.compare.named(evidence.question, name, evidence.name) >= _MOSTLY
    said, own = evidence.naming, set(fold(evidence.name).split())
    return bool(said - own) and len(said & set(fold(name).split())) >= _NEARLY_ALL * len(said)


def _says_again(evidence: Evidence, code: str, searches: Searches) -> bool:
    """Whether all that is said of a name belongs to the name of what is talked about as well."""
    name, compare = searches.name_of(code), searches.compare
    is_named = compare.named(evidence.question, name) > 0
    return is_named and bool(evidence.name) and not compare.named(evidence.question, name, evidence.name)


def _stay(evidence: Evidence, searches: Searches) -> Iterator[Move]:
    if evidence.current is None or evidence.in_context is None:
        return
    chances = {hit.code: hit.score for hit in evidence.found.results}
    in_context = {hit.code: hit.score for hit in evidence.in_context.results}
    score, covered, aligned = _best(evidence)
    marks, elsewhere = evidence.marks, _acts_elsewhere(evidence, searches)
    yield Move(
        "stay",
        evidence.current,
        {
            "constant": 1.0,
            "score": score,
            "covered": covered,
            "aligned": aligned,
            "aspect": evidence.asks_aspect,
            "aspect_intent": evidence.aspect_intent,
            "unnamed": evidence.found.reason == "unnamed",
            "few": _few(evidence),
            "pointing": marks.pointing,
            "joining": marks.joining,
            "correcting": marks.correcting,
            "turning": marks.turning,
            "returning": marks.returning,
            "chance": chances.get(evidence.current, 0.0),
            "chance_in_context": in_context.get(evidence.current, 0.0),
            "strange": evidence.strange,
            "acts_elsewhere": elsewhere,
            "names_another": _names_another(evidence, searches),
            "out_of_scope": evidence.intent("out_of_scope"),
            "talk": evidence.intent(*TALK),
        },
    )


def _sibling(evidence: Evidence, searches: Searches) -> Iterator[Move]:
    if evidence.current is None or evidence.in_context is None:
        return
    in_context = {hit.code: hit.score for hit in evidence.in_context.results}
    others = {code: chance for code, chance in in_context.items() if code != evidence.current}
    if not others:
        return
    code = max(others, key=lambda code: others[code])
    marks, elsewhere = evidence.marks, _acts_elsewhere(evidence, searches)
    agrees = bool(evidence.acts & searches.compare.facets(searches.name_of(code)).get("action", frozenset()))
    yield Move(
        "sibling",
        code,
        {
            "constant": 1.0,
            "chance": others[code] / (sum(others.values()) or 1.0),
            "not_current": in_context.get(evidence.current, 0.0) < _SURELY_CURRENT,
            "acts_agree": agrees,
            "acts_lead": elsewhere and agrees,
            "same_field": searches.field_of(code) == searches.field_of(evidence.current),
            "correcting": marks.correcting,
            "joining": marks.joining,
            "says_again": _says_again(evidence, code, searches),
            "named": searches.compare.named(evidence.question, searches.name_of(code), evidence.name),
        },
    )


def _switch(evidence: Evidence, searches: Searches) -> Iterator[Move]:
    found, marks = evidence.found, evidence.marks
    hit = next((hit for hit in found.results if hit.code != evidence.current), None)
    if hit is None:
        return
    agrees = bool(evidence.acts & searches.compare.facets(searches.name_of(hit.code)).get("action", frozenset()))
    yield Move(
        "switch",
        hit.code,
        {
            "constant": 1.0,
            "chance": hit.score,
            "sure": found.decision == "answer" and found.results[0].code == hit.code,
            "ours": found.ours,
            "named": searches.compare.named(evidence.question, searches.name_of(hit.code), evidence.name),
            "strange": evidence.strange,
            "few": _few(evidence),
            "correcting": marks.correcting,
            "turning": marks.turning,
            "joining": marks.joining,
            "acts_lead": agrees and _acts_elsewhere(evidence, searches),
            "says_again": _says_again(evidence, hit.code, searches),
            "first": evidence.current is None,
            "same_field": bool(evidence.current)
            and searches.field_of(hit.code) == searches.field_of(evidence.current or ""),
            "aspect": evidence.asks_aspect,
        },
    )


def _back(evidence: Evidence, code: str, searches: Searches) -> Move:
    chance = next((hit.score for hit in evidence.found.results if hit.code == code), 0.0)
    named = searches.compare.named(evidence.question, searches.name_of(code), evidence.name)
    return Move(
        "back", code, {"constant": 1.0, "returning": evidence.marks.returning, "named": named, "chance": chance}
    )


def _ask(evidence: Evidence) -> Iterator[Move]:
    found = evidence.found
    if found.results:
        second = found.results[1].score if len(found.results) > 1 else 0.0
        yield Move(
            "ask",
            "",
            {
                "constant": 1.0,
                "unsure": found.decision == "clarify",
                "margin": found.results[0].score - second,
                "ours": found.ours,
                "first": evidence.current is None,
            },
        )


def _decline(evidence: Evidence) -> Move:
    score, _, aligned = _best(evidence)
    return Move(
        "decline",
        "",
        {
            "constant": 1.0,
            "refused": evidence.found.decision == "refuse" and evidence.found.reason != "unnamed",
            "out_of_scope": evidence.intent("out_of_scope"),
            "not_ours": 1 - evidence.found.ours,
            "no_aspect": not evidence.asks_aspect,
            "score": score,
            "aligned": aligned,
            "judging": evidence.judging,
            "few": _few(evidence),
        },
    )


def _talk(evidence: Evidence) -> Move:
    return Move(
        "talk",
        "",
        {
            "constant": 1.0,
            "intent": evidence.intent(*TALK),
            "reject": evidence.intent("reject"),
            "few": _few(evidence),
            "nothing": evidence.weight == 0,
            "aspect": evidence.asks_aspect,
            "score": _best(evidence)[0],
        },
    )
