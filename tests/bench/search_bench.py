"""How right, how fast and how large search is, beside what others build such bots from, in one run.

Everything runs on what the project bundles; no network, nothing tuned here.
"""

from __future__ import annotations

import dataclasses
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence, Set
from itertools import pairwise
from pathlib import Path
from typing import Any

import bm25s
import faiss
import numpy as np
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer

from knowledge import bundled
from knowledge.procedure import Procedure, Source
from knowledge.questions import read_questions
from search.learning.evaluation import evaluate
from search.learning.model import default_model
from search.learning.question_set import OUT_OF_SCOPE, QUESTIONS, Question, read_out_of_scope, read_question_set
from search.searcher import Searcher
from search.snapshot import NLU_DATA, Snapshot, build
from search.text import strip_marks, words
from tests.bench.ablation import ablation
from tests.bench.noise import changed_by_noise

ROOT = Path(__file__).resolve().parents[2]
GROWTH = (1_600, 16_000, 160_000)

Rank = Callable[[str], Sequence[str]]


def run(held_out: Path, growth: Sequence[int] = GROWTH) -> dict[str, Any]:
    """Measures ours and the others on the same questions, and how ours grows."""
    facts, topics = list(bundled.facts()), bundled.topics().values()
    popular = {p.code: p for p in bundled.curated()}
    procedures = list(({p.code: p for p in facts} | popular).values())
    corpus = read_questions(NLU_DATA / "questions")
    asked, outside = read_question_set(held_out / QUESTIONS), read_out_of_scope(held_out / OUT_OF_SCOPE)
    with tempfile.TemporaryDirectory() as scratch:
        model = default_model(ROOT / ".cache/models", _tell)
        began = time.perf_counter()
        build([*procedures, *topics], corpus, model, Path(scratch) / "snapshot")
        built = time.perf_counter() - began
        snapshot = Snapshot.load(Path(scratch) / "snapshot")
        searcher = Searcher(snapshot)
        ours = dataclasses.asdict(evaluate(searcher, asked, outside))
        parts = _popular_and_broad(searcher, asked, popular.keys())
        noise = changed_by_noise(searcher, [question.text for question in asked])
        parts_taken_out = ablation(snapshot, asked)
        started = _start(Path(scratch) / "snapshot")
    return {
        "set": str(held_out),
        "procedures": len(procedures),
        "corpus": sum(map(len, corpus.values())),
        "ours": ours | parts | {"first_changed_by_noise": noise, "build_s": round(built, 2)} | started,
        "ablation": parts_taken_out,
        "others": {name: _measure(rank, asked) for name, rank in _others(procedures, corpus).items()},
        "growth": {str(size): _grown(size, procedures, corpus, model, asked[:200]) for size in growth},
        "peak_mb_of_this_run": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def _popular_and_broad(searcher: Searcher, asked: Sequence[Question], popular: Set[str]) -> dict[str, Any]:
    """Questions about procedures that are told in full, since people ask for them most, and about all others."""
    common = [question for question in asked if question.codes & popular]
    rare = [question for question in asked if not question.codes & popular]
    return {
        name: dataclasses.asdict(evaluate(searcher, questions).overall)
        for name, questions in (("popular", common), ("broad", rare))
    }


def _others(procedures: Sequence[Procedure], corpus: dict[str, list[str]]) -> dict[str, Rank]:
    codes = [p.code for p in procedures]
    names = [[p.name, p.field or ""] for p in procedures]
    taught = [[*name, *corpus.get(code, [])] for name, code in zip(names, codes, strict=True)]
    ranks = {
        "bm25s, names with diacritics": _bm25s(codes, names, words),
        "bm25s, names stripped": _bm25s(codes, names, _bare),
        "bm25s, names and questions stripped": _bm25s(codes, taught, _bare),
        "TF-IDF + SVD 256 + raw FAISS, names and questions": _svd(codes, taught),
    }
    try:
        from rank_bm25 import BM25Okapi
        from underthesea import word_tokenize
    except ImportError:
        _tell("rank-bm25 hoặc underthesea chưa cài (chạy 'make bench' để cài): bỏ qua")
        return ranks
    index = BM25Okapi([word_tokenize(" ".join(texts).lower()) for texts in names])
    ranks["rank-bm25 + underthesea, names"] = lambda q: _best(codes, index.get_scores(word_tokenize(q.lower())))
    return ranks


def _bm25s(codes: list[str], texts: Sequence[Sequence[str]], split: Callable[[str], list[str]]) -> Rank:
    index = bm25s.BM25()
    index.index([[word for text in parts for word in split(text)] for parts in texts], show_progress=False)

    def rank(question: str) -> Sequence[str]:
        ids = index.get_tokens_ids(split(question))
        return _best(codes, index.get_scores_from_ids(ids)) if ids else []

    return rank


def _svd(codes: list[str], texts: Sequence[Sequence[str]]) -> Rank:
    vectorizer = TfidfVectorizer(analyzer=_bare_with_pairs, sublinear_tf=True)
    svd = TruncatedSVD(256, random_state=7)
    vectors = svd.fit_transform(vectorizer.fit_transform([" ".join(parts) for parts in texts])).astype(np.float32)
    faiss.normalize_L2(vectors)
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)

    def rank(question: str) -> Sequence[str]:
        vector = svd.transform(vectorizer.transform([question])).astype(np.float32)
        faiss.normalize_L2(vector)
        return [codes[at] for at in index.search(vector, 10)[1][0]]

    return rank


