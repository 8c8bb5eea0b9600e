"""A set of questions is read and asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.running.installation import Installation
from bot.settings import ConfigurationError
from bot.workshop.evaluating import QuestionSet, evaluate
from tests.bot.garden import LEMON


def test_questions_and_lines_out_of_scope_are_asked(installation: Installation, tmp_path: Path) -> None:
    (tmp_path / "hoi.tsv").write_text(f"vườn chanh nhà tôi\t{LEMON.code}|9.000009\tplain\n", encoding="utf-8")
    (tmp_path / "ngoai.txt").write_text("tối nay ăn gì\n", encoding="utf-8")
    asked = QuestionSet.read(tmp_path / "hoi.tsv", tmp_path / "ngoai.txt")
    report = evaluate(installation.searcher(), asked)
    assert (report.n, report.overall.r1, report.out_of_scope_n) == (1, 1.0, 1)
    assert QuestionSet.read(tmp_path / "hoi.tsv", None).out_of_scope == ()


@pytest.mark.parametrize(("content", "told"), [(None, "không có tệp"), ("chỉ có câu hỏi\n", "dòng 1")])
def test_what_cannot_be_read_is_told(tmp_path: Path, content: str | None, told: str) -> None:
    if content:
        (tmp_path / "hoi.tsv").write_text(content, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=f"Không đọc được bộ câu hỏi: .*{told}"):
        QuestionSet.read(tmp_path / "hoi.tsv", None)
