"""Whether somebody is there now."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import httpx
import pytest

from actions.dossiers.local_time import VIETNAM
from tests.bot.front import front, settings_for

PROVINCE = """
name = "Mẫu"
[[opening]]
opens = 07:30:00
closes = 11:30:00
[calendar]
years = [2026]
"""
CLOSED = (
    "Bây giờ ngoài giờ làm việc, cán bộ trực lại lúc 7 giờ 30, thứ Tư 18/11. Anh/chị để lại lời nhắn, cán bộ sẽ đọc. "
    "Giấy tờ, lệ phí, hồ sơ thì tôi trả lời cả lúc này."
)


@pytest.mark.parametrize(
    ("hour", "said"),
    [
        (9, {"open": True, "opens_at": None, "notice": None}),
        (14, {"open": False, "opens_at": "2026-11-18T07:30:00+07:00", "notice": CLOSED}),
    ],
)
def test_who_comes_outside_of_hours_is_told(tmp_path: Path, rasa_url: str, hour: int, said: dict[str, object]) -> None:
    (tmp_path / "province.toml").write_text(PROVINCE, encoding="utf-8")
    settings = settings_for(tmp_path, rasa_url, province_file=tmp_path / "province.toml")
    now = dt.datetime(2026, 11, 17, hour, tzinfo=VIETNAM)
    with front(settings, clock=lambda: now) as url:
        assert httpx.get(f"{url}/api/office", trust_env=False).json() == said


def test_nothing_is_said_of_hours_that_are_not_set(url: str) -> None:
    answer = httpx.get(f"{url}/api/office", trust_env=False)
    assert answer.json() == {"open": None, "opens_at": None, "notice": None}
