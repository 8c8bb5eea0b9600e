"""What is published, as JSON, for anyone."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query

from actions.sources import Procedures
from bot.running.knowledge_watch import Entry, Published
from bot.web.problems import Problem
from knowledge.procedure import Procedure

PAGE_SIZE = 20
MOST_FOUND = 100
LONGEST_CODE = 40
# What editors see of a record, and nobody else.
INTERNAL = {"origin", "flags"}


@dataclass(frozen=True)
class Wanted:
    """Which procedures are looked for: what was written, "" for all; a field and a level, "" for every one; a page."""

    text: str = ""
    field: str = ""
    level: str = ""
    page: int = 1


@dataclass(frozen=True)
class FoundPage:
    """One page of what was found, and how many there are in all."""

    entries: Sequence[Entry]
    total: int

    @property
    def pages(self) -> int:
        """Give how many pages there are."""
        return -(-self.total // PAGE_SIZE)


def find_page(published: Published, wanted: Wanted) -> FoundPage:
    """Find procedures, the likeliest first, or all of them by name. It may take a moment: call it in a thread."""
    found = _found(published, wanted.text) if wanted.text else published.entries
    field, level = wanted.field, wanted.level
    kept = [entry for entry in found if field in ("", entry.field) and (not level or level in entry.levels)]
    return FoundPage(kept[(wanted.page - 1) * PAGE_SIZE : wanted.page * PAGE_SIZE], len(kept))


def procedures_api(current: Callable[[], Published], store: Procedures, public_url: str) -> APIRouter:
    """The addresses under ``/api/procedures``.

    Args:
        current: what is live here.
        store: where whole procedures are read.
        public_url: what the pages' addresses begin with.
    """
    router = APIRouter(prefix="/api/procedures")

    @router.get("")
    async def find(
        q: Annotated[str, Query(max_length=500)] = "",
        field: Annotated[str, Query(max_length=200)] = "",
        level: Annotated[str, Query(max_length=20)] = "",
        page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    ) -> dict[str, Any]:
        found = await asyncio.to_thread(find_page, current(), Wanted(q.strip(), field, level, page))
        shown = [{**asdict(entry), "url": f"{public_url}/thu-tuc/{entry.code}"} for entry in found.entries]
        return {"procedures": shown, "total": found.total, "page": page, "pages": found.pages}

    @router.get("/{code}")
    async def one(code: str) -> dict[str, Any]:
        procedure = await published_procedure(store, code)
        return procedure.model_dump(mode="json", by_alias=True, exclude=INTERNAL)

    return router


async def published_procedure(store: Procedures, code: str) -> Procedure:
    """One published procedure.

    Raises:
        Problem: 404, there is none of this code.
    """
    known = code.isprintable() and len(code) <= LONGEST_CODE
    procedure = await asyncio.to_thread(store.procedure, code) if known else None
    if procedure is None:
        raise Problem(404, "unknown_procedure", code=code[:LONGEST_CODE])
    return procedure


def _found(published: Published, text: str) -> Sequence[Entry]:
    """The procedures that search finds, the likeliest first; a code finds itself."""
    by_code = {entry.code: entry for entry in published.entries}
    if text in by_code:
        return [by_code[text]]
    hits = published.searcher.search(text, MOST_FOUND).results
    return [by_code[hit.code] for hit in hits if hit.code in by_code]
