"""What is to be said beside the answer."""

from __future__ import annotations

from collections.abc import Iterator

from actions.moment import Moment
from actions.private_data import find
from actions.reply import Reply
from actions.steps.former_districts import FormerDistricts
from actions.wording.talk import Talk


class Notices:
    """Notes a district that there is no more, and private data that have no business here."""

    def __init__(self, talk: Talk, former_districts: FormerDistricts) -> None:
        self._talk = talk
        self._former_districts = former_districts

    def of(self, moment: Moment) -> Iterator[Reply]:
        """Give the notices of a message that has been answered."""
        heard = moment.heard
        district = self._former_districts.find(heard.text) if "place" in heard.aspects else None
        if district is not None:
            yield self._talk.former_district(district)
        kinds = [kind for kind in find(heard.text) if kind not in moment.asked_for]
        if kinds:
            yield self._talk.private_data(kinds)
