"""The rows of a table of papers: what a row is, which case it is for, which form files stick to it."""

from __future__ import annotations

from typing import Literal

from knowledge.procedure import Form, Paper


def use_of(title: str | None) -> Literal["submit", "present"] | None:
    """Say whether the group titled ``title`` is of papers to hand in ("phải nộp") or to show ("phải xuất trình")."""
    raise NotImplementedError


def split_forms(text: str) -> tuple[str, Form | None]:
    """Split the form files at the end of a row ("Đơn xin cấpMẫu 01.docx") from the paper's name.

    Several files become one form, their names joined by "; ".
    """
    raise NotImplementedError


def paper(
    name: str, originals: int | None, copies: int | None, form: Form | None = None, *, group: str | None = None
) -> Paper:
    """Build one row: its kind (a note names no paper) and the case with which it begins ("Trường hợp …")."""
    raise NotImplementedError
