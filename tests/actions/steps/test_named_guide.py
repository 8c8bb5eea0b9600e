from __future__ import annotations

import pytest

from actions.dossiers.working_days import WorkingDays
from actions.moment import Moment
from actions.province import Province
from actions.sources import Sources
from actions.state import State
from actions.steps.answering import Answering
from actions.steps.named_guide import NamedGuide
from actions.understanding.signs import Signs
from actions.wording.answers import Answers
from actions.wording.computing import Computing
from actions.wording.rendering import Templates
from actions.wording.terms import Terms
from actions.wording.topics import TopicAnswers
from knowledge import bundled
from tests.actions.test_moment import heard
from tests.actions.world import FakeSearcher, FakeStore

pytestmark = pytest.mark.anyio


@pytest.fixture
def step(templates: Templates, terms: Terms) -> NamedGuide:
    answering = Answering(
        Answers(templates, terms, "https://motcua.test"),
        TopicAnswers(templates, terms, "https://motcua.test"),
        Computing(WorkingDays(Province.load().calendar)),
    )
    return NamedGuide(Signs(), answering)


def moment(text: str, state: State) -> Moment:
    return Moment(heard(text), state, Sources(lambda: FakeSearcher({}), FakeStore(), bundled.topics()))


async def test_a_guide_is_told_whatever_rasa_hears(step: NamedGuide) -> None:
    state = State()
    [reply] = await step.take(moment("mất giấy hẹn rồi", state)) or []
    assert "giấy hẹn" in reply.text.lower()
    assert state.procedure == "huong-dan/mat-giay-hen"


async def test_hours_asked_in_passing_leave_what_is_talked_about(step: NamedGuide) -> None:
    state = State(procedure="1.001193", aspects=["papers"])
    [reply] = await step.take(moment("chiều mấy giờ đóng cửa", state)) or []
    assert reply.type == "answer"
    assert (state.procedure, state.aspects) == ("1.001193", ["papers"])


async def test_what_names_no_guide_is_left_to_the_others(step: NamedGuide) -> None:
    assert await step.take(moment("khai sinh cần gì", State())) is None
