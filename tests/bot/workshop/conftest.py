"""An installation with the garden in it: its model is trained and its snapshot built once, and copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.running.installation import Installation
from bot.settings import Settings
from tests.bot.garden import LEMON, MELON, plant


def opened(folder: Path) -> Installation:
    return Installation(
        Settings(data_dir=folder / "data", models_dir=folder / "models"), sources=plant(folder, LEMON, MELON)
    )


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("garden")
    with opened(folder) as installation:
        installation.snapshots.of("published")
    return folder


@pytest.fixture
def installation(prepared: Path, tmp_path: Path) -> Iterator[Installation]:
    shutil.copytree(prepared, tmp_path, dirs_exist_ok=True)
    with opened(tmp_path) as installation:
        yield installation
