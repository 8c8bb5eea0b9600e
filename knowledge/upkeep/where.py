"""Where something is said of a code: the files of the bundle and of the questions, with their lines, and the store."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from knowledge import bundled
from knowledge.questions import read_sections
from knowledge.store.store import KnowledgeStore
from knowledge.store.traces import Traces
from knowledge.topic import Guide, LifeEvent, Topic


@dataclass(frozen=True)
class RecordPlace:
    """A bundled record of the code: its layer (facts, curated, overlay), and file and line on which it begins."""

    layer: str
    path: Path
    line: int


@dataclass(frozen=True)
class QuestionsPlace:
    """A section of questions under the code: file, line of the heading, and in how many ways people ask there."""

    path: Path
    line: int
    questions: int


@dataclass(frozen=True)
class TopicPlace:
    """A guide or a life event that leads to the code, or has it itself."""

    code: str
    name: str
    path: Path
    line: int


@dataclass(frozen=True)
class Places:
    """All places that say something of one code; false where there are none."""

    records: tuple[RecordPlace, ...]
    questions: tuple[QuestionsPlace, ...]
    topics: tuple[TopicPlace, ...]
    store: Traces

    def __bool__(self) -> bool:
        return bool(self.records or self.questions or self.topics or self.store)


def places_of(code: str, questions: Path, store: KnowledgeStore) -> Places:
    """Look everywhere for a code.

    Args:
        questions: the folder of questions by code (nlu_data/questions).
    """
    return Places(
        records=tuple(_records(code)),
        questions=tuple(_questions(code, questions)),
        topics=tuple(_topics(code)),
        store=store.traces(code),
    )


def _records(code: str) -> Iterator[RecordPlace]:
    for path in sorted(bundled.files()):
        for line in _lines(path, rf'\s*"code":\s*"{re.escape(code)}"'):
            yield RecordPlace(path.parent.name, path, line)


def _questions(code: str, folder: Path) -> Iterator[QuestionsPlace]:
    for section in read_sections(folder):
        if code in section.codes:
            yield QuestionsPlace(section.path, section.line, len(set(section.questions)))


def _topics(code: str) -> Iterator[TopicPlace]:
    leading = {topic.code: topic for topic in bundled.topics().values() if code in _codes_of(topic)}
    for path in sorted(bundled.topic_files()):
        for topic in leading.values():
            for line in _lines(path, rf'code\s*=\s*"{re.escape(topic.code)}"\s*$'):
                yield TopicPlace(topic.code, topic.name, path, line)


def _codes_of(topic: Topic) -> set[str]:
    """The code of a topic, and those of the procedures that it leads to."""
    match topic:
        case Guide():
            return {topic.code, *topic.procedures}
        case LifeEvent():
            return {topic.code, *(step.code for step in topic.steps)}
        case _:
            return {topic.code}


def _lines(path: Path, pattern: str) -> list[int]:
    """The numbers of the lines that begin with the pattern."""
    begins = re.compile(pattern)
    return [
        number for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if begins.match(line)
    ]
