"""Somebody of the family has died: a word of sympathy, and what is to be done."""

from __future__ import annotations

from actions.moment import Moment
from actions.reply import Reply
from actions.steps.answering import Answering
from actions.understanding.signs import Signs
from actions.wording.talk import Talk

LIFE_EVENT = "su-kien/nguoi-than-mat"


class Bereavement:
    """Hears a death that is told of for the first time; one that lies years back is answered as any other matter."""

    def __init__(self, signs: Signs, talk: Talk, answering: Answering) -> None:
        self._signs = signs
        self._talk = talk
        self._answering = answering

    async def take(self, moment: Moment) -> list[Reply] | None:
        """Say a word of sympathy before the answer; where no procedure is surely asked for, tell the life event."""
        text, state = moment.heard.text, moment.state
        if state.condoled or not self._signs.death(text) or self._signs.long_ago(text):
            return None
        state.condoled = True
        found = await moment.found()
        is_asked = found.decision == "answer" and found.results[0].code != LIFE_EVENT
        # The life event begins with its own word of sympathy.
        told = None if is_asked else await self._answering.answer(LIFE_EVENT, [], moment)
        if told is None:
            moment.before.append(self._talk.sympathy())
        return [told] if told else None
