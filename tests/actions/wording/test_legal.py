from __future__ import annotations

from actions.wording.legal import legal_acts
from tests.actions.samples import procedure


def test_legal_acts_name_their_number_once() -> None:
    basis = [
        {"number": "60/2014/QH13", "title": "Luật Hộ tịch"},
        {"number": "1/2025/NĐ-CP", "title": "Nghị định 1/2025/NĐ-CP"},
        {"number": "2/2025", "title": "QUY ĐỊNH CHI TIẾT"},
        {"number": None, "title": None},
    ]
    assert legal_acts(procedure("9.000001", "Thử", legal_basis=basis)) == [
        "60/2014/QH13: Luật Hộ tịch",
        "Nghị định 1/2025/NĐ-CP",
        "2/2025: Quy định chi tiết",
    ]
