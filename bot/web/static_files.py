"""The files that pages need, such as scripts, styles and pictures: ``bot/static``."""

from __future__ import annotations

from pathlib import Path

from fastapi.staticfiles import StaticFiles
from starlette.responses import Response
from starlette.types import Scope

STATIC = Path(__file__).parent.parent / "static"
# A browser asks each time whether a file changed.
HEADERS = {"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}


class OwnFiles(StaticFiles):
    """The files of one folder, each with the headers of all."""

    def __init__(self, folder: Path = STATIC) -> None:
        super().__init__(directory=folder)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Give a file, with its headers.

        Raises:
            HTTPException: there is none, or it is asked for in a way that changes things.
        """
        response = await super().get_response(path, scope)
        response.headers.update(HEADERS)
        return response
