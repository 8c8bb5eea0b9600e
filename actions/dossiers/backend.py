"""The client of the province's one-stop system, which knows the dossiers."""

from __future__ import annotations

import logging
from http import HTTPStatus
from urllib.parse import quote

import httpx
from pydantic import ValidationError

from actions.dossiers.dossier import Dossier

logger = logging.getLogger(__name__)
TIMEOUT = httpx.Timeout(5.0, connect=2.0)


class BackendUnavailable(Exception):
    """The backend did not answer, or not with a dossier.

    Attributes:
        retry_after: seconds after which it asked to be tried again, where it did.
    """

    def __init__(self, reason: str, retry_after: int | None = None) -> None:
        """Say what was wrong, for the log; it never holds what the backend said."""
        super().__init__(reason)
        self.retry_after = retry_after


class UnreadableDossier(BackendUnavailable):
    """The backend answered, but not with a dossier that can be read."""


class BackendRefused(Exception):
    """The backend does not accept our token: a matter for the operator."""


class DossierBackend:
    """Asks ``GET {url}/dossiers/{code}``."""

    def __init__(self, url: str, token: str, http: httpx.AsyncClient, timeout: httpx.Timeout = TIMEOUT) -> None:
        """Take the backend's address, its bearer token, a client that the caller opens and closes, and its patience."""
        self._url = url.rstrip("/")
        self._headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
        self._http = http
        self._timeout = timeout

    async def get(self, code: str) -> Dossier | None:
        """Give the dossier of this code; ``None`` where the backend does not know it.

        Raises:
            BackendUnavailable: no answer in time, 429, 5xx, or an answer that is not this dossier.
            BackendRefused: 401 or 403.
        """
        try:
            response = await self._http.get(
                f"{self._url}/dossiers/{quote(code, safe='')}", headers=self._headers, timeout=self._timeout
            )
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise BackendUnavailable(f"{type(error).__name__} from {self._url}") from error
        match response.status_code:
            case HTTPStatus.OK:
                return _read(response, code)
            case HTTPStatus.NOT_FOUND:
                return None
            case HTTPStatus.UNAUTHORIZED | HTTPStatus.FORBIDDEN as status:
                raise BackendRefused(f"{self._url} answered {int(status)}: check MOTCUA_BACKEND_TOKEN")
            case status:
                raise BackendUnavailable(f"{self._url} answered {status}", _seconds(response))


def _read(response: httpx.Response, code: str) -> Dossier:
    try:
        dossier = Dossier.model_validate_json(response.content)
    except ValidationError as error:
        fields = sorted({".".join(map(str, e["loc"])) or "body" for e in error.errors()})
        raise UnreadableDossier(f"the backend's dossier cannot be read: {', '.join(fields)}") from None
    if dossier.code != code:
        raise UnreadableDossier("the backend answered with another dossier than the one asked for")
    return dossier


def _seconds(response: httpx.Response) -> int | None:
    value = response.headers.get("Retry-After", "")
    return int(value) if value.isdigit() else None
