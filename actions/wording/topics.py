"""Answers about guides and life events: how to do something, and which procedures one event brings."""

from __future__ import annotations

from collections.abc import Mapping

from actions.reply import Button, Reply
from actions.state import Offer, State
from actions.wording.clarifications import TITLE_LENGTH
from actions.wording.rendering import Templates
from actions.wording.terms import Terms
from actions.wording.words import read_words
from actions.wording.writing import cut
from knowledge.procedure import Procedure
from knowledge.topic import Guide, LifeEvent, Topic, leads_to


class TopicAnswers:
    """Lays out topics; the procedures that one leads to are offered as choices."""

    def __init__(self, templates: Templates, terms: Terms, public_url: str) -> None:
        """Take what is shared by all replies, and the address that links in them begin with."""
        self._templates = templates
        self._terms = terms
        self._public_url = public_url.rstrip("/")
        self._buttons = read_words("buttons")

    def answer(self, topic: Topic, procedures: Mapping[str, Procedure], state: State) -> Reply:
        """Answer with a topic. ``procedures`` are the published ones among ``leads_to(topic)``."""
        names = {code: self._terms.name(procedure.name) for code, procedure in procedures.items()}
        offers = [
            Offer(title=f"{n}. {cut(names[code], TITLE_LENGTH)}", payload=names[code], act="choose", code=code)
            for n, code in enumerate((code for code in leads_to(topic) if code in names), 1)
        ]
        state.speak_of(topic.code, ["overview"])
        state.others = []
        state.offers = [*offers, Offer(**self._buttons["reject"], act="reject")]
        page = f"{self._public_url}/{topic.code}"
        template = "life_event" if isinstance(topic, LifeEvent) else "guide"
        return Reply(
            type="answer",
            text=self._templates.render(template, topic=topic, names=names, page=page),
            aspects=["overview"],
            source={"title": source_of(topic), "url": page, "as_of": topic.as_of.isoformat()},
            buttons=[
                *(Button(title=offer.title, payload=offer.payload) for offer in state.offers),
                Button(title=self._buttons["page"]["title"], url=page),
            ],
        )


def source_of(topic: Topic) -> str:
    """Say what a topic rests on, in a few words."""
    if isinstance(topic, Guide) and topic.rests_on:
        return topic.rests_on
    return "Các thủ tục trên Cổng Dịch vụ công quốc gia" if isinstance(topic, LifeEvent) else "Hướng dẫn chung"
