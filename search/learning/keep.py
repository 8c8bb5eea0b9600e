"""Keeps in the repository what a trial and the development set teach, so that a fresh folder need not learn it.

Run ``python -m search.learning.keep`` from the checkout's root after any change of what a model is learned from
(nlu_data/README.md says what that is); tests/search/learning/test_keep.py fails until it was run. It takes as long as
one training with its trial, nothing where the model is there already, and writes one file, the same one each time.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from search.decision import Gate
from search.fusion import Fusion
from search.learning.corpus import Corpus
from search.learning.model import LEARNED, bundled_corpus, default_model, kept_file
from search.learning.tuning import Tuning
from search.snapshot import FUSION, GATE, NLU_DATA


def keep(corpus: Corpus, model: Path, kept: Path) -> Path:
    """Write the tuning of a corpus' model into the folder ``kept``, in place of what was kept before; give its file."""
    tuning = Tuning(Fusion.load(model / FUSION), Gate.load(model / GATE))
    kept.mkdir(exist_ok=True)
    for old in kept.glob("*.json"):
        old.unlink()
    file = kept_file(corpus, kept)
    file.write_text(json.dumps(tuning.to_json(), indent=1) + "\n", encoding="utf-8")
    return file


def main() -> None:
    """Train the default model where it is not there, and keep its tuning."""
    parser = argparse.ArgumentParser(prog="python -m search.learning.keep", description=__doc__)
    parser.add_argument("--models", type=Path, default=Path(".cache/models"), help="where models lie")
    models: Path = parser.parse_args().models
    model = default_model(models, lambda said: print(said, file=sys.stderr, flush=True))
    print(keep(bundled_corpus(), model, NLU_DATA / LEARNED))


if __name__ == "__main__":
    main()
