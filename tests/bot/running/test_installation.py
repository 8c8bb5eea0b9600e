"""A data folder from its first moment to an upgrade of the program, on a real SQLite."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.running.installation import Installation
from bot.settings import ConfigurationError, Settings
from knowledge import bundled
from knowledge.procedure import Procedure, Source

LEMON = Procedure(code="9.000001", name="Đăng ký vườn chanh", source=Source(title="thử"))
MELON = Procedure(code="9.000002", name="Đăng ký vườn dưa", source=Source(title="thử"))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A bundle of one curated procedure that a test may change."""
    folder = tmp_path / "bundled"
    (folder / "curated").mkdir(parents=True)
    monkeypatch.setattr(bundled, "_FOLDER", folder)
    write(folder, LEMON)
    yield folder
    shutil.rmtree(folder)


def write(folder: Path, *procedures: Procedure) -> None:
    text = ",".join(procedure.model_dump_json(by_alias=True) for procedure in procedures)
    (folder / "curated" / "vuon.json").write_text(f"[{text}]", encoding="utf-8")


def names(settings: Settings) -> list[str]:
    with Installation(settings) as installation:
        return [procedure.name for procedure in installation.store.procedures()]


def test_a_fresh_folder_has_the_bundle_published(tmp_path: Path, folder: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data")
    assert names(settings) == [LEMON.name]
    with Installation(settings) as installation:
        assert installation.store.published_version() == 1


def test_an_upgraded_bundle_is_published_when_nothing_waits(tmp_path: Path, folder: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data")
    names(settings)
    write(folder, LEMON, MELON)
    assert names(settings) == [LEMON.name, MELON.name]


def test_an_upgraded_bundle_waits_with_an_editors_change(tmp_path: Path, folder: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data")
    with Installation(settings) as installation:
        installation.store.correct(LEMON.code, {"result": "Giấy vườn chanh"}, "biên tập")
    write(folder, LEMON, MELON)
    assert names(settings) == [LEMON.name]
    with Installation(settings) as installation:
        assert [procedure.name for procedure in installation.store.procedures("staged")] == [LEMON.name, MELON.name]


def test_two_folders_are_two_installations(tmp_path: Path, folder: Path) -> None:
    names(Settings(data_dir=tmp_path / "one"))
    write(folder, MELON)
    assert names(Settings(data_dir=tmp_path / "two")) == [MELON.name]


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ConfigurationError, match=r"file/data.*MOTCUA_DATA_DIR"):
        Installation(Settings(data_dir=tmp_path / "file" / "data"))


def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil._ntuple_diskusage(10**9, 10**9, 1024)  # type: ignore[attr-defined]
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(ConfigurationError, match=r"còn 0 MiB trống"):
        Installation(Settings(data_dir=tmp_path))


def test_a_database_that_is_none_is_told(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, database_url="mysql://nowhere/x")
    with pytest.raises(ConfigurationError, match="MOTCUA_DATABASE_URL"):
        _ = Installation(settings).store
