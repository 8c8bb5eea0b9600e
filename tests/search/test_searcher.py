from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from search.searcher import Hit, Searcher, SearchResult
from search.snapshot import Snapshot
from search.text import strip_marks
from tests.search.conftest import Build, procedure, small_questions

ASKED = [
    ("em mới sinh con muốn làm khai sinh", "1.001193"),
    ("làm giấy độc thân để mua nhà", "1.004873"),
    ("cưới chồng người Hàn thì đăng ký thế nào", "2.000806"),
    ("ông ngoại mất đi báo tử", "1.000656"),
    ("mất cccd xin làm lại", "1.014064"),
    ("ở trọ đăng ký tạm trú", "1.004194"),
    ("chuyển hộ khẩu về nhà chồng", "1.004222"),
    ("mở tiệm cà phê", "1.001612"),
    ("đăng ký tàu cá", "1.003650"),
    ("làm hộ chiếu", "1.001456"),
    ("tách thửa đất", "1.012784"),
]


@pytest.mark.parametrize(("text", "code"), ASKED)
def test_finds_what_is_meant(searcher: Searcher, text: str, code: str) -> None:
    result = searcher.search(text)
    assert result.results[0].code == code
    assert result.decision in ("answer", "clarify")


@pytest.mark.parametrize(("text", "code"), ASKED)
def test_needs_no_diacritics(searcher: Searcher, text: str, code: str) -> None:
    assert searcher.search(strip_marks(text)).results[0].code == code


@pytest.mark.parametrize("text", ["đăng ký khai sinh", "khai sinh", "dang ky khai sinh", "Thủ tục đăng ký khai sinh"])
def test_a_bare_family_name_gets_its_ordinary_form_with_the_others_behind(searcher: Searcher, text: str) -> None:
    result = searcher.search(text)
    assert result.results[0].code == "1.001193"
    assert {"2.000528", "1.004884", "1.003583"} <= {hit.code for hit in result.results}


@pytest.mark.parametrize(
    "text",
    [
        "mất bao lâu?",
        "lệ phí thế nào",
        "cần giấy tờ gì",
        "mat bao lau",
        "le phi the nao",
        "can giay to gi",
        "nộp ở đâu ạ",
        "xin giấy phép",
        "cap lai giay chung nhan can gi",
        "đăng ký",
    ],
)
def test_aspect_words_alone_name_no_procedure(searcher: Searcher, text: str) -> None:
    result = searcher.search(text)
    assert (result.decision, result.reason, result.results) == ("refuse", "unnamed", [])


@pytest.mark.parametrize("aspect", ["cần giấy tờ gì", "mất bao lâu vậy ạ", "lệ phí bao nhiêu tiền", "nộp ở đâu"])
def test_aspect_words_carry_no_weight(searcher: Searcher, aspect: str) -> None:
    alone = searcher.search("đăng ký tạm trú")
    asked = searcher.search(f"cho em hỏi đăng ký tạm trú {aspect}")
    assert [hit.code for hit in asked.results] == [hit.code for hit in alone.results]
    assert asked.decision == alone.decision


@pytest.mark.parametrize(
    "noisy",
    [
        "ĐĂNG KÝ KHAI TỬ", "đăng kí khai tử", "dk khai tử", "đăngký khaitử", "dang ky khai tu!!!", "đăng ký khai tửf",
        "dạ cho em hỏi đăng ký khai tử với ạ 🙏", "ddăng ký khai tử", "đăng ký khaii tử", "khai tử đăng ký",
        "dawng ky khai tu", "đắng ky khai tử", "Y Bliêr Niê ở Ea H'leo hỏi đăng ký khai tử",
    ],
)  # fmt: skip
def test_noise_changes_nothing(searcher: Searcher, noisy: str) -> None:
    assert searcher.search(noisy).results[0].code == "1.000656"


@pytest.mark.parametrize("text", ["", "   ", "???", "😀😀", "\u200b", "a" * 100_000, "đ" * 5000, "12345", "'''"])
def test_anything_can_be_typed(searcher: Searcher, text: str) -> None:
    assert searcher.search(text).decision in ("refuse", "clarify")


def test_the_limit_is_kept(searcher: Searcher) -> None:
    assert len(searcher.search("đăng ký", limit=3).results) <= 3


def test_scores_fall_and_every_result_says_what_brought_it(searcher: Searcher) -> None:
    results = searcher.search("giấy chứng tử cho ông nội").results
    assert [hit.score for hit in results] == sorted((hit.score for hit in results), reverse=True)
    assert results[0].matched == "làm giấy chứng tử cho ông nội cần gì"


def test_many_threads_get_the_same_answers(searcher: Searcher) -> None:
    texts = [text for text, _ in ASKED] * 5
    alone = [[hit.code for hit in result.results] for result in searcher.search_many(texts)]
    with ThreadPoolExecutor(4) as pool:
        together = [[hit.code for hit in result.results] for result in pool.map(searcher.search, texts)]
    assert together == alone


def test_a_question_added_is_found_without_training(build: Build) -> None:
    text = "xin mộc đỏ cho bầy trâu"
    before = Searcher(Snapshot.load(build())).search(text)
    assert not before.results or before.results[0].code != "1.004837"
    _, questions = small_questions()
    added = {**questions, "1.004837": [text]}
    after = Searcher(Snapshot.load(build(questions=added))).search(text)
    assert (after.decision, after.results[0].code) == ("answer", "1.004837")
    assert after.results[0].matched == text


def test_what_nobody_can_tell_apart_is_one_choice(build: Build, procedures: list[object]) -> None:
    twins = [procedure(f"3.00027{i}", "Hỗ trợ phát triển sản xuất cộng đồng.") for i in range(4)]
    found = Searcher(Snapshot.load(build(procedures=[*procedures, *twins]))).search(
        "hỗ trợ phát triển sản xuất cộng đồng"
    )
    assert [hit.code for hit in found.results].count("3.000270") == 1
    assert not {"3.000271", "3.000272", "3.000273"} & {hit.code for hit in found.results}


def test_the_same_name_on_two_levels_is_told_apart(build: Build, procedures: list[object]) -> None:
    twins = [
        procedure("3.000501", "Trình báo mất thẻ ABTC", ["xã"]),
        procedure("3.000502", "Trình báo mất thẻ ABTC", ["tỉnh"]),
    ]
    found = Searcher(Snapshot.load(build(procedures=[*procedures, *twins]))).search("báo mất thẻ abtc")
    names = {hit.code: hit.name for hit in found.results}
    assert names["3.000501"] == "Trình báo mất thẻ ABTC (cấp xã)"
    assert names["3.000502"] == "Trình báo mất thẻ ABTC (cấp tỉnh)"
    assert found.decision == "clarify"
    assert found.question is not None and "xã" in found.question and "tỉnh" in found.question


def test_what_is_hardly_meant_is_no_choice() -> None:
    hits = [Hit(f"1.00000{n}", "", score, "") for n, score in enumerate((0.5, 0.02, 0.01, 0.0))]
    assert [hit.score for hit in SearchResult("", "clarify", None, hits).choices] == [0.5, 0.02]
    likely = [replace(hit, score=0.16) for hit in (*hits, *hits)]
    assert len(SearchResult("", "clarify", None, likely).choices) == 5
