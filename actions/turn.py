"""How a message is decided: the steps of ``Turn``, from top to bottom, until one of them has something to say."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import Protocol

from actions.dossiers.codes import DossierCode, find_dossier_code, find_procedure_code
from actions.dossiers.desk import DossierDesk
from actions.heard import Heard, Phrases, fold, phone_digits, private_data
from actions.reply import Reason, Reply
from actions.state import Aspect, Offer, State
from actions.steps.former_districts import FormerDistricts
from actions.wording.answers import Answers
from actions.wording.clarifications import Clarifications
from actions.wording.refusals import Refusals
from actions.wording.talk import YIELDS, Talk
from actions.wording.topics import TopicAnswers, leads_to
from knowledge.procedure import Procedure
from knowledge.topic import Topic

CHOICES = 5
NAMED_BY = 6
# Aspects that nobody asks of a dossier that was handed in.
OF_PROCEDURES: frozenset[Aspect] = frozenset({"papers", "fee", "form", "condition", "steps", "legal_basis", "online"})
NOTHING_ASKED: tuple[list[Aspect], ...] = ([], ["overview"])


class Hit(Protocol):
    """One procedure that search found."""

    @property
    def code(self) -> str:
        """The procedure's code."""


class SearchResult(Protocol):
    """What search decided (``search.searcher.SearchResult``)."""

    @property
    def decision(self) -> str:
        """``answer``, ``clarify`` or ``refuse``."""

    @property
    def reason(self) -> str | None:
        """Why it refuses."""

    @property
    def results(self) -> Sequence[Hit]:
        """What it found, best first."""

    @property
    def choices(self) -> Sequence[Hit]:
        """What to offer when it is asked back: at most ``CHOICES`` of ``results``."""

    @property
    def question(self) -> str | None:
        """What separates the choices."""

    @property
    def authority(self) -> str | None:
        """Whose matter it is, when not ours."""


class Searches(Protocol):
    """From a question to procedures."""

    def search(self, text: str, limit: int = 10) -> SearchResult:
        """Search; it is synchronous and quick."""


class Procedures(Protocol):
    """Where procedures come from (``knowledge.store.store.KnowledgeStore``)."""

    def procedure(self, code: str) -> Procedure | None:
        """The published procedure."""


Step = Callable[[Heard, State], Awaitable[list[Reply] | None]]


