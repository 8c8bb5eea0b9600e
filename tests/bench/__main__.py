"""``python -m tests.bench``: runs every benchmark and prints one JSON value.

By default the test set is asked, on which nothing is tuned: each such run is a look at it, to be counted in
docs/search.md. While working, ask ``nlu_data/held_out/development``.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from tests.bench.search_bench import GROWTH, run

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--set", type=Path, default=Path("nlu_data/held_out/test"), help="folder of a question set")
    parser.add_argument("--growth", type=int, nargs="*", default=GROWTH, help="sizes of made-up catalogues")
    chosen = parser.parse_args()
    print(json.dumps({"search": run(chosen.set, chosen.growth)}, ensure_ascii=False, indent=2))
