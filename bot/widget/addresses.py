"""The addresses of the chat: its page, the widget's scripts, and a page that shows how the widget looks on a portal."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import APIRouter, Request, Response

from bot.public.pages import Pages
from bot.widget.scripts import Scripts


def widget(scripts: Scripts, pages: Pages, origins: Sequence[str]) -> APIRouter:
    """Give the addresses; the pages of ``origins`` may hold the chat's page in a frame."""
    router = APIRouter()

    @router.get("/")
    async def chat_page() -> Response:
        return pages.page("public/chat", frames=origins, version=scripts.page.version)

    @router.get("/widget.js")
    async def button(request: Request) -> Response:
        return scripts.button.answer(request)

    @router.get("/widget/chat.js")
    async def chat(request: Request) -> Response:
        return scripts.chat.answer(request)

    @router.get("/widget/page.js")
    async def page(request: Request) -> Response:
        return scripts.page.answer(request)

    @router.get("/widget/mau")
    async def portal() -> Response:
        return pages.page("public/portal")

    return router
