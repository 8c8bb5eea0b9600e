from __future__ import annotations

from pathlib import Path

import pytest

from knowledge import bundled


@pytest.mark.parametrize(
    "lines",
    ["1.1\n", "1.1\t" + "x" * 61, "1.1\tMột\n1.1\tHai", "1.1\tMột\n1.2\tMột"],
    ids=["none", "long", "code", "name"],
)
def test_a_broken_line_is_named(tmp_path: Path, lines: str) -> None:
    (tmp_path / "short_names.tsv").write_text(lines, encoding="utf-8")
    with pytest.raises(bundled.BundleError, match=r"short_names\.tsv, dòng"):
        bundled.short_names(tmp_path)


def test_each_short_name_is_of_a_procedure() -> None:
    known = {procedure.code for layer in (bundled.curated(), bundled.facts()) for procedure in layer}
    assert set(bundled.short_names()) <= known
