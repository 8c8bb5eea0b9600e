from __future__ import annotations

import pytest

from actions.province import Province
from actions.wording.rendering import Templates
from actions.wording.talk import Talk
from tests.actions.world import Citizen, asks

pytestmark = pytest.mark.anyio


def test_all_wishes_are_told(templates: Templates) -> None:
    said = Talk(templates, Province.load()).wishes(["đổi căn cước", "sang tên xe", "tách thửa"]).text
    assert said.startswith("Tôi nghe ba việc:") and "1. Đổi căn cước\n2. Sang tên xe\n3. Tách thửa" in said


async def test_one_wish_is_answered_without_a_list(citizen: Citizen) -> None:
    replies = await citizen.say("khai sinh cho con cần giấy tờ gì", asks("papers"))
    assert [reply["type"] for reply in replies] == ["answer"]
