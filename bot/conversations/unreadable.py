"""What is no text that can be answered: a picture, a voice, too much at once. It gets a kind word, never silence."""

from __future__ import annotations

import dataclasses

from actions.reply import Button, Reply
from bot.conversations.answered import Answered, Later
from bot.conversations.answering import Answerer
from bot.conversations.inbox import Waiting
from bot.web.texts import Said


class Unreadable:
    """Says what can be done instead; what was written beside a picture is answered as well."""

    def __init__(self, assistant: Answerer, said: Said) -> None:
        """Take who answers what was written, and the sentences."""
        self._assistant = assistant
        self._said = said

    async def answer(self, waiting: Waiting) -> Answered:
        """Answer a message that has a kind."""
        instead = self._said.kinds[waiting.kind or "other"]
        if not waiting.text:
            person = self._said.ask_person
            button = Button(title=person.title, payload=person.payload)
            return Answered(waiting.state, [Reply(type="notice", text=instead, buttons=[button])])
        answered = await self._assistant.answer(waiting)
        return dataclasses.replace(answered, replies=[Reply(type="notice", text=instead), *answered.replies])

    def excuse(self, waiting: Waiting, error: Exception) -> Answered | Later:
        """Say what is said where what was written could not be answered."""
        return self._assistant.excuse(waiting, error)
