from __future__ import annotations

from typing import Any

import pytest

from knowledge import bundled
from knowledge.subject import Subject
from search.lexicon import Lexicon
from search.subjects import SubjectFinder
from search.understanding import QuestionReader


def subject(code: str, *ways: str) -> Subject:
    fields: dict[str, Any] = {"code": f"chu-de/{code}", "name": code, "ways": ways, "matters": [["1.000001", "Việc"]]}
    return Subject.model_validate(fields)


@pytest.fixture(scope="module")
def finder() -> SubjectFinder:
    subjects = [subject("xe", "xe", "xe máy", "cà vẹt"), subject("con", "giấy tờ cho con"), subject("dat", "đất đai")]
    return SubjectFinder(subjects, bundled.framing(), QuestionReader(Lexicon()))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("xe", "xe"),
        ("XE MÁY", "xe"),
        ("thu tuc xe may", "xe"),
        ("em hỏi về đất đai ạ", "dat"),
        ("cho hỏi thủ tục xe máy cần gì", "xe"),
        ("giấy tờ cho con", "con"),
        ("đăng ký xe máy bị mất giấy", None),
        ("mua xe của người tỉnh khác", None),
        ("", None),
        ("giấy tờ", None),
    ],
)
def test_a_subject_is_all_that_is_said(finder: SubjectFinder, text: str, code: str | None) -> None:
    found = finder.find(text)
    assert (found.code if found else None) == (f"chu-de/{code}" if code else None)


def test_a_long_story_names_no_subject(finder: SubjectFinder) -> None:
    assert finder.find("cho hỏi " * 20 + "xe máy") is None


def test_each_way_of_the_bundle_leads_to_its_subject() -> None:
    subjects = bundled.subjects()
    finder = SubjectFinder(subjects, bundled.framing(), QuestionReader(Lexicon()))
    lost = [
        (way, s.code) for s in subjects for way in s.ways if (found := finder.find(way)) is None or found.code != s.code
    ]
    assert lost == []
