"""What a turn asks: search, the store and the topics, as protocols that whoever builds the actions fills."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from knowledge.procedure import Procedure
from knowledge.subject import Subject
from knowledge.topic import Topic


class Hit(Protocol):
    """One procedure that search found."""

    @property
    def code(self) -> str:
        """Give the procedure's code."""

    @property
    def score(self) -> float:
        """Give the chance that it is meant, 0 to 1."""


class Stated(Protocol):
    """One thing that a record says (``knowledge.statement.Statement``)."""

    @property
    def text(self) -> str:
        """Give its words."""

    @property
    def case(self) -> str | None:
        """Say for whom it holds, None where for everybody."""

    @property
    def whole(self) -> str:
        """Give the words with the case before them."""


class Detail(Protocol):
    """A statement that goes along with a question."""

    @property
    def statement(self) -> Stated:
        """Give it."""

    @property
    def chance(self) -> float:
        """Give the chance that it answers, if any of its record does."""

    @property
    def score(self) -> float:
        """Say how well it goes along with the question by itself."""

    @property
    def signals(self) -> Mapping[str, float]:
        """Give what the score is made of."""


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

    @property
    def subject(self) -> Subject | None:
        """Give what is named where no procedure is; its usual matters are the results."""

    @property
    def ours(self) -> float:
        """Give the chance that the question is about one of our procedures at all."""


class Compares(Protocol):
    """What is said, held against what things are called (``search.comparing.Comparing``)."""

    def named(self, text: str, name: str, apart_from: str = "") -> float:
        """Give the share of a name's weight that a text says, by words that ``apart_from`` does not have."""

    def facets(self, text: str) -> Mapping[str, frozenset[str]]:
        """Give what a text shows of what tells near-identical procedures apart."""

    def weight(self, text: str) -> int:
        """Give how many words of a text can name a procedure."""

    def known(self, text: str) -> bool:
        """Say whether any word of a text is one of the catalogue's or one that people write for it."""


class Searches(Protocol):
    """From a question to procedures, and to what one of them says. All of it is synchronous and quick."""

    @property
    def compare(self) -> Compares:
        """Give what compares texts with names."""

    def search(self, text: str, limit: int = 10) -> SearchResult:
        """Search all."""

    def details(self, entry: Procedure | Topic, text: str) -> Sequence[Detail]:
        """Find the statements of one entry that go along best with a question."""

    def strange(self, text: str, entry: Procedure | Topic) -> float:
        """Give the share of a text's weight in words that nothing of an entry has."""

    def name_of(self, code: str) -> str:
        """Give what a code is called, empty where it names nothing."""

    def field_of(self, code: str) -> str | None:
        """Give the field of a code."""


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
