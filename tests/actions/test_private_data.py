"""What is found and hidden as private data, and what must stay as it is written."""

from __future__ import annotations

import re
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.heard import LONGEST
from actions.private_data import KINDS, MASK, find, masked

SECRET = re.compile("⟦(.*?)⟧")


def lines(name: str) -> list[str]:
    text = (Path(__file__).parent / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


SECRETS = [tuple(line.split("\t")) for line in lines("private_data_secret.tsv")]
HARMLESS = lines("private_data_harmless.txt")


@pytest.mark.parametrize(("kinds", "marked"), SECRETS, ids=[marked for _, marked in SECRETS])
def test_private_data_is_found_and_all_that_is_found_is_hidden(kinds: str, marked: str) -> None:
    for form in ("NFC", "NFD"):
        written = unicodedata.normalize(form, SECRET.sub(r"\1", marked))
        assert find(written) == kinds.split(",")
        assert masked(written) == SECRET.sub(MASK, marked)


@pytest.mark.parametrize("text", HARMLESS)
def test_everything_else_stays(text: str) -> None:
    assert find(text) == []
    assert masked(text) == text


def test_the_examples_are_many_and_of_every_kind() -> None:
    assert len(SECRETS) >= 150 and len(HARMLESS) >= 150
    assert {kind for kinds, _ in SECRETS for kind in kinds.split(",")} == set(KINDS)


@given(st.one_of(st.text(max_size=200), st.text("0123456789 .-@:=lamkotpđ", max_size=80)))
def test_what_is_hidden_is_what_is_announced(text: str) -> None:
    assert (MASK in masked(text.replace(MASK, ""))) == bool(find(text.replace(MASK, "")))
    assert find(masked(text)) in ([], find(masked(text)))


@pytest.mark.parametrize("part", ["0", "mật khẩu ", "a", "1 ", "pass la ", "x@", "0 1.-"])
def test_a_long_message_takes_no_time(part: str) -> None:
    text = (part * LONGEST)[:LONGEST]
    began = time.perf_counter()
    find(text)
    assert time.perf_counter() - began < 1
