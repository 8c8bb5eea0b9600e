from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from search.dense import Encoder, load_encoder
from search.fusion import SIGNALS
from search.index import Index
from search.lexicon import Lexicon
from search.ranking import Candidates, Ranker, order
from search.records import Outside, records_of
from search.snapshot import NLU_DATA
from search.spelling import Speller, Vocabulary
from search.understanding import QuestionReader
from tests.search.conftest import procedure

LEXICON = Lexicon.load(NLU_DATA / "lexicon")
ASKED = {
    "1.000001": ["làm giấy khai sinh cho con", "khai sinh trễ hạn"],
    "1.000002": ["xin cấp lại giấy phép lái xe hạng 2"],
}


class World:
    """Four procedures and a line that is not ours, and how they are asked."""

    def __init__(self, encoder: Encoder) -> None:
        procedures = [
            procedure("1.000001", "Đăng ký khai sinh"),
            procedure("1.000002", "Cấp lại giấy phép lái xe hạng 2"),
            procedure("1.000003", "Cấp mới giấy phép lái xe hạng 3"),
            procedure("1.000004", "Đăng ký kết hôn"),
        ]
        records = records_of(procedures, ASKED, [Outside("trời mưa không", "off_topic")])
        plain = QuestionReader(LEXICON)
        read = [[plain.read(text) for text in record.texts] for record in records]
        vocabulary = Vocabulary.of([text.written for texts in read for text in texts], LEXICON)
        self._reader = QuestionReader(LEXICON, Speller(vocabulary, LEXICON.place_words))
        self._encoder = encoder
        self.ranker = Ranker(Index.build(records, read, LEXICON, encoder), LEXICON)

    def ask(self, text: str) -> Candidates:
        understood = self._reader.read(text)
        return self.ranker.candidates(understood, self._encoder.encode([understood])[0])

    def signal(self, text: str, name: str) -> dict[int, float]:
        """One signal of each candidate, by the record's position."""
        found = self.ask(text)
        return dict(zip(found.records.tolist(), found.signals[:, SIGNALS.index(name)].tolist(), strict=True))


@pytest.fixture(scope="module")
def world(model: Path) -> World:
    return World(load_encoder(model))


def test_candidates_are_each_given_once_with_a_row_of_signals(world: World) -> None:
    found = world.ask("làm khai sinh cho con")
    assert len(set(found.records.tolist())) == len(found.records)
    assert found.signals.shape == (len(found.records), len(SIGNALS))
    assert len(found.text_scores) == len(world.ranker.index.vectors)


@pytest.mark.parametrize("arm", ["bm25_procedure", "bm25_text", "centroid", "nearest"])
def test_every_arm_finds_what_was_asked_before(world: World, arm: str) -> None:
    scores = world.signal("làm giấy khai sinh cho con", arm)
    assert max(scores, key=scores.__getitem__) == 0


def test_only_who_was_asked_in_just_these_words_is_exact(world: World) -> None:
    assert {at for at, value in world.signal("khai sinh tre han", "exact").items() if value} == {0}


def test_letters_are_looked_at_only_where_a_word_is_unknown(world: World) -> None:
    assert not any(world.signal("đăng ký kết hôn", "letters").values())
    assert world.signal("đăng ký kết hôhn xyzt", "letters")


def test_how_much_of_a_name_was_said(world: World) -> None:
    shares = world.signal("đăng ký kết hôn", "name_covered")
    assert shares[3] == pytest.approx(1.0)
    assert shares[0] < 1


def test_what_is_known_by_name_only_says_so(world: World) -> None:
    untaught = world.signal("cấp giấy phép lái xe", "untaught")
    assert (untaught[1], untaught[2]) == (0, 1)


def test_actions_and_numbers_agree_or_contradict(world: World) -> None:
    text = "cấp lại bằng lái xe hạng 2"
    assert world.signal(text, "action_agree")[1] == 1
    assert world.signal(text, "action_conflict")[2] == 1
    assert world.signal(text, "numbers_agree")[1] == 1
    assert world.signal(text, "numbers_conflict")[2] == 1


def test_the_text_that_brought_a_record_is_told(world: World) -> None:
    assert world.ranker.matched(world.ask("con khai sinh bị trễ hạn"), 0) == "khai sinh trễ hạn"
    assert world.ranker.matched(world.ask("đăng ký kết hôn"), 3) == "Đăng ký kết hôn"


def test_equal_scores_keep_their_order() -> None:
    assert order(np.array([0.5, 1.0, 0.5, 1.0], np.float32)).tolist() == [1, 3, 0, 2]
