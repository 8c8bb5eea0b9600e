"""What people ask for, by procedure: reads the files of nlu_data/questions/."""

from __future__ import annotations

import re
from pathlib import Path

_CODE = re.compile(r"\d{1,2}\.\d{6}(\.\S+)?|(huong-dan|su-kien)/[a-z0-9-]+")


class QuestionsError(Exception):
    """A file of questions does not hold what it should; the message names the file and the line."""


def read_questions(folder: Path) -> dict[str, list[str]]:
    """The questions of each code, in the order of the files' names and lines, each question once.

    A section begins with ``# 1.001193 Thủ tục đăng ký khai sinh``, then a question a line. Several codes joined by
    `` = `` in one heading (``# 1.001193 = 2.000528 …``) share all questions of the section. Guides and life events have
    sections too (``# huong-dan/otp-khong-den Mã OTP không đến``). Empty lines are skipped.

    Raises:
        QuestionsError: a heading without a code, a question before any heading, or a folder without files.
    """
    questions: dict[str, dict[str, None]] = {}
    paths = sorted(folder.glob("*.txt"))
    if not paths:
        raise QuestionsError(f"{folder}: không có tệp câu hỏi (*.txt) nào")
    for path in paths:
        codes: list[str] = []
        for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
            text = line.strip()
            if text.startswith("#"):
                codes = _codes(text)
                if not codes:
                    raise QuestionsError(f"{path.name}, dòng {number}: tiêu đề không có mã thủ tục: {text!r}")
                for code in codes:
                    questions.setdefault(code, {})
            elif text and not codes:
                raise QuestionsError(f"{path.name}, dòng {number}: câu hỏi đứng trước mọi tiêu đề: {text!r}")
            elif text:
                for code in codes:
                    questions[code].setdefault(text)
    return {code: list(texts) for code, texts in questions.items()}


def _codes(heading: str) -> list[str]:
    """The codes of a heading: the first word of each part between the signs of equality."""
    parts = heading.lstrip("# ").split(" = ")
    words = [part.split(maxsplit=1)[0] for part in parts if part.strip()]
    return [word for word in words if _CODE.fullmatch(word)]
