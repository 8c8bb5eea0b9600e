"""Commands for the catalogue: import, publish, procedure, export."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from bot.cli.output import DONE, PARTLY, WRONG_USE, note, print_json, progress
from bot.running.reasons import why

Json = Annotated[bool, typer.Option("--json", help="In ra JSON trên luồng ra chuẩn, không gì khác.")]


def register(app: typer.Typer) -> None:
    """Adds the commands of this file."""
    app.command("import")(import_files)
    app.command()(publish)
    app.command()(procedure)
    app.command()(export)
    app.command()(template)


def import_files(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Tệp cần đọc; định dạng nhận theo nội dung.")],
    publish: Annotated[bool, typer.Option("--publish", help="Công bố luôn sau khi đọc.")] = False,
    as_of: Annotated[
        dt.datetime | None,
        typer.Option("--as-of", formats=["%Y-%m-%d"], help="Ngày của dữ liệu, khi nguồn không ghi ngày."),
    ] = None,
    json: Json = False,
) -> None:
    """Đọc các tệp thủ tục thành một thay đổi chờ công bố."""
    from bot.running.installation import Installation
    from bot.settings import load_settings

    day = as_of.date() if as_of else None
    with Installation(load_settings()) as installation:
        reports = [_import_one(installation, path, day) for path in files]
        result: dict[str, Any] = {"files": reports}
        if publish:
            result["published"] = _publish(installation)
    if json:
        print_json(result)
    else:
        for report in reports:
            _describe(report)
        if publish:
            print(f"Đã công bố phiên bản {result['published']}.")
    raise typer.Exit(DONE if all(_is_whole(report) for report in reports) else PARTLY)


def publish(json: Json = False) -> None:
    """Công bố thay đổi đang chờ; máy chủ đang chạy tự nhận trong vài giây."""
    from bot.running.installation import Installation
    from bot.settings import load_settings

    with Installation(load_settings()) as installation:
        version = _publish(installation)
    if json:
        print_json({"version": version})
    else:
        print(f"Đã công bố phiên bản {version}.")


def procedure(
    code: Annotated[str, typer.Argument(metavar="CODE", help="Mã thủ tục, ví dụ 1.001193.")],
    state: Annotated[
        Literal["published", "staged", "imported"],
        typer.Option("--as", help="published: như đang trả lời; staged: như đang chờ; imported: như lần đọc gần nhất."),
    ] = "published",
    json: Json = False,
) -> None:
    """Xem một thủ tục."""
    from bot.running.installation import Installation
    from bot.settings import load_settings

    with Installation(load_settings()) as installation:
        found = installation.store.procedure(code.strip(), state)
    if found is None:
        note(f'Không có thủ tục {code} ({state}). Mã có dạng 1.001193; tìm theo tên bằng: motcua search "…"')
        if json:
            print_json(None)
        raise typer.Exit(PARTLY)
    value = found.model_dump(mode="json", by_alias=True)
    if json:
        print_json(value)
        return
    import json as json_module

    print(json_module.dumps(value, ensure_ascii=False, indent=2))


def export(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Tệp đích: .jsonl, .csv hoặc .xlsx.")],
    state: Annotated[Literal["published", "staged"], typer.Option("--as", help="Bản nào được xuất.")] = "published",
    json: Json = False,
) -> None:
    """Xuất danh mục ra JSONL, CSV hoặc XLSX; đọc lại tệp này không làm thay đổi gì."""
    from bot.running.installation import Installation
    from bot.settings import load_settings
    from knowledge.importers.spreadsheet.export import UnknownFormat
    from knowledge.importers.spreadsheet.export import export as write

    with Installation(load_settings()) as installation:
        try:
            write(installation.store.procedures(state), file)
        except UnknownFormat as error:
            note(str(error))
            raise typer.Exit(WRONG_USE) from error
        except OSError as error:
            note(f"Không ghi được {file}: {why(error)}. Chọn một thư mục khác.")
            raise typer.Exit(WRONG_USE) from error
    if json:
        print_json({"path": str(file)})
    else:
        print(f"Đã ghi vào {file}.")


def template(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Tệp .xlsx cần tạo.")] = Path("mau-thu-tuc.xlsx"),
) -> None:
    """Tạo bảng tính mẫu để biên tập viên nhập thủ tục (docs/spreadsheet.md)."""
    from knowledge.importers.spreadsheet.template import write_template

    try:
        write_template(file)
    except (OSError, ValueError) as error:
        note(f"Không ghi được {file}: {why(error)}. Đặt tên tệp có đuôi .xlsx trong một thư mục ghi được.")
        raise typer.Exit(WRONG_USE) from error
    print(f"Đã tạo {file}.")


def _import_one(installation: Any, path: Path, as_of: dt.date | None) -> dict[str, Any]:
    from knowledge.importers.detect import reader_of, why_unknown
    from knowledge.importers.reader import Rejection
    from knowledge.procedure import Procedure

    report: dict[str, Any] = {"path": str(path), "format": None, "read": 0, "new": 0, "changed": 0, "unchanged": 0}
    rejected: list[Rejection] = []
    try:
        reader = reader_of(path)
    except OSError as error:
        return {**report, "rejected": [_rejection(None, None, f"Không mở được tệp: {why(error)}.")]}
    if reader is None:
        return {**report, "rejected": [_rejection(None, None, why_unknown(path))]}

    with progress(path.name) as told:

        def procedures() -> Iterator[Procedure]:
            for item in reader.read(path, as_of):
                if isinstance(item, Rejection):
                    rejected.append(item)
                else:
                    yield item

        staged = installation.store.stage("import", procedures(), source=path.name, progress=told)
    return {
        **report,
        "format": reader.name,
        "read": staged.new + staged.changed + staged.unchanged,
        "new": staged.new,
        "changed": staged.changed,
        "unchanged": staged.unchanged,
        "rejected": [_rejection(item.record, item.code, item.reason) for item in rejected],
    }


def _publish(installation: Any) -> int:
    with progress("Đang dựng chỉ mục tìm kiếm"):
        version: int = installation.publish()
    return version


def _rejection(record: int | None, code: str | None, reason: str) -> dict[str, Any]:
    return {"record": record, "code": code, "reason": reason}


def _is_whole(report: dict[str, Any]) -> bool:
    return report["format"] is not None and not report["rejected"]


def _describe(report: dict[str, Any]) -> None:
    if report["format"]:
        print(
            f"{report['path']} ({report['format']}): đọc {report['read']}, mới {report['new']}, "
            f"thay đổi {report['changed']}, giữ nguyên {report['unchanged']}, bị từ chối {len(report['rejected'])}"
        )
    else:
        print(f"{report['path']}: không đọc được")
    for item in report["rejected"]:
        place = f"bản ghi {item['record']}" if item["record"] else "tệp"
        print(f"  {place}{' (' + item['code'] + ')' if item['code'] else ''}: {item['reason']}")
