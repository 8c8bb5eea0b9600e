"""What stands in the way of a start is told before anything is prepared."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from bot.running.long_steps import silent
from bot.running.serving import serve
from bot.settings import ConfigurationError, Settings
from tests.servers import free_port


def test_a_taken_port_of_any_part_is_told_by_its_setting(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = int(taken.getsockname()[1])
        for name in ("port", "rasa_port", "sandbox_port"):
            ports = {part: free_port() for part in ("port", "rasa_port", "sandbox_port")} | {name: port}
            settings = Settings.model_validate({"data_dir": tmp_path / "data", **ports})
            with pytest.raises(ConfigurationError, match=f"{port}.*MOTCUA_{name.upper()}"):
                serve(settings, silent)
    assert not (tmp_path / "data").exists()
