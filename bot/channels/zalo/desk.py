"""What an admin does for the Zalo channel: bring tokens, authorise, look how it stands."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

import httpx

from bot.channels.zalo.account import Account, account_of, missing
from bot.channels.zalo.channel import NAME
from bot.channels.zalo.oauth import BOT_PLATFORM, Verifier
from bot.channels.zalo.status import OFF, ZaloStatus, status_of
from bot.channels.zalo.token_store import ACCESS_LASTS, REFRESH_LASTS, Pair
from bot.clock import Clock
from bot.conversations.database import Database
from bot.conversations.deliveries import Deliveries
from bot.running.installation import Installation
from bot.running.sealing import sealing_of
from bot.settings import ConfigurationError


class WrongToken(ValueError):
    """What was given is no token of an Official Account; says what it is, in Vietnamese."""


@dataclass(frozen=True)
class Permission:
    """What an admin opens to agree, and what only we know of it."""

    url: str
    verifier: Verifier


class ZaloDesk:
    """The admin's desk of one installation."""

    def __init__(self, installation: Installation, clock: Clock) -> None:
        self._settings = installation.settings
        self._database = Database(installation.engine)
        self._deliveries = Deliveries(self._database, clock)
        self._clock = clock

    def bring(self, access: str, refresh: str) -> None:
        """Keep a first pair; what waited for it goes out.

        Raises:
            WrongToken: it is none.
            ConfigurationError: the channel is off.
        """
        for token in (access, refresh):
            _require_token(token)
        now = self._clock()
        self._keep(Pair(access, refresh, now + ACCESS_LASTS, now + REFRESH_LASTS))

    def permission(self, redirect_uri: str) -> Permission:
        """Give where an admin agrees.

        Raises:
            ConfigurationError: the channel is off.
        """
        verifier = Verifier.make()
        oauth = self._account().oauth(httpx.AsyncClient(trust_env=False), self._clock)
        return Permission(oauth.permission_url(verifier, redirect_uri), verifier)

    async def redeem(self, permission: Permission, answer: str) -> None:
        """Keep the pair that comes for what Zalo sent the admin back with.

        Args:
            permission: what was opened.
            answer: the address that the browser was sent to, or the code alone.

        Raises:
            WrongToken: it holds no code, or belongs to another permission.
            bot.channels.zalo.oauth.Refused: Zalo gives no pair for it.
            bot.channels.zalo.oauth.Unclear: Zalo gave no answer.
        """
        code = code_in(answer, permission.verifier.state)
        async with httpx.AsyncClient(trust_env=False) as http:
            pair = await self._account().oauth(http, self._clock).redeem(code, permission.verifier)
        self._keep(pair)

    def status(self) -> ZaloStatus:
        """Give how the channel stands."""
        account = account_of(self._settings)
        if account is None:
            return OFF
        store = account.tokens(self._database, sealing_of(self._settings), self._clock)
        return status_of(store, self._deliveries, self._clock)

    def _keep(self, pair: Pair) -> None:
        self._account().tokens(self._database, sealing_of(self._settings), self._clock).put(pair)
        self._deliveries.hurry(NAME)

    def _account(self) -> Account:
        account = account_of(self._settings)
        if account is None:
            names = ", ".join(missing(self._settings))
            raise ConfigurationError(f"Kênh Zalo chưa bật: còn thiếu {names}. Đặt các biến này rồi chạy lại.")
        return account


def code_in(answer: str, state: str) -> str:
    """Give the code of the address that a browser was sent to, or the code itself.

    Raises:
        WrongToken: there is none, or its state is not that of the question.
    """
    answer = answer.strip()
    if "?" not in answer and "=" not in answer:
        return _require_token(answer)
    query = parse_qs(urlsplit(answer).query or answer)
    code, given = query.get("code", [""])[0], query.get("state", [""])[0]
    if not hmac.compare_digest(given.encode(), state.encode()):
        raise WrongToken("Địa chỉ này không thuộc lần cấp quyền vừa mở. Chạy lại lệnh và mở địa chỉ mới.")
    return _require_token(code)


def _require_token(token: str) -> str:
    if BOT_PLATFORM.fullmatch(token):
        raise WrongToken(
            "Đây là mã của nền tảng Zalo Bot (dạng số:chuỗi), không phải của Zalo Official Account. "
            "Lấy access token và refresh token của OA tại developers.zalo.me, hoặc chạy: motcua zalo authorize"
        )
    if not token or not token.isascii() or not token.isprintable() or " " in token:
        raise WrongToken("Mã trống hoặc có ký tự lạ. Chép lại nguyên cả mã.")
    return token
