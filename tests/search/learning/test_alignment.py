from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file
from tokenizers import Tokenizer, models, pre_tokenizers

from knowledge.procedure import Procedure
from search.dense import ABOUT, Encoder, load_encoder
from search.learning.alignment import alignment_for
from search.snapshot import NLU_DATA
from search.statements.alignment import Alignment
from tests.search.conftest import procedure
from tests.search.word_encoder import WordEncoder

STEPS = "Nhờ người khác thì có giấy ủy quyền\nHạn là sáu mươi ngày\nNộp tại xã"
LINES = """1.001193\tmẹ đi thay được hông\tgiấy ủy quyền
1.001193\tba đi thay được hông\tgiấy ủy quyền
1.001193\ttrễ mấy tháng rồi\tsáu mươi ngày
1.001193\ttrễ mấy tháng có sao\tsáu mươi ngày
"""


def record(steps: str = STEPS, code: str = "1.001193") -> Procedure:
    return procedure(code, "Đăng ký khai sinh").model_copy(update={"steps": steps})


@pytest.fixture
def nlu_data(tmp_path: Path) -> Path:
    """Our lexicon and four questions about details."""
    folder = tmp_path / "nlu_data"
    (folder / "details" / "questions").mkdir(parents=True)
    (folder / "lexicon").symlink_to(NLU_DATA / "lexicon")
    (folder / "details" / "questions" / "a.tsv").write_text(LINES, encoding="utf-8")
    return folder


class Learning:
    """Learns alignments into one folder, and keeps what is told of it."""

    def __init__(self, cache: Path, nlu_data: Path) -> None:
        cache.mkdir()
        self.cache = cache
        self.nlu_data = nlu_data
        self.told: list[str] = []

    def folder(self, *records: Procedure, encoder: Encoder | None = None) -> Path | None:
        return alignment_for(records, encoder or WordEncoder(), self.cache, self.told.append, self.nlu_data)


@pytest.fixture
def learning(tmp_path: Path, nlu_data: Path) -> Learning:
    return Learning(tmp_path / "cache", nlu_data)


def test_it_is_learned_once_and_read_again(learning: Learning) -> None:
    folder = learning.folder(record())
    assert folder is not None
    assert {"tre", "may_thang", "=trễ"} <= Alignment.load(folder).vocabulary.keys()
    learning.told.clear()
    assert learning.folder(record()) == folder
    assert learning.told == []


def test_other_statements_or_other_questions_give_another(learning: Learning) -> None:
    first = learning.folder(record())
    other = learning.folder(record(STEPS + "\nNhận trong ngày"))
    path = learning.nlu_data / "details" / "questions" / "a.tsv"
    path.write_text(LINES + "1.001193\tnộp đâu\ttại xã\n", encoding="utf-8")
    assert len({first, other, learning.folder(record())}) == 3


def test_records_that_nobody_asks_about_change_nothing(learning: Learning) -> None:
    assert learning.folder(record()) == learning.folder(record(), record("Nộp tại tỉnh\nNhận", "1.000656"))


def test_without_questions_there_is_none(learning: Learning) -> None:
    (learning.nlu_data / "details" / "questions" / "a.tsv").unlink()
    assert learning.folder(record()) is None
    assert list(learning.cache.iterdir()) == []


def test_where_no_record_answers_a_question_there_is_none(learning: Learning) -> None:
    assert learning.folder(record("Nộp tại tỉnh\nNhận", "1.000656")) is None
    assert list(learning.cache.iterdir()) == []


def test_it_begins_with_the_vectors_of_a_static_encoder(learning: Learning, tmp_path: Path) -> None:
    model = tmp_path / "model"
    model.mkdir()
    tokenizer = Tokenizer(models.WordLevel({"[UNK]": 0, "tre": 1}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokenizer.save(str(model / "tokenizer.json"))
    save_file({"embedding.weight": np.array([[0, 0], [3, 1]], np.float32)}, model / "model.safetensors")
    (model / ABOUT).write_text('{"encoder": "static", "on": "features"}')
    plain = learning.folder(record())
    learning.cache = tmp_path / "other"
    learning.cache.mkdir()
    started = learning.folder(record(), encoder=load_encoder(model))
    assert plain is not None and started is not None
    one, two = Alignment.load(plain), Alignment.load(started)
    assert not np.array_equal(one.table[one.vocabulary["tre"]], two.table[two.vocabulary["tre"]])
