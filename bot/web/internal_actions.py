"""Rasa's action endpoint: only for who knows the secret that was made at start."""

from __future__ import annotations

import hmac
import logging
from typing import Annotated

from fastapi import APIRouter, Header, Request, Response
from fastapi.responses import JSONResponse
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException

from bot.running.traces import trace
from bot.web.body import read_json
from bot.web.problems import Problem

logger = logging.getLogger(__name__)
LARGEST_BODY_KIB = 4096


def internal_actions(executor: ActionExecutor, secret: str | None) -> APIRouter:
    """The endpoint. Without a secret it is closed to everybody; a wrong one finds nothing there."""
    router = APIRouter()

    @router.post("/internal/actions")
    async def act(request: Request, x_motcua_secret: Annotated[str, Header()] = "") -> Response:
        if not secret or not hmac.compare_digest(x_motcua_secret.encode(), secret.encode()):
            raise Problem(404, "not_found")
        call = await read_json(request, LARGEST_BODY_KIB)
        if not isinstance(call, dict):
            raise Problem(400, "not_json")
        # Rasa leaves the domain out when the endpoint is selective, and the executor wants one.
        call.setdefault("domain", {})
        try:
            result = await executor.run(call)
        except ActionExecutionRejection as error:
            return _refused(400, error.action_name, error.message)
        except ActionNotFoundException as error:
            return _refused(404, error.action_name, error.message)
        except Exception as error:
            logger.error("action %s: %s", call.get("next_action"), trace(error))
            return _refused(500, str(call.get("next_action")), type(error).__name__)
        return JSONResponse(result.model_dump() if result else None)

    return router


def _refused(status: int, action: str, reason: str) -> Response:
    """An error as rasa-sdk's own server tells it."""
    logger.error("action %s: %s", action, reason)
    return JSONResponse({"error": reason, "action_name": action}, status)