class Turn:
    """Decides one message after the other."""

    def __init__(
        self,
        *,
        searcher: Callable[[], Searches],
        procedures: Procedures,
        answers: Answers,
        topics: TopicAnswers,
        clarifications: Clarifications,
        refusals: Refusals,
        dossiers: DossierDesk,
        talk: Talk,
        former_districts: FormerDistricts,
    ) -> None:
        """Take the parts; the searcher is asked for anew in each turn, since a new snapshot may be swapped in."""
        self._searcher = searcher
        self._procedures = procedures
        self._answers = answers
        self._topics = topics
        self._clarify = clarifications
        self._refuse = refusals
        self._dossiers = dossiers
        self._talk = talk
        self._former_districts = former_districts
        self._phrases = Phrases()
        self._steps: tuple[Step, ...] = (
            self._emergency,
            self._dossier_code,
            self._second_proof,
            self._procedure_code,
            self._offer,
            self._dossier_question,
            self._rejection,
            self._small_talk,
            self._question,
        )

    async def take(self, heard: Heard, state: State) -> list[Reply]:
        """Decide a message. ``state`` is changed to what the conversation knows afterwards."""
        replies: list[Reply] | None = None
        for step in self._steps:
            replies = await step(heard, state)
            if replies:
                break
        if not replies:
            raise AssertionError("the last step always has something to say")
        return [*replies, *self._notices(heard)]

    def _notices(self, heard: Heard) -> Iterator[Reply]:
        """What is to be said beside the answer."""
        district = self._former_districts.find(heard.text) if "place" in heard.aspects else None
        if district is not None:
            yield self._talk.former_district(district)
        kinds = private_data(heard.text)
        if kinds:
            yield self._talk.private_data(kinds)

    async def _emergency(self, heard: Heard, state: State) -> list[Reply] | None:  # noqa: ARG002
        return [self._talk.emergency()] if self._phrases.emergency(heard.text) else None

    async def _dossier_code(self, heard: Heard, state: State) -> list[Reply] | None:
        found = find_dossier_code(heard.text)
        if found is None:
            return None
        return [await self._dossiers.look_up(found, heard, state, private=self._phrases.private(heard.text))]

    async def _second_proof(self, heard: Heard, state: State) -> list[Reply] | None:
        digits = phone_digits(heard.text)
        if state.proof.awaiting is None or digits is None:
            return None
        return [await self._dossiers.prove(digits, heard, state)]

    async def _procedure_code(self, heard: Heard, state: State) -> list[Reply] | None:
        code = find_procedure_code(heard.text)
        if code is None:
            return None
        reply = await self._answer(code, _wanted(heard, state), heard, state)
        return [reply or self._refuse.unknown_code(code)]

    async def _offer(self, heard: Heard, state: State) -> list[Reply] | None:
        choices = state.choices
        number = self._phrases.number(heard.text) if choices else None
        if number is not None:
            position = number if number > 0 else len(choices)
            if not 1 <= position <= len(choices):
                return [self._clarify.which_number(state)]
            return await self._take_offer(choices[position - 1], heard, state)
        offer = _named(heard.text, state.offers)
        if offer is None and self._phrases.agrees(heard.text):
            offer = choices[0] if len(choices) == 1 else None
        elif offer is None:
            offer = _part_of_one_name(heard.text, choices)
        return await self._take_offer(offer, heard, state) if offer else None

    async def _take_offer(self, offer: Offer, heard: Heard, state: State) -> list[Reply] | None:
        if offer.act == "reject":
            return await self._offer_others(state)
        if offer.code is None:
            return None
        if offer.act == "private":
            return [await self._dossiers.look_up(DossierCode(offer.code, "province"), heard, state, private=True)]
        reply = await self._answer(offer.code, offer.aspects, heard, state)
        return [reply] if reply else None

    async def _dossier_question(self, heard: Heard, state: State) -> list[Reply] | None:
        private = self._phrases.private(heard.text)
        about_last = state.topic == "dossier" and (private or self._phrases.same_dossier(heard.text))
        if heard.intent != "dossier_status" and not about_last:
            return None
        if not private and await self._names_procedure(heard):
            return None
        if state.dossier is None:
            return [self._dossiers.ask_code(state)]
        return [await self._dossiers.look_up(DossierCode(state.dossier, "province"), heard, state, private=private)]

    async def _names_procedure(self, heard: Heard) -> bool:
        """Whether "hồ sơ" is what is to be handed in: "hồ sơ khai sinh cần giấy tờ gì"."""
        return not OF_PROCEDURES.isdisjoint(heard.aspects) and (await self._search(heard.text)).decision == "answer"

    async def _rejection(self, heard: Heard, state: State) -> list[Reply] | None:
        if heard.intent != "reject" and not self._phrases.only_reject(heard.text):
            return None
        if not self._phrases.only_reject(heard.text):
            found = await self._search(heard.text)
            if found.decision == "answer" and found.results[0].code != state.procedure:
                return await self._question(heard, state)
        return await self._offer_others(state)

    async def _small_talk(self, heard: Heard, state: State) -> list[Reply] | None:
        intent = "ask_person" if self._phrases.asks_person(heard.text) else heard.intent
        if intent not in YIELDS:
            return None
        talk = self._talk.emergency() if intent == "emergency" else self._talk.say(intent)
        if not YIELDS[intent] or (await self._search(heard.text)).decision != "answer":
            return [talk]
        answer = await self._question(heard, state)
        return [talk, *answer] if intent == "emergency" else answer

    async def _question(self, heard: Heard, state: State) -> list[Reply]:
        wanted = _wanted(heard, state)
        if heard.beside != heard.text and self._phrases.says_nothing(heard.beside):
            return [await self._of_current(wanted, heard, state)]
        found = await self._search(heard.text)
        if found.decision == "refuse":
            return [await self._refused(found, wanted, heard, state)]
        codes = [hit.code for hit in found.results]
        if state.procedure in codes and await self._stays(found, heard, state):
            reply = await self._answer(state.procedure, wanted, heard, state)
            return [reply or self._refuse.refuse("no_data")]
        if found.decision == "answer":
            state.others = codes[1 : CHOICES + 1]
            reply = await self._answer(codes[0], wanted, heard, state)
            return [reply or self._refuse.refuse("no_data")]
        offered = [hit.code for hit in found.choices]
        choices = await self._read(offered)
        if not choices:
            return [self._refuse.refuse("no_data")]
        state.others = [code for code in codes if code not in offered][:CHOICES]
        return [self._clarify.which_of(choices, wanted, state, question=found.question)]

    async def _refused(self, found: SearchResult, wanted: list[Aspect], heard: Heard, state: State) -> Reply:
        reasons: dict[str | None, Reason] = {"no_data": "no_data", "other_authority": "other_authority"}
        if found.reason != "unnamed" or (heard.intent == "out_of_scope" and not heard.aspects):
            return self._refuse.refuse(reasons.get(found.reason, "off_topic"), found.authority)
        return await self._of_current(wanted, heard, state)

    async def _of_current(self, wanted: list[Aspect], heard: Heard, state: State) -> Reply:
        """Answer a question that names no procedure: for the one to be chosen, else the current one, else ask."""
        if state.choices:
            return self._clarify.which_number(state, wanted)
        reply = await self._answer(state.procedure, wanted, heard, state) if state.procedure else None
        return reply or self._clarify.which_procedure(wanted, state)

    async def _stays(self, found: SearchResult, heard: Heard, state: State) -> bool:
        """Whether a question that search reads otherwise is still about the current procedure."""
        if not set(heard.aspects) - {"overview"}:
            return False
        if found.decision == "clarify" and found.results[0].code == state.procedure:
            return True
        current = await self._procedure(state.procedure)
        best = await self._procedure(found.results[0].code)
        if current is None or best is None:
            return False
        return current.code == best.code or _says_again(heard.text, current.name, best.name)

    async def _offer_others(self, state: State) -> list[Reply]:
        rejected, aspects = state.procedure, list(state.asked or state.aspects)
        others = await self._read([code for code in state.others if code != rejected])
        state.procedure = None
        state.aspects = []
        state.others = []
        if not others:
            return [self._clarify.say_it_differently(aspects, state)]
        return [self._clarify.which_of(others[:CHOICES], aspects, state, template="clarify_others")]

    async def _answer(self, code: str, aspects: list[Aspect], heard: Heard, state: State) -> Reply | None:
        topic = self._topics.find(code)
        if topic is not None:
            found = {code: await self._procedure(code) for code in leads_to(topic)}
            return self._topics.answer(topic, {code: p for code, p in found.items() if p is not None}, state)
        procedure = await self._procedure(code)
        return self._answers.answer(procedure, aspects, state, heard.now) if procedure else None

    async def _search(self, text: str) -> SearchResult:
        return await asyncio.to_thread(self._searcher().search, self._phrases.without_joining(text))

    async def _procedure(self, code: str | None) -> Procedure | None:
        return await asyncio.to_thread(self._procedures.procedure, code) if code else None

    async def _read(self, codes: Sequence[str]) -> list[Procedure | Topic]:
        found = [self._topics.find(code) or await self._procedure(code) for code in codes]
        return [entry for entry in found if entry is not None]


def _wanted(heard: Heard, state: State) -> list[Aspect]:
    """The aspects asked now, else those that wait for the procedure."""
    asked = list(heard.aspects)
    return list(state.asked) if asked in NOTHING_ASKED and state.asked else asked


def _named(text: str, offers: Sequence[Offer]) -> Offer | None:
    said = fold(text)
    return next((offer for offer in offers if said in (fold(offer.payload), fold(offer.title))), None)


def _part_of_one_name(text: str, choices: Sequence[Offer]) -> Offer | None:
    """The only choice whose name has all the words of a short text ("cấp lại")."""
    words = set(fold(text).split())
    if not 1 <= len(words) <= NAMED_BY:
        return None
    fitting = [choice for choice in choices if words <= set(fold(choice.payload).split())]
    return fitting[0] if len(fitting) == 1 else None


def _says_again(text: str, current: str, best: str) -> bool:
    """Whether what the text names of the best found, the current procedure's name has as well."""
    named = set(fold(text).split()) & set(fold(best).split())
    return bool(named) and named <= set(fold(current).split())
