"""Commands for search: search, evaluate."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.opening import opened
from bot.cli.output import WRONG_USE, Json, note, print_json
from bot.running.reasons import why

if TYPE_CHECKING:
    from search.searcher import Searcher, SearchResult


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(search)
    app.command()(evaluate)


def search(
    text: Annotated[str | None, typer.Argument(metavar="TEXT", help="Câu hỏi, như người dân gõ.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=100, help="Số kết quả.")] = 10,
    batch: Annotated[
        Path | None, typer.Option("--batch", metavar="FILE", help="Tệp câu hỏi, mỗi dòng một câu.")
    ] = None,
    json: Json = False,
) -> None:
    """Tìm thủ tục theo câu hỏi."""
    if (text is None) == (batch is None):
        note("Cần một câu hỏi, hoặc --batch TỆP, không phải cả hai.")
        raise typer.Exit(WRONG_USE)
    lines = [] if batch is None else _lines(batch)
    searcher = _searcher()
    if text is None:
        for line in lines:
            print_json(as_json(searcher.search(line, limit)))
        return
    result = searcher.search(text, limit)
    if json:
        print_json(as_json(result))
    else:
        _describe(result)


def evaluate(
    questions: Annotated[
        Path, typer.Option("--questions", metavar="F.tsv", help="TSV: câu hỏi, các mã đúng nối bằng |, kiểu.")
    ],
    out_of_scope: Annotated[
        Path | None, typer.Option("--out-of-scope", metavar="F.txt", help="Câu ngoài phạm vi, mỗi dòng một câu.")
    ] = None,
    json: Json = False,
) -> None:
    """Đo độ đúng của tìm kiếm trên một bộ câu hỏi."""
    from bot.workshop.evaluating import QuestionSet
    from bot.workshop.evaluating import evaluate as measure

    asked = QuestionSet.read(questions, out_of_scope)
    report = dataclasses.asdict(measure(_searcher(), asked))
    if json:
        print_json(report)
    else:
        _print_tree(report)


def as_json(result: SearchResult) -> dict[str, object]:
    """Give a search's result as docs/interfaces.md shows it."""
    return {
        "query": result.query,
        "decision": result.decision,
        "reason": result.reason,
        "results": [
            {"code": hit.code, "name": hit.name, "score": round(float(hit.score), 4), "matched": hit.matched}
            for hit in result.results
        ],
        "subject": result.subject.name if result.subject else None,
        "question": result.question,
        "authority": result.authority,
        "took_ms": round(result.took_ms, 3),
    }


def _searcher() -> Searcher:
    with opened() as installation:
        return installation.searcher()


def _lines(path: Path) -> list[str]:
    try:
        source = sys.stdin if str(path) == "-" else path.open(encoding="utf-8-sig")
        with source:
            return [line.rstrip("\r\n") for line in source]
    except (OSError, UnicodeDecodeError) as error:
        note(f"Không đọc được {path}: {why(error)}")
        raise typer.Exit(WRONG_USE) from error


def _describe(result: SearchResult) -> None:
    print(f"{result.decision}{f' ({result.reason})' if result.reason else ''}, {result.took_ms:.1f} ms")
    if result.question:
        print(f"Hỏi lại: {result.question}")
    for hit in result.results:
        print(f"{hit.score:7.3f}  {hit.code}  {hit.name}\n         ← {hit.matched}")


def _print_tree(value: Mapping[str, object], indent: str = "") -> None:
    for key, item in value.items():
        if isinstance(item, dict):
            print(f"{indent}{key}:")
            _print_tree(item, indent + "  ")
        else:
            print(f"{indent}{key}: {item}")
