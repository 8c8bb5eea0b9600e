"""Errors of the HTTP interfaces as problem details (RFC 9457), told in Vietnamese."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.web.texts import Texts

MEDIA_TYPE = "application/problem+json"


class Problem(Exception):
    """What went wrong with a request. Its words stand in ``bot/web/texts.toml`` under ``problems.<kind>``."""

    def __init__(self, status: int, kind: str, headers: Mapping[str, str] | None = None, **values: object) -> None:
        """Take the HTTP status, the kind, headers to send along, and the values of the detail's names."""
        super().__init__(f"{status} {kind}")
        self.status = status
        self.kind = kind
        self.headers = headers
        self.values = values


Page = Callable[[int, str, str], Response]


def install(app: FastAPI, texts: Texts, page: Page) -> None:
    """Let every error of ``app`` be answered as a problem, and as ``page`` to who reads pages."""

    def answer(request: Request, problem: Problem) -> Response:
        text = texts.problems[problem.kind]
        detail = text.detail.format(**problem.values)
        if _reads_pages(request):
            return page(problem.status, text.title, detail)
        body = {
            "type": f"urn:motcua:problem:{problem.kind}",
            "title": text.title,
            "status": problem.status,
            "detail": detail,
        }
        headers = dict(problem.headers or {})
        return Response(json.dumps(body, ensure_ascii=False), problem.status, headers, MEDIA_TYPE)

    def handler(translate: Callable[[Request, Any], Problem]) -> Callable[[Request, Any], Awaitable[Response]]:
        async def handle(request: Request, error: Any) -> Response:
            return answer(request, translate(request, error))

        return handle

    app.add_exception_handler(Problem, handler(lambda _request, error: error))
    app.add_exception_handler(HTTPException, handler(_of_http))
    app.add_exception_handler(RequestValidationError, handler(lambda _request, error: wrong_fields(error.errors())))
    app.add_exception_handler(Exception, handler(lambda _request, _error: Problem(500, "internal")))


def wrong_fields(errors: Any) -> Problem:
    """The problem of fields that pydantic refused."""
    names = dict.fromkeys(".".join(map(str, error["loc"])) or "JSON" for error in errors)
    return Problem(422, "wrong_fields", fields=", ".join(names)[:200])


def _of_http(request: Request, error: HTTPException) -> Problem:
    if error.status_code == HTTPStatus.NOT_FOUND:
        return Problem(404, "not_found")
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        return Problem(405, "method_not_allowed", error.headers, method=request.method)
    return Problem(error.status_code, "internal", error.headers)


def _reads_pages(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "") and not request.url.path.startswith("/api/")
