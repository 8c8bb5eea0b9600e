"""News between replicas by Redis: what one stored, the others hear of at once, and without it a moment later."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.web.metrics import Metrics

if TYPE_CHECKING:
    from redis.asyncio import Redis

logger = logging.getLogger(__name__)

MOST_UNTOLD = 10_000
PAUSE_S = 1.0
CONNECT_S = 2.0


class RedisNews:
    """Tells the other replicas in which conversation something is new, and hears it from them.

    Redis carries nothing else, and nothing depends on it: what it does not bring is soon seen in the database.
    """

    def __init__(self, redis_url: str, database_url: str, heard: Callable[[str], None], metrics: Metrics) -> None:
        """Take Redis' address, the database that the replicas share, and what is told of the others' news.

        ``heard`` runs on the event loop, and must not wait.
        """
        self._url = redis_url
        # Two installations may use one Redis.
        self._channel = "motcua:" + hashlib.sha256(database_url.encode()).hexdigest()[:16]
        self._heard = heard
        self._metrics = metrics
        self._name = uuid.uuid4().hex
        self._untold: asyncio.Queue[str] = asyncio.Queue(MOST_UNTOLD)
        self._is_connected = False

    def tell(self, conversation_id: str) -> None:
        """Let the others hear of a conversation; where Redis is slow, let them see it for themselves."""
        if self._is_connected and not self._untold.full():
            self._untold.put_nowait(conversation_id)

    async def is_connected(self) -> bool:
        """Tell whether news come and go."""
        return self._is_connected

    async def run(self) -> None:
        """Hear and tell until cancelled; when Redis is gone, look for it again."""
        from redis.asyncio import Redis
        from redis.exceptions import RedisError

        while True:
            client = Redis.from_url(self._url, socket_connect_timeout=CONNECT_S, health_check_interval=10)
            telling = asyncio.create_task(self._tell(client))
            try:
                await self._hear(client)
            except (RedisError, OSError) as error:
                self._metrics.errors.labels("redis").inc()
                logger.warning("no news by Redis, the database is looked at instead: %s", type(error).__name__)
            finally:
                self._is_connected = False
                telling.cancel()
                await asyncio.gather(telling, return_exceptions=True)
                await client.aclose()
            await asyncio.sleep(PAUSE_S)

    async def _hear(self, client: Redis) -> None:
        async with client.pubsub(ignore_subscribe_messages=True) as listening:
            await listening.subscribe(self._channel)
            self._is_connected = True
            async for message in listening.listen():
                name, _, conversation_id = message["data"].decode("ascii", "replace").partition(" ")
                if name != self._name:
                    self._heard(conversation_id)

    async def _tell(self, client: Redis) -> None:
        while True:
            conversation_id = await self._untold.get()
            await client.publish(self._channel, f"{self._name} {conversation_id}")
