from __future__ import annotations

from actions.wording.places import MOST_PLACES, places
from actions.wording.terms import Terms
from tests.actions.samples import BIRTH, procedure


def test_a_level_is_named_only_where_the_agency_does_not_name_it(terms: Terms) -> None:
    assert places(BIRTH, terms).levels == []
    assert places(BIRTH.model_copy(update={"agency": "Sở Tư pháp", "levels": ["tỉnh", "khác"]}), terms).levels == [
        "tỉnh"
    ]


def test_the_centre_is_named_only_where_the_record_does(terms: Terms) -> None:
    assert places(BIRTH, terms).at_centre
    assert not places(procedure("9.000001", "Thử", steps="Nộp tại xã."), terms).at_centre


def test_an_online_level_is_certain_only_where_all_rows_agree(terms: Terms) -> None:
    def level(*levels: str | None) -> str | None:
        rows = [{"way": "online", "online_level": level} for level in levels]
        return places(procedure("9.000001", "Thử", submissions=rows), terms).online_level

    assert (level("full", None), level("full", "partial"), level()) == ("full", None, None)


def test_many_places_are_counted(terms: Terms) -> None:
    found = places(procedure("9.000001", "Thử", places=[{"name": f"Nơi {n}"} for n in range(9)]), terms)
    assert (len(found.places), found.more) == (MOST_PLACES, 9 - MOST_PLACES)
