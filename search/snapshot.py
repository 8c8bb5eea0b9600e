"""The search index of one published state of the knowledge: built aside, checked, put in place whole, files only."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.procedure import Procedure
from knowledge.statement import statements_of
from knowledge.topic import Topic
from search.aside import built_aside
from search.decision import Gate
from search.dense import Encoder, load_encoder
from search.fusion import Fusion
from search.index import Index
from search.lexicon import Lexicon
from search.ranking import Ranker, order
from search.records import Findable, read_outside, records_of
from search.spelling import Speller, Vocabulary
from search.statements.alignment import Alignment
from search.statements.finder import StatementFinder, count_words, load_weights
from search.statements.record import Reading
from search.statements.ways import Ways
from search.text import strip_marks
from search.understanding import QuestionReader

FORMAT = 4
NLU_DATA = Path(__file__).resolve().parent.parent / "nlu_data"

# A name that many share in part may stand behind them, but never out of sight.
_FOUND_WITHIN = 10
_MANIFEST = "manifest.json"
_STATEMENTS = "statements"
FUSION = "fusion.json"
GATE = "gate.json"


class UnusableSnapshot(ValueError):
    """A snapshot that must not be used; says why."""


@dataclass(frozen=True)
class Snapshot:
    """A loaded snapshot: everything a searcher needs, read-only."""

    reader: QuestionReader
    encoder: Encoder
    ranker: Ranker
    fusion: Fusion
    gate: Gate
    lexicon: Lexicon
    statements: StatementFinder

    @property
    def index(self) -> Index:
        """Give the index that is ranked."""
        return self.ranker.index

    @classmethod
    def load(cls, folder: Path) -> Snapshot:
        """Read a snapshot.

        Raises:
            UnusableSnapshot: it is missing, of another format, not whole, or cannot be read.
        """
        try:
            _check_files(folder)
            lexicon = Lexicon.from_json(_read_json(folder / "lexicon.json"))
            vocabulary = Vocabulary(**_read_json(folder / "vocabulary.json"))
            model = folder / "model"
            reader = QuestionReader(lexicon, Speller(vocabulary, lexicon.place_words))
            encoder = load_encoder(model)
            return cls(
                reader=reader,
                encoder=encoder,
                ranker=Ranker(Index.load(folder), lexicon),
                fusion=Fusion.load(model / FUSION) if (model / FUSION).is_file() else Fusion.prior(),
                gate=Gate.load(model / GATE) if (model / GATE).is_file() else Gate(),
                lexicon=lexicon,
                statements=_load_statements(folder, reader, encoder, lexicon),
            )
        except UnusableSnapshot:
            raise
        except (OSError, ValueError, KeyError, TypeError, EOFError) as error:
            raise UnusableSnapshot(f"không đọc được chỉ mục tìm kiếm {folder}: {error}") from error


def build(
    procedures: Iterable[Findable],
    questions: Mapping[str, Sequence[str]],
    model: Path,
    folder: Path,
    nlu_data: Path = NLU_DATA,
    alignment: Path | None = None,
) -> None:
    """Build a snapshot aside, check it and put it in place of ``folder`` by one rename.

    Args:
        procedures: the published ones; those without details are left out.
        questions: by code, the ways in which people ask, aliases included.
        model: the folder that ``search.learning.model.model_for`` gave.
        folder: where the snapshot is to lie.
        nlu_data: holds ``lexicon/`` and, where they exist, ``out_of_scope.txt``, ``gaps.tsv`` and ``details/ways.tsv``.
        alignment: the folder that ``search.learning.alignment.alignment_for`` gave; without it, statements are found by
            their words alone.

    Raises:
        UnusableSnapshot: a published procedure does not find itself by its own name; ``folder`` stays as it was.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with built_aside(folder) as aside:
        listed = list(procedures)
        _write(listed, questions, model, aside, nlu_data)
        _write_statements(listed, aside, nlu_data, alignment)
        _write_manifest(aside)
        _check_names(Snapshot.load(aside))


