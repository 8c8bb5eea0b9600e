"""Starts Rasa: `.venv-rasa/bin/python -m bot.nlu.server --model FILE --port 5005`, from the checkout's root.

It listens on 127.0.0.1 only, without Rasa's own API and without telemetry, and needs in its environment
MOTCUA_ACTION_URL (http://127.0.0.1:8000/internal/actions) and MOTCUA_ACTION_SECRET (sent as the header
X-Motcua-Secret). The port opens when the model is loaded, so `GET /` answering is the sign of readiness. A message is
`POST /webhooks/rest/webhook` with {"sender", "message", "metadata"}; the metadata reaches the actions as
``tracker.latest_message["metadata"]``. Exit status 2: wrong use or a model that cannot be loaded.
"""

from __future__ import annotations

import argparse
import os
import socket
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot.nlu.quiet import quiet

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop

    from rasa.core.utils import AvailableEndpoints
    from sanic import Sanic

HOST = "127.0.0.1"
NEEDED = ("MOTCUA_ACTION_URL", "MOTCUA_ACTION_SECRET")


def main(arguments: Sequence[str] | None = None) -> int:
    """Serves until it is told to stop; gives the exit status."""
    options = _parser().parse_args(arguments)
    complaint = _complaint(options)
    if complaint:
        print(complaint, file=sys.stderr)
        return 2
    quiet()
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    with listening:
        try:
            # Holds the port from the start, and takes nobody until Rasa listens on it.
            listening.bind((HOST, options.port))
        except OSError as error:
            print(
                f"Cổng {HOST}:{options.port} không dùng được: {error.strerror}. Chọn cổng khác với --port.",
                file=sys.stderr,
            )
            return 2
        _serve(options.model, options.endpoints, listening)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot.nlu.server", description="Chạy Rasa cho Một Cửa.")
    parser.add_argument("--model", type=Path, required=True, help="tệp mô hình .tar.gz đã huấn luyện")
    parser.add_argument("--port", type=int, default=5005, help="cổng trên 127.0.0.1")
    parser.add_argument("--endpoints", type=Path, default=Path("bot/endpoints.yml"), help="tệp endpoints.yml")
    return parser


def _complaint(options: argparse.Namespace) -> str | None:
    for file in (options.model, options.endpoints):
        if not file.is_file():
            return f"Không thấy tệp {file}. Chạy từ thư mục gốc của dự án, và `motcua train` để có mô hình."
    unset = [name for name in NEEDED if not os.environ.get(name)]
    if unset:
        return f"Chưa đặt {' và '.join(unset)}: Rasa cần địa chỉ và khóa của /internal/actions."
    return None


def _serve(model: Path, endpoints_file: Path, listening: socket.socket) -> None:
    # Imported here, after quiet().
    from rasa.core.channels.rest import RestInput
    from rasa.core.run import configure_app
    from rasa.core.utils import AvailableEndpoints

    from bot.nlu.answers import check_answers_with_prepared_schema

    check_answers_with_prepared_schema()
    endpoints = AvailableEndpoints.read_endpoints(str(endpoints_file))
    app = configure_app([RestInput()], enable_api=False, endpoints=endpoints)
    app.register_listener(partial(_load_model, model, endpoints), "before_server_start")
    app.run(sock=listening, workers=1, access_log=False, motd=False, debug=False)


async def _load_model(model: Path, endpoints: AvailableEndpoints, app: Sanic, _loop: AbstractEventLoop) -> None:
    """Give the app its agent, or ends the process: Rasa itself would serve on without one, and answer nothing."""
    from rasa.core.agent import Agent
    from rasa.core.tracker_store import TrackerStore

    store = TrackerStore.create(endpoints.tracker_store)
    try:
        app.ctx.agent = Agent.load(model, tracker_store=store, action_endpoint=endpoints.action)
    except Exception as error:
        print(
            f"Không nạp được mô hình {model}: {error} Huấn luyện lại bằng `motcua train`.", file=sys.stderr, flush=True
        )
        os._exit(2)


if __name__ == "__main__":
    sys.exit(main())
