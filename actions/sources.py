"""What a turn asks: search, the store and the topics, as protocols that whoever builds the actions fills."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from knowledge.procedure import Procedure
from knowledge.topic import Topic


class Hit(Protocol):
    """One procedure that search found."""

    @property
    def code(self) -> str:
        """Give the procedure's code."""

    @property
    def score(self) -> float:
        """Give the chance that it is meant, 0 to 1."""


class SearchResult(Protocol):
    """What search decided (``search.searcher.SearchResult``)."""

    @property
    def decision(self) -> str:
        """Give ``answer``, ``clarify`` or ``refuse``."""

    @property
    def reason(self) -> str | None:
        """Say why it refuses."""

    @property
    def results(self) -> Sequence[Hit]:
        """Give what it found, best first."""

    @property
    def choices(self) -> Sequence[Hit]:
        """Give what to offer when it is asked back: some of ``results``."""

    @property
    def question(self) -> str | None:
        """Say what separates the choices."""

    @property
    def authority(self) -> str | None:
        """Name whose matter it is, when not ours."""


class Searches(Protocol):
    """From a question to procedures."""

    def search(self, text: str, limit: int = 10) -> SearchResult:
        """Search; it is synchronous and quick."""


class Procedures(Protocol):
    """Where procedures come from (``knowledge.store.store.KnowledgeStore``)."""

    def procedure(self, code: str) -> Procedure | None:
        """Give the published procedure."""


@dataclass(frozen=True)
class Sources:
    """Where a turn looks.

    Attributes:
        searcher: gives the searcher that is live now; a new snapshot may be swapped in between two turns.
        procedures: the published procedures.
        topics: guides and life events, by code.
    """

    searcher: Callable[[], Searches]
    procedures: Procedures
    topics: Mapping[str, Topic]
