"""What is sealed can be opened with its key, and with no other."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from bot.running.sealing import CannotOpen, Sealing, sealing_of
from bot.settings import ConfigurationError, Settings

OLD, NEW = "o" * 40, "n" * 40


def settings(folder: Path, key: str | None = None) -> Settings:
    return Settings.model_validate({"data_dir": folder, "secret_key": key})


def test_only_its_key_opens_it() -> None:
    sealed = Sealing([OLD]).seal("bí mật")
    assert "bí mật" not in sealed
    assert Sealing([OLD]).open(sealed) == "bí mật"
    with pytest.raises(CannotOpen):
        Sealing([NEW]).open(sealed)
    with pytest.raises(CannotOpen):
        Sealing([OLD]).open(sealed[:-4] + "AAAA")


def test_a_new_key_before_the_old_one_opens_both_and_seals_with_itself() -> None:
    before, both = Sealing([OLD]).seal("x"), Sealing([NEW, OLD])
    assert both.open(before) == "x" and not both.is_current(before)
    assert both.is_current(both.seal("x"))
    assert Sealing([NEW]).open(both.seal("x")) == "x"


def test_without_a_setting_a_folder_has_a_key_of_its_own(tmp_path: Path) -> None:
    sealed = sealing_of(settings(tmp_path / "a")).seal("x")
    assert sealing_of(settings(tmp_path / "a")).open(sealed) == "x"
    assert stat.S_IMODE((tmp_path / "a" / "secret.key").stat().st_mode) == 0o600
    with pytest.raises(CannotOpen):
        sealing_of(settings(tmp_path / "b")).open(sealed)


def test_the_setting_lists_keys_the_newest_first(tmp_path: Path) -> None:
    before = sealing_of(settings(tmp_path, OLD)).seal("x")
    assert sealing_of(settings(tmp_path, f"{NEW}, {OLD}")).open(before) == "x"
    assert not (tmp_path / "secret.key").exists()
    for short in ("kurz", f"{NEW},kurz", " , "):
        with pytest.raises(ConfigurationError, match="MOTCUA_SECRET_KEY"):
            sealing_of(settings(tmp_path, short))


def test_a_digest_tells_a_text_again_under_its_key_only() -> None:
    one, other = Sealing(["a" * 40]), Sealing(["b" * 40])
    assert one.digest("H15.18") == one.digest("H15.18") != one.digest("H15.19")
    assert one.digest("H15.18") != other.digest("H15.18")
