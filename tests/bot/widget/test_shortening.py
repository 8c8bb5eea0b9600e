"""A script made short: what it does stays."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from bot.widget.shortening import shortened


@pytest.mark.parametrize(
    ("script", "short"),
    [
        ("const total = 1;\nreturn total + total;\n", "const a=1;return a+a;"),
        ("const a = b + +c;\n", "const d=b+ +c;"),
        ('say("a  b");\nsay(`c  d`);\n', 'say("a  b");say(`c  d`);'),
        ("text.replace(/a b/g, x);\n", "text.replace(/a b/g,x);"),
        ("async function wait() {\nreturn await x;\n}\nwait();\n", "async function a(){return await x}\na();"),
        ("class Long {\n#inner() {}\nuse() {\nthis.#inner();\n}\n}\n", "class b{#a(){}\nuse(){this.#a()}}\n"),
    ],
)
def test_names_and_space_that_nobody_needs_go(script: str, short: str) -> None:
    assert shortened(script).rstrip() == short.rstrip()


@pytest.mark.parametrize(
    "script",
    [
        "const title = 1;\nuse({ title });\n",
        "const title = 1;\nuse(other.title);\n",
        "const title = 1;\nuse(`${title}`);\n",
        "const { title } = other;\n",
        "const title = 1;\nuse({ title: 2 });\n",
    ],
)
def test_a_name_that_could_be_a_propertys_stays(script: str) -> None:
    assert "title" in shortened(script)


def test_what_is_exported_keeps_its_name() -> None:
    assert "export function mount(" in shortened("export function mount(place) {\nreturn place;\n}\n")


SCRIPT = """
const words = ["một", "hai  ba"];
let count = 0;
class Counter {
#step = 2;
get now() {
return count;
}
add(by = this.#step) {
count += by;
return this;
}
}
function joined(list) {
return list.map((word, at) => `${at}: ${word}`).join(" / ");
}
const counter = new Counter().add().add(5);
if (counter.now > 3 && /^h.. +b/.test(words[1])) console.log(joined(words), counter.now, 7 - -count);
else console.log("no");
"""


@pytest.mark.skipif(shutil.which("node") is None, reason="no node installed")
def test_a_short_script_says_what_the_long_one_said() -> None:
    said = [
        subprocess.run(["node", "-e", script], capture_output=True, text=True, check=True).stdout
        for script in (SCRIPT, shortened(SCRIPT))
    ]
    assert said[0] == said[1] == "0: một / 1: hai  ba 7 14\n"
    assert len(shortened(SCRIPT)) < len(SCRIPT) * 0.85
