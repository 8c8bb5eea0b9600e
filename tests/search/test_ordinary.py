from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from knowledge.procedure import Procedure
from search.fusion import SIGNALS
from search.index import Index
from search.lexicon import Lexicon
from search.ordinary import Ordinary
from search.records import records_of
from search.snapshot import NLU_DATA
from search.understanding import QuestionReader
from tests.search.conftest import procedure
from tests.search.word_encoder import WordEncoder

BIRTH, FOREIGN, MOBILE, CARD, CARD_ABOVE, VISA = range(6)
NAMES = {
    "Đăng ký khai sinh": "Hộ tịch",
    "Đăng ký khai sinh có yếu tố nước ngoài": "Hộ tịch",
    "Đăng ký khai sinh lưu động": "Hộ tịch",
    "Cấp lại thẻ căn cước": "Căn cước",
    "Cấp lại thẻ căn cước (thực hiện tại cấp tỉnh)": "Căn cước",
    "Cấp thẻ tạm trú cho người nước ngoài": "Xuất nhập cảnh",
}


def in_field(at: int, name: str, field: str) -> Procedure:
    return procedure(f"1.00000{at}", name).model_copy(update={"field": field})


@pytest.fixture(scope="module")
def ordinary() -> Ordinary:
    lexicon = Lexicon.load(NLU_DATA / "lexicon")
    reader = QuestionReader(lexicon)
    records = records_of([in_field(at, name, field) for at, (name, field) in enumerate(NAMES.items())], {}, [])
    read = [[reader.read(text) for text in record.texts] for record in records]
    return Ordinary(Index.build(records, read, lexicon, WordEncoder()))


def left(
    ordinary: Ordinary,
    chances: dict[int, float],
    not_asked: dict[int, str] | None = None,
    asks_level: bool = False,
) -> list[int]:
    """The records that are left of candidates, the likeliest first, of which some show what nobody asked for."""
    records = np.array(list(chances), np.int32)
    signals: NDArray[np.float32] = np.zeros((len(records), len(SIGNALS)), np.float32)
    for record, facet in (not_asked or {}).items():
        signals[list(chances).index(record), SIGNALS.index(f"{facet}_not_asked")] = 1
    kept = ordinary.among(
        records, signals, np.array(list(chances.values()), np.float32), range(len(chances)), asks_level
    )
    return [int(records[at]) for at in kept]


@pytest.mark.parametrize(("special", "facet"), [(FOREIGN, "foreign"), (MOBILE, "mobile")])
def test_a_special_form_that_nobody_asked_for_stands_aside(ordinary: Ordinary, special: int, facet: str) -> None:
    assert left(ordinary, {special: 0.5, BIRTH: 0.4}, {special: facet}) == [BIRTH]


def test_a_special_form_that_was_asked_for_stays(ordinary: Ordinary) -> None:
    assert left(ordinary, {FOREIGN: 0.5, BIRTH: 0.4}) == [FOREIGN, BIRTH]


def test_the_higher_level_stands_aside_unless_a_level_was_named(ordinary: Ordinary) -> None:
    chances = {CARD_ABOVE: 0.5, CARD: 0.4}
    assert left(ordinary, chances) == [CARD]
    assert left(ordinary, chances, asks_level=True) == [CARD_ABOVE, CARD]


def test_a_far_less_likely_ordinary_form_puts_nothing_aside(ordinary: Ordinary) -> None:
    assert left(ordinary, {FOREIGN: 0.7, BIRTH: 0.4}, {FOREIGN: "foreign"}) == [FOREIGN, BIRTH]


def test_special_forms_alone_stay(ordinary: Ordinary) -> None:
    not_asked = {FOREIGN: "foreign", MOBILE: "mobile"}
    assert left(ordinary, {FOREIGN: 0.5, MOBILE: 0.4}, not_asked) == [FOREIGN, MOBILE]


def test_a_special_form_of_another_field_is_another_matter(ordinary: Ordinary) -> None:
    not_asked = {VISA: "foreign", FOREIGN: "foreign"}
    assert left(ordinary, {VISA: 0.4, FOREIGN: 0.35, BIRTH: 0.3}, not_asked) == [VISA, BIRTH]
