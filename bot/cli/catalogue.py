"""Commands for the catalogue: import, publish, procedure, export, template."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json as json_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bot.cli.opening import opened
from bot.cli.output import DONE, PARTLY, WRONG_USE, Json, note, print_json, progress, wrong_use
from bot.running.reasons import why

if TYPE_CHECKING:
    from bot.running.installation import Installation
    from bot.workshop.importing import ImportedFile


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
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
    day = as_of.date() if as_of else None
    with opened() as installation:
        imported = [_import_one(installation, path, day) for path in files]
        version = _publish(installation) if publish else None
    if json:
        published = {} if version is None else {"published": version}
        print_json({"files": [dataclasses.asdict(file) for file in imported], **published})
    else:
        for file in imported:
            _describe(file)
        if version is not None:
            print(f"Đã công bố phiên bản {version}.")
    raise typer.Exit(DONE if all(file.is_whole for file in imported) else PARTLY)


def publish(json: Json = False) -> None:
    """Công bố thay đổi đang chờ; máy chủ đang chạy tự nhận trong vài giây."""
    with opened() as installation:
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
    with opened() as installation:
        found = installation.store.procedure(code.strip(), state)
    if found is None:
        note(f'Không có thủ tục {code} ({state}). Mã có dạng 1.001193; tìm theo tên bằng: motcua search "…"')
        if json:
            print_json(None)
        raise typer.Exit(PARTLY)
    value = found.model_dump(mode="json", by_alias=True)
    if json:
        print_json(value)
    else:
        print(json_module.dumps(value, ensure_ascii=False, indent=2))


def export(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Tệp đích: .jsonl, .csv hoặc .xlsx.")],
    state: Annotated[Literal["published", "staged"], typer.Option("--as", help="Bản nào được xuất.")] = "published",
    json: Json = False,
) -> None:
    """Xuất danh mục ra JSONL, CSV hoặc XLSX; đọc lại tệp này không làm thay đổi gì."""
    from knowledge.importers.spreadsheet.export import UnknownFormat
    from knowledge.importers.spreadsheet.export import export as write

    with opened() as installation, wrong_use(UnknownFormat):
        try:
            write(installation.store.procedures(state), file)
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


def _import_one(installation: Installation, path: Path, as_of: dt.date | None) -> ImportedFile:
    from bot.workshop.importing import import_file

    with progress(path.name) as told:
        return import_file(installation.store, path, as_of, told)


def _publish(installation: Installation) -> int:
    from bot.workshop.publishing import publish

    with progress("Đang dựng chỉ mục tìm kiếm"):
        return publish(installation.store, installation.snapshots).version


def _describe(file: ImportedFile) -> None:
    if file.format:
        print(
            f"{file.path} ({file.format}): đọc {file.read}, mới {file.new}, "
            f"thay đổi {file.changed}, giữ nguyên {file.unchanged}, bị từ chối {len(file.rejected)}"
        )
    else:
        print(f"{file.path}: không đọc được")
    for item in file.rejected:
        place = f"bản ghi {item.record}" if item.record else "tệp"
        print(f"  {place}{f' ({item.code})' if item.code else ''}: {item.reason}")
