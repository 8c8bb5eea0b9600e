"""Commands for editors: changes, correct."""

from __future__ import annotations

import dataclasses
import json as json_module
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.opening import opened
from bot.cli.output import Json, print_json

if TYPE_CHECKING:
    from bot.workshop.correcting import Waiting

KINDS = {"new": "mới", "changed": "thay đổi", "removed": "bị gỡ"}
SHOWN = 300


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(changes)
    app.command()(correct)


def changes(json: Json = False) -> None:
    """Xem trước khi công bố: điều gì sẽ đổi, trường nào, cũ và mới; điều gì cần biên tập viên quyết định."""
    from bot.workshop.correcting import waiting

    with opened() as installation:
        found = waiting(installation.store)
    if json:
        value = dataclasses.asdict(found)
        print_json({**value, "counts": {**value["counts"], "unchanged": found.counts.unchanged}})
    else:
        _describe(found)


def correct(
    code: Annotated[str, typer.Argument(metavar="CODE", help="Mã thủ tục.")],
    field: Annotated[str, typer.Argument(metavar="FIELD", help="Trường cần sửa, ví dụ result, steps, submissions.")],
    value: Annotated[str, typer.Argument(metavar="JSON", help="Giá trị đúng, dạng JSON như lệnh procedure in ra.")],
    by: Annotated[str, typer.Option("--by", help="Ai sửa.")],
) -> None:
    """Sửa một trường; lần đọc tệp sau không ghi đè. Chưa hiện cho người dân đến khi công bố."""
    from bot.workshop.correcting import correct as set_right

    with opened() as installation:
        set_right(installation.store, code, field, value, by)
    print(f"Đã ghi sửa đổi của {code}. Xem lại bằng motcua changes, công bố bằng motcua publish.")


def _describe(found: Waiting) -> None:
    counts = found.counts
    print(f"Mới {counts.new}, thay đổi {counts.changed}, bị gỡ {counts.removed}")
    print(f"Giữ nguyên {counts.unchanged}")
    for change in found.changes:
        print(f"\n{change.code}  {change.name}  ({KINDS[change.kind]})")
        for field in change.fields:
            print(f"  {field.field}\n    cũ:  {_short(field.old)}\n    mới: {_short(field.new)}")
    for conflict in found.conflicts:
        print(f"\nCẦN QUYẾT ĐỊNH {conflict.code}  {conflict.name}  ({conflict.field})")
        print(f"    của mình:  {_short(conflict.ours)}\n    của nguồn: {_short(conflict.theirs)}")
    for missing in found.missing:
        print(f"\nKhông còn trong {missing.source}: {missing.code}  {missing.name}")


def _short(value: object) -> str:
    text = value if isinstance(value, str) else json_module.dumps(value, ensure_ascii=False)
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
