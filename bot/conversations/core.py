"""The core of conversations: what every channel is built on."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.channels.saying import Saying
from bot.clock import Clock
from bot.conversations.arrivals import Arrivals
from bot.conversations.conversations import Conversations
from bot.conversations.database import Database
from bot.conversations.deliveries import Deliveries
from bot.conversations.inbox import Inbox
from bot.conversations.limits import Limit
from bot.conversations.outbox import Outbox
from bot.conversations.turns import Turns
from bot.web.metrics import Metrics


class Core:
    """The parts, over one database."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        metrics: Metrics,
        limits: Sequence[Limit],
        arrived: Callable[[str], None],
    ) -> None:
        """Take what the parts need, and what is told in which conversation something is new."""
        self.database = database
        self.clock = clock
        self.metrics = metrics
        self.conversations = Conversations(database, clock)
        self.inbox = Inbox(database, clock, limits)
        self.outbox = Outbox(database, clock)
        self.deliveries = Deliveries(database, clock)
        self.arrivals = Arrivals(database, clock)
        self.turns = Turns(database, clock)
        self.saying = Saying(self.inbox, arrived, metrics)