def _write(
    procedures: Iterable[Findable], questions: Mapping[str, Sequence[str]], model: Path, aside: Path, nlu_data: Path
) -> None:
    lexicon = Lexicon.load(nlu_data / "lexicon")
    records = records_of(procedures, questions, read_outside(nlu_data))
    if not any(record.outside is None for record in records):
        raise UnusableSnapshot("chưa có thủ tục nào được công bố nên không dựng được chỉ mục tìm kiếm")
    reader = QuestionReader(lexicon)
    read = [[reader.read(text) for text in record.texts] for record in records]
    vocabulary = Vocabulary.of([text.written for texts in read for text in texts], lexicon)
    index = Index.build(records, read, lexicon, load_encoder(model))
    index.save(aside)
    _write_json(aside / "lexicon.json", lexicon.to_json())
    _write_json(aside / "vocabulary.json", {"counts": vocabulary.counts, "pairs": vocabulary.pairs})
    shutil.copytree(model, aside / "model", copy_function=_link)


def _write_statements(procedures: Iterable[Findable], aside: Path, nlu_data: Path, alignment: Path | None) -> None:
    """Write what finding statements needs beside the index: the alignment, the ways, how rare words are."""
    folder = aside / _STATEMENTS
    folder.mkdir()
    reader = QuestionReader(Lexicon.from_json(_read_json(aside / "lexicon.json")))
    entries = [entry for entry in procedures if isinstance(entry, Procedure | Topic)]
    counts, number = count_words(reader.read(told.whole) for entry in entries for told in statements_of(entry))
    _write_json(folder / "counts.json", {"statements": number, "words": counts})
    ways = nlu_data / "details" / "ways.tsv"
    (folder / "ways.tsv").write_text(ways.read_text(encoding="utf-8") if ways.is_file() else "", encoding="utf-8")
    if alignment is not None:
        shutil.copytree(alignment, folder / "alignment", copy_function=_link)


def _load_statements(folder: Path, reader: QuestionReader, encoder: Encoder, lexicon: Lexicon) -> StatementFinder:
    folder /= _STATEMENTS
    aligned = folder / "alignment"
    counted = _read_json(folder / "counts.json")
    reading = Reading(
        reader=reader,
        encoder=encoder,
        alignment=Alignment.load(aligned) if aligned.is_dir() else Alignment.empty(),
        ways=Ways.load(folder / "ways.tsv"),
        counts=counted["words"],
        statements=counted["statements"],
        fillers=frozenset(strip_marks(word) for entry in lexicon.of("weightless") for word in entry.said),
    )
    return StatementFinder(reading, load_weights())


def _write_manifest(aside: Path) -> None:
    files = {str(path.relative_to(aside)): path.stat().st_size for path in sorted(aside.rglob("*")) if path.is_file()}
    _write_json(aside / _MANIFEST, {"format": FORMAT, "files": files})


def _check_files(folder: Path) -> None:
    manifest = folder / _MANIFEST
    if not manifest.is_file():
        raise UnusableSnapshot(f"không có chỉ mục tìm kiếm ở {folder}; chạy 'motcua publish' để dựng")
    known = _read_json(manifest)
    if known["format"] != FORMAT:
        raise UnusableSnapshot(
            f"chỉ mục {folder} thuộc bản khác ({known['format']}); chạy 'motcua publish' để dựng lại"
        )
    for name, size in known["files"].items():
        path = folder / name
        if not path.is_file() or path.stat().st_size != size:
            raise UnusableSnapshot(f"chỉ mục {folder} hỏng: tệp {name} thiếu hoặc sai kích thước")


def _check_names(snapshot: Snapshot) -> None:
    """Hold that every procedure, or another of just its name, is among the first results for that name."""
    index = snapshot.index
    ours = [at for at, record in enumerate(index.records) if record.outside is None]
    read = [snapshot.reader.read(index.records[at].texts[0]) for at in ours]
    for at, text, vector in zip(ours, read, snapshot.encoder.encode(read), strict=True):
        found = snapshot.ranker.candidates(text, vector)
        first = found.records[order(snapshot.fusion.score(found.signals))[:_FOUND_WITHIN]]
        if index.records[at].texts[0] not in {index.records[other].texts[0] for other in first}:
            record = index.records[at]
            raise UnusableSnapshot(f"thủ tục {record.code} không tự tìm thấy mình theo tên '{record.name}'")


def _link(source: str, target: str) -> str:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
    return target


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")


def _read_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
