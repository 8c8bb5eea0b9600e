"""Runs the service: all parts under the supervisor, or one part alone."""

from __future__ import annotations

import secrets
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from bot.running.data_folder import DataFolder
from bot.running.models import RASA_PYTHON, rasa_model
from bot.running.supervisor import Part, PartFailed, Supervisor, require_free_port
from bot.settings import ROOT, Settings

LOOPBACK = "127.0.0.1"
COMMAND = str(Path(sys.executable).with_name("motcua"))


def serve(settings: Settings, say: Callable[[str], None]) -> int:
    """Prepare the installation, then run all parts until Ctrl-C. Give the exit status.

    Raises:
        ConfigurationError: a port is taken.
    """
    require_free_port(settings.host, settings.port, "MOTCUA_PORT")
    if not settings.rasa_urls:
        require_free_port(LOOPBACK, settings.rasa_port, "MOTCUA_RASA_PORT")
    if not settings.backend_url:
        require_free_port(LOOPBACK, settings.sandbox_port, "MOTCUA_SANDBOX_PORT")
    # In a process of its own: what training needs of memory goes with it.
    trained = subprocess.run([COMMAND, "train"], stdout=subprocess.DEVNULL)
    if trained.returncode:
        return trained.returncode
    model = None if settings.rasa_urls else rasa_model(settings.models_dir, say)

    say("Đang khởi động …")
    supervisor = Supervisor(_parts(settings, model), say)
    try:
        supervisor.run(when_ready=lambda: say(_welcome(settings)))
    except PartFailed as error:
        say(f"Đã dừng tất cả: {error}")
        return 1
    say("Đã dừng.")
    return 0


def run_app(settings: Settings) -> None:
    """Run the web app alone, in this process."""
    import uvicorn

    from bot.app import create_app

    uvicorn.run(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        log_level=settings.log_level.lower(),
        access_log=False,
        # bot/web/addresses.py knows which proxies are ours.
        proxy_headers=False,
        timeout_graceful_shutdown=5,
    )


def run_sandbox(settings: Settings) -> None:
    """Run the sandbox backend alone, in this process, on loopback."""
    import datetime as dt

    import uvicorn

    from actions.dossiers.sandbox import create_sandbox

    uvicorn.run(
        create_sandbox(
            settings.sandbox_dossiers, settings.backend_token.get_secret_value(), lambda: dt.datetime.now(dt.UTC)
        ),
        host=LOOPBACK,
        port=settings.sandbox_port,
        log_level=settings.log_level.lower(),
        access_log=False,
    )


def _parts(settings: Settings, model: Path | None) -> list[Part]:
    logs = DataFolder(settings.data_dir).logs
    secret = {"MOTCUA_ACTION_SECRET": secrets.token_urlsafe(32)}
    parts = []
    if model:
        url = f"http://{LOOPBACK}:{settings.rasa_port}"
        parts.append(
            Part(
                name="Rasa",
                command=[
                    str(RASA_PYTHON), "-m", "bot.nlu.server", "--model", str(model.resolve()),
                    "--port", str(settings.rasa_port), "--endpoints", "bot/endpoints.yml",
                ],
                environment={**secret, "MOTCUA_ACTION_URL": f"http://{_reachable(settings.host)}:{settings.port}/internal/actions"},
                ready_url=f"{url}/",
                log=logs / "rasa.log",
                ready_within_s=240.0,
                folder=ROOT,
            )
        )  # fmt: skip
    if not settings.backend_url:
        url = f"http://{LOOPBACK}:{settings.sandbox_port}"
        parts.append(Part("Hệ thống hồ sơ mẫu", [COMMAND, "sandbox"], {}, f"{url}/healthz", logs / "sandbox.log"))
    url = f"http://{_reachable(settings.host)}:{settings.port}"
    parts.append(Part("Ứng dụng", [COMMAND, "app"], secret, f"{url}/healthz", logs / "app.log"))
    return parts


def _reachable(host: str) -> str:
    """Give the address under which this machine reaches a server that listens on ``host``."""
    if host in ("0.0.0.0", ""):
        return LOOPBACK
    if host == "::":
        return "[::1]"
    return f"[{host}]" if ":" in host else host


def _welcome(settings: Settings) -> str:
    return (
        f"\n  Một Cửa đã sẵn sàng: mở {settings.public}\n"
        f"  Một Cửa is ready: open {settings.public}\n"
        f"  Nhật ký / logs: {settings.data_dir / 'logs'}   ·   Ctrl-C để dừng / to stop\n"
    )
