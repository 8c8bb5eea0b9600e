"""Commands that teach search: alias, retrain."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.catalogue import Json
from bot.cli.output import WRONG_USE, note, print_json, progress
from bot.running.reasons import why

Code = Annotated[str, typer.Argument(metavar="CODE", help="Mã thủ tục.")]
Text = Annotated[str, typer.Argument(metavar="TEXT", help="Câu hỏi, như người dân gõ.")]

alias = typer.Typer(help="Cách hỏi do biên tập viên thêm; công bố là tìm thấy ngay.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Adds the commands of this file."""
    app.add_typer(alias, name="alias")
    app.command()(retrain)


@alias.command()
def add(code: Code, text: Text, by: Annotated[str, typer.Option("--by", help="Ai thêm.")]) -> None:
    """Thêm một cách hỏi; chưa dùng đến khi công bố."""
    _change(lambda store: store.add_alias(code, text, by))
    print("Đã thêm; chạy 'motcua publish' để dùng.")


@alias.command()
def remove(code: Code, text: Text) -> None:
    """Gỡ một cách hỏi đã thêm; còn dùng đến khi công bố."""
    _change(lambda store: store.remove_alias(code, text))
    print("Đã gỡ; chạy 'motcua publish' để áp dụng.")


@alias.command("list")
def show(json: Json = False) -> None:
    """Xem các cách hỏi đã thêm."""
    from bot.running.installation import Installation
    from bot.settings import load_settings

    with Installation(load_settings()) as installation:
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
    from bot.running.installation import Installation
    from bot.settings import load_settings
    from bot.workshop.retraining import retrain as train_anew
    from search.learning.question_set import read_out_of_scope, read_question_set

    try:
        asked = read_question_set(questions)
        lines = read_out_of_scope(out_of_scope) if out_of_scope else []
    except (OSError, ValueError) as error:
        note(f"Không đọc được bộ câu hỏi: {why(error)}")
        raise typer.Exit(WRONG_USE) from error
    with Installation(load_settings(), note) as installation, progress("Đang huấn luyện lại"):
        done = train_anew(installation, asked, lines)
    if json:
        print_json(dataclasses.asdict(done))
        return
    print(f"{'':24}{'trước':>9}{'sau':>9}")
    rows = [
        ("R@1", done.before.overall.r1, done.after.overall.r1),
        ("R@5", done.before.overall.r5, done.after.overall.r5),
        ("trả lời đúng", done.before.decisions.answered_right, done.after.decisions.answered_right),
        ("trả lời sai", done.before.decisions.answered_wrong, done.after.decisions.answered_wrong),
        ("từ chối ngoài phạm vi", done.before.out_of_scope_refused, done.after.out_of_scope_refused),
    ]
    for name, before, after in rows:
        print(f"{name:24}{'–' if before is None else before:>9}{'–' if after is None else after:>9}")
    print(
        "Đã dùng mô hình mới; máy chủ đang chạy nhận trong vài giây."
        if done.taken
        else "Mô hình mới kém hơn: giữ mô hình cũ."
    )


def _change(change: object) -> None:
    from bot.running.installation import Installation
    from bot.settings import load_settings
    from knowledge.store.aliases import InvalidAlias

    assert callable(change)
    try:
        with Installation(load_settings()) as installation:
            change(installation.store)
    except InvalidAlias as error:
        note(str(error))
        raise typer.Exit(WRONG_USE) from error
