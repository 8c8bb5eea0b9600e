"""Sparing the backend: a short memory of what it said, and a circuit breaker while it does not answer."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

from actions.dossiers.backend import BackendUnavailable, DossierBackend, UnreadableDossier
from actions.dossiers.dossier import Dossier

KEPT_S = 15.0
KEPT_AT_MOST = 256
FAILURES = 5
REST_S = 20.0
LONGEST_REST_S = 300.0


class SparingBackend:
    """Asks a backend no more often than it can bear.

    What it said of a code is kept for ``KEPT_S`` seconds. After ``FAILURES`` failures in a row, or when it asks for
    time itself, it is left alone for a while; then one question tries whether it is back.
    """

    def __init__(self, backend: DossierBackend, seconds: Callable[[], float]) -> None:
        """Take the backend, and a clock that is never set back (seconds, from any beginning)."""
        self._backend = backend
        self._seconds = seconds
        self._kept: OrderedDict[str, tuple[float, Dossier | None]] = OrderedDict()
        self._failures = 0
        self._rests_until = 0.0

    async def get(self, code: str) -> Dossier | None:
        """Give the dossier of this code; ``None`` where the backend does not know it.

        Raises:
            BackendUnavailable: it did not answer, or it is left alone; ``retry_after`` says for how long.
            BackendRefused: 401 or 403.
        """
        now = self._seconds()
        kept = self._kept.get(code)
        if kept is not None and now - kept[0] < KEPT_S:
            return kept[1]
        if now < self._rests_until:
            raise BackendUnavailable("the backend is left alone for now", max(1, round(self._rests_until - now)))
        if self._failures >= FAILURES:
            # One question tries; the others of this moment need not wait for it.
            self._rests_until = now + REST_S
        try:
            dossier = await self._backend.get(code)
        except UnreadableDossier:
            # One dossier that cannot be read keeps nobody from theirs.
            self._answered()
            raise
        except BackendUnavailable as error:
            self._failed(error)
            raise
        self._answered()
        self._keep(code, dossier)
        return dossier

    def _keep(self, code: str, dossier: Dossier | None) -> None:
        self._kept.pop(code, None)
        self._kept[code] = (self._seconds(), dossier)
        while len(self._kept) > KEPT_AT_MOST:
            self._kept.popitem(last=False)

    def _answered(self) -> None:
        self._failures, self._rests_until = 0, 0.0

    def _failed(self, error: BackendUnavailable) -> None:
        self._failures += 1
        if error.retry_after is not None or self._failures >= FAILURES:
            rest = min(max(error.retry_after or 0, REST_S), LONGEST_REST_S)
            self._rests_until = self._seconds() + rest
