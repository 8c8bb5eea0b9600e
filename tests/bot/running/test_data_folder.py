"""What makes a folder unfit to hold an installation."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.running.data_folder import SPACE_NEEDED, DataFolder, free_space
from bot.settings import ConfigurationError


def test_a_folder_is_made_and_left_empty(tmp_path: Path) -> None:
    folder = DataFolder.open(tmp_path / "a" / "b")
    assert list(folder.path.iterdir()) == []
    assert free_space(folder.path) > 0


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ConfigurationError, match=r"file/data.*MOTCUA_DATA_DIR"):
        DataFolder.open(tmp_path / "file" / "data")


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"còn 0 MiB trống, cần 200 MiB"):
        DataFolder.open(tmp_path, free=lambda _: 1024)
    DataFolder.open(tmp_path, free=lambda _: SPACE_NEEDED)
