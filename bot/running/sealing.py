"""Sealing: what is secret is encrypted before it is stored."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.running.reasons import why
from bot.settings import ConfigurationError, Settings

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

SHORTEST_KEY = 32
PURPOSE = b"motcua: encryption at rest"
DIGESTS = b"motcua: digests\n"


class CannotOpen(Exception):
    """What was sealed cannot be opened with any of the keys."""


class Sealing:
    """Seals with the first of its keys, and opens with any of them."""

    def __init__(self, keys: Sequence[str]) -> None:
        """Take the keys, the newest first; each is as good as it is hard to guess."""
        self._fernets = [_fernet(key) for key in keys]
        self._newest = keys[0].encode()

    def seal(self, secret: str) -> str:
        """Give a text encrypted and authenticated."""
        return self._fernets[0].encrypt(secret.encode()).decode("ascii")

    def open(self, sealed: str) -> str:
        """Give what was sealed.

        Raises:
            CannotOpen: it was sealed with another key, or changed since.
        """
        from cryptography.fernet import InvalidToken

        for fernet in self._fernets:
            try:
                return fernet.decrypt(sealed.encode()).decode()
            except InvalidToken:
                continue
        raise CannotOpen("MOTCUA_SECRET_KEY")

    def digest(self, text: str) -> str:
        """Give what tells a text again without telling it: a hash under the newest key."""
        return hmac.new(self._newest, DIGESTS + text.encode(), hashlib.sha256).hexdigest()

    def is_current(self, sealed: str) -> bool:
        """Tell whether something was sealed with the newest key."""
        from cryptography.fernet import InvalidToken

        try:
            self._fernets[0].decrypt(sealed.encode())
        except InvalidToken:
            return False
        return True


def sealing_of(settings: Settings) -> Sealing:
    """Give the sealing of an installation: by its setting, else by a key of its own in the data folder.

    Raises:
        ConfigurationError: a key is too short, or the key's file cannot be used.
    """
    if settings.secret_key is None:
        return Sealing([_own_key(settings.data_dir / "secret.key")])
    keys = [key.strip() for key in settings.secret_key.get_secret_value().split(",") if key.strip()]
    if not keys or min(map(len, keys)) < SHORTEST_KEY:
        raise ConfigurationError(
            f"MOTCUA_SECRET_KEY cần ít nhất {SHORTEST_KEY} ký tự khó đoán; khi đổi khóa, ghi khóa mới trước khóa cũ, "
            "cách nhau bằng dấu phẩy."
        )
    return Sealing(keys)


def _own_key(path: Path) -> str:
    """Give the key that was made at the first need; only the owner may read its file."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            made = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            pass
        else:
            with os.fdopen(made, "w", encoding="ascii") as file:
                file.write(secrets.token_urlsafe(48))
        key = path.read_text(encoding="ascii").strip()
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"Không dùng được tệp khóa {path}: {why(error)}.") from error
    if len(key) < SHORTEST_KEY:
        raise ConfigurationError(f"Tệp khóa {path} không đủ dài. Xóa tệp rồi cấp quyền lại cho các kênh.")
    return key


def _fernet(key: str) -> Fernet:
    # Imported here: only who keeps secrets waits for it.
    from cryptography.fernet import Fernet
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(key.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
