"""Answering: one message to a turn, by whoever answers the conversation."""

from __future__ import annotations

import dataclasses
import datetime as dt
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from actions.dossiers.local_time import VIETNAM
from actions.reply import Reply
from bot.clock import Clock
from bot.conversations.answered import Answered, Later
from bot.conversations.inbox import Waiting
from bot.conversations.masking import masked
from bot.conversations.rasa_client import Patience, RasaClient, RasaUnavailable, RasaUnusable
from bot.running.traces import trace
from bot.web.metrics import Metrics
from bot.web.texts import Said

logger = logging.getLogger(__name__)

PATIENT = Patience(answer_s=15.0, reach_s=5.0)
# While Rasa is known to be down, nobody's trouble is told later because another one waits.
HURRIED = Patience(answer_s=8.0, reach_s=0.0)
FIRST_RETRY = dt.timedelta(seconds=1)
LONGEST_RETRY = dt.timedelta(seconds=5)
GIVE_UP_AFTER = dt.timedelta(minutes=2)
QUOTED = 200
COMMAND = re.compile(r"^[\s/]+")


class Answerer(Protocol):
    """Who answers a conversation: the assistant, or a person who has taken over."""

    async def answer(self, waiting: Waiting) -> Answered:
        """Answer a message. Whatever is raised is handed to ``excuse``."""

    def excuse(self, waiting: Waiting, error: Exception) -> Answered | Later:
        """Say what is said instead, where the answer failed or could not be stored."""


class Assistant:
    """Answers with Rasa and the actions; where they fail, says so, and in the end gives the message up."""

    def __init__(self, rasa: RasaClient, said: Said, metrics: Metrics, clock: Clock) -> None:
        self._rasa = rasa
        self._said = said
        self._metrics = metrics
        self._clock = clock
        self._patience = PATIENT

    async def answer(self, waiting: Waiting) -> Answered:
        """Let Rasa take a turn; who was told of trouble before hears an apology first.

        Raises:
            RasaUnavailable: Rasa gives no turn.
        """
        text = sayable(waiting.text)
        if not text:
            return Answered(waiting.state, [Reply(type="text", text=self._said.nothing_said)])
        metadata = {
            "message_id": waiting.id,
            "conversation_id": waiting.conversation,
            "channel": waiting.channel,
            "state": waiting.state,
        }
        with self._patience_learnt():
            answered = await self._rasa.ask(text, waiting.conversation, metadata, self._patience)
        if waiting.told_at is None:
            return answered
        sorry = Reply(type="notice", text=self._sorry(waiting))
        return dataclasses.replace(answered, replies=[sorry, *answered.replies])

    def excuse(self, waiting: Waiting, error: Exception) -> Answered | Later:
        """Tell of trouble, and try again after a while; a message that alone is at fault is given up."""
        self._note(waiting, error)
        if self._is_hopeless(waiting, error):
            return Answered(waiting.state, [Reply(type="error", text=self._said.given_up)])
        pause = min(FIRST_RETRY * 2 ** min(waiting.failures, 8), LONGEST_RETRY)
        return Later(Reply(type="error", text=self._said.trouble), self._clock() + pause)

    def _note(self, waiting: Waiting, error: Exception) -> None:
        """Log and count an error."""
        if isinstance(error, RasaUnavailable):
            self._metrics.errors.labels("rasa").inc()
            logger.warning("message %s: %s: %s", waiting.id, type(error).__name__, error)
        else:
            self._metrics.errors.labels("worker").inc()
            logger.error("message %s: %s", waiting.id, trace(error))

    def _is_hopeless(self, waiting: Waiting, error: Exception) -> bool:
        """Tell whether this one message fails while Rasa lives, and those behind it have waited long enough."""
        is_down = isinstance(error, RasaUnavailable) and not isinstance(error, RasaUnusable)
        return not is_down and waiting.told_at is not None and self._clock() - waiting.told_at >= GIVE_UP_AFTER

    @contextmanager
    def _patience_learnt(self) -> Iterator[None]:
        try:
            yield
        except RasaUnusable:
            raise
        except RasaUnavailable:
            self._patience = HURRIED
            raise
        self._patience = PATIENT

    def _sorry(self, waiting: Waiting) -> str:
        at = waiting.at.astimezone(VIETNAM)
        hour = self._said.hour.format(hour=at.hour, minute=at.minute)
        question = masked(waiting.text)
        if len(question) > QUOTED:
            question = question[:QUOTED].rstrip() + " …"
        return self._said.sorry.format(hour=hour, question=question)


def sayable(text: str) -> str:
    """Give the text without what would make Rasa, which strips every kind of blank, take it for a command."""
    return COMMAND.sub("", text).rstrip()
