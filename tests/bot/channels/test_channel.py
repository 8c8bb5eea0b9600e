"""The two kinds of channels are told apart by what they can do."""

from __future__ import annotations

from typing import cast

import httpx

from bot.channels.channel import DeliveringChannel
from bot.channels.web import WebChannel
from tests.bot.outside import OutsideChannel


def test_a_channel_delivers_where_it_can() -> None:
    assert isinstance(OutsideChannel("http://outside", cast(httpx.AsyncClient, None)), DeliveringChannel)
    assert not isinstance(WebChannel.__new__(WebChannel), DeliveringChannel)
