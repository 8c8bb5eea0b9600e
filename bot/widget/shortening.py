"""A script made short without changing what it does: no space that nobody reads, short names inside of it.

It understands the scripts of ``bot/static`` as they are written there (whole statements end with a semicolon, templates
hold no templates), and is no minifier for others.
"""

from __future__ import annotations

import itertools
import re
import string
from collections import Counter
from collections.abc import Iterator, Sequence

TOKEN = re.compile(
    r"""(?P<text>"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`)
    |(?P<pattern>(?<=[(,=:\[!&|?{};\n ])/(?![/*\s])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/[a-z]*)
    |(?P<name>\#?[A-Za-z_$][\w$]*)
    |(?P<number>\d[\w.]*)
    |(?P<space>\s+)
    |(?P<sign>.)""",
    re.VERBOSE,
)
OUTERMOST = re.compile(r"^(?:async )?(?:function\*?|class|const|let) (\w+)", re.MULTILINE)
PLACE = re.compile(r"\$\{([^}]*)\}")
WORD = re.compile(r"[\w$]+")
RESERVED = {"do", "if", "in"}
# After these a line's end may end a statement.
CLOSING = ')]}"`'
Token = tuple[str, str]


def shortened(script: str) -> str:
    """Give the script with short names where nobody outside knows them, and without needless space."""
    tokens = _without_last_semicolons([(str(found.lastgroup), found[0]) for found in TOKEN.finditer(script)])
    new = _new_names(tokens, OUTERMOST.findall(script))
    renamed = [(kind, new.get(text, text) if kind == "name" else text) for kind, text in tokens]
    return "".join(text if kind != "space" else _needed(renamed, at) for at, (kind, text) in enumerate(renamed))


def _without_last_semicolons(tokens: Sequence[Token]) -> list[Token]:
    """What is left where the last statement of each block ends with the block."""
    kept: list[Token] = []
    after = ""
    for kind, text in reversed(tokens):
        if (text, after) != (";", "}"):
            kept.append((kind, text))
        if kind != "space":
            after = text
    return kept[::-1]


def _new_names(tokens: Sequence[Token], outermost: Sequence[str]) -> dict[str, str]:
    """Short names for private members, and for outermost names that are never the name of a property."""
    seen = Counter(text for kind, text in tokens if kind == "name")
    known = _properties(tokens)
    inner = {name for name in seen if name.startswith("#")} | ({*outermost} & {*seen}) - known
    free = (name for name in _short_names() if name not in {*seen, *known, *RESERVED})
    longest_won_first = sorted(inner, key=lambda name: (-seen[name], name))
    return {name: "#" * name.startswith("#") + next(free) for name in longest_won_first}


def _properties(tokens: Sequence[Token]) -> set[str]:
    """What is, or could be, the name of a property, and what stands in templates."""
    read = [token for token in tokens if token[0] != "space"]
    found: set[str] = set()
    for (_, before), (kind, text), (_, after) in zip(read, read[1:], read[2:], strict=False):
        if kind == "name" and (before == "." or after == ":" or (before in "{," and after in ",}=")):
            found.add(text)
        if kind == "text" and text.startswith("`"):
            found.update(word for place in PLACE.findall(text) for word in WORD.findall(place))
    return found


def _short_names() -> Iterator[str]:
    letters = string.ascii_letters
    return map("".join, itertools.chain(itertools.product(letters), itertools.product(letters, letters)))


def _needed(tokens: Sequence[Token], at: int) -> str:
    """What of the space at a place is needed: between words, between signs that would join, at a statement's end."""
    before = tokens[at - 1][1][-1:] if at else ""
    after = tokens[at + 1][1][:1] if at + 1 < len(tokens) else ""
    is_end = "\n" in tokens[at][1]
    if _is_word(before) and _is_word(after):
        return "\n" if is_end else " "
    if is_end and before and before in CLOSING and (_is_word(after) or after in '"`[('):
        return "\n"
    return " " if before and before == after and before in "+-" else ""


def _is_word(letter: str) -> bool:
    return letter.isalnum() or letter in ("_", "$", "#")
