from __future__ import annotations

import pytest

from actions.understanding.forks import Forks
from knowledge import bundled
from knowledge.fork import Branch, Fork

COPY, ANEW = "2.000635", "1.004884"
LOST = Fork(
    asks="cần bản sao hay đăng ký lại",
    about=("khai sinh",),
    said=("mất", "cháy"),
    branches=(
        Branch(code=COPY, title="Bản sao", when=("bản sao", "còn sổ")),
        Branch(code=ANEW, title="Đăng ký lại", when=("đăng ký lại", "sổ ở xã cũng")),
    ),
)


@pytest.mark.parametrize("text", ["mất giấy khai sinh thì làm sao", "giay khai sinh bi chay roi"])
def test_it_is_asked_where_nothing_that_was_said_decides(text: str) -> None:
    assert Forks([LOST]).at(ANEW, text) == LOST
    assert Forks([LOST]).at(COPY, text) == LOST


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (COPY, "xin bản sao khai sinh vì mất bản chính"),
        (ANEW, "mất khai sinh, sổ ở xã cũng cháy"),
        (ANEW, "đăng ký khai sinh trễ"),
        (ANEW, "mất giấy kết hôn"),
        ("1.004222", "mất giấy khai sinh"),
    ],
)
def test_it_is_not_asked_where_words_decide_or_it_is_not_about_it(code: str, text: str) -> None:
    assert Forks([LOST]).at(code, text) is None


def test_an_answer_is_read_by_the_words_that_decide() -> None:
    forks = Forks([LOST])
    assert forks.decide([COPY, ANEW], "so o xa cung chay luon") == ANEW
    assert forks.decide([ANEW, COPY], "còn sổ") == COPY
    assert forks.decide([COPY, ANEW], "chưa biết nữa") is None
    assert forks.decide([COPY], "còn sổ") is None


def test_the_longest_words_decide_and_a_tie_does_not() -> None:
    fork = Fork(
        asks="a hay b",
        branches=(Branch(code="1", title="A", when=("con",)), Branch(code="2", title="B", when=("con nuôi", "cháu"))),
    )
    assert Forks([fork]).decide(["1", "2"], "con nuôi") == "2"
    assert Forks([fork]).decide(["1", "2"], "con hay cháu") is None


def test_each_branch_of_the_bundle_is_a_procedure_and_has_words_of_its_own() -> None:
    known = {procedure.code for layer in (bundled.curated(), bundled.facts()) for procedure in layer}
    for fork in bundled.forks():
        words = [word for branch in fork.branches for word in branch.when]
        assert {branch.code for branch in fork.branches} <= known, fork.asks
        assert len(set(words)) == len(words), fork.asks
        assert all(branch.when for branch in fork.branches), fork.asks
