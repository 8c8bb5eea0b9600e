"""Commands that run things: train, serve, app, sandbox, doctor."""

from __future__ import annotations

import dataclasses
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.opening import opened
from bot.cli.output import DONE, PARTLY, Json, Steps, note, print_json

if TYPE_CHECKING:
    from bot.running.doctor import Diagnosis
    from bot.workshop.inspecting import CatalogueQuality


class Trained(str, Enum):
    """What `motcua train --only` trains."""

    RASA = "rasa"
    EMBEDDING = "embedding"


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(train)
    app.command()(serve)
    app.command("app")(app_only)
    app.command()(sandbox)
    app.command()(doctor)


def train(
    only: Annotated[Trained | None, typer.Option("--only", help="Chỉ một trong hai mô hình.")] = None,
    json: Json = False,
) -> None:
    """Huấn luyện những gì cần huấn luyện; không đổi thì dùng lại."""
    from bot.running.models import rasa_model
    from bot.settings import load_settings

    steps, trained = Steps(), dict[str, str]()
    if only is not Trained.EMBEDDING:
        trained["rasa"] = str(rasa_model(load_settings().models_dir, steps))
    if only is not Trained.RASA:
        with opened(steps) as installation:
            trained["embedding"] = str(installation.models.in_use())
            installation.snapshots.of("published")
    steps.end()
    if json:
        print_json(trained)
        return
    for name, title in (("rasa", "Mô hình Rasa"), ("embedding", "Mô hình tìm kiếm")):
        if name in trained:
            print(f"{title}: {trained[name]}")


def serve() -> None:
    """Chạy tất cả: Rasa, ứng dụng, hệ thống hồ sơ mẫu; Ctrl-C để dừng."""
    from bot.running.serving import serve as run
    from bot.settings import load_settings

    raise typer.Exit(run(load_settings(), note))


def app_only() -> None:
    """Chỉ chạy ứng dụng web, khi Rasa chạy ở nơi khác (MOTCUA_RASA_URLS)."""
    from bot.running.serving import run_app
    from bot.settings import load_settings

    run_app(load_settings())


def sandbox() -> None:
    """Chỉ chạy hệ thống hồ sơ mẫu, trên máy này."""
    from bot.running.serving import run_sandbox
    from bot.settings import load_settings

    run_sandbox(load_settings())


def doctor(
    catalogue: Annotated[
        bool, typer.Option("--catalogue", help="Báo cáo chất lượng của danh mục đang chờ công bố.")
    ] = False,
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILE...]", help="Tệp cần xem thay cho danh mục.")
    ] = None,
    json: Json = False,
) -> None:
    """Kiểm tra cấu hình, các phần, phiên bản; nói cần sửa gì."""
    if catalogue or files:
        _tell_of_catalogue(_catalogue_quality(files or []), json)
    else:
        _tell_of_installation(json)


def _catalogue_quality(files: list[Path]) -> CatalogueQuality:
    from bot.clock import world_clock
    from bot.workshop.inspecting import inspect, procedures_of

    today = world_clock().date()
    if files:
        return inspect(procedures_of(files), today)
    with opened() as installation:
        return inspect(installation.store.procedures("staged"), today)


def _tell_of_catalogue(found: CatalogueQuality, json: bool) -> None:
    if json:
        print_json(dataclasses.asdict(found))
        return
    print(f"{found.procedures} thủ tục")
    for kind, count in found.counts.items():
        print(f"{count:6d}  {kind}")
    for finding in found.findings:
        print(f"{finding.code}  {finding.kind}  {finding.field}: {finding.text}")


def _tell_of_installation(json: bool) -> None:
    from bot.running.doctor import check_installation
    from bot.settings import load_settings

    found = check_installation(load_settings())
    if json:
        print_json({"ok": found.is_fine, "checks": [dataclasses.asdict(check) for check in found.checks]})
    else:
        _describe(found)
    raise typer.Exit(DONE if found.is_fine else PARTLY)


def _describe(found: Diagnosis) -> None:
    for check in found.checks:
        print(f"{'ổn ' if check.is_fine else 'SỬA'}  {check.part}: {check.state}")
        if check.mend:
            print(f"     → {check.mend}")
