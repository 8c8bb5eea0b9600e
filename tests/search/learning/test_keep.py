from __future__ import annotations

import json
from pathlib import Path

from search.decision import Gate
from search.fusion import Fusion
from search.learning.corpus import Corpus
from search.learning.development import Development
from search.learning.keep import keep
from search.learning.model import LEARNED, bundled_corpus, kept_file
from search.learning.tuning import Tuning
from search.lexicon import Lexicon
from search.snapshot import FUSION, GATE, NLU_DATA


def test_what_is_kept_belongs_to_the_bundled_corpus() -> None:
    kept = kept_file(bundled_corpus(), NLU_DATA / LEARNED)
    assert kept.is_file(), "run 'python -m search.learning.keep' and commit what it wrote"
    tuning = Tuning.from_json(json.loads(kept.read_text(encoding="utf-8")))
    assert tuning.gate != Gate() and (tuning.fusion.weights != Fusion.prior().weights).any()
    assert list(kept.parent.iterdir()) == [kept]


def test_keeping_replaces_what_was_kept_before(tmp_path: Path) -> None:
    model, kept, corpus = tmp_path / "model", tmp_path / "learned", Corpus([], Lexicon(), Development())
    model.mkdir()
    kept.mkdir()
    (kept / "0123456789abcdef.json").write_text("{}")
    Fusion.prior().save(model / FUSION)
    Gate(ours=0.25).save(model / GATE)
    file = keep(corpus, model, kept)
    assert list(kept.iterdir()) == [file] == [kept_file(corpus, kept)]
    assert Tuning.from_json(json.loads(file.read_text())).gate.ours == 0.25
