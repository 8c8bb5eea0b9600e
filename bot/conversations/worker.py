"""The worker: takes each waiting message to Rasa, in order, and what comes back to the outbox."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import re
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import sqlalchemy as sa

from actions.dossiers.local_time import VIETNAM
from actions.reply import Reply
from bot.clock import Clock
from bot.conversations.doorbell import Doorbell
from bot.conversations.inbox import LEASE, Inbox, Waiting
from bot.conversations.masking import masked
from bot.conversations.outbox import LeaseLost, Outbox
from bot.conversations.rasa_client import Patience, RasaClient, RasaUnavailable, RasaUnusable, Turn
from bot.running.traces import trace
from bot.web.metrics import Metrics
from bot.web.texts import Said

logger = logging.getLogger(__name__)

LOOK_EVERY_S = 0.5
PATIENT = Patience(answer_s=15.0, reach_s=5.0)
# While Rasa is known to be down, nobody's trouble is told later because another one waits.
HURRIED = Patience(answer_s=8.0, reach_s=0.0)
FIRST_RETRY = dt.timedelta(seconds=1)
LONGEST_RETRY = dt.timedelta(seconds=5)
GIVE_UP_AFTER = dt.timedelta(minutes=2)
QUOTED = 200
COMMAND = re.compile(r"^[\s/]+")


class Worker:
    """Answers conversations in parallel, and the messages of each one after the other."""

    def __init__(
        self,
        inbox: Inbox,
        outbox: Outbox,
        rasa: RasaClient,
        doorbell: Doorbell,
        metrics: Metrics,
        said: Said,
        clock: Clock,
        at_once: int = 8,
    ) -> None:
        """Take its parts, and how many conversations it answers at once."""
        self._inbox = inbox
        self._outbox = outbox
        self._rasa = rasa
        self._doorbell = doorbell
        self._metrics = metrics
        self._said = said
        self._clock = clock
        self._at_once = at_once
        self._name = str(uuid.uuid4())
        self._wake = asyncio.Event()
        self._at_work: dict[str, asyncio.Task[None]] = {}
        self._patience = PATIENT

    def wake(self) -> None:
        """Look for messages now."""
        self._wake.set()

    async def run(self) -> None:
        """Answer until cancelled; what is not answered by then waits for the next worker."""
        try:
            while True:
                self._wake.clear()
                await self._take_up()
                try:
                    await asyncio.wait_for(self._wake.wait(), LOOK_EVERY_S)
                except TimeoutError:
                    continue
        finally:
            await self._lay_down()

    async def _take_up(self) -> None:
        free = self._at_once - len(self._at_work)
        if not free:
            return
        try:
            claimed = await asyncio.to_thread(self._inbox.claim, self._name, free, list(self._at_work))
        except sa.exc.SQLAlchemyError as error:
            self._metrics.errors.labels("database").inc()
            logger.warning("the inbox cannot be read: %s", type(error).__name__)
            return
        for conversation_id in claimed:
            task = asyncio.create_task(self._hold(conversation_id))
            self._at_work[conversation_id] = task
            task.add_done_callback(partial(self._put_down, conversation_id))

    def _put_down(self, conversation_id: str, _task: asyncio.Task[None]) -> None:
        del self._at_work[conversation_id]
        self.wake()

    async def _lay_down(self) -> None:
        tasks = list(self._at_work.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.to_thread(self._inbox.release_all, self._name)

    async def _hold(self, conversation_id: str) -> None:
        """Work on a leased conversation, as long as the lease holds."""
        work = asyncio.create_task(self._work(conversation_id))
        try:
            while not (await asyncio.wait([work], timeout=LEASE.total_seconds() / 3))[0]:
                if not await asyncio.to_thread(self._inbox.renew, conversation_id, self._name):
                    return
            work.result()
        except LeaseLost:
            logger.info("conversation %s is no longer ours", conversation_id)
        except sa.exc.SQLAlchemyError as error:
            # The lease runs out by itself, and then it is tried again.
            self._metrics.errors.labels("database").inc()
            logger.warning("conversation %s: %s", conversation_id, type(error).__name__)
        finally:
            work.cancel()

    async def _work(self, conversation_id: str) -> None:
        more_waits = True
        while more_waits:
            waiting = await asyncio.to_thread(self._inbox.next, conversation_id)
            if waiting is None:
                await asyncio.to_thread(self._inbox.release, conversation_id, self._name)
                return
            more_waits = await self._handle(waiting)

    async def _handle(self, waiting: Waiting) -> bool:
        """Answer one message, or tell that the answer takes longer; whether another one can be answered now."""
        began = time.monotonic()
        try:
            return await self._answer(waiting, await self._turn(waiting), began)
        except LeaseLost:
            raise
        except Exception as error:
            # Whatever it was: the citizen hears of it, and the message is kept.
            self._note(waiting, error)
            if self._is_hopeless(waiting, error):
                given_up = Reply(type="error", text=self._said.given_up)
                return await self._answer(waiting, Turn(waiting.state, [given_up]), began)
            await self._tell_trouble(waiting)
            return False

    async def _turn(self, waiting: Waiting) -> Turn:
        text = sayable(waiting.text)
        if not text:
            return Turn(waiting.state, [Reply(type="text", text=self._said.nothing_said)])
        metadata = {
            "message_id": waiting.id,
            "conversation_id": waiting.conversation,
            "channel": waiting.channel,
            "state": waiting.state,
        }
        with self._patience_learnt():
            turn = await self._rasa.ask(text, waiting.conversation, metadata, self._patience)
        if waiting.told_at:
            turn.messages.insert(0, Reply(type="notice", text=self._sorry(waiting)))
        return turn

    async def _answer(self, waiting: Waiting, turn: Turn, began: float) -> bool:
        more_waits = await asyncio.to_thread(
            self._outbox.answer, waiting.conversation, self._name, waiting.seq, turn.state, turn.messages
        )
        self._doorbell.ring(waiting.conversation)
        self._metrics.handling.observe(time.monotonic() - began)
        for reply in turn.messages:
            self._metrics.replies.labels(reply.type).inc()
        return more_waits

    def _note(self, waiting: Waiting, error: Exception) -> None:
        """Log and count an error."""
        if isinstance(error, RasaUnavailable):
            self._metrics.errors.labels("rasa").inc()
            logger.warning("message %s: %s: %s", waiting.id, type(error).__name__, error)
        else:
            self._metrics.errors.labels("worker").inc()
            logger.error("message %s: %s", waiting.id, trace(error))

    def _is_hopeless(self, waiting: Waiting, error: Exception) -> bool:
        """Whether this one message fails while Rasa lives, and those behind it have waited long enough."""
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

    async def _tell_trouble(self, waiting: Waiting) -> None:
        retry_at = self._clock() + min(FIRST_RETRY * 2 ** min(waiting.failures, 8), LONGEST_RETRY)
        notice = Reply(type="error", text=self._said.trouble)
        await asyncio.to_thread(self._outbox.tell_trouble, waiting.conversation, self._name, notice, retry_at)
        self._doorbell.ring(waiting.conversation)
        if waiting.told_at is None:
            self._metrics.replies.labels(notice.type).inc()

    def _sorry(self, waiting: Waiting) -> str:
        at = waiting.at.astimezone(VIETNAM)
        hour = self._said.hour.format(hour=at.hour, minute=at.minute)
        question = masked(waiting.text)
        if len(question) > QUOTED:
            question = question[:QUOTED].rstrip() + " …"
        return self._said.sorry.format(hour=hour, question=question)


def sayable(text: str) -> str:
    """The text without what would make Rasa, which strips every kind of blank, take it for a command."""
    return COMMAND.sub("", text).rstrip()
