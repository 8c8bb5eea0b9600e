from __future__ import annotations

import pytest

from tests.actions.world import Citizen, asks

pytestmark = pytest.mark.anyio


async def test_a_procedure_code_wins_over_any_intent(citizen: Citizen) -> None:
    for intent in ("out_of_scope", "greet", "dossier_status", asks("fee")):
        [message] = await citizen.say("1.000894 giá vàng", intent)
        assert message["procedure"]["code"] == "1.000894"
    assert "1.999999" in await citizen.text("thủ tục 1.999999")


async def test_an_unknown_code_is_said_to_be_unknown(citizen: Citizen) -> None:
    [message] = await citizen.say("thủ tục 1.999999 cần gì", asks("papers"))
    assert (message["type"], message["reason"]) == ("refusal", "no_data") and "1.999999" in message["text"]
