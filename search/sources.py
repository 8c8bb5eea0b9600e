"""A hash of code by what it imports, so that no file which shapes a result is forgotten."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def source_digest(*modules: str, root: Path = ROOT) -> str:
    """Give the hash of the source of modules and of all of ours that they import, directly or not.

    Docstrings and blank lines do not count, nor does what is imported for types only. Data that the code reads is not
    followed.

    Args:
        modules: dotted names (``search.snapshot``).
        root: the folder in which the project's modules lie.

    Raises:
        ModuleNotFoundError: there is no such module under ``root``.
    """
    content = hashlib.sha256()
    for name, source in sorted(_sources(modules, root).items()):
        code = source.without_docstrings()
        content.update(f"{name} {len(code)}\n{code}".encode())
    return content.hexdigest()


def imported_modules(source: str, root: Path = ROOT, for_types: bool = False) -> set[str]:
    """Give the project's modules that a source imports, wherever in it.

    Args:
        for_types: whether those under ``TYPE_CHECKING`` count too.
    """
    return _Source(source).imported(root, for_types)


class _Source:
    """A module's text, parsed once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tree = ast.parse(text)

    def imported(self, root: Path, for_types: bool = False) -> set[str]:
        """Give the project's modules that it imports."""
        found: set[str] = set()
        for node in _nodes(self._tree, for_types):
            if isinstance(node, ast.Import):
                found.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                inner = {f"{node.module}.{alias.name}" for alias in node.names}
                modules = {name for name in inner if _file_of(name, root)}
                found |= modules
                # A package that only leads to its modules is no import of what it holds.
                if len(modules) < len(inner):
                    found.add(node.module)
        return {name for name in found if _file_of(name, root)}

    def without_docstrings(self) -> str:
        """Give the lines that are neither blank nor a docstring; by places, which every Python tells alike."""
        lines = self._text.splitlines()
        for node in _nodes(self._tree, for_types=True):
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
                end = node.end_lineno or node.lineno
                if isinstance(node.value.value, str) and not lines[node.lineno - 1][: node.col_offset].strip():
                    lines[node.lineno - 1 : end] = [""] * (end - node.lineno + 1)
        return "\n".join(line.rstrip() for line in lines if line.strip())


def _sources(modules: tuple[str, ...], root: Path) -> dict[str, _Source]:
    sources: dict[str, _Source] = {}
    waiting = list(modules)
    while waiting:
        name = waiting.pop()
        if name in sources:
            continue
        file = _file_of(name, root)
        if file is None:
            raise ModuleNotFoundError(f"không có mô-đun {name} trong {root}")
        sources[name] = _Source(file.read_text(encoding="utf-8"))
        waiting.extend(sources[name].imported(root))
    return sources


def _file_of(name: str, root: Path) -> Path | None:
    path = root.joinpath(*name.split("."))
    return next((file for file in (path.with_name(f"{path.name}.py"), path / "__init__.py") if file.is_file()), None)


def _nodes(node: ast.AST, for_types: bool) -> Iterator[ast.stmt]:
    """Yield the statements of a tree, those inside others too."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.expr):
            continue
        if isinstance(child, ast.If) and not for_types and ast.unparse(child.test) == "TYPE_CHECKING":
            continue
        if isinstance(child, ast.stmt):
            yield child
        yield from _nodes(child, for_types)
