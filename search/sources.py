"""A hash of code by what it imports, so that no file which shapes a result is forgotten."""

from __future__ import annotations

import ast
import hashlib
import io
import tokenize
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def source_digest(*modules: str, root: Path = ROOT) -> str:
    """Give the hash of the source of modules and of all of ours that they import, directly or not.

    Docstrings, comments and blank lines do not count, nor does what is imported for types only. Data that the code
    reads is not followed.

    Args:
        modules: dotted names (``search.snapshot``).
        root: the folder in which the project's modules lie.

    Raises:
        ModuleNotFoundError: there is no such module under ``root``.
    """
    content = hashlib.sha256()
    for name, source in sorted(_sources(modules, root).items()):
        code = _code_alone(source)
        content.update(f"{name} {len(code)}\n{code}".encode())
    return content.hexdigest()


def imported_modules(source: str, root: Path = ROOT, for_types: bool = False) -> set[str]:
    """Give the project's modules that a source imports, wherever in it.

    Args:
        for_types: whether those under ``TYPE_CHECKING`` count too.
    """
    found: set[str] = set()
    for node in _nodes(ast.parse(source), for_types):
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


def _sources(modules: tuple[str, ...], root: Path) -> dict[str, str]:
    sources: dict[str, str] = {}
    waiting = list(modules)
    while waiting:
        name = waiting.pop()
        if name in sources:
            continue
        file = _file_of(name, root)
        if file is None:
            raise ModuleNotFoundError(f"không có mô-đun {name} trong {root}")
        sources[name] = file.read_text(encoding="utf-8")
        waiting.extend(imported_modules(sources[name], root))
    return sources


def _file_of(name: str, root: Path) -> Path | None:
    path = root.joinpath(*name.split("."))
    return next((file for file in (path.with_name(f"{path.name}.py"), path / "__init__.py") if file.is_file()), None)


def _nodes(node: ast.AST, for_types: bool) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING" and not for_types:
            continue
        yield child
        yield from _nodes(child, for_types)


def _code_alone(source: str) -> str:
    """Take docstrings, comments and blank lines out; by places, which every Python tells alike."""
    lines = source.splitlines()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            row, column = token.start
            lines[row - 1] = lines[row - 1][:column]
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        first = node.body[0] if node.body else None
        if isinstance(first, ast.Expr) and ast.get_docstring(node, clean=False) is not None:
            end = first.end_lineno or first.lineno
            if not lines[first.lineno - 1][: first.col_offset].strip():
                lines[first.lineno - 1 : end] = [""] * (end - first.lineno + 1)
    return "\n".join(line.rstrip() for line in lines if line.strip())
