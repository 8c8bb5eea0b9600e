"""Checks an installation or a catalogue, and says what to mend."""

from __future__ import annotations

import datetime as dt
import platform
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

import httpx

from bot.running.models import RASA_PYTHON
from bot.running.reasons import why
from bot.settings import ConfigurationError, Settings
from knowledge import quality
from knowledge.importers.detect import reader_of
from knowledge.procedure import Procedure

PACKAGES = ("fastapi", "rasa-sdk", "sentence-transformers", "faiss-cpu", "bm25s", "sqlalchemy")


@dataclass(frozen=True)
class Check:
    """One thing that was looked at: how it is, and what to do where it is not fine."""

    part: str
    is_fine: bool
    state: str
    mend: str | None = None


@dataclass
class Report:
    """What the doctor found."""

    checks: list[Check] = field(default_factory=list)

    @property
    def is_fine(self) -> bool:
        """Whether nothing needs to be mended."""
        return all(check.is_fine for check in self.checks)

    def as_json(self) -> dict[str, Any]:
        """The report for programs."""
        return {"ok": self.is_fine, "checks": [vars(check) for check in self.checks]}

    def as_text(self) -> str:
        """The report for people."""
        lines = []
        for check in self.checks:
            lines.append(f"{'ổn ' if check.is_fine else 'SỬA'}  {check.part}: {check.state}")
            if check.mend:
                lines.append(f"     → {check.mend}")
        return "\n".join(lines)


@dataclass(frozen=True)
class CatalogueReport:
    """What an editor should look at in a catalogue. It is never a fault of the installation."""

    quality: quality.QualityReport
    is_fine: bool = True

    def as_json(self) -> dict[str, Any]:
        """The report for programs."""
        return {
            "procedures": self.quality.procedures,
            "counts": self.quality.counts(),
            "findings": [vars(finding) for finding in self.quality.findings],
        }

    def as_text(self) -> str:
        """The report for people: how often, then each with code and field."""
        lines = [f"{self.quality.procedures} thủ tục"]
        lines += [f"{count:6d}  {kind}" for kind, count in self.quality.counts().items()]
        lines += [
            f"{finding.code}  {finding.kind}  {finding.field}: {finding.text}" for finding in self.quality.findings
        ]
        return "\n".join(lines)


def check_installation(settings: Settings) -> Report:
    """Looks at environments, data folder, database, models and the parts that run."""
    return Report([*_environments(), *_data(settings), *_running(settings)])


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
            installation.snapshot()
            yield Check("Chỉ mục tìm kiếm", True, "dùng được")
    except ConfigurationError as error:
        yield Check("Dữ liệu", False, str(error))
    models = sorted(settings.models_dir.glob("rasa-*.tar.gz"))
    yield Check(
        "Mô hình Rasa", bool(models), models[-1].name if models else "chưa có", None if models else "motcua train"
    )


def _running(settings: Settings) -> Iterator[Check]:
    url = f"{settings.public}/readyz"
    try:
        answer = httpx.get(url, timeout=3.0, trust_env=False)
    except httpx.HTTPError:
        yield Check("Máy chủ", True, f"không chạy tại {settings.public}", "make run, khi cần chạy")
        return
    yield Check("Máy chủ", answer.status_code == 200, f"{url}: {answer.text[:500]}")


def check_catalogue(settings: Settings, files: list[Path]) -> CatalogueReport:
    """Looks at the quality of the staged catalogue, or of the files given.

    Raises:
        ConfigurationError: a file cannot be opened or is of no known format.
    """
    from bot.running.installation import Installation

    today = dt.datetime.now(dt.UTC).date()
    if files:
        return CatalogueReport(quality.report(_read(files), today))
    with Installation(settings) as installation:
        return CatalogueReport(quality.report(installation.store.procedures("staged"), today))


def _read(files: list[Path]) -> Iterator[Procedure]:
    for path in files:
        try:
            reader = reader_of(path)
        except OSError as error:
            raise ConfigurationError(f"Không mở được {path}: {why(error)}.") from error
        if reader is None:
            raise ConfigurationError(f"Không nhận ra định dạng của {path}.")
        yield from (item for item in reader.read(path, None) if isinstance(item, Procedure))
