"""From a question to procedures: the whole path, from text to decision."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from knowledge.procedure import Procedure
from knowledge.subject import Subject
from knowledge.topic import Topic
from search.comparing import Comparing
from search.decision import Decision, evidence
from search.facets import facets_of
from search.fusion import SIGNALS, softmax
from search.ordinary import Ordinary
from search.ranking import Candidates, order
from search.records import OutsideKind
from search.separating import separating_question
from search.snapshot import Snapshot
from search.statements.finder import StatementFinder, Told
from search.subjects import SubjectFinder
from search.understanding import Understood

Reason = Literal["off_topic", "no_data", "other_authority", "unnamed"]

MOST_CHOICES = 5
# Of two procedures of one name the other must be this much less likely, or it is asked which of them is meant.
_CLEARLY = 0.25
# What is less likely than this is no choice to offer, as long as two others are left.
_LIKELY = 0.04
# Most procedures of this kind of code are dealt with between offices; a citizen who says this much of a name means it.
_BETWEEN_OFFICES = "6."
_NAMED = 0.5
# From this similarity on, a line that is not ours says what the question is about.
_NEAR = 0.6


@dataclass(frozen=True)
class Hit:
    """One procedure that may be meant. ``matched`` is the name, alias or question that brought it."""

    code: str
    name: str
    score: float
    matched: str


@dataclass(frozen=True)
class SearchResult:
    """What search made of one question.

    Attributes:
        results: the likeliest procedures first, each with its chance as score; empty if nothing comes near.
        reason: why it is refused.
        question: with ``clarify``, what separates the choices, where that is known.
        authority: with ``other_authority``, whose matter it is, where that is known.
        ours: the chance that the question is about one of our procedures at all; 0 where it names nothing.
        subject: what is named where no procedure is; with it, ``results`` are its usual matters in their order.
    """

    query: str
    decision: Decision
    reason: Reason | None = None
    results: list[Hit] = field(default_factory=list)
    question: str | None = None
    authority: str | None = None
    ours: float = 0.0
    subject: Subject | None = None
    took_ms: float = 0.0

    @property
    def choices(self) -> list[Hit]:
        """Give what to offer when it is asked back: two to five of the results, without those that are hardly meant."""
        if self.subject is not None:
            return self.results
        first = self.results[:MOST_CHOICES]
        return [hit for place, hit in enumerate(first) if place < 2 or hit.score >= _LIKELY]


@dataclass(frozen=True)
class Ranking:
    """The candidates of a question in order: record, signals and score of each."""

    records: NDArray[np.int32]
    signals: NDArray[np.float32]
    scores: NDArray[np.float32]
    found: Candidates


class Searcher:
    """Searches one snapshot. It never changes, so many threads may ask it at once."""

    def __init__(self, snapshot: Snapshot, subjects: SubjectFinder | None = None) -> None:
        """Take a snapshot, and the subjects that first words may name."""
        self._snapshot = snapshot
        self._subjects = subjects
        self._records = snapshot.index.records
        self._outside = np.array([record.outside is not None for record in self._records])
        self._by_code = {record.code: record for record in self._records if record.outside is None}
        self._ordinary = Ordinary(snapshot.index)
        self.compare = Comparing(snapshot.reader, snapshot.index, snapshot.lexicon)

    def search(self, text: str, limit: int = 10) -> SearchResult:
        """Find what a person means.

        Args:
            text: anything a person typed; what is beyond the first 2,000 letters is not read.
            limit: the most results to give.
        """
        began = time.perf_counter()
        result = self._about_subject(self._search(text, limit))
        took = round((time.perf_counter() - began) * 1000, 3)
        return replace(result, took_ms=took)

    @property
    def statements(self) -> StatementFinder:
        """Give what finds statements."""
        return self._snapshot.statements

    def details(self, entry: Procedure | Topic, text: str) -> list[Told]:
        """Find the statements of a procedure, a guide or a life event that go along best with a question."""
        return self._snapshot.statements.find(entry, text[:2000])

    def strange(self, text: str, entry: Procedure | Topic) -> float:
        """Give the share of a text's weight in words that nothing of ``entry`` has, neither name nor statements."""
        record = self._snapshot.statements.read(entry)
        known = set().union(record.name, *record.bare) if record else frozenset[str]()
        return self.compare.strange(text, known)

    def name_of(self, code: str) -> str:
        """Give what a code is called, empty where nothing is found under it."""
        record = self._by_code.get(code)
        return record.name if record else ""

    def field_of(self, code: str) -> str | None:
        """Give the field of a code."""
        record = self._by_code.get(code)
        return record.field if record else None

    def search_many(self, texts: Sequence[str], limit: int = 10) -> list[SearchResult]:
        """Find what each text means, in order."""
        return [self.search(text, limit) for text in texts]

    def rank(self, understood: Understood) -> Ranking:
        """Give all candidates of a question that was understood, the likeliest first."""
        vector = self._snapshot.encoder.encode([understood])[0]
        found = self._snapshot.ranker.candidates(understood, vector)
        scores = self._snapshot.fusion.score(found.signals)
        best = order(scores)
        return Ranking(found.records[best], found.signals[best], scores[best], found)

    def _about_subject(self, result: SearchResult) -> SearchResult:
        """The same, or the matters of the subject that is all that was said; a sure answer stands."""
        subject = self._subjects.find(result.query) if self._subjects else None
        if subject is None:
            return result
        codes = [matter.code for matter in subject.matters if matter.code in self._by_code]
        if not codes or (result.decision == "answer" and result.results[0].code in codes):
            return result
        chances = {hit.code: hit.score for hit in result.results}
        hits = [Hit(code, self._by_code[code].shown, chances.get(code, 0.0), subject.name) for code in codes]
        decision: Decision = "answer" if subject.ordinary else "clarify"
        asked = replace(result, decision=decision, reason=None, results=hits, authority=None, subject=subject)
        return replace(asked, question=subject.asks or None)

    def _search(self, text: str, limit: int) -> SearchResult:
        understood = self._snapshot.reader.read(text[:2000])
        if not understood.named:
            asks = bool(understood.written)
            return SearchResult(text, "refuse", "unnamed" if asks else "off_topic")
        ranking = self._for_citizens(self.rank(understood), text)
        outside = self._outside[ranking.records]
        if outside.all():
            return self._refuse(text, understood, ranking, [])
        gate = self._snapshot.gate
        chances = softmax(ranking.scores)
        proof = evidence(ranking.signals, ranking.scores, outside, understood.unknown, len(understood.weighty))
        kept = self._distinct(ranking)
        hits = [self._hit(ranking, at, float(chances[at])) for at in kept[:limit]]
        ours = round(gate.chance_ours(proof), 4)
        if ours < gate.ours:
            return replace(self._refuse(text, understood, ranking, hits), ours=ours)
        certain = ours >= gate.certain and not outside[0]
        if certain and (len(kept) == 1 or self._is_sure(ranking, chances, kept)):
            return SearchResult(text, "answer", None, hits, ours=ours)
        asks_level = "level" in facets_of(understood.written, self._snapshot.lexicon)
        left = self._ordinary.among(ranking.records, ranking.signals, chances, kept[:MOST_CHOICES], asks_level)
        if left != kept[:MOST_CHOICES]:
            hits = [self._hit(ranking, at, float(chances[at])) for at in dict.fromkeys([*left, *kept[:limit]])]
            share = float(chances[left[0]] / max(chances[left].sum(), 1e-9))
            if share >= gate.sure and certain:
                return SearchResult(text, "answer", None, hits, ours=ours)
        asked = SearchResult(text, "clarify", None, hits, ours=ours)
        records = {self._records[number].code: self._records[number] for number in ranking.records.tolist()}
        choices = [records[hit.code] for hit in asked.choices]
        return replace(asked, question=separating_question(choices, self._snapshot.lexicon))

    def _for_citizens(self, ranking: Ranking, text: str) -> Ranking:
        """The same without procedures between offices that the text does not name; all where nothing else is left."""
        codes = [self._records[number].code for number in ranking.records.tolist()]
        kept = [
            at
            for at, code in enumerate(codes)
            if not code.startswith(_BETWEEN_OFFICES) or self.compare.named(text, self.name_of(code)) >= _NAMED
        ]
        if len(kept) == len(codes) or not kept:
            return ranking
        return Ranking(ranking.records[kept], ranking.signals[kept], ranking.scores[kept], ranking.found)

    def _is_sure(self, ranking: Ranking, chances: NDArray[np.float32], kept: list[int]) -> bool:
        """Say whether the first result, or one asked for in the same words, is meant, and no other of the same name."""
        gate = self._snapshot.gate
        kin = self._snapshot.index.kin[ranking.records]
        known_by_name = len(self._records[ranking.records[0]].texts) == 1
        if float(chances[kin == kin[0]].sum()) < (gate.sure_by_name if known_by_name else gate.sure):
            return False
        if kin[kept[1]] == kin[0]:
            return True
        first, second = (self._records[ranking.records[at]] for at in kept[:2])
        return first.texts[0] != second.texts[0] or float(chances[kept[1]]) < _CLEARLY * float(chances[kept[0]])

    def _distinct(self, ranking: Ranking) -> list[int]:
        """Positions of procedures, of those that nobody can tell apart only the first."""
        seen: set[int] = set()
        kept: list[int] = []
        for at, number in enumerate(ranking.records.tolist()):
            record = self._records[number]
            if record.outside is None and record.group not in seen:
                seen.add(record.group)
                kept.append(at)
        return kept

    def _hit(self, ranking: Ranking, at: int, chance: float) -> Hit:
        number = int(ranking.records[at])
        record = self._records[number]
        return Hit(
            record.code,
            record.shown,
            round(chance, 4),
            self._snapshot.ranker.matched(ranking.found, number),
        )

    def _refuse(self, text: str, understood: Understood, ranking: Ranking, hits: list[Hit]) -> SearchResult:
        reason, authority = self._why(understood, ranking)
        return SearchResult(text, "refuse", reason, hits, authority=authority)

    def _why(self, understood: Understood, ranking: Ranking) -> tuple[OutsideKind, str | None]:
        """Why nothing fits: as the nearest line that is not ours says, else by whose matter the words name."""
        lexicon = self._snapshot.lexicon
        similar = np.where(self._outside[ranking.records], ranking.signals[:, SIGNALS.index("nearest")], 0.0)
        nearest = self._records[ranking.records[similar.argmax()]]
        if nearest.outside is not None and similar.max() >= _NEAR:
            return nearest.outside, nearest.authority
        for _, _, entry in lexicon.authorities.find(understood.written):
            return "other_authority", entry.values[0]
        official = any(lexicon.official.find(understood.written))
        return ("no_data" if official else "off_topic"), None
