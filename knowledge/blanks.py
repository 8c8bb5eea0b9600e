"""Empty texts and nulls where nothing is stated: left out, so that the model's defaults hold."""

from __future__ import annotations

from functools import cache
from typing import Any, get_args

from pydantic import BaseModel


def without_blanks(value: Any, model: type[BaseModel]) -> Any:
    """JSON of ``model`` (or a list of such) without the optional fields that are null or an empty text.

    What is required stays as it is, for the model to judge.
    """
    if isinstance(value, list):
        return [without_blanks(entry, model) for entry in value]
    if not isinstance(value, dict):
        return value
    fields = _fields(model)
    stated: dict[str, Any] = {}
    for key, entry in value.items():
        optional, inner = fields.get(key, (False, None))
        if inner and isinstance(entry, dict | list):
            stated[key] = without_blanks(entry, inner)
        elif isinstance(entry, list):
            stated[key] = [text for text in entry if not _is_blank(text)]
        elif not (optional and _is_blank(entry)):
            stated[key] = entry
    return stated


def _is_blank(value: Any) -> bool:
    return value is None or value == "" or (isinstance(value, str) and value.isspace())


@cache
def _fields(model: type[BaseModel]) -> dict[str, tuple[bool, type[BaseModel] | None]]:
    """By the name in JSON: whether the field may be left out, and the model inside it."""
    return {
        field.alias or name: (not field.is_required(), _model_in(field.annotation))
        for name, field in model.model_fields.items()
    }


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((inner for part in get_args(annotation) if (inner := _model_in(part))), None)
