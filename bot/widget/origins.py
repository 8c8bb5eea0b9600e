"""Which pages of other origins may carry the widget: CORS, for the addresses that it calls and for no others."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

CALLED = ("/api/conversations", "/api/suggest", "/api/office", "/widget/")
A_DAY_S = 86_400


class WidgetOrigins:
    """Lets pages of the listed origins call what the widget calls."""

    def __init__(self, app: ASGIApp, origins: Sequence[str]) -> None:
        """Take the app, and the origins: ``https://example.vn``, or ``*`` for all."""
        self._app = app
        self._open = CORSMiddleware(
            app,
            allow_origins=origins,
            allow_methods=["GET", "POST", "PUT", "DELETE"],
            allow_headers=["Authorization", "Content-Type", "Last-Event-ID"],
            expose_headers=["Retry-After"],
            max_age=A_DAY_S,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        is_called = scope["type"] == "http" and scope["path"].startswith(CALLED)
        await (self._open if is_called else self._app)(scope, receive, send)
