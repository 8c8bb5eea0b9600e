"""What every problem that is told over HTTP has in common."""

from __future__ import annotations

from typing import Any

import httpx


def assert_problem(answer: httpx.Response, status: int) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = answer.json()
    assert problem["status"] == status
    assert problem["title"] and problem["type"]
    assert any(letter in problem["detail"] for letter in "ạảãàáâậấầăặắđêệếềơợớờôộốồươứừ"), problem["detail"]
    assert "Traceback" not in answer.text
    return problem