def _measure(rank: Rank, asked: Sequence[Question]) -> dict[str, float]:
    times, first, five = [], 0, 0
    for question in asked:
        began = time.perf_counter()
        found = rank(question.text)
        times.append((time.perf_counter() - began) * 1000)
        first += bool(question.codes & set(found[:1]))
        five += bool(question.codes & set(found[:5]))
    return {
        "r1": round(first / len(asked), 4),
        "r5": round(five / len(asked), 4),
        "ms_p50": round(float(np.percentile(times, 50)), 3),
    }


def _grown(
    size: int, procedures: Sequence[Procedure], corpus: dict[str, list[str]], model: Path, asked: Sequence[Question]
) -> dict[str, float]:
    """Ours among made-up procedures: names of real ones with words exchanged, so that they are no easy neighbours."""
    random = np.random.default_rng(7)
    vocabulary = sorted({word for p in procedures for word in words(p.name)})
    more = [
        Procedure(
            code=f"9.{at:06}",
            name=_mixed(procedures[at % len(procedures)].name, vocabulary, random),
            source=Source(title="x"),
        )
        for at in range(max(size - len(procedures), 0))
    ]
    with tempfile.TemporaryDirectory() as scratch:
        began = time.perf_counter()
        build([*procedures[:size], *more], corpus, model, Path(scratch) / "snapshot")
        built = time.perf_counter() - began
        began = time.perf_counter()
        searcher = Searcher(Snapshot.load(Path(scratch) / "snapshot"))
        loaded = time.perf_counter() - began
    report = evaluate(searcher, asked)
    return {
        "build_s": round(built, 1),
        "load_s": round(loaded, 2),
        "r1": report.overall.r1,
        "r5": report.overall.r5,
        "ms_p50": report.ms_p50,
        "ms_p99": report.ms_p99,
    }


def _mixed(name: str, vocabulary: Sequence[str], random: np.random.Generator) -> str:
    said = words(name) or ["thủ", "tục"]
    for at in random.integers(0, len(said), max(len(said) // 3, 1)):
        said[at] = vocabulary[random.integers(0, len(vocabulary))]
    return " ".join(said)


def _start(snapshot: Path) -> dict[str, float]:
    """Seconds from a cold interpreter to a first answer, and the memory of that process."""
    code = (
        "import re, sys\n"
        "from pathlib import Path\n"
        "from search.searcher import Searcher\n"
        "from search.snapshot import Snapshot\n"
        "Searcher(Snapshot.load(Path(sys.argv[1]))).search('làm khai sinh cho con')\n"
        # The peak of this process alone: getrusage would give the parent's, which it takes over.
        "print(int(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1]) // 1024)\n"
    )
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code, str(snapshot)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return {"cold_start_s": round(time.perf_counter() - began, 2), "resident_mb": float(done.stdout)}


def _best(codes: Sequence[str], scores: Any) -> list[str]:
    return [codes[at] for at in np.argsort(-np.asarray(scores), kind="stable")[:10]]


def _bare(text: str) -> list[str]:
    return [strip_marks(word) for word in words(text)]


def _bare_with_pairs(text: str) -> list[str]:
    bare = _bare(text)
    return [*bare, *(f"{a} {b}" for a, b in pairwise(bare))]


def _tell(text: str) -> None:
    print(text, file=sys.stderr)
