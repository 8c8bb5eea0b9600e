"""Ways of asking that editors add: staged at once, live with the next publishing, found without training anew."""

from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from knowledge.store.tables import alias, staged

LONGEST = 300


class InvalidAlias(ValueError):
    """An alias that cannot be taken; the message says why."""


@dataclass(frozen=True)
class Alias:
    """One way of asking. ``staged`` false: taken back by the next publishing; ``published`` false: not live yet."""

    code: str
    text: str
    by: str
    staged: bool
    published: bool


def add(connection: sa.Connection, code: str, text: str, by: str, at: dt.datetime | None) -> None:
    """Stage one more way of asking for a procedure.

    Raises:
        InvalidAlias: no such procedure, no words, too long, or it already leads to another procedure.
    """
    plain = _plain(text)
    if connection.scalar(sa.select(staged.c.code).where(staged.c.code == code)) is None:
        raise InvalidAlias(f"Không có thủ tục mã {code}.")
    for other in connection.execute(sa.select(alias.c.code, alias.c.text).where(alias.c.staged)):
        if other.code != code and other.text.casefold() == plain.casefold():
            raise InvalidAlias(f"Câu {plain!r} đã dẫn đến thủ tục {other.code}; gỡ ở đó trước.")
    same = (alias.c.code == code) & (alias.c.text == plain)
    if connection.execute(sa.update(alias).where(same).values(staged=True)).rowcount:
        return
    row: dict[str, Any] = {"code": code, "text": plain, "by": by, "staged": True, "published": False}
    connection.execute(sa.insert(alias).values(row | ({"at": at} if at else {})))


def remove(connection: sa.Connection, code: str, text: str) -> None:
    """Take one back; it stays live until the next publishing.

    Raises:
        InvalidAlias: there is none such.
    """
    same = (alias.c.code == code) & (alias.c.text == _plain(text)) & alias.c.staged
    if not connection.execute(sa.update(alias).where(same).values(staged=False)).rowcount:
        raise InvalidAlias(f"Thủ tục {code} không có câu {text!r} do biên tập viên thêm.")


def listed(connection: sa.Connection) -> list[Alias]:
    """All of them, by code."""
    columns = (alias.c.code, alias.c.text, alias.c.by, alias.c.staged, alias.c.published)
    return [Alias(*row) for row in connection.execute(sa.select(*columns).order_by(alias.c.code, alias.c.text))]


def publish(connection: sa.Connection) -> bool:
    """Make what is staged live; whether anything differed."""
    gone = connection.execute(sa.delete(alias).where(~alias.c.staged)).rowcount
    new = connection.execute(sa.update(alias).where(~alias.c.published).values(published=True)).rowcount
    return bool(gone or new)


def _plain(text: str) -> str:
    plain = " ".join(unicodedata.normalize("NFC", text).split())
    if not any(letter.isalpha() for letter in plain):
        raise InvalidAlias(f"Câu hỏi phải có chữ: {text!r}.")
    if len(plain) > LONGEST:
        raise InvalidAlias(f"Câu hỏi dài {len(plain)} chữ cái, nhiều nhất {LONGEST}.")
    return plain
