"""What is published is found at once, and what cannot be searched is not published."""

from __future__ import annotations

import pytest

from bot.running.installation import Installation
from bot.settings import ConfigurationError
from bot.workshop.publishing import publish
from tests.bot.garden import LEMON, MELON

ASKED = "xin phép trồng trái chua chua sau hè"


def first(installation: Installation) -> tuple[str, str]:
    results = installation.searcher().search(ASKED).results
    return (results[0].code, results[0].matched) if results else ("", "")


def test_an_alias_is_found_without_training(installation: Installation) -> None:
    assert first(installation)[1] != ASKED
    models = sorted(installation.settings.models_dir.iterdir())
    installation.store.add_alias(MELON.code, ASKED, "lan")
    assert publish(installation.store, installation.snapshots).version == 2
    assert first(installation) == (MELON.code, ASKED)
    assert sorted(installation.settings.models_dir.iterdir()) == models, "nothing was trained"


def test_publishing_what_does_not_differ_keeps_the_version_and_builds_nothing(installation: Installation) -> None:
    before = sorted(installation.folder.snapshots.iterdir())
    assert publish(installation.store, installation.snapshots).version == 1
    assert sorted(installation.folder.snapshots.iterdir()) == before


def test_what_cannot_be_searched_is_not_published(installation: Installation) -> None:
    installation.store.remove("curated", [LEMON.code, MELON.code])
    with pytest.raises(ConfigurationError, match="bản đang chạy giữ nguyên"):
        publish(installation.store, installation.snapshots)
    assert installation.store.published_version() == 1
    assert installation.searcher().search(LEMON.name).results[0].code == LEMON.code
