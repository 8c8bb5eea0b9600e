"""The list of all procedures as a page for people: with a search, and by field."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Response

from bot.public.pages import Pages
from bot.public.procedures import Wanted, find_page
from bot.running.knowledge_watch import Published

ADDRESS = "/thu-tuc"


def catalogue(pages: Pages, current: Callable[[], Published]) -> APIRouter:
    """Give the list's address.

    Args:
        pages: what renders it.
        current: what is live here.
    """
    router = APIRouter()

    @router.get(ADDRESS)
    async def list_(
        q: Annotated[str, Query(max_length=500)] = "",
        field: Annotated[str, Query(max_length=200)] = "",
        page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    ) -> Response:
        published, text = current(), q.strip()
        found = await asyncio.to_thread(find_page, published, Wanted(text, field, "", page))

        def address_of(number: int) -> str:
            wanted = {"q": text, "field": field, "page": str(number) if number > 1 else ""}
            return f"{ADDRESS}?{urlencode({name: value for name, value in wanted.items() if value})}"

        return pages.page(
            "public/procedures",
            found=found,
            fields=_fields(published),
            text=text,
            field=field,
            number=page,
            before=address_of(page - 1) if page > 1 else None,
            after=address_of(page + 1) if page < found.pages else None,
        )

    return router


def _fields(published: Published) -> list[tuple[str, int]]:
    """The fields by name, each with how many procedures it has."""
    return sorted(Counter(entry.field for entry in published.entries if entry.field).items())
