"""The watch over an installation loads what is published in it."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.running.knowledge_loading import watch_of
from tests.bot import samples
from tests.bot.front import SmallInstallation, settings_for


def test_what_is_published_is_loaded_by_name_and_what_is_newer_is_taken_up(tmp_path: Path) -> None:
    installation = SmallInstallation(settings_for(tmp_path, "http://127.0.0.1"))
    watch = watch_of(installation)
    asyncio.run(watch.load())
    names = [entry.name for entry in watch.current.entries]
    assert names == sorted(names) and len(names) == 3
    assert watch.current.live.version == 1
    installation.store.stage("import", [samples.LAND.model_copy(update={"code": "1.000001", "name": "Đất"})])
    installation.store.publish()
    asyncio.run(watch.load())
    assert watch.current.live.version == 2
    assert "1.000001" in [entry.code for entry in watch.current.entries]
    installation.close()
