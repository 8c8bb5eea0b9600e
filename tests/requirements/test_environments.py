"""How the two environments are made and reused, with a real but small one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from requirements.environments import copy_environment, digest_of, prepare, works
from requirements.lanes import Lane, SetupError


@pytest.fixture
def requirements(tmp_path: Path) -> Path:
    """Nothing to install, so that nothing is fetched."""
    path = tmp_path / "nothing.txt"
    path.write_text("# nothing\n")
    return path


def lane(tmp_path: Path) -> Lane:
    (tmp_path / "log").touch()
    return Lane("a", tmp_path / "log", lambda _: None)


def test_an_environment_is_made_once_and_copied_out_of_the_cache(tmp_path: Path, requirements: Path) -> None:
    cache, environment = tmp_path / "cache", tmp_path / ".venv"
    prepare(lane(tmp_path), sys.executable, environment, requirements, cache)
    [kept] = cache.iterdir()
    assert kept.name == f"venv-{digest_of(sys.executable, requirements)}"
    pip = subprocess.run([environment / "bin" / "pip", "--version"], capture_output=True, text=True, check=True)
    assert str(environment) in pip.stdout

    (environment / "mine").touch()
    prepare(lane(tmp_path), sys.executable, environment, requirements, cache)
    assert (environment / "mine").exists(), "what did not change is reused"
    requirements.write_text("# something else\n")
    assert kept.name != f"venv-{digest_of(sys.executable, requirements)}"


def test_what_pip_cannot_find_is_told_with_its_own_words(tmp_path: Path, requirements: Path) -> None:
    requirements.write_text(f"{tmp_path}/khong-co.whl\n")
    with pytest.raises(SetupError, match=r"pip không cài được nothing\.txt(.|\n)*khong-co\.whl"):
        prepare(lane(tmp_path), sys.executable, tmp_path / ".venv", requirements, None)


def test_a_copy_starts_its_own_python(tmp_path: Path) -> None:
    (tmp_path / "one" / "bin").mkdir(parents=True)
    (tmp_path / "one" / "bin" / "tool").write_text(f"#!{tmp_path}/one/bin/python\n")
    copy_environment(tmp_path / "one", tmp_path / "two")
    assert (tmp_path / "two" / "bin" / "tool").read_text() == f"#!{tmp_path}/two/bin/python\n"
    assert (tmp_path / "one" / "bin" / "tool").read_text() == f"#!{tmp_path}/one/bin/python\n"


def test_a_python_that_is_none_does_not_work() -> None:
    assert works(sys.executable, sys.version_info[:2])
    assert not works(sys.executable, (2, 7))
    assert not works("/khong/co/python", sys.version_info[:2])
