"""The scripts of the chat and of the widget, each put together once and served whole."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from pathlib import Path

from fastapi import Request, Response

from bot.web.static_files import STATIC
from bot.widget.assembling import assemble
from bot.widget.shortening import shortened

MEDIA_TYPE = "text/javascript; charset=utf-8"
FOR_EVER = "public, max-age=31536000, immutable"
FOR_A_WHILE = "public, max-age=300"


class Script:
    """One assembled script.

    Attributes:
        version: names its content, so that an address with it may be kept for ever.
    """

    def __init__(self, text: str) -> None:
        self._plain = shortened(text).encode()
        self._packed = gzip.compress(self._plain, 9, mtime=0)
        self.version = hashlib.sha256(self._plain).hexdigest()[:12]

    @property
    def size(self) -> int:
        """Give how many bytes travel."""
        return len(self._packed)

    def answer(self, request: Request) -> Response:
        """Give it, packed to who can unpack it; 304 to who has it."""
        is_packed = "gzip" in request.headers.get("accept-encoding", "")
        tag = f'"{self.version}{"-gzip" if is_packed else ""}"'
        headers = {
            "ETag": tag,
            "Vary": "Accept-Encoding",
            "Cache-Control": FOR_EVER if request.query_params.get("v") == self.version else FOR_A_WHILE,
            "X-Content-Type-Options": "nosniff",
        }
        if tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        if is_packed:
            headers["Content-Encoding"] = "gzip"
        return Response(self._packed if is_packed else self._plain, headers=headers, media_type=MEDIA_TYPE)


class Scripts:
    """The widget's button, the chat behind it, and the chat as a page of its own."""

    def __init__(self, office: Mapping[str, object], folder: Path = STATIC) -> None:
        """Put them together from their folder.

        Args:
            office: what the chat says of the office that it speaks for.
            folder: where the folders ``chat`` and ``widget`` lie.

        Raises:
            bot.widget.assembling.AssemblyError: a module cannot be put together with the others.
        """
        self.chat = Script(assemble(folder / "widget" / "window.js", {"office.json": office}))
        self.page = Script(assemble(folder / "chat" / "page.js", {"office.json": office}))
        versions = {"chat": self.chat.version}
        button = assemble(folder / "widget" / "widget.js", {"versions.json": versions})
        # It runs among the scripts of another page, and leaves no name there.
        self.button = Script(f"(()=>{{\n{button}}})();\n")
