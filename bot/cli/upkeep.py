"""Commands for who keeps the service: where something stands, which units are to be reminded."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.opening import opened
from bot.cli.output import PARTLY, Json, note, print_json

if TYPE_CHECKING:
    from knowledge.upkeep.where import Places


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(where)
    app.command()(reminders)


def reminders(json: Json = False) -> None:
    """Xem các lời nhắc gửi đơn vị xử lý hồ sơ, mới nhất trước."""
    from bot.conversations.database import Database
    from bot.conversations.reminders import Reminders

    with opened() as installation:
        kept = Reminders(Database(installation.engine)).all()
    if json:
        print_json({"reminders": [{**dataclasses.asdict(one), "at": one.at.isoformat()} for one in kept]})
        return
    for one in kept:
        print(f"{one.number}  {one.at:%d/%m/%Y %H:%M}  {one.dossier}  {one.unit or 'chưa rõ đơn vị'}")
    if not kept:
        print("Chưa có lời nhắc nào.")


def where(
    code: Annotated[str, typer.Argument(metavar="CODE", help="Mã thủ tục, hướng dẫn hoặc sự kiện, ví dụ 1.001193.")],
    json: Json = False,
) -> None:
    """Xem mọi tệp, mọi lớp dữ liệu nói về một mã."""
    from knowledge.upkeep.where import places_of

    code = code.strip()
    with opened() as installation:
        places = places_of(code, installation.searchable.sources.questions, installation.store)
    if json:
        print_json({"code": code, **_as_json(places)})
    elif places:
        print("\n".join(_lines(places)))
    if not places:
        note(f'Không nơi nào nói về mã {code}. Tìm theo tên bằng: motcua search "…"')
        raise typer.Exit(PARTLY)


def _as_json(places: Places) -> dict[str, Any]:
    return {
        "records": [{**vars(place), "path": _shown(place.path)} for place in places.records],
        "questions": [{**vars(place), "path": _shown(place.path)} for place in places.questions],
        "topics": [{**vars(place), "path": _shown(place.path)} for place in places.topics],
        "layers": [{**vars(trace), "at": trace.at.isoformat()} for trace in places.store.layers],
        "corrections": [{**vars(trace), "at": trace.at.isoformat()} for trace in places.store.corrections],
        "aliases": [dataclasses.asdict(alias) for alias in places.store.aliases],
        "staged": places.store.is_staged,
        "published": places.store.published,
    }


def _lines(places: Places) -> list[str]:
    store = places.store
    return [
        *(f"{_shown(place.path)}:{place.line}  bản ghi đi kèm ({place.layer})" for place in places.records),
        *(f"{_shown(place.path)}:{place.line}  {place.questions} cách hỏi" for place in places.questions),
        *(f"{_shown(place.path)}:{place.line}  {place.code}: {place.name}" for place in places.topics),
        *(f"lớp {trace.layer}: {trace.source or 'không ghi tên nguồn'}, {trace.at:%d/%m/%Y}" for trace in store.layers),
        *(f"sửa {trace.field}: {trace.by}, {trace.at:%d/%m/%Y}" for trace in store.corrections),
        *(f"câu hỏi thêm: {alias.text} ({alias.by})" for alias in store.aliases),
        "có trong bản chờ công bố" if store.is_staged else "không có trong bản chờ công bố",
        f"đã công bố: phiên bản {store.published}" if store.published else "chưa công bố",
    ]


def _shown(path: Path) -> str:
    """The path from the folder of the program."""
    from bot.settings import ROOT

    return str(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path)
