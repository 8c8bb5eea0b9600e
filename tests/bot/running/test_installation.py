"""A data folder from its first moment, on a real SQLite."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.running.installation import Installation
from bot.running.sources import Sources
from bot.settings import ConfigurationError, Settings
from tests.bot.garden import LEMON, MELON, plant


def published(folder: Path, sources: Sources) -> list[str]:
    with Installation(Settings(data_dir=folder), sources=sources) as installation:
        return [procedure.name for procedure in installation.store.procedures()]


def test_a_fresh_folder_has_the_bundle_published(tmp_path: Path) -> None:
    said: list[str] = []
    with Installation(Settings(data_dir=tmp_path / "data"), said.append, plant(tmp_path, LEMON)) as installation:
        assert installation.store.published_version() == 1
        assert installation.chosen_model() == ""
    assert published(tmp_path / "data", plant(tmp_path, LEMON)) == [LEMON.name]
    assert said == ["Đang nạp danh mục đi kèm …"]


def test_an_upgraded_bundle_is_taken_when_the_folder_is_opened_again(tmp_path: Path) -> None:
    published(tmp_path / "data", plant(tmp_path, LEMON))
    assert published(tmp_path / "data", plant(tmp_path, LEMON, MELON)) == [LEMON.name, MELON.name]


def test_two_folders_are_two_installations(tmp_path: Path) -> None:
    published(tmp_path / "one", plant(tmp_path, LEMON))
    assert published(tmp_path / "two", plant(tmp_path, MELON)) == [MELON.name]


def test_a_database_that_is_none_is_told(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, database_url="mysql://nowhere/x")
    with pytest.raises(ConfigurationError, match="MOTCUA_DATABASE_URL"):
        _ = Installation(settings).store
