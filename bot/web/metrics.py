"""What is counted, for Prometheus. Each app has a registry of its own."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Metrics:
    """The counters of one app."""

    def __init__(self) -> None:
        """Begin at zero."""
        self.registry = CollectorRegistry()
        self.messages = Counter("motcua_messages", "Messages of citizens", ["channel"], registry=self.registry)
        self.events = Counter(
            "motcua_events", "Events of a channel by name", ["channel", "event"], registry=self.registry
        )
        self.replies = Counter("motcua_replies", "Replies by type", ["type"], registry=self.registry)
        self.handling = Histogram(
            "motcua_handling_seconds", "From the begin of a turn to its commit", buckets=BUCKETS, registry=self.registry
        )
        self.errors = Counter("motcua_errors", "What went wrong, by part", ["part"], registry=self.registry)
        self.waiting = Gauge("motcua_waiting_messages", "Messages that wait for an answer", registry=self.registry)
        self.unsent = Gauge(
            "motcua_unsent_replies", "Replies that are still to be sent", ["channel"], registry=self.registry
        )
        self.authorised = Gauge(
            "motcua_channel_authorised",
            "1 where a channel may send, 0 where an admin must authorise it again",
            ["channel"],
            registry=self.registry,
        )
        self.version = Gauge("motcua_published_version", "Version of what is live", registry=self.registry)

    def as_text(self) -> bytes:
        """All of it in Prometheus' format."""
        return generate_latest(self.registry)
