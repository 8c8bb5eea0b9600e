"""What is said about the dossier that was just shown: it stays talked about until something else is clearly named."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence

from actions.dossiers.codes import DossierCode
from actions.dossiers.desk import DossierDesk
from actions.dossiers.proof import locked_until, phone_digits
from actions.fixed_phrases import fold, phrases_of
from actions.moment import Moment
from actions.reply import Reply
from actions.steps.answering import Answering
from actions.wording.words import read_words
from search.lexicon import LexiconEntry, PhraseFinder
from search.text import words

# So much of another procedure's name must be said to leave the dossier.
_NAMED = 0.5
_DIGIT_WORDS = 3


class DossierFollowUp:
    """Answers of the dossier, and of its procedure."""

    def __init__(self, desk: DossierDesk, answering: Answering) -> None:
        self._desk = desk
        self._answering = answering
        self._said = {kind: phrases_of(phrases) for kind, phrases in read_words("dossier_follow_ups").items()}
        self._asks = [
            (ask["kind"], [_written(group) for group in ask["groups"]]) for ask in read_words("dossier_asks")["asks"]
        ]
        self._do: dict[str, Callable[[Moment], Awaitable[Reply]]] = {
            "standing": self._standing,
            "private": self._private,
            "next": desk.next_step,
            "place": desk.place,
            "remind": desk.remind,
        }

    async def take(self, moment: Moment) -> list[Reply] | None:
        """Answer what is said of the dossier; a name instead of a code is answered before any is known."""
        state = moment.state
        kind = self._kind(moment.heard.text)
        if kind == "by_name" and not (state.procedure and state.topic == "procedure"):
            return [self._desk.by_name()]
        if state.topic != "dossier" or state.dossier is None:
            return None
        kind = kind or self._asked(moment.heard.text)
        digits = await self._digits(moment)
        if digits is not None:
            return [digits]
        if await self._leaves(moment):
            return None
        if kind in ("others_data", "no_phone"):
            return [self._desk.others_data() if kind == "others_data" else self._desk.phone_lost()]
        if kind in self._do:
            return [await self._do[kind](moment)]
        about_procedure = await self._about_procedure(moment)
        return [about_procedure] if about_procedure else None

    def _kind(self, text: str) -> str | None:
        """What is asked, by the longest phrase that is said."""
        said = fold(text).split()
        found = [(end - start, kind) for kind, phrases in self._said.items() for start, end, _ in phrases.find(said)]
        return max(found)[1] if found else None

    def _asked(self, text: str) -> str | None:
        """What is asked in freer words: the first ask whose groups are all said, in their order."""
        said = words(text)
        return next((kind for kind, groups in self._asks if _in_order(groups, said)), None)

    async def _digits(self, moment: Moment) -> Reply | None:
        """Four digits that come by themselves are the proof, or hear the lock's sentence again."""
        text, state = moment.heard.text, moment.state
        digits = phone_digits(text) if len(text.split()) <= _DIGIT_WORDS else None
        if digits is None or state.dossier is None:
            return None
        moment.asked_for.add("phone")
        if locked_until(state.proof, state.dossier, moment.heard.now):
            return await self._standing(moment)
        state.proof.awaiting = state.dossier
        return await self._desk.prove(digits, moment)

    async def _leaves(self, moment: Moment) -> bool:
        """Whether another procedure than the dossier's own is clearly named."""
        found = await moment.found()
        if found.decision != "answer" or found.results[0].code == moment.state.dossier_procedure:
            return False
        name = moment.searches.name_of(found.results[0].code)
        return moment.searches.compare.named(moment.heard.question, name) >= _NAMED

    async def _standing(self, moment: Moment) -> Reply:
        return await self._look_up(moment, private=False)

    async def _private(self, moment: Moment) -> Reply:
        return await self._look_up(moment, private=True)

    async def _look_up(self, moment: Moment, *, private: bool) -> Reply:
        code = moment.state.dossier or ""
        return await self._desk.look_up(DossierCode(code, "province"), moment, private=private)

    async def _about_procedure(self, moment: Moment) -> Reply | None:
        """Answer aspects of the dossier's procedure; the dossier stays talked about."""
        code, aspects = moment.state.dossier_procedure, [name for name in moment.heard.named if name != "overview"]
        if code is None or not aspects:
            return None
        reply = await self._answering.answer(code, aspects, moment)
        moment.state.topic = "dossier"
        return reply


def _written(phrases: Iterable[str]) -> PhraseFinder:
    """A matcher that holds marks against marks where they are written: "số đó" is no "sổ đỏ"."""
    return PhraseFinder(LexiconEntry(tuple(words(phrase)), "") for phrase in phrases)


def _in_order(groups: Sequence[PhraseFinder], said: Sequence[str]) -> bool:
    """Whether each group has a phrase in the text, each behind the one before."""
    at = 0
    for group in groups:
        found = next(iter(group.find(said[at:])), None)
        if found is None:
            return False
        at += found[1]
    return True
