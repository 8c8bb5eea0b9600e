"""Commands for editors: changes, correct."""

from __future__ import annotations

import dataclasses
import json as json_module
from typing import Annotated, Any

import typer

from bot.cli.catalogue import Json
from bot.cli.output import WRONG_USE, note, print_json

KINDS = {"new": "mới", "changed": "thay đổi", "removed": "bị gỡ"}


def register(app: typer.Typer) -> None:
    """Adds the commands of this file."""
    app.command()(changes)
    app.command()(correct)


def changes(json: Json = False) -> None:
    """Xem trước khi công bố: điều gì sẽ đổi, trường nào, cũ và mới; điều gì cần biên tập viên quyết định."""
    from bot.running.installation import Installation
    from bot.settings import load_settings

    with Installation(load_settings()) as installation:
        store = installation.store
        counts = store.counts()
        found = {
            "counts": {**dataclasses.asdict(counts), "unchanged": counts.unchanged},
            "changes": [dataclasses.asdict(change) for change in store.changes()],
            "conflicts": [dataclasses.asdict(conflict) for conflict in store.conflicts()],
            "missing": [dataclasses.asdict(missing) for missing in store.missing()],
        }
    if json:
        print_json(found)
    else:
        _describe(found)


def correct(
    code: Annotated[str, typer.Argument(metavar="CODE", help="Mã thủ tục.")],
    field: Annotated[str, typer.Argument(metavar="FIELD", help="Trường cần sửa, ví dụ result, steps, submissions.")],
    value: Annotated[str, typer.Argument(metavar="JSON", help="Giá trị đúng, dạng JSON như lệnh procedure in ra.")],
    by: Annotated[str, typer.Option("--by", help="Ai sửa.")],
) -> None:
    """Sửa một trường; lần đọc tệp sau không ghi đè. Chưa hiện cho người dân đến khi công bố."""
    from bot.running.installation import Installation
    from bot.settings import load_settings
    from knowledge.store.corrections import InvalidCorrection, UnknownProcedure

    try:
        with Installation(load_settings()) as installation:
            installation.store.correct(code, {field: json_module.loads(value)}, by)
    except json_module.JSONDecodeError as error:
        note(f"Giá trị không phải JSON: {error}. Chữ thì đặt trong ngoặc kép: '\"…\"'")
        raise typer.Exit(WRONG_USE) from error
    except (UnknownProcedure, InvalidCorrection) as error:
        note(str(error))
        raise typer.Exit(WRONG_USE) from error
    print(f"Đã ghi sửa đổi của {code}. Xem lại bằng motcua changes, công bố bằng motcua publish.")


def _describe(found: dict[str, Any]) -> None:
    counts = found["counts"]
    print(f"Mới {counts['new']}, thay đổi {counts['changed']}, bị gỡ {counts['removed']}")
    print(f"Giữ nguyên {counts['unchanged']}")
    for change in found["changes"]:
        print(f"\n{change['code']}  {change['name']}  ({KINDS[change['kind']]})")
        for field in change["fields"]:
            print(f"  {field['field']}\n    cũ:  {_short(field['old'])}\n    mới: {_short(field['new'])}")
    for conflict in found["conflicts"]:
        print(f"\nCẦN QUYẾT ĐỊNH {conflict['code']}  {conflict['name']}  ({conflict['field']})")
        print(f"    của mình:  {_short(conflict['ours'])}\n    của nguồn: {_short(conflict['theirs'])}")
    for missing in found["missing"]:
        print(f"\nKhông còn trong {missing['source']}: {missing['code']}  {missing['name']}")


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else json_module.dumps(value, ensure_ascii=False)
    return text if len(text) <= 300 else f"{text[:299]}…"
