"""Pages for people: a procedure, and what is said where there is nothing to show."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse

from actions.dossiers.local_time import VIETNAM
from actions.province import Province
from actions.sources import Procedures
from actions.wording.pages import page_of, topic_page_of
from actions.wording.rendering import build_environment
from actions.wording.terms import Terms
from bot.clock import Clock
from bot.public.procedures import published_procedure
from bot.web.problems import Problem
from bot.web.texts import Texts
from knowledge.topic import Guide, LifeEvent, Topic, leads_to

TEMPLATES = Path(__file__).parent.parent / "templates"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors {}"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


class Pages:
    """Renders ``bot/templates/{name}.html``; everything is escaped."""

    def __init__(self, province: Province, texts: Texts) -> None:
        """Take what every page shows: the province's centre, and the texts."""
        self._environment = build_environment(TEMPLATES)
        self._environment.filters["lines"] = lines
        self._environment.tests["web_address"] = is_web_address
        self._environment.globals |= {"province": province, "page": texts.page}

    def page(self, template: str, status: int = 200, frames: Sequence[str] = (), **values: Any) -> Response:
        """Render a template as a page; beside our own pages those of the origins ``frames`` may hold it in a frame."""
        html = self._environment.get_template(f"{template}.html").render(**values)
        policy = POLICY.format(" ".join(["'self'", *frames]))
        return HTMLResponse(html, status, {"Content-Security-Policy": policy, **HEADERS})

    def problem(self, status: int, title: str, detail: str) -> Response:
        """Render the page of a problem."""
        return self.page("shared/problem", status, title=title, detail=detail)


def pages(pages: Pages, store: Procedures, topics: Mapping[str, Topic], clock: Clock) -> APIRouter:
    """Give the addresses of the pages."""
    router = APIRouter()
    terms = Terms()

    @router.get("/thu-tuc/{code}")
    async def procedure(code: str) -> Response:
        found = await published_procedure(store, code)
        return pages.page("public/procedure", procedure=page_of(found, terms, clock().astimezone(VIETNAM).date()))

    @router.get("/huong-dan")
    async def guides() -> Response:
        events = [topic for topic in topics.values() if isinstance(topic, LifeEvent)]
        return pages.page("public/topics", guides=[t for t in topics.values() if isinstance(t, Guide)], events=events)

    @router.get("/huong-dan/{name}")
    async def guide(name: str) -> Response:
        return await topic_page(f"huong-dan/{name}")

    @router.get("/su-kien/{name}")
    async def life_event(name: str) -> Response:
        return await topic_page(f"su-kien/{name}")

    async def topic_page(code: str) -> Response:
        topic = topics.get(code)
        if topic is None:
            raise Problem(404, "unknown_page")
        found = [await asyncio.to_thread(store.procedure, code) for code in leads_to(topic)]
        published = [procedure for procedure in found if procedure is not None]
        template = "public/life_event" if isinstance(topic, LifeEvent) else "public/guide"
        return pages.page(template, **vars(topic_page_of(topic, published, terms)))

    return router


def lines(text: str) -> list[str]:
    """Give the lines of a text, without empty ones."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def is_web_address(url: str | None) -> bool:
    """Say whether a link to it is safe."""
    return url is not None and url.startswith(("https://", "http://"))
