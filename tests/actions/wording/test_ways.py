from __future__ import annotations

from actions.wording.terms import Terms
from actions.wording.ways import by_way, ways
from tests.actions.samples import BIRTH, procedure


def test_ways_stand_in_one_order(terms: Terms) -> None:
    assert ways(BIRTH) == ["direct", "online", "post"]
    [(line, rows)] = by_way(BIRTH.submissions, lambda row: None, terms)
    assert (line.ways, line.note, rows) == (["direct", "online", "post"], None, [0, 1, 2])


def test_a_note_is_shown_only_where_it_tells_rows_of_one_way_apart(terms: Terms) -> None:
    rows = [{"way": "direct", "note": "- Cấp mới"}, {"way": "direct", "note": "Cấp lại"}, {"way": "post", "note": "x"}]
    about = procedure("9.000001", "Thử", submissions=rows)
    assert [line.note for line, _ in by_way(about.submissions, lambda row: row.note, terms)] == [
        "Cấp mới",
        "Cấp lại",
        None,
    ]
