"""Why the model refuses a record, in Vietnamese for the editor."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

_SHOWN = 3
_LONGEST = 60


def reason_of(error: ValidationError) -> str:
    """The first problems of a refused record, each with its field and the value that stands there."""
    problems = [_problem(problem) for problem in error.errors(include_url=False)]
    more = f"; và {len(problems) - _SHOWN} lỗi khác" if len(problems) > _SHOWN else ""
    return "; ".join(problems[:_SHOWN]) + more


def _problem(problem: Any) -> str:
    field = ".".join(str(part + 1 if isinstance(part, int) else part) for part in problem["loc"])
    value = _short(problem["input"])
    context = problem.get("ctx", {})
    match problem["type"]:
        case "missing":
            return f"thiếu {field}"
        case "extra_forbidden":
            return f"trường lạ {field}"
        case "string_pattern_mismatch" if field == "code":
            return f"mã thủ tục {value} không đúng dạng 1.001193"
        case "literal_error":
            expected = str(context["expected"]).replace(" or ", ", ")
            return f"{field}: {value} không phải một trong {expected}"
        case "string_type" | "string_unicode" | "string_too_short":
            return f"{field}: {value} không phải chữ đọc được"
        case "list_type":
            return f"{field}: {value} không phải danh sách"
        case "model_type" | "model_attributes_type" | "dict_type":
            return f"{field}: {value} không phải nhóm trường" if field else f"{value} không phải một thủ tục"
        case "greater_than_equal":
            return f"{field}: {value} nhỏ hơn {context['ge']}"
        case kind if kind.startswith("date"):
            return f"{field}: {value} không phải ngày dạng 2026-07-01"
        case kind if kind.startswith(("int", "decimal", "finite")):
            return f"{field}: {value} không phải con số dùng được"
        case kind if kind.startswith("bool"):
            return f"{field}: {value} không phải true hoặc false"
        case _:
            return f"{field}: {value} không hợp lệ"


def _short(value: Any) -> str:
    text = str(value).encode("utf-8", "backslashreplace").decode()
    return f'"{text[:_LONGEST]}…"' if len(text) > _LONGEST else f'"{text}"'
