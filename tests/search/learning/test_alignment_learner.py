from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from search.learning.alignment_learner import AlignmentRecipe, Asked, learn_alignment
from search.lexicon import Lexicon
from search.statements.alignment import Alignment
from search.statements.terms import alignment_features
from search.understanding import QuestionReader

READER = QuestionReader(Lexicon())
RECIPE = AlignmentRecipe(dimensions=16, epochs=40, batch=4, rarest=1)
STATEMENTS = {
    "birth": ["giấy ủy quyền", "hạn sáu mươi ngày", "nộp tại xã"],
    "card": ["lấy vân tay", "lệ phí nếu có", "nhận qua bưu điện"],
}
ASKED = [
    ("birth", "nhờ mẹ đi thay", 0),
    ("birth", "nhờ ai đi giùm", 0),
    ("birth", "trễ rồi sao", 1),
    ("birth", "để lâu quá trễ", 1),
    ("birth", "đem tới đâu", 2),
    ("card", "tốn bao nhiêu", 1),
    ("card", "bao nhiêu tiền", 1),
    ("card", "gửi về nhà", 2),
    ("card", "phải lăn mực", 0),
]


def learn(recipe: AlignmentRecipe = RECIPE, start: Mapping[str, NDArray[np.float32]] | None = None) -> Alignment:
    """An alignment of the toy corpus, in which no question shares a word with its answer."""
    spoken = {code: [alignment_features(READER.read(text)) for text in texts] for code, texts in STATEMENTS.items()}
    asked = [
        Asked(alignment_features(READER.read(text)), code, np.arange(len(STATEMENTS[code])) == right)
        for code, text, right in ASKED
    ]
    return learn_alignment(asked, spoken, start or {}, recipe, lambda _: None)


def first(alignment: Alignment, code: str, question: str) -> int:
    """Which statement of a record is nearest to a question."""
    told = alignment.encode([READER.read(text) for text in STATEMENTS[code]])
    return int((told @ alignment.encode([READER.read(question)])[0]).argmax())


def test_the_right_statement_comes_first_once_it_is_learned() -> None:
    alignment = learn()
    assert [first(alignment, code, text) for code, text, _ in ASKED] == [right for _, _, right in ASKED]


def test_what_was_learned_holds_for_other_words_around_it() -> None:
    assert first(learn(), "birth", "nhờ chồng tui đi thay được hông") == 0


def test_nothing_is_learned_in_no_epoch() -> None:
    untaught = learn(AlignmentRecipe(dimensions=16, epochs=0, rarest=1))
    assert [first(untaught, code, text) for code, text, _ in ASKED] != [right for _, _, right in ASKED]


def test_the_same_seed_gives_the_same_and_another_another() -> None:
    one, again, other = (learn(AlignmentRecipe(dimensions=16, epochs=2, rarest=1, seed=seed)) for seed in (1, 1, 2))
    assert one.vocabulary == again.vocabulary
    np.testing.assert_array_equal(one.table, again.table)
    assert not np.array_equal(one.table, other.table)


def test_what_is_unknown_stays_zero_and_what_is_rare_is_unknown() -> None:
    alignment = learn(AlignmentRecipe(dimensions=8, epochs=2, rarest=2))
    assert list(alignment.vocabulary.values()) == list(range(len(alignment.table)))
    assert not alignment.table[0].any()
    assert "nho" in alignment.vocabulary and "muc" not in alignment.vocabulary


def test_it_begins_where_another_training_left_its_features() -> None:
    start = {"nho": np.full(8, 0.5, np.float32), "xa lạ": np.ones(8, np.float32)}
    alignment = learn(AlignmentRecipe(dimensions=8, epochs=0, rarest=1), start)
    assert alignment.table[alignment.vocabulary["nho"]].tolist() == [0.5] * 8
    assert "xa lạ" not in alignment.vocabulary


def test_a_question_is_drawn_away_from_statements_of_its_own_record_only() -> None:
    spoken = {"one": [["x"], ["y"]], "other": [["z"]]}
    asked = [Asked(["q"], "one", np.array([True, False])), Asked(["p"], "other", np.array([True]))]
    start = {"z": np.full(4, 0.5, np.float32), "y": np.full(4, 0.25, np.float32)}
    recipe = AlignmentRecipe(dimensions=4, epochs=3, rarest=1, dropped=0)
    alignment = learn_alignment(asked, spoken, start, recipe, lambda _: None)
    assert alignment.table[alignment.vocabulary["z"]].tolist() == [0.5] * 4
    assert alignment.table[alignment.vocabulary["y"]].tolist() != [0.25] * 4


def test_it_is_told_how_it_goes() -> None:
    told: list[str] = []
    spoken = {"a": [["x"], ["y"]]}
    asked = [Asked(["q"], "a", np.array([True, False]))]
    learn_alignment(asked, spoken, {}, AlignmentRecipe(dimensions=4, epochs=2, rarest=1), told.append)
    assert [line.split(",")[0].rsplit(" ", 1)[1] for line in told] == ["1/2", "2/2"]
