"""One of the offers of the last answer is taken: by its number, its title, its words, or a plain yes."""

from __future__ import annotations

from collections.abc import Sequence

from actions.dossiers.codes import DossierCode
from actions.dossiers.desk import DossierDesk
from actions.fixed_phrases import FixedPhrases, fold
from actions.moment import Moment
from actions.reply import Reply
from actions.state import Offer
from actions.steps.answering import Answering
from actions.steps.others import Others
from actions.wording.age_limits import age_limits
from actions.wording.clarifications import Clarifications
from actions.wording.numbers import Numbers

NAMED_BY = 6
MOST_AT_ONCE = 3


class ChosenOffer:
    """Does what a chosen offer says, whatever Rasa hears."""

    def __init__(
        self,
        phrases: FixedPhrases,
        clarifications: Clarifications,
        answering: Answering,
        others: Others,
        desk: DossierDesk,
    ) -> None:
        self._phrases = phrases
        self._clarifications = clarifications
        self._answering = answering
        self._others = others
        self._desk = desk
        self._numbers = Numbers()

    async def take(self, moment: Moment) -> list[Reply] | None:
        """Take the chosen offer; a number that is not offered is asked for again."""
        text, choices = moment.heard.text, moment.state.choices
        if len(choices) > 1 and self._phrases.all_of_them(text):
            most = 2 if {"hai", "2"} & set(fold(text).split()) else MOST_AT_ONCE
            return await self._do_all(choices[:most], moment)
        number = self._phrases.number(text) if choices else None
        if number is None:
            offer = self._named(text, moment)
            return await self._do(offer, moment) if offer else None
        place = number if number > 0 else len(choices)
        if not 1 <= place <= len(choices):
            return [self._clarifications.which_number(moment.state)]
        return await self._do(choices[place - 1], moment)

    def _named(self, text: str, moment: Moment) -> Offer | None:
        said, choices = fold(text), moment.state.choices
        for offer in moment.state.offers:
            if said in (fold(offer.payload), fold(offer.title)):
                return offer
        if self._phrases.agrees(text):
            return choices[0] if len(choices) == 1 else None
        return _part_of_one_name(said, choices) or self._of_age(text, choices)

    def _of_age(self, text: str, choices: Sequence[Offer]) -> Offer | None:
        """The only choice whose name holds for the age that is said: "con mới 10 tuổi"."""
        age = self._numbers.age(text)
        if age is None:
            return None
        limited = [(choice, age_limits(f"{choice.title} {choice.payload}")) for choice in choices]
        fitting = [choice for choice, limits in limited if limits and all(limit.holds(age) for limit in limits)]
        return fitting[0] if len(fitting) == 1 else None

    async def _do_all(self, choices: Sequence[Offer], moment: Moment) -> list[Reply] | None:
        """Answer several choices, one after the other."""
        told = [await self._answering.answer(choice.code or "", choice.aspects, moment) for choice in choices]
        return [reply for reply in told if reply] or None

    async def _do(self, offer: Offer, moment: Moment) -> list[Reply] | None:
        if offer.act == "reject":
            return [await self._others.offer(moment)]
        if offer.code is None:
            return None
        if offer.act == "private":
            return [await self._desk.look_up(DossierCode(offer.code, "province"), moment, private=True)]
        reply = await self._answering.answer(offer.code, offer.aspects, moment)
        return [reply] if reply else None


def _part_of_one_name(said: str, choices: Sequence[Offer]) -> Offer | None:
    """The only choice whose name has all the words of a short text ("cấp lại")."""
    words = set(said.split())
    if not 1 <= len(words) <= NAMED_BY:
        return None
    fitting = [choice for choice in choices if words <= set(fold(choice.payload).split())]
    return fitting[0] if len(fitting) == 1 else None
