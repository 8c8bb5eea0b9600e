from __future__ import annotations

from pathlib import Path

import pytest

from search.aside import built_aside


def test_nothing_is_seen_before_all_is_there(tmp_path: Path) -> None:
    with built_aside(tmp_path / "index") as aside:
        (aside / "a").write_text("1")
        assert not (tmp_path / "index").exists()
    assert (tmp_path / "index/a").read_text() == "1"
    assert [path.name for path in tmp_path.iterdir()] == ["index"]


@pytest.mark.parametrize(("replace", "left"), [(True, "new"), (False, "old")])
def test_what_was_there_makes_room_or_stays(tmp_path: Path, replace: bool, left: str) -> None:
    (tmp_path / "index").mkdir()
    (tmp_path / "index/a").write_text("old")
    with built_aside(tmp_path / "index", replace) as aside:
        (aside / "a").write_text("new")
    assert (tmp_path / "index/a").read_text() == left
    assert [path.name for path in tmp_path.iterdir()] == ["index"]


def test_what_fails_leaves_all_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "index").mkdir()
    (tmp_path / "index/a").write_text("old")
    with pytest.raises(ZeroDivisionError), built_aside(tmp_path / "index") as aside:
        (aside / "a").write_text(str(1 / 0))
    assert (tmp_path / "index/a").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["index"]
