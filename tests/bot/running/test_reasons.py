"""The reasons why a file or a port could not be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.running.reasons import why


def test_what_happens_often_is_said_in_vietnamese(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as missing:
        (tmp_path / "khong-co").open()
    with pytest.raises(IsADirectoryError) as folder:
        tmp_path.open()
    assert why(missing.value) == "không có tệp hoặc thư mục này"
    assert why(folder.value) == "đây là thư mục, không phải tệp"


def test_a_rare_reason_keeps_the_systems_words() -> None:
    assert why(OSError(40, "Too many levels of symbolic links")) == "Too many levels of symbolic links"
    assert why(OSError("disk")) == "disk"
    assert why(ValueError("dòng 3 thiếu mã")) == "dòng 3 thiếu mã"


def test_a_text_in_another_encoding(tmp_path: Path) -> None:
    (tmp_path / "hoi.txt").write_text("chào", encoding="utf-16")
    with pytest.raises(UnicodeDecodeError) as other:
        (tmp_path / "hoi.txt").read_text(encoding="utf-8")
    assert why(other.value) == "tệp không phải văn bản UTF-8"
