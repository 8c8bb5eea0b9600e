"""Commands that teach search: alias, retrain."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.opening import opened
from bot.cli.output import Json, note, print_json, progress

if TYPE_CHECKING:
    from bot.workshop.retraining import Retraining

Code = Annotated[str, typer.Argument(metavar="CODE", help="Mã thủ tục.")]
Text = Annotated[str, typer.Argument(metavar="TEXT", help="Câu hỏi, như người dân gõ.")]

alias = typer.Typer(help="Cách hỏi do biên tập viên thêm; công bố là tìm thấy ngay.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.add_typer(alias, name="alias")
    app.command()(retrain)


@alias.command()
def add(code: Code, text: Text, by: Annotated[str, typer.Option("--by", help="Ai thêm.")]) -> None:
    """Thêm một cách hỏi; chưa dùng đến khi công bố."""
    with opened() as installation:
        installation.store.add_alias(code, text, by)
    print("Đã thêm; chạy 'motcua publish' để dùng.")


@alias.command()
def remove(code: Code, text: Text) -> None:
    """Gỡ một cách hỏi đã thêm; còn dùng đến khi công bố."""
    with opened() as installation:
        installation.store.remove_alias(code, text)
    print("Đã gỡ; chạy 'motcua publish' để áp dụng.")


@alias.command("list")
def show(json: Json = False) -> None:
    """Xem các cách hỏi đã thêm."""
    with opened() as installation:
        found = installation.store.aliases()
    if json:
        print_json([dataclasses.asdict(entry) for entry in found])
        return
    for entry in found:
        state = "đang dùng" if entry.published and entry.staged else "chờ công bố" if entry.staged else "chờ gỡ"
        print(f"{entry.code}  {entry.text}  ({state}, {entry.by})")


def retrain(
    questions: Annotated[
        Path, typer.Option("--questions", metavar="F.tsv", help="Bộ câu hỏi để so: câu hỏi, các mã đúng, kiểu.")
    ],
    out_of_scope: Annotated[
        Path | None, typer.Option("--out-of-scope", metavar="F.txt", help="Câu ngoài phạm vi, mỗi dòng một câu.")
    ] = None,
    json: Json = False,
) -> None:
    """Huấn luyện lại tìm kiếm từ dữ liệu đang công bố, so trước và sau, giữ mô hình cũ nếu mô hình mới kém hơn."""
    from bot.workshop.evaluating import QuestionSet
    from bot.workshop.retraining import retrain as train_anew

    asked = QuestionSet.read(questions, out_of_scope)
    with opened(note) as installation, progress("Đang huấn luyện lại"):
        done = train_anew(installation, asked)
    if json:
        print_json(dataclasses.asdict(done))
    else:
        _compare(done)


def _compare(done: Retraining) -> None:
    before, after = done.before, done.after
    rows = [
        ("R@1", before.overall.r1, after.overall.r1),
        ("R@5", before.overall.r5, after.overall.r5),
        ("trả lời đúng", before.decisions.answered_right, after.decisions.answered_right),
        ("trả lời sai", before.decisions.answered_wrong, after.decisions.answered_wrong),
        ("từ chối ngoài phạm vi", before.out_of_scope_refused, after.out_of_scope_refused),
    ]
    print(f"{'':24}{'trước':>9}{'sau':>9}")
    for name, was, now in rows:
        print(f"{name:24}{'–' if was is None else was:>9}{'–' if now is None else now:>9}")
    print(
        "Đã dùng mô hình mới; máy chủ đang chạy nhận trong vài giây."
        if done.taken
        else "Mô hình mới kém hơn: giữ mô hình cũ."
    )
