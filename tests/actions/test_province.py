from __future__ import annotations

from pathlib import Path

import pytest

from actions.province import Province


def test_the_bundled_file_holds_only_what_is_certain() -> None:
    province = Province.load()
    assert province.centre == "Trung tâm Phục vụ hành chính công tỉnh Đắk Lắk"
    assert [e.number for e in province.emergency] == ["113", "114", "115", "112", "111"]
    assert (province.hotline, province.hours, province.complaints) == (None, None, None)
    assert province.calendar.years == [2026]


def test_a_provinces_own_file(tmp_path: Path) -> None:
    file = tmp_path / "tinh.toml"
    file.write_text(
        'name = "Thử"\nhotline = "1022"\n[calendar]\nyears = [2027]\ndays_off = [2027-01-04]\n', encoding="utf-8"
    )
    province = Province.load(file)
    assert (province.name, province.hotline, province.centre) == ("Thử", "1022", None)


@pytest.mark.parametrize(
    ("content", "says"),
    [("name = ", "Không đọc được"), ('name = "Thử"\nhotlien = "1022"', "hotlien"), ("hours = 1", "name")],
)
def test_a_wrong_file_is_named_with_what_is_wrong(tmp_path: Path, content: str, says: str) -> None:
    file = tmp_path / "tinh.toml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=says) as raised:
        Province.load(file)
    assert "tinh.toml" in str(raised.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"khong-co\.toml"):
        Province.load(tmp_path / "khong-co.toml")
