from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.procedure import Procedure
from search.dense import load_encoder
from search.fusion import SIGNALS
from search.learning.measuring import Asked, Measured, measure
from search.lexicon import Lexicon
from search.records import IndexRecord, records_of
from search.snapshot import NLU_DATA


@pytest.fixture
def records(procedures: list[Procedure], questions: dict[str, list[str]]) -> list[IndexRecord]:
    return records_of(procedures, questions, [])


def measured(records: list[IndexRecord], model: Path, *asked: Asked) -> list[Measured]:
    return measure(records, asked, Lexicon.load(NLU_DATA / "lexicon"), load_encoder(model))


def test_what_is_right_among_the_candidates_is_known(records: list[IndexRecord], model: Path) -> None:
    birth = next(record for record in records if record.code == "1.001193")
    (told,) = measured(records, model, Asked("làm khai sinh cho con mới đẻ", birth.kin))
    assert [records[at].code for at in told.found[told.right]] == ["1.001193"]
    assert told.signals.shape == (len(told.found), len(SIGNALS))
    assert told.ours and not told.bare and not told.outside.any()


def test_nothing_is_right_for_what_is_not_ours(records: list[IndexRecord], model: Path) -> None:
    (told,) = measured(records, model, Asked("làm khai sinh ở nước ngoài", None))
    assert not told.right.any() and not told.ours


def test_what_names_nothing_teaches_nothing(records: list[IndexRecord], model: Path) -> None:
    assert measured(records, model, Asked("cần giấy tờ gì", 0)) == []
