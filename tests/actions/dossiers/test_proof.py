from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.dossiers.proof import (
    CODES_A_DAY,
    FREE_WRONG,
    LOCK,
    TRIES,
    MemoryGuard,
    count_wrong,
    locked_until,
    phone_digits,
)
from actions.state import Proof
from tests.actions.world import NOON

TOMORROW = NOON + dt.timedelta(days=1)


def test_five_wrong_tries_lock_for_a_quarter_of_an_hour() -> None:
    proof = Proof(awaiting="a")
    assert [count_wrong(proof, "a", NOON) for _ in range(TRIES)] == [4, 3, 2, 1, 0]
    assert proof.awaiting is None
    assert locked_until(proof, "a", NOON) == NOON + LOCK
    assert locked_until(proof, "a", NOON + LOCK) is None
    assert locked_until(proof, "b", NOON) is None


def test_after_the_lock_there_are_five_tries_again() -> None:
    proof = Proof()
    for _ in range(TRIES):
        count_wrong(proof, "a", NOON)
    assert count_wrong(proof, "a", NOON + LOCK) == TRIES - 1


def test_wrong_proofs_of_all_conversations_slow_a_dossier_and_never_close_it_for_the_day() -> None:
    guard, now = MemoryGuard(), NOON
    for n in range(FREE_WRONG):
        assert guard.proof_opens("a", now) is None
        guard.wrong_proof(f"c{n}", "a", now)
    waits = []
    for n in range(9):
        until = guard.proof_opens("a", now)
        assert until is not None
        waits.append((until - now) // dt.timedelta(minutes=1))
        now = until
        assert guard.proof_opens("a", now) is None
        guard.wrong_proof(f"d{n}", "a", now)
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert guard.proof_opens("b", now) is None
    assert guard.proof_opens("a", TOMORROW) is None


def test_a_conversation_may_look_at_fifteen_codes_a_day() -> None:
    guard = MemoryGuard()
    assert all(guard.may_look_up("c", str(n), NOON) for n in range(CODES_A_DAY))
    assert not guard.may_look_up("c", "one more", NOON)
    assert guard.may_look_up("c", "3", NOON), "a code that was seen counts once"
    assert guard.may_look_up("d", "one more", NOON)
    assert guard.may_look_up("c", "one more", TOMORROW)


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("1234", "1234"),
        ("4 số cuối là 1234", "1234"),
        ("0905 123 456", "3456"),
        ("+84905123456", "3456"),
        ("123", None),
        ("12345", None),
        ("1234 hay 5678", None),
        ("từ năm 2025 đến nay tôi chưa làm lại giấy tờ gì thì sao", None),
    ],
)
def test_the_four_digits(text: str, digits: str | None) -> None:
    assert phone_digits(text) == digits


@given(st.text(max_size=200))
def test_no_text_breaks_the_four_digits(text: str) -> None:
    phone_digits(text)
