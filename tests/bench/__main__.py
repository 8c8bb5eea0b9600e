"""``python -m tests.bench [QUESTIONS.tsv]``: runs every benchmark and prints one JSON value."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.bench.search_bench import run

if __name__ == "__main__":
    questions = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("nlu_data/dev/questions.tsv")
    print(json.dumps({"search": run(questions)}, ensure_ascii=False, indent=2))
