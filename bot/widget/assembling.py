"""One script out of many small ones: their modules in the order in which they need each other.

Modules import each other by name (``import { a, b } from "./x.js";``), and data as text or JSON. In the whole they
share one scope, so that no name may stand twice.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

IMPORT = re.compile(
    r"^import (?:\{ \w+(?:, \w+)* \}|(?P<name>\w+)) "
    r'from "(?P<path>\.{1,2}/[^"]+)"(?: with \{ type: "\w+" \})?;$'
)
OUTERMOST = re.compile(r"^(?:export )?(?:async )?(?:function\*?|class|const|let) (\w+)", re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const|let)\b)")
COMMENT = re.compile(r"^\s*(?://.*|/\*\*.*\*/|/\*\*|\*(?: .*|/)?)$")
CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
CSS_SPACE = re.compile(r"\s*([{};:,>])\s+|\s+")
CSS_NOUGHT = re.compile(r"(?<![\w.#])0(?=\.\d)")


class AssemblyError(ValueError):
    """A module cannot be put together with the others; says which one and why."""


def assemble(entry: Path, given: Mapping[str, object]) -> str:
    """Give a module with all that it imports as one script; what the entry exports stays exported.

    Args:
        entry: the module's file.
        given: by file name, what is imported as JSON and lies in no file.

    Raises:
        AssemblyError: an import is written otherwise, or leads nowhere; two modules use one name.
    """
    parts: dict[Path, str] = {}
    _add(entry.resolve(), given, parts, is_entry=True)
    _hold_apart(parts)
    return "".join(parts.values())


def _add(path: Path, given: Mapping[str, object], parts: dict[Path, str], *, is_entry: bool = False) -> None:
    if path in parts:
        return
    own: list[str] = []
    for line in _lines_of(path):
        if not line.startswith("import "):
            own.append(line if is_entry else EXPORT.sub("", line))
            continue
        found = IMPORT.match(line)
        if found is None:
            raise AssemblyError(f"{path.name}: {line!r} is no import as they are put together")
        other = (path.parent / found["path"]).resolve()
        if found["name"]:
            parts.setdefault(other, f"const {found['name']}={_data(other, given)};\n")
        else:
            _add(other, given, parts)
    parts[path] = "\n".join(own) + "\n"


def _hold_apart(parts: Mapping[Path, str]) -> None:
    owners: dict[str, Path] = {}
    for path in parts:
        text = path.read_text(encoding="utf-8") if path.suffix == ".js" else parts[path]
        for name in OUTERMOST.findall(text):
            if name in owners:
                raise AssemblyError(f"{name!r} stands in {owners[name].name} and in {path.name}")
            owners[name] = path


def _lines_of(path: Path) -> list[str]:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise AssemblyError(f"{path.name} cannot be read: {error}") from error
    return [line.strip() for line in text.splitlines() if line.strip() and not COMMENT.match(line)]


def _data(path: Path, given: Mapping[str, object]) -> str:
    if path.name in given:
        return _as_json(given[path.name])
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".json":
        return _as_json(json.loads(text))
    return _as_json(_shortened_css(text))


def _shortened_css(css: str) -> str:
    """The styles without comments and without the space that nobody reads."""
    bare = CSS_COMMENT.sub("", css)
    close = CSS_SPACE.sub(lambda found: found[1] or " ", bare).strip().replace(";}", "}")
    return CSS_NOUGHT.sub("", close)


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
