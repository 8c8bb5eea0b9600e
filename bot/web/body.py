"""The body of a request, as it arrived or as JSON, within a limit."""

from __future__ import annotations

import json
from typing import Any

from fastapi import Request

from bot.web.problems import Problem

KIB = 1024
# A little more is read and thrown away, so that the sender gets to read the answer.
DRAINED = 16


async def read_body(request: Request, limit_kib: int) -> bytes:
    """Give the body as it arrived.

    Raises:
        Problem: 413, it is larger than ``limit_kib``.
    """
    body, size = bytearray(), 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > DRAINED * limit_kib * KIB:
            break
        if size <= limit_kib * KIB:
            body += chunk
    if size > limit_kib * KIB:
        raise Problem(413, "body_too_large", limit=limit_kib)
    return bytes(body)


async def read_json(request: Request, limit_kib: int) -> Any:
    """Give the body's JSON value.

    Raises:
        Problem: 413 it is larger than ``limit_kib``; 400 it is not JSON.
    """
    body = await read_body(request, limit_kib)
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Problem(400, "not_json") from error
