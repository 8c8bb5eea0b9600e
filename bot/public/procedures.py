"""What is published, as JSON, for anyone."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import asdict
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
        published = current()
        found = await asyncio.to_thread(_found, published, q.strip()) if q.strip() else published.entries
        kept = [entry for entry in found if field in ("", entry.field) and (not level or level in entry.levels)]
        shown = kept[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
        return {
            "procedures": [{**asdict(entry), "url": f"{public_url}/thu-tuc/{entry.code}"} for entry in shown],
            "total": len(kept),
            "page": page,
            "pages": -(-len(kept) // PAGE_SIZE),
        }

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
