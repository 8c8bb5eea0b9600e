from __future__ import annotations

import threading

import pytest

from actions.fixed_phrases import FixedPhrases
from actions.heard import Heard, hear
from actions.moment import Moment
from actions.sources import Sources
from actions.state import Aspect, State
from knowledge.procedure import Procedure
from tests.actions.world import NOON, TOPICS, FakeResult, FakeSearcher, FakeStore, found

pytestmark = pytest.mark.anyio


class CountingSearcher(FakeSearcher):
    """Notes what it is asked, and in which thread."""

    def __init__(self) -> None:
        super().__init__({"khai sinh": found("answer", "1.001193")})
        self.asked: list[str] = []
        self.threads: list[int] = []

    def search(self, text: str, limit: int = 10) -> FakeResult:
        self.asked.append(text)
        self.threads.append(threading.get_ident())
        return super().search(text, limit)


class CountingStore(FakeStore):
    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def procedure(self, code: str) -> Procedure | None:
        self.asked.append(code)
        return super().procedure(code)


def heard(text: str, *aspects: Aspect) -> Heard:
    entities = [{"entity": "aspect", "value": aspect, "start": 0} for aspect in aspects]
    return hear({"text": text, "entities": entities}, "c1", NOON, FixedPhrases())


async def test_a_message_is_searched_at_most_once_beside_the_loop_and_without_what_joins_it() -> None:
    searcher = CountingSearcher()
    moment = Moment(heard("còn khai sinh"), State(), Sources(lambda: searcher, FakeStore(), TOPICS))
    assert moment.searched is None and searcher.asked == []
    first = await moment.found()
    assert await moment.found() is first is moment.searched
    assert searcher.asked == ["khai sinh"]
    assert searcher.threads != [threading.get_ident()]


async def test_each_procedure_is_read_at_most_once_also_one_that_is_not_there() -> None:
    store = CountingStore()
    moment = Moment(heard("x"), State(), Sources(lambda: FakeSearcher({}), store, TOPICS))
    for _ in range(2):
        entries = await moment.entries(["1.001193", "9.999999", "su-kien/sinh-con"])
        assert [entry.code for entry in entries] == ["1.001193", "su-kien/sinh-con"]
    assert store.asked == ["1.001193", "9.999999"]


@pytest.mark.parametrize(
    ("asked", "waiting", "wanted"),
    [(["fee"], ["time"], ["fee"]), ([], ["time"], ["time"]), (["overview"], ["time"], ["time"]), ([], [], [])],
)
async def test_what_is_asked_now_goes_before_what_waits(
    asked: list[Aspect], waiting: list[Aspect], wanted: list[Aspect]
) -> None:
    sources = Sources(lambda: FakeSearcher({}), FakeStore(), TOPICS)
    assert Moment(heard("x", *asked), State(asked=waiting), sources).wanted == wanted
