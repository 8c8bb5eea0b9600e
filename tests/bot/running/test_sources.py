"""What the program brings along is named by its content."""

from __future__ import annotations

from pathlib import Path

from bot.running.sources import Sources, digest_of
from tests.bot.garden import LEMON, MELON, plant


def test_each_change_gives_another_name(tmp_path: Path) -> None:
    sources = plant(tmp_path, LEMON)
    catalogue, spoken = sources.catalogue_digest(), sources.spoken_digest()
    plant(tmp_path, LEMON, MELON)
    assert sources.catalogue_digest() != catalogue
    assert sources.spoken_digest() == spoken
    (tmp_path / "questions" / "vuon.txt").write_text(f"# {LEMON.code} Đăng ký vườn chanh\nchanh không hạt\n")
    assert sources.spoken_digest() != spoken


def test_files_have_one_name_in_any_order(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("a", "b")]
    for path in paths:
        path.write_text(path.name)
    assert digest_of(paths) == digest_of(reversed(paths))


def test_the_programs_own_sources_are_there() -> None:
    sources = Sources()
    assert len(list(sources.topics())) > 10
    assert list(sources.questions.glob("*.txt"))
