"""Ways of asking that editors add."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from knowledge.store.aliases import InvalidAlias
from knowledge.store.store import KnowledgeStore
from tests.knowledge.samples import procedure


@pytest.fixture
def store(engine: sa.Engine) -> KnowledgeStore:
    store = KnowledgeStore(engine)
    store.migrate()
    store.stage("import", [procedure("1.001193"), procedure("1.000894")])
    store.publish()
    return store


def live(store: KnowledgeStore) -> list[tuple[str, str]]:
    return [(alias.code, alias.text) for alias in store.aliases() if alias.published]


def test_an_alias_is_live_from_the_next_publishing_on(store: KnowledgeStore) -> None:
    before = store.content_digest("published")
    store.add_alias("1.001193", "  làm  giấy cho cu tí ", "lan")
    assert live(store) == [] and store.content_digest("published") == before != store.content_digest("staged")
    assert store.publish() == 2
    assert live(store) == [("1.001193", "làm giấy cho cu tí")]
    assert store.content_digest("published") == store.content_digest("staged") != before
    assert store.publish() == 2


def test_one_taken_back_is_live_until_the_next_publishing(store: KnowledgeStore) -> None:
    store.add_alias("1.001193", "làm giấy cho cu tí", "lan")
    store.publish()
    store.remove_alias("1.001193", "làm giấy cho cu tí")
    assert live(store)
    store.publish()
    assert store.aliases() == []


def test_one_that_was_taken_back_can_be_added_again(store: KnowledgeStore) -> None:
    store.add_alias("1.001193", "làm giấy cho cu tí", "lan")
    store.publish()
    store.remove_alias("1.001193", "làm giấy cho cu tí")
    store.add_alias("1.001193", "làm giấy cho cu tí", "lan")
    assert store.publish() == 2 and live(store)


@pytest.mark.parametrize(
    ("code", "text", "why"),
    [
        ("9.999999", "câu hỏi", "Không có thủ tục mã 9.999999"),
        ("1.001193", " 12 ?", "phải có chữ"),
        ("1.001193", "a" * 301, "nhiều nhất 300"),
        ("1.001193", "Làm Đám Cưới", "đã dẫn đến thủ tục 1.000894"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_reason(store: KnowledgeStore, code: str, text: str, why: str) -> None:
    store.add_alias("1.000894", "làm đám cưới", "lan")
    with pytest.raises(InvalidAlias, match=why):
        store.add_alias(code, text, "lan")
    assert len(store.aliases()) == 1


def test_what_is_not_there_cannot_be_taken_back(store: KnowledgeStore) -> None:
    with pytest.raises(InvalidAlias, match="không có câu"):
        store.remove_alias("1.001193", "làm giấy")
