"""One script out of many modules."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.widget.assembling import AssemblyError, assemble


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "entry.js").write_text(
        '// What it is.\nimport words from "./words.json" with { type: "json" };\n'
        'import css from "./look.css" with { type: "text" };\nimport { one } from "./one.js";\n\n'
        "/** Does it. */\nexport function mount() {\n  return one(words, css);\n}\n"
    )
    (tmp_path / "one.js").write_text(
        'import office from "./office.json" with { type: "json" };\n\nexport const one = () => office;\n'
    )
    (tmp_path / "words.json").write_text('{ "a": "ă" }')
    (tmp_path / "look.css").write_text(
        "/* Look. */\n.a > .b,\n.c {\n  margin: 0 1em;\n  width: calc(1px + 0.5px);\n}\n"
    )
    return tmp_path


def test_modules_stand_in_the_order_in_which_they_need_each_other(folder: Path) -> None:
    assert assemble(folder / "entry.js", {"office.json": {"b": 1}}).splitlines() == [
        'const words={"a":"ă"};',
        'const css=".a>.b,.c{margin:0 1em;width:calc(1px + .5px)}";',
        'const office={"b":1};',
        "const one = () => office;",
        "export function mount() {",
        "return one(words, css);",
        "}",
    ]


def test_a_module_that_many_need_stands_once(folder: Path) -> None:
    (folder / "two.js").write_text('import { one } from "./one.js";\n\nexport const two = one;\n')
    (folder / "entry.js").write_text('import { one } from "./one.js";\nimport { two } from "./two.js";\n\none(two);\n')
    assert assemble(folder / "entry.js", {"office.json": 1}).count("const one") == 1


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('import * as one from "./one.js";', "is no import"),
        ('import { one as two } from "./one.js";', "is no import"),
        ('import { x } from "./nothing.js";', "nothing.js cannot be read"),
        ('import { one } from "./one.js";\nconst one = 2;', "'one' stands in one.js and in entry.js"),
    ],
)
def test_what_cannot_be_put_together_is_named(folder: Path, line: str, says: str) -> None:
    (folder / "entry.js").write_text(f"{line}\n")
    with pytest.raises(AssemblyError, match=says):
        assemble(folder / "entry.js", {"office.json": 1})
