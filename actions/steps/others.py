"""The other candidates, when what was answered or offered is not what is needed."""

from __future__ import annotations

from actions.moment import Moment
from actions.reply import Reply
from actions.wording.clarifications import CHOICES, Clarifications


class Others:
    """Offers what search found besides."""

    def __init__(self, clarifications: Clarifications) -> None:
        self._clarifications = clarifications

    async def offer(self, moment: Moment) -> Reply:
        """Offer the candidates that are left, or ask for other words where none is."""
        state = moment.state
        rejected, aspects = state.procedure, list(state.asked or state.aspects)
        others = await moment.entries(code for code in state.others if code != rejected)
        state.procedure = None
        state.aspects = []
        state.others = []
        if not others:
            return self._clarifications.say_it_differently(aspects, state)
        return self._clarifications.which_of(others[:CHOICES], aspects, state, template="clarify_others")
