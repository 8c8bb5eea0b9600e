"""Settings are read from the environment, and what cannot be used is named by its variable."""

from __future__ import annotations

import pytest

from bot.settings import ConfigurationError, load_settings


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_RASA_URLS", "http://a:1/, http://b:2")
    monkeypatch.setenv("MOTCUA_PORT", "8123")
    monkeypatch.setenv("MOTCUA_PUBLIC_URL", "")
    settings = load_settings()
    assert settings.rasa == ["http://a:1", "http://b:2"]
    assert settings.public == "http://127.0.0.1:8123"


def test_a_value_that_cannot_be_used_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_PORT", "70000")
    with pytest.raises(ConfigurationError, match="MOTCUA_PORT='70000'"):
        load_settings()
