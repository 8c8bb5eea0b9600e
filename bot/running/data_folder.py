"""The data folder of an installation: what lies where in it, and whether it can be used."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.running.reasons import why
from bot.settings import ConfigurationError

MIB = 1024**2
SPACE_NEEDED = 200 * MIB


def free_space(folder: Path) -> int:
    """Give the bytes that are free on the disk of a folder."""
    return shutil.disk_usage(folder).free


@dataclass(frozen=True)
class DataFolder:
    """The folder that holds the database, the snapshots, the models trained from its own data, and the logs."""

    path: Path

    @classmethod
    def open(cls, path: Path, free: Callable[[Path], int] = free_space) -> DataFolder:
        """Make the folder where it is not there yet.

        Args:
            path: the folder.
            free: tells the free bytes around a folder.

        Raises:
            ConfigurationError: it cannot be written, or there is too little room.
        """
        try:
            path.mkdir(parents=True, exist_ok=True)
            probe = path / ".writable"
            probe.touch()
            probe.unlink()
        except OSError as error:
            raise ConfigurationError(
                f"Không ghi được vào thư mục dữ liệu {path}: {why(error)}. Đặt MOTCUA_DATA_DIR sang thư mục khác."
            ) from error
        if (left := free(path)) < SPACE_NEEDED:
            raise ConfigurationError(
                f"Thư mục dữ liệu {path} chỉ còn {left // MIB} MiB trống, cần {SPACE_NEEDED // MIB} MiB. "
                "Dọn bớt đĩa rồi chạy lại."
            )
        return cls(path)

    @property
    def snapshots(self) -> Path:
        """The folder of the snapshots, each named by what it is made from."""
        return self.path / "snapshots"

    @property
    def models(self) -> Path:
        """The folder of the models that were trained from this folder's own data."""
        return self.path / "models"

    @property
    def chosen_model(self) -> Path:
        """The file that names the model of ``models`` which is in use."""
        return self.path / "embedding"

    @property
    def bundle_taken(self) -> Path:
        """The file that holds the digest of the bundled catalogue which was taken last."""
        return self.path / "bundle"

    @property
    def logs(self) -> Path:
        """The folder of what the parts of a running service write."""
        return self.path / "logs"
