"""The doctor names what is wrong, and what to do about it."""

from __future__ import annotations

from pathlib import Path

from bot.running.doctor import check_installation
from bot.settings import Settings


def test_what_cannot_be_used_is_named_with_what_to_mend(tmp_path: Path, nobodys_port: int) -> None:
    (tmp_path / "file").touch()
    settings = Settings(data_dir=tmp_path / "file" / "data", models_dir=tmp_path, port=nobodys_port)
    found = check_installation(settings)
    by_part = {check.part: check for check in found.checks}
    assert not found.is_fine
    assert "MOTCUA_DATA_DIR" in by_part["Dữ liệu"].state
    assert (by_part["Mô hình Rasa"].is_fine, by_part["Mô hình Rasa"].mend) == (False, "motcua train")
    assert by_part["Máy chủ"].is_fine
    assert str(nobodys_port) in by_part["Máy chủ"].state
