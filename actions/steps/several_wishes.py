"""Several wishes in one message: all are told, and answered one after the other."""

from __future__ import annotations

import asyncio

from actions.moment import Moment
from actions.reply import Reply
from actions.steps.answering import Answering
from actions.understanding.wishes import Wish, Wishes
from actions.wording.clarifications import Clarifications
from actions.wording.talk import Talk

_CHOICES = 4


class SeveralWishes:
    """Hears the wishes of a message; what is unsure is asked back last."""

    def __init__(self, wishes: Wishes, answering: Answering, clarifications: Clarifications, talk: Talk) -> None:
        self._wishes = wishes
        self._answering = answering
        self._clarifications = clarifications
        self._talk = talk

    async def take(self, moment: Moment) -> list[Reply] | None:
        """Tell what was heard, answer what is sure, ask about the first that is not."""
        text = moment.heard.text
        wishes = await asyncio.to_thread(self._wishes.of, text, moment.searches)
        if not wishes:
            return None
        aspects = list(moment.wanted)
        told = [
            reply
            for wish in wishes
            if wish.code and (reply := await self._answering.answer(wish.code, aspects, moment))
        ]
        unsure = next((wish for wish in wishes if wish.code is None), None)
        if unsure is not None:
            told += await self._ask(unsure, moment)
        return [self._talk.wishes([wish.text for wish in wishes]), *told] if told else None

    async def _ask(self, wish: Wish, moment: Moment) -> list[Reply]:
        found = await asyncio.to_thread(moment.searches.search, wish.text)
        choices = await moment.entries([hit.code for hit in found.choices][:_CHOICES])
        moment.state.pending = wish.text
        return [self._clarifications.which_of(choices, list(moment.wanted), moment.state)] if choices else []
