from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from knowledge import bundled
from knowledge.fork import Branch, Fork


def test_a_fork_has_each_code_once_and_at_least_two() -> None:
    here = Branch(code="1", title="A", when=("a",))
    with pytest.raises(ValidationError, match="một mã đứng hai lần"):
        Fork(asks="a hay b", branches=(here, here))
    with pytest.raises(ValidationError):
        Fork(asks="a", branches=(here,))


def test_a_broken_file_of_forks_is_named(tmp_path: Path) -> None:
    (tmp_path / "forks.toml").write_text('[[fork]]\nasks = "a"\nbranches = []\n', encoding="utf-8")
    with pytest.raises(bundled.BundleError, match=r"forks\.toml"):
        bundled.forks(tmp_path)
