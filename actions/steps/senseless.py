"""Keys hit at random, a lone number that chooses nothing: what is needed is asked, without an apology."""

from __future__ import annotations

import re

from actions.fixed_phrases import fold
from actions.moment import Moment
from actions.reply import Reply
from actions.wording.clarifications import Clarifications
from search.syllable import is_syllable, untangle

_DIGITS = re.compile(r"[\d\s.,;:?!+\-]{1,6}")
_LAUGHTER = re.compile(r"(?:h[aieou]|k[ae]){2,}h?")
_LONGEST = 3
_TALKS = ("greet", "thanks", "goodbye")
# From this chance on Rasa hears small talk ("ok", "tks") and no slip of the keys.
_SURELY = 0.9


class Senseless:
    """Hears what can be no Vietnamese word, and what search has no word of either."""

    def __init__(self, clarifications: Clarifications) -> None:
        self._clarifications = clarifications

    async def take(self, moment: Moment) -> list[Reply] | None:
        """Ask which of the choices, else which procedure is meant."""
        text = moment.heard.text
        is_number = _DIGITS.fullmatch(text.strip()) is not None
        if not is_number and (not _is_senseless(text) or self._means_something(moment)):
            return None
        if moment.state.choices:
            return [self._clarifications.which_number(moment.state)]
        return [self._clarifications.which_procedure(list(moment.state.asked), moment.state)]

    def _means_something(self, moment: Moment) -> bool:
        talks = moment.heard.intent in _TALKS and moment.heard.chances.get(moment.heard.intent, 0.0) >= _SURELY
        return talks or moment.searches.compare.known(moment.heard.text)


def _is_senseless(text: str) -> bool:
    """Whether a short text has signs or letters only that are no syllable of Vietnamese, however slipped."""
    said = fold(text).split()
    return len(said) <= _LONGEST and all(
        _LAUGHTER.fullmatch(word) or not (is_syllable(word) or untangle(word)) for word in said
    )
