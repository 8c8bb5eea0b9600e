"""A turn: the steps, from top to bottom, until one of them has something to say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from actions.heard import Heard
from actions.moment import Moment
from actions.reply import Missed, MissedCandidate, Reply
from actions.sources import Sources
from actions.state import State
from actions.steps.notices import Notices
from actions.steps.step import Step

CANDIDATES = 5


@dataclass(frozen=True)
class Taken:
    """What came of a turn: what is said, and what was asked and could not be answered."""

    replies: list[Reply]
    missed: Missed | None = None


class Turn:
    """Decides one message after the other."""

    def __init__(self, sources: Sources, steps: Sequence[Step], notices: Notices) -> None:
        self._sources = sources
        self._steps = steps
        self._notices = notices

    async def take(self, heard: Heard, state: State) -> Taken:
        """Decide a message. ``state`` is changed to what the conversation knows afterwards."""
        moment = Moment(heard, state, self._sources)
        for step in self._steps:
            replies = await step.take(moment)
            if replies:
                said = [*moment.before, *replies, *self._notices.of(moment)]
                return Taken(said, _missed(replies, moment))
        raise AssertionError("the last step always has something to say")


def _missed(replies: Sequence[Reply], moment: Moment) -> Missed | None:
    """The reason of a refusal, with what search came nearest to."""
    reason = next((reply.reason for reply in replies if reply.type == "refusal" and reply.reason), None)
    if reason is None:
        return None
    hits = moment.searched.results[:CANDIDATES] if moment.searched else []
    return Missed(reason=reason, candidates=[MissedCandidate(code=hit.code, score=hit.score) for hit in hits])
