"""Asking back: which of several procedures, or of which procedure at all."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from actions.fixed_phrases import fold
from actions.reply import Button, Reply
from actions.state import Aspect, Offer, State
from actions.wording.names import Names
from actions.wording.rendering import Templates
from actions.wording.terms import Terms
from actions.wording.words import read_words
from actions.wording.writing import cut
from knowledge.procedure import Procedure
from knowledge.topic import Topic

CHOICES = 5
TITLE_LENGTH = 60
NAME_LENGTH = 140
PREFIX = "Thủ tục "
_ADDRESSED = re.compile(r"^.*\banh/chị\b", re.IGNORECASE | re.DOTALL)


class Clarifications:
    """Asks back, and notes in the state what is offered and which aspects wait for the choice."""

    def __init__(self, templates: Templates, terms: Terms, short_names: Mapping[str, str] | None = None) -> None:
        self._templates = templates
        self._named = Names(terms, short_names)
        self._words = read_words("buttons")

    def which_of(
        self,
        procedures: Sequence[Procedure | Topic],
        aspects: list[Aspect],
        state: State,
        *,
        question: str | None = None,
        titles: Mapping[str, str] | None = None,
        template: str = "clarify",
    ) -> Reply:
        """Offer ``procedures`` as choices.

        Args:
            question: what separates them, where it is known.
            titles: by code, what to call a choice where that is not its name.
        """
        names = [
            (titles or {}).get(procedure.code, name)
            for procedure, name in zip(procedures, self._names(procedures), strict=True)
        ]
        state.asked = aspects
        state.offers = [
            Offer(
                title=f"{n}. {cut(_short(name), TITLE_LENGTH)}",
                payload=name,
                act="choose",
                code=procedure.code,
                aspects=aspects,
            )
            for n, (procedure, name) in enumerate(zip(procedures, names, strict=True), start=1)
        ]
        reject = Offer(**self._words["reject"], act="reject")
        choices = list(state.offers)
        state.offers.append(reject)
        return Reply(
            type="clarify",
            text=self._templates.render(template, names=_shown(names, procedures), question=_bare(question)),
            aspects=aspects,
            buttons=[Button(title=o.title, payload=o.payload) for o in [*choices, reject]],
        )

    def which_number(self, state: State, aspects: Sequence[Aspect] = ()) -> Reply:
        """Say which choices there are, since one is still to be made; ``aspects`` are asked besides."""
        asked = dict.fromkeys([*state.asked, *aspects])
        state.asked = [aspect for aspect in asked if len(asked) == 1 or aspect != "overview"]
        for offer in state.choices:
            offer.aspects = state.asked
        return Reply(
            type="clarify",
            text=self._templates.render("which_number", names=[offer.payload for offer in state.choices]),
            aspects=state.asked,
            buttons=[Button(title=offer.title, payload=offer.payload) for offer in state.choices],
        )

    def which_procedure(self, aspects: list[Aspect], state: State) -> Reply:
        """Ask of which procedure ``aspects`` are meant; they wait for the answer."""
        return self._open_question("which_procedure", aspects, state)

    def say_it_differently(self, aspects: list[Aspect], state: State) -> Reply:
        """Nothing else to offer: ask for other words; ``aspects`` wait for the answer."""
        return self._open_question("say_differently", aspects, state)

    def _open_question(self, template: str, aspects: list[Aspect], state: State) -> Reply:
        examples = self._words["examples"]["titles"]
        state.asked = aspects
        state.offers = []
        return Reply(
            type="clarify",
            text=self._templates.render(template, examples=examples),
            aspects=aspects,
            buttons=[Button(title=title, payload=title) for title in examples],
        )

    def _names(self, procedures: Sequence[Procedure | Topic]) -> list[str]:
        """The procedures' names, told apart by their codes where two are the same."""
        plain = [self._named.short(procedure) or self._named.official(procedure) for procedure in procedures]
        folded = [fold(name) for name in plain]
        return [
            name if folded.count(same) == 1 else f"{name} (mã {procedure.code})"
            for name, same, procedure in zip(plain, folded, procedures, strict=True)
        ]


def _shown(names: Sequence[str], procedures: Sequence[Procedure | Topic]) -> list[str]:
    """The names as the text shows them: a cut one has its code, since its end may be what tells it apart."""
    return [
        name if len(name) <= NAME_LENGTH else f"{cut(name, NAME_LENGTH)} (mã {procedure.code})"
        for name, procedure in zip(names, procedures, strict=True)
    ]


def _short(name: str) -> str:
    rest = name.removeprefix(PREFIX)
    return rest[:1].upper() + rest[1:]


def _bare(question: str | None) -> str | None:
    """What is said of the choices ("làm lần đầu hay xin cấp lại"), also out of a whole sentence."""
    if question is None:
        return None
    return _ADDRESSED.sub("", question).strip().rstrip("?. ") or None
