"""What a snapshot is built from: the store's procedures, and all ways of asking in the state that is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.running.installation import Installation
from bot.settings import Settings
from tests.bot.garden import LEMON, MELON, plant

ASKED = "xin phép trồng trái chua chua sau hè"


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    return Installation(Settings(data_dir=tmp_path / "data"), sources=plant(tmp_path, LEMON, MELON))


def test_an_alias_belongs_to_the_state_in_which_it_stands(installation: Installation) -> None:
    with installation:
        searchable = installation.searchable
        before = searchable.digest("published")
        assert searchable.digest("staged") == before
        installation.store.add_alias(MELON.code, ASKED, "lan")
        assert ASKED in searchable.questions("staged")[MELON.code]
        assert ASKED not in searchable.questions("published")[MELON.code]
        assert searchable.digest("published") == before != searchable.digest("staged")


def test_what_is_staged_is_found_in_its_state_only(installation: Installation) -> None:
    with installation:
        installation.store.remove("curated", [LEMON.code])
        assert [item.code for item in installation.searchable.findable("staged")] == [MELON.code]
        assert [item.code for item in installation.searchable.findable("published")] == [LEMON.code, MELON.code]
