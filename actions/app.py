"""The actions as Rasa calls them: read what was heard, take the turn, give back one ``json_message``."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Mapping
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import ActionExecutor, CollectingDispatcher

from actions.dossiers.desk import DossierDesk, Dossiers, Reminders
from actions.dossiers.local_time import VIETNAM
from actions.dossiers.proof import MemoryGuard, ProofGuard
from actions.dossiers.reminders import MemoryReminders
from actions.dossiers.working_days import WorkingDays
from actions.fixed_phrases import FixedPhrases
from actions.heard import hear
from actions.province import Province
from actions.sources import Procedures, Searches, Sources
from actions.state import State
from actions.steps.answering import Answering
from actions.steps.bereavement import Bereavement
from actions.steps.comparing import Comparing
from actions.steps.dossier_code import NamedDossier
from actions.steps.dossier_follow_up import DossierFollowUp
from actions.steps.dossier_question import DossierQuestion
from actions.steps.emergency import Emergency
from actions.steps.foreign_language import ForeignLanguage
from actions.steps.former_districts import FormerDistricts
from actions.steps.named_guide import NamedGuide
from actions.steps.notices import Notices
from actions.steps.offer import ChosenOffer
from actions.steps.others import Others
from actions.steps.procedure_code import NamedProcedure
from actions.steps.proof import SecondProof
from actions.steps.question import Question
from actions.steps.rejection import Rejection
from actions.steps.senseless import Senseless
from actions.steps.several_wishes import SeveralWishes
from actions.steps.step import Step
from actions.turn import Taken, Turn
from actions.understanding.decision import Understanding
from actions.understanding.forks import Forks
from actions.understanding.markers import Markers
from actions.understanding.signs import Signs
from actions.understanding.weights import Weights
from actions.understanding.wishes import Wishes
from actions.wording.answers import Answers
from actions.wording.clarifications import Clarifications
from actions.wording.comparison import Comparisons
from actions.wording.computing import Computing
from actions.wording.refusals import Refusals
from actions.wording.rendering import Templates
from actions.wording.talk import Talk
from actions.wording.terms import Terms
from actions.wording.topics import TopicAnswers
from knowledge import bundled
from knowledge.topic import Topic

logger = logging.getLogger(__name__)

# Rasa's rules lead every intent to one of these; what is said is decided by the turn alone.
ACTIONS = ("action_answer", "action_dossier", "action_talk")

Clock = Callable[[], dt.datetime]


class TurnAction:
    """One of ``ACTIONS``: reads what was heard, takes the turn, gives back what is said."""

    def __init__(self, name: str, turn: Turn, phrases: FixedPhrases, talk: Talk, clock: Clock) -> None:
        self._name = name
        self._turn = turn
        self._phrases = phrases
        self._talk = talk
        self._clock = clock

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Any]:  # noqa: ARG002
        """Answer the latest message with exactly one ``json_message``; Rasa is told of no event."""
        now = self._clock().astimezone(VIETNAM)
        message = tracker.latest_message or {}
        metadata = message.get("metadata") or {}
        state = State.read(metadata.get("state"), now)
        heard = hear(message, str(metadata.get("conversation_id") or tracker.sender_id), now, self._phrases)
        try:
            taken = await self._turn.take(heard, state)
        except Exception:
            # Rasa would turn it into an empty list, and the citizen would wait for the same fault a second time.
            logger.exception("action %s failed in message %s", self._name, metadata.get("message_id"))
            taken = Taken([self._talk.trouble()])
        dispatcher.utter_message(json_message=_as_json(state, taken))
        return []


def build_executor(
    *,
    searcher: Callable[[], Searches],
    store: Procedures,
    backend: Dossiers,
    province: Province,
    clock: Clock,
    public_url: str,
    topics: Mapping[str, Topic],
    guard: ProofGuard | None = None,
    reminders: Reminders | None = None,
    short_names: Mapping[str, str] | None = None,
) -> ActionExecutor:
    """Build the executor that bot/app.py puts behind Rasa's action endpoint.

    Args:
        searcher: gives the searcher that is live now.
        store: where published procedures are read.
        backend: where dossiers are looked up.
        province: the province's file.
        clock: the time, with its zone.
        public_url: what links in answers begin with.
        topics: guides and life events, by code.
        guard: counts look-ups and wrong proofs over all conversations; default: in this process's memory.
        reminders: keeps reminders to units; default: in this process's memory.
        short_names: what people call procedures, by code.
    """
    templates, phrases = Templates(), FixedPhrases()
    talk = Talk(templates, province)
    days = WorkingDays(province.calendar)
    desk = DossierDesk(templates, province, backend, days, guard or MemoryGuard(), reminders or MemoryReminders())
    turn = Turn(
        Sources(searcher, store, topics),
        _steps(templates, phrases, province, talk, desk, public_url, short_names or {}),
        Notices(talk, FormerDistricts(province.former_districts)),
    )
    executor = ActionExecutor()
    for name in ACTIONS:
        executor.register_function(name, TurnAction(name, turn, phrases, talk, clock).run)
    return executor


def _steps(
    templates: Templates,
    phrases: FixedPhrases,
    province: Province,
    talk: Talk,
    desk: DossierDesk,
    public_url: str,
    short_names: Mapping[str, str],
) -> list[Step]:
    """The steps of a turn, in their order."""
    terms = Terms()
    clarifications = Clarifications(templates, terms, short_names)
    refusals = Refusals(templates, province, terms)
    topics = TopicAnswers(templates, terms, public_url)
    answers = Answers(templates, terms, public_url, short_names)
    answering = Answering(answers, topics, Computing(WorkingDays(province.calendar)))
    others, signs = Others(clarifications), Signs()
    understanding = Understanding(phrases, Markers(), Weights.load(), Forks(bundled.forks()))
    return [
        Emergency(signs, talk),
        NamedDossier(phrases, desk),
        SecondProof(desk),
        NamedProcedure(answering, refusals),
        ChosenOffer(phrases, clarifications, answering, others, desk),
        DossierFollowUp(desk, answering),
        Senseless(clarifications),
        Bereavement(signs, talk, answering),
        ForeignLanguage(signs, talk),
        NamedGuide(signs, answering),
        DossierQuestion(phrases, desk),
        Rejection(phrases, others),
        Comparing(Comparisons(templates, terms)),
        SeveralWishes(Wishes(), answering, clarifications, talk),
        Question(understanding, answering, clarifications, refusals, talk),
    ]


def _as_json(state: State, taken: Taken) -> dict[str, Any]:
    return {
        "state": state.model_dump(mode="json"),
        "messages": [reply.as_json() for reply in taken.replies],
        "missed": taken.missed.model_dump(mode="json") if taken.missed else None,
    }
