"""What is built aside appears whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.put_in_place import put_in_place


def test_a_file_is_replaced_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "het.csv"
    path.write_text("cũ")
    with put_in_place(path) as aside:
        aside.write_text("mới")
        assert (aside.name, path.read_text()) == ("het.csv", "cũ")
    assert path.read_text() == "mới"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_takes_the_place_of_a_folder_with_all_that_it_held(tmp_path: Path) -> None:
    path = tmp_path / "model"
    for name in ("one", "two"):
        with put_in_place(path) as aside:
            aside.mkdir()
            (aside / name).touch()
        assert [file.name for file in path.iterdir()] == [name]
    assert list(tmp_path.iterdir()) == [path]


def test_what_fails_leaves_what_was_there_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "het.csv"
    path.write_text("cũ")
    with pytest.raises(ValueError), put_in_place(path) as aside:
        aside.write_text("nửa")
        raise ValueError("ổ đĩa đầy")
    assert path.read_text() == "cũ"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_never_takes_the_place_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "het.csv").mkdir()
    (tmp_path / "het.csv" / "giữ").touch()
    with pytest.raises(IsADirectoryError), put_in_place(tmp_path / "het.csv") as aside:
        aside.touch()
    assert (tmp_path / "het.csv" / "giữ").exists()


def test_a_place_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), put_in_place(tmp_path / "khong-co" / "het.csv"):
        pass
