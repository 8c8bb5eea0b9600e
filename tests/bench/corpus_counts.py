"""``python -m tests.bench.corpus_counts``: the counts of docs/corpus.md, by field and by style, as Markdown tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from knowledge import bundled
from knowledge.questions import read_questions
from knowledge.topic import Guide
from search.lexicon import Lexicon, PhraseFinder
from search.records import read_outside
from search.snapshot import NLU_DATA
from search.text import words

ASKED_MOST = 20
LONG = 14
SHORT = 5


def fields(questions: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """A row for each field: its procedures, complete records, questions, and codes that have twenty or more."""
    field_of = {procedure.code: procedure.field or "" for procedure in bundled.facts()}
    complete = Counter(field_of[procedure.code] for procedure in bundled.curated())
    asked = {code: len(questions.get(code, ())) for code in field_of}
    yield "| field | procedures | complete records | questions | fewest for one | with 20 or more |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for field, count in Counter(field_of.values()).most_common():
        counts = [asked[code] for code in field_of if field_of[code] == field]
        many = sum(number >= ASKED_MOST for number in counts)
        yield f"| {field} | {count} | {complete[field]} | {sum(counts)} | {min(counts)} | {many} |"
    many = sum(number >= ASKED_MOST for number in asked.values())
    yield f"| **all** | {len(asked)} | {complete.total()} | {sum(asked.values())} | {min(asked.values())} | {many} |"


def styles(lines: Sequence[str]) -> Iterator[str]:
    """How many of the lines are of each style; a line may be of several."""
    lexicon = Lexicon.load(NLU_DATA / "lexicon")
    marks = {
        kind: PhraseFinder(lexicon.of(kind)) for kind in ("teencode", "abbreviations", "dialect", "everyday", "places")
    }
    counts: Counter[str] = Counter()
    for line in lines:
        said = words(line)
        counts["without diacritics"] += line.isascii()
        counts[f"long, {LONG} words or more (mostly a situation first)"] += len(said) >= LONG
        counts[f"short, {SHORT} words or fewer"] += len(said) <= SHORT
        for kind, phrases in marks.items():
            counts[f"has a word of `{kind}`"] += any(phrases.find(said))
    yield "| style | lines | share |"
    yield "| --- | --- | --- |"
    for style, count in counts.most_common():
        yield f"| {style} | {count} | {count / len(lines):.0%} |"


def main() -> None:
    """Prints the tables."""
    questions = read_questions(NLU_DATA / "questions")
    topics = bundled.topics()
    lines = list(dict.fromkeys(line for asked in questions.values() for line in asked))
    outside = Counter(line.kind for line in read_outside(NLU_DATA))
    guides = sum(isinstance(topic, Guide) for topic in topics.values())
    print(f"{len(lines)} different questions; {guides} guides and {len(topics) - guides} life events have")
    print(f"{sum(len(questions[code]) for code in topics)} of them. Lines that are not ours: {dict(outside)}.\n")
    print(*styles(lines), "", *fields(questions), sep="\n")


if __name__ == "__main__":
    main()
