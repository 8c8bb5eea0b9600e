"""Words of the project's own: what is recognised, what stands on buttons, what old terms are called now."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import tomllib

FOLDER = Path(__file__).parent


def read_words(name: str) -> dict[str, Any]:
    """Give the content of ``words/{name}.toml``."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
