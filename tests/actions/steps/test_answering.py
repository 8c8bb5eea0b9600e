from __future__ import annotations

import pytest

from actions.dossiers.working_days import WorkingDays
from actions.moment import Moment
from actions.province import Province
from actions.sources import Sources
from actions.state import State
from actions.steps.answering import Answering
from actions.wording.answers import Answers
from actions.wording.computing import Computing
from actions.wording.rendering import Templates
from actions.wording.terms import Terms
from actions.wording.topics import TopicAnswers
from tests.actions.test_moment import heard
from tests.actions.world import TOPICS, FakeSearcher, FakeStore

pytestmark = pytest.mark.anyio


async def test_a_code_is_answered_as_what_it_names(templates: Templates, terms: Terms) -> None:
    answering = Answering(
        Answers(templates, terms, "https://motcua.test"),
        TopicAnswers(templates, terms, "https://motcua.test"),
        Computing(WorkingDays(Province.load().calendar)),
    )
    moment = Moment(heard("x"), State(), Sources(lambda: FakeSearcher({}), FakeStore(), TOPICS))
    procedure = await answering.answer("1.001193", ["fee"], moment)
    event = await answering.answer("su-kien/sinh-con", [], moment)
    assert procedure is not None and procedure.aspects == ["fee"] and procedure.procedure is not None
    assert event is not None and event.procedure is None and "Mới sinh con" in event.text
    assert await answering.answer("9.999999", [], moment) is None
