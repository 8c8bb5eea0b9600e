"""What people ask for, by procedure: reads the files of nlu_data/questions/."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

_CODE = re.compile(r"\d{1,2}\.\d{6}(\.\S+)?|(huong-dan|su-kien)/[a-z0-9-]+")


class QuestionsError(Exception):
    """A file of questions does not hold what it should; the message names the file and the line."""


@dataclass(frozen=True)
class Section:
    """A heading with the codes that it names, where it stands (lines from 1), and the questions below it."""

    path: Path
    line: int
    codes: tuple[str, ...]
    questions: tuple[str, ...]


def read_questions(folder: Path) -> dict[str, list[str]]:
    """Give the questions of each code, in the order of the files' names and lines, each question once.

    Raises:
        QuestionsError: as ``read_sections`` does.
    """
    questions: dict[str, dict[str, None]] = {}
    for section in read_sections(folder):
        for code in section.codes:
            questions.setdefault(code, {}).update(dict.fromkeys(section.questions))
    return {code: list(texts) for code, texts in questions.items()}


def read_sections(folder: Path) -> Iterator[Section]:
    """Yield the sections of all files, in the order of the files' names and lines.

    A section begins with ``# 1.001193 Thủ tục đăng ký khai sinh``, then a question a line. Several codes joined by
    `` = `` in one heading (``# 1.001193 = 2.000528 …``) share all questions of the section. Guides and life events have
    sections too (``# huong-dan/otp-khong-den Mã OTP không đến``). Empty lines are skipped.

    Raises:
        QuestionsError: a heading without a code, a question before any heading, or a folder without files.
    """
    paths = sorted(folder.glob("*.txt"))
    if not paths:
        raise QuestionsError(f"{folder}: không có tệp câu hỏi (*.txt) nào")
    for path in paths:
        yield from _sections_of(path)


def _sections_of(path: Path) -> Iterator[Section]:
    heading: Section | None = None
    questions: list[str] = []
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
        text = line.strip()
        if text.startswith("#"):
            if heading:
                yield replace(heading, questions=tuple(questions))
            heading, questions = Section(path, number, tuple(_codes(text)), ()), []
            if not heading.codes:
                raise QuestionsError(f"{path.name}, dòng {number}: tiêu đề không có mã thủ tục: {text!r}")
        elif text and not heading:
            raise QuestionsError(f"{path.name}, dòng {number}: câu hỏi đứng trước mọi tiêu đề: {text!r}")
        elif text:
            questions.append(text)
    if heading:
        yield replace(heading, questions=tuple(questions))


def _codes(heading: str) -> list[str]:
    """The codes of a heading: the first word of each part between the signs of equality."""
    parts = heading.lstrip("# ").split(" = ")
    words = [part.split(maxsplit=1)[0] for part in parts if part.strip()]
    return [word for word in words if _CODE.fullmatch(word)]
