"""Every number in every answer stands in the record, over the whole bundled catalogue: aspects and statements."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator

import pytest

from actions.state import ASPECTS, State
from actions.wording.answers import Answers
from actions.wording.rendering import Templates
from actions.wording.terms import Terms
from knowledge import bundled
from knowledge.procedure import Procedure
from knowledge.statement import statements_of
from tests.actions.world import NOON

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
# Numbers of our own sentences: a list's numbers, what is left over, how old a source is, when a day's papers are late.
_LIST = re.compile(r"^(?:\d+\.|- \d+\.) ", re.MULTILINE)
_OURS = re.compile(
    r"[Cc]òn \d+|và \d+|quá 6 tháng|thêm \d+|sau 15 giờ|Từ 01/07/2025 không còn cấp huyện|\(\d+\)"
    r"|\d+ (?:trường hợp|giấy tờ|mục|văn bản|dòng|loại)"
)


def numbers(text: str) -> Iterator[str]:
    """The numbers of a text, without the points between thousands and zeros in front."""
    for found in _NUMBER.findall(text):
        yield re.sub(r"[.,]", "", found).lstrip("0") or "0"


def told(procedure: Procedure) -> set[str]:
    """All digits that a record holds, dates also as people write them."""
    written = json.dumps(procedure.model_dump(mode="json", by_alias=True), ensure_ascii=False)
    dates = re.sub(r"(\d{4})-(\d{2})-(\d{2})", r"\1 \2 \3", written)
    until = [fee.until for row in procedure.submissions for fee in row.fees if fee.until]
    # A regular amount holds from the day after a dated one.
    dates += " ".join(f"{day + dt.timedelta(days=1):%d %m %Y}" for day in until)
    whole = set(numbers(written)) | set(numbers(dates)) | set(re.findall(r"\d+", written))
    return {number.lstrip("0") or "0" for number in whole}


def unknown(text: str, procedure: Procedure) -> list[str]:
    """The numbers of an answer that its record does not hold."""
    said = re.sub(r"https?://\S+", "", _OURS.sub("", _LIST.sub("", text)))
    known = told(procedure)
    parts = [part.lstrip("0") or "0" for part in re.findall(r"\d+", said)]
    return [number for number in numbers(said) if number not in known and not set(parts) <= known]


@pytest.mark.parametrize("layer", [bundled.curated, bundled.facts], ids=["curated", "facts"])
def test_every_number_of_every_answer_stands_in_the_record(layer: object) -> None:
    answers = Answers(Templates(), Terms(), "https://motcua.test")
    wrong = []
    for procedure in layer():  # type: ignore[operator]
        replies = [answers.answer(procedure, [aspect], State(), NOON) for aspect in ASPECTS]
        replies += [answers.details(procedure, [statement], State(), NOON) for statement in statements_of(procedure)]
        wrong += [
            (procedure.code, reply.aspects, strange) for reply in replies if (strange := unknown(reply.text, procedure))
        ]
    assert wrong == []
