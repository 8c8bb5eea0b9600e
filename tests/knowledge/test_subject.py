from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from knowledge import bundled
from knowledge.subject import Subject

ONE = {"code": "chu-de/xe", "name": "Xe", "ways": ["xe"], "matters": [["1.013067", "Đăng ký xe mới"]]}


def test_matters_are_written_as_pairs() -> None:
    matter = Subject.model_validate(ONE).matters[0]
    assert (matter.code, matter.title) == ("1.013067", "Đăng ký xe mới")


@pytest.mark.parametrize("wrong", [{"matters": []}, {"ways": []}, {"matters": [["1.1", "x" * 61]]}, {"code": "xe"}])
def test_what_is_missing_or_too_long_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Subject.model_validate({**ONE, **wrong})


def test_a_code_that_stands_twice_is_named(tmp_path: Path) -> None:
    entry = '[[subject]]\ncode = "chu-de/xe"\nname = "Xe"\nways = ["xe"]\nmatters = [["1.1", "Một"]]\n'
    (tmp_path / "subjects").mkdir()
    (tmp_path / "subjects" / "a.toml").write_text(entry * 2, encoding="utf-8")
    with pytest.raises(bundled.BundleError, match="chu-de/xe"):
        bundled.subjects(tmp_path)


def test_each_matter_of_the_bundle_is_there_and_no_way_is_said_of_two_subjects() -> None:
    known = {procedure.code for layer in (bundled.curated(), bundled.facts()) for procedure in layer}
    known |= set(bundled.topics())
    ways: dict[str, str] = {}
    for subject in bundled.subjects():
        assert {matter.code for matter in subject.matters} <= known, subject.code
        for way in subject.ways:
            assert ways.setdefault(way.casefold(), subject.code) == subject.code, way
