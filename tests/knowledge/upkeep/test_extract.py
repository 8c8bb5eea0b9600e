"""Facts and official names are taken over, sentences never."""

from __future__ import annotations

from pathlib import Path

from knowledge.bundled import read_folder
from knowledge.procedure import Flag
from knowledge.upkeep.extract import LONGEST_NAME, PAPERS_LEFT_OUT, facts_of, slug, write
from tests.knowledge.samples import papers, procedure

SENTENCE = "chữ " * (LONGEST_NAME + 1)


def test_sentences_are_left_out() -> None:
    whole = procedure(conditions=SENTENCE, result=SENTENCE, version=4)
    facts = facts_of(whole)
    assert (facts.steps, facts.conditions, facts.result, facts.version) == (None, None, None, 0)
    assert facts.papers == whole.papers
    assert [(act.number, act.title) for act in facts.legal_basis] == [("60/2014/QH13", None)]
    assert facts.submissions == whole.submissions


def test_a_list_of_papers_with_a_sentence_is_left_out_whole_and_flagged() -> None:
    facts = facts_of(procedure(papers=papers("Tờ khai", SENTENCE)))
    assert facts.papers == []
    assert facts.flags == [Flag(field="papers", reason=PAPERS_LEFT_OUT)]


def test_a_file_a_field_in_place_of_what_was_there(tmp_path: Path) -> None:
    folder = tmp_path / "facts"
    folder.mkdir()
    (folder / "cu.json").write_text("[]", encoding="utf-8")
    given = [procedure("1.000002"), procedure("1.000001"), procedure("1.000003", field="Đất đai")]
    assert write(given, folder) == 3
    assert sorted(path.name for path in folder.iterdir()) == ["dat-dai.json", "ho-tich.json"]
    assert [one.code for one in read_folder(folder)] == ["1.000003", "1.000001", "1.000002"]


def test_a_fields_name_becomes_a_files_name() -> None:
    assert slug("Hộ tịch – Đăng ký (xã)") == "ho-tich-dang-ky-xa"
