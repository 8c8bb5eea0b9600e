"""Addresses: where a request comes from, also behind proxies, and how often it may from one address."""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Sequence

from fastapi import Request

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
# Whoever has one address of IPv6 has at least as many as these.
OWN_IPV6 = 64


class TooManyRequests(Exception):
    """More than is allowed from one address.

    Attributes:
        retry_after_s: seconds after which it is tried in vain no more.
    """

    def __init__(self, retry_after_s: int) -> None:
        super().__init__(f"wait {retry_after_s} s")
        self.retry_after_s = retry_after_s


class Addresses:
    """Tells the address of who asks: what a trusted proxy says of it, and of nobody else."""

    def __init__(self, trusted: Sequence[Network]) -> None:
        """Take the networks in which our own proxies are."""
        self._trusted = trusted

    def of(self, request: Request) -> str:
        """Give the address, of IPv6 the network that belongs to one customer; "" for a program of this machine."""
        address = request.client.host if request.client else ""
        told = [one.strip() for line in request.headers.getlist("X-Forwarded-For") for one in line.split(",")]
        while told and self._is_trusted(address):
            before = told.pop()
            if _parsed(before) is None:
                break
            address = before
        return _customer(address)

    def _is_trusted(self, address: str) -> bool:
        parsed = _parsed(address)
        return parsed is not None and any(parsed in network for network in self._trusted)


class PerAddress:
    """So many requests a minute from one address, this machine's own not counted; each process counts for itself."""

    def __init__(self, addresses: Addresses, per_minute: int) -> None:
        # Imported here: it takes a while, and the command does without it.
        from limits import RateLimitItemPerMinute
        from limits.storage import MemoryStorage
        from limits.strategies import SlidingWindowCounterRateLimiter

        self._addresses = addresses
        self._allowed = RateLimitItemPerMinute(per_minute)
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())

    def hold_back(self, request: Request) -> None:
        """Count a request.

        Raises:
            TooManyRequests: it is one too many.
        """
        address = self._addresses.of(request)
        if address and not self._limiter.hit(self._allowed, address):
            reset_at = self._limiter.get_window_stats(self._allowed, address).reset_time
            raise TooManyRequests(min(max(1, round(reset_at - time.time())), 60))


def _parsed(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return None
    mapped = parsed.ipv4_mapped if isinstance(parsed, ipaddress.IPv6Address) else None
    return mapped or parsed


def _customer(address: str) -> str:
    parsed = _parsed(address)
    if parsed is None or parsed.is_loopback:
        return ""
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((parsed, OWN_IPV6), strict=False))
    return str(parsed)
