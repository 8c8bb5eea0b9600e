"""What Rasa remembers of a conversation: the message in hand, and nothing of it afterwards."""

from __future__ import annotations

from collections.abc import Iterable

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.trackers import DialogueStateTracker


class TurnTrackerStore(TrackerStore):
    """Begins every message with an empty tracker, and forgets it once it is handled.

    What a conversation knows lives in our database and comes with each message as metadata, and each rule needs one
    message only. So Rasa's memory is bounded by the messages in hand, message 100 takes as long as message 1, no
    personal data outlives its message, and the process may be killed at any time.
    """

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep nothing."""

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:  # noqa: ARG002
        """Knows nobody: always None, so that Rasa begins a new tracker."""
        return None

    async def keys(self) -> Iterable[str]:
        """Give the conversations held: none."""
        return []
