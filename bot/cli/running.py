"""Commands that run things: train, serve, sandbox, doctor."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.catalogue import Json
from bot.cli.output import DONE, PARTLY, Steps, note, print_json


def register(app: typer.Typer) -> None:
    """Adds the commands of this file."""
    app.command()(train)
    app.command()(serve)
    app.command("app")(app_only)
    app.command()(sandbox)
    app.command()(doctor)


def train(json: Json = False) -> None:
    """Huấn luyện những gì cần huấn luyện; không đổi thì dùng lại."""
    from bot.running.installation import Installation
    from bot.running.models import rasa_model
    from bot.settings import load_settings

    settings, steps = load_settings(), Steps()
    rasa = rasa_model(settings.models_dir, steps)
    with Installation(settings, say=steps) as installation:
        embedding = installation.embedding_model()
        installation.snapshot()
    steps.end()
    if json:
        print_json({"rasa": str(rasa), "embedding": str(embedding)})
    else:
        print(f"Mô hình Rasa: {rasa}\nMô hình tìm kiếm: {embedding}")


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
    from bot.running.doctor import check_catalogue, check_installation
    from bot.settings import load_settings

    settings = load_settings()
    report = check_catalogue(settings, files or []) if catalogue or files else check_installation(settings)
    if json:
        print_json(report.as_json())
    else:
        print(report.as_text())
    raise typer.Exit(DONE if report.is_fine else PARTLY)
