"""Talk that is about no procedure; most of it yields to a procedure that is clearly named in the same breath."""

from __future__ import annotations

from actions.fixed_phrases import FixedPhrases
from actions.moment import Moment
from actions.reply import Reply
from actions.wording.talk import YIELDS, Talk


class SmallTalk:
    """Answers the intents of talk, and those who ask for a person as our own texts tell them to."""

    def __init__(self, phrases: FixedPhrases, talk: Talk) -> None:
        self._phrases = phrases
        self._talk = talk

    async def take(self, moment: Moment) -> list[Reply] | None:
        """Talk back; where a procedure is clearly named, only an emergency is said, before its answer."""
        intent = "ask_person" if self._phrases.asks_person(moment.heard.text) else moment.heard.intent
        if intent not in YIELDS:
            return None
        talk = self._talk.emergency() if intent == "emergency" else self._talk.say(intent)
        if not YIELDS[intent] or (await moment.found()).decision != "answer":
            return [talk]
        if intent == "emergency":
            moment.before.append(talk)
        return None
