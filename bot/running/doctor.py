"""Checks an installation, and says what to mend."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version

import httpx

from bot.running.models import RASA_PYTHON
from bot.settings import ConfigurationError, Settings

PACKAGES = ("fastapi", "rasa-sdk", "sentence-transformers", "faiss-cpu", "bm25s", "sqlalchemy")


@dataclass(frozen=True)
class Check:
    """One thing that was looked at: how it is, and what to do where it is not fine."""

    part: str
    is_fine: bool
    state: str
    mend: str | None = None


@dataclass(frozen=True)
class Diagnosis:
    """All that was looked at."""

    checks: tuple[Check, ...]

    @property
    def is_fine(self) -> bool:
        """Whether nothing needs to be mended."""
        return all(check.is_fine for check in self.checks)


def check_installation(settings: Settings) -> Diagnosis:
    """Look at environments, data folder, database, models and the parts that run."""
    return Diagnosis((*_environments(), *_data(settings), *check_channels(settings), *_running(settings)))


def _environments() -> Iterator[Check]:
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    yield Check("Môi trường .venv", True, f"Python {platform.python_version()}, {packages}")
    found = RASA_PYTHON.exists()
    yield Check(
        "Môi trường .venv-rasa", found, str(RASA_PYTHON) if found else "chưa có", None if found else "make setup"
    )


def _data(settings: Settings) -> Iterator[Check]:
    from bot.running.installation import Installation

    try:
        with Installation(settings) as installation:
            count = sum(1 for _ in installation.store.procedures())
            published = installation.store.published_version()
            yield Check("Dữ liệu", count > 0, f"{settings.data_dir}: phiên bản {published}, {count} thủ tục")
            installation.searcher()
            yield Check("Chỉ mục tìm kiếm", True, "dùng được")
    except ConfigurationError as error:
        yield Check("Dữ liệu", False, str(error))
    models = sorted(settings.models_dir.glob("rasa-*.tar.gz"))
    yield Check(
        "Mô hình Rasa", bool(models), models[-1].name if models else "chưa có", None if models else "motcua train"
    )


def check_channels(settings: Settings) -> Iterator[Check]:
    """Look at the channels that deliver: whether they are on, and whether they can."""
    from bot.channels.zalo.account import NEEDED, missing
    from bot.channels.zalo.desk import ZaloDesk
    from bot.clock import world_clock
    from bot.running.installation import Installation

    lacking = missing(settings)
    if lacking:
        is_off = len(lacking) == len(NEEDED)
        state = "chưa bật" if is_off else f"chưa bật, còn thiếu {', '.join(lacking)}"
        yield Check("Kênh Zalo", is_off, state, None if is_off else "đặt đủ các biến này, hoặc bỏ cả bốn")
        return
    try:
        with Installation(settings) as installation:
            status = ZaloDesk(installation, world_clock).status()
    except ConfigurationError as error:
        yield Check("Kênh Zalo", False, str(error))
        return
    told = f"{status.state}, {status.queued} tin chờ gửi" + (f"; Zalo nói: {status.reason}" if status.reason else "")
    yield Check("Kênh Zalo", status.is_authorised, told, None if status.is_authorised else "motcua zalo authorize")


def _running(settings: Settings) -> Iterator[Check]:
    url = f"{settings.public}/readyz"
    try:
        answer = httpx.get(url, timeout=3.0, trust_env=False)
    except httpx.HTTPError:
        yield Check("Máy chủ", True, f"không chạy tại {settings.public}", "make run, khi cần chạy")
        return
    yield Check("Máy chủ", answer.status_code == 200, f"{url}: {answer.text[:500]}")
