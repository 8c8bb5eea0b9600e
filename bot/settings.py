"""All settings of the project: the one place that reads the environment."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated

from pydantic import Field, IPvAnyNetwork, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class ConfigurationError(Exception):
    """A setting or the machine is not as it must be; says in one line what is wrong and how to mend it."""


class Settings(BaseSettings):
    """Settings, each read from ``MOTCUA_<NAME>``."""

    model_config = SettingsConfigDict(env_prefix="MOTCUA_", env_ignore_empty=True)

    data_dir: Path = Field(ROOT / "var", description="database, snapshots, models trained from its own data, logs")
    database_url: str | None = Field(None, description="SQLAlchemy address; default: SQLite in the data folder")
    models_dir: Path = Field(
        ROOT / ".cache" / "models", description="default models, built once by content and shared by data folders"
    )
    host: str = Field("127.0.0.1", description="address that the app listens on")
    port: int = Field(8000, ge=1, le=65535, description="port of the app")
    rasa_port: int = Field(5005, ge=1, le=65535, description="port of Rasa, on loopback")
    rasa_urls: Annotated[list[str], NoDecode] = Field(
        [], description="addresses of Rasa where it runs elsewhere, by commas; default: our own"
    )
    sandbox_port: int = Field(8010, ge=1, le=65535, description="port of the sandbox backend, on loopback")
    sandbox_dossiers: Path | None = Field(None, description="JSONL of the sandbox's dossiers; default: its own data")
    backend_url: str | None = Field(None, description="the province's dossier API; default: the sandbox")
    backend_token: SecretStr = Field(SecretStr("sandbox"), description="token for the dossier API")
    province_file: Path | None = Field(
        None, description="what the province sets: centre, hotline, hours; default: bundled"
    )
    public_url: str | None = Field(
        None, description="address that links in answers begin with; default: http://host:port"
    )
    widget_origins: Annotated[list[str], NoDecode] = Field(
        [], description="origins whose pages may carry the widget, by commas; `*`: all"
    )
    action_secret: SecretStr | None = Field(
        None, description="what Rasa shows to the action endpoint; `motcua serve` makes one at each start"
    )
    redis_url: str | None = Field(None, description="Redis that makes news between replicas sooner; default: none")
    secret_key: SecretStr | None = Field(
        None, description="keys for encryption at rest, the newest first, by commas; default: a file in the data folder"
    )
    zalo_app_id: str | None = Field(None, description="id of the app at Zalo; with the next three the channel is on")
    zalo_oa_id: str | None = Field(None, description="id of the Official Account")
    zalo_oa_secret: SecretStr | None = Field(None, description="the account's secret, which signs the webhook")
    zalo_app_secret: SecretStr | None = Field(None, description="the app's secret, for tokens")
    zalo_api_url: str = Field("https://openapi.zalo.me", description="where messages are sent")
    zalo_oauth_url: str = Field("https://oauth.zaloapp.com", description="where tokens are had")
    zalo_oldest_event_s: int = Field(
        10_800, ge=0, description="how old an event may be, in seconds; 0: however old. Zalo tries again for two hours"
    )
    zalo_window_hours: int = Field(48, ge=1, description="how long after a person's message Zalo lets us answer")
    zalo_free_replies: int = Field(8, ge=0, description="replies after each message of a person; 0: not counted")
    zalo_sends_per_second: float = Field(20, gt=0, description="how fast the account may send")
    webhook_url: str | None = Field(None, description="where the plain webhook channel brings answers")
    webhook_secret: SecretStr | None = Field(None, description="signs the plain webhook channel, in and out")
    messages_per_minute: int = Field(60, ge=1, description="how many messages one conversation may send in a minute")
    messages_per_minute_by_address: int = Field(
        1200, ge=1, description="how many messages and new conversations may come from one address in a minute"
    )
    trusted_proxies: Annotated[list[IPvAnyNetwork], NoDecode] = Field(
        [ip_network("127.0.0.0/8"), ip_network("::1/128")],
        validate_default=False,
        description="networks of our own proxies, by commas: what they say of who asks is believed",
    )
    log_level: str = Field("INFO", description="level of the log")

    @field_validator("trusted_proxies", mode="before")
    @classmethod
    def _split_networks(cls, value: object) -> object:
        return [one.strip() for one in value.split(",") if one.strip()] if isinstance(value, str) else value

    @field_validator("rasa_urls", "widget_origins", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return [url.strip().rstrip("/") for url in value.split(",") if url.strip()] if isinstance(value, str) else value

    @property
    def database(self) -> str:
        """The database's SQLAlchemy address."""
        return self.database_url or f"sqlite:///{(self.data_dir / 'motcua.db').resolve()}"

    @property
    def rasa(self) -> list[str]:
        """Where Rasa answers: one address a process."""
        return self.rasa_urls or [f"http://127.0.0.1:{self.rasa_port}"]

    @property
    def backend(self) -> str:
        """Where dossiers are looked up."""
        return self.backend_url or f"http://127.0.0.1:{self.sandbox_port}"

    @property
    def public(self) -> str:
        """What links in answers begin with, without a slash at the end."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")


def lacking(settings: Settings, names: Sequence[str]) -> list[str]:
    """Give which of some settings are not set, as they are named in the environment."""
    return [f"MOTCUA_{name.upper()}" for name in names if not getattr(settings, name)]


def load_settings() -> Settings:
    """Read the settings from the environment.

    Raises:
        ConfigurationError: a value cannot be used; names the variable.
    """
    try:
        return Settings()
    except ValidationError as error:
        faults = "; ".join(
            f"MOTCUA_{'_'.join(map(str, fault['loc'])).upper()}={fault['input']!r}: {fault['msg']}"
            for fault in error.errors()
        )
        raise ConfigurationError(f"Cấu hình chưa đúng: {faults}. Sửa biến môi trường rồi chạy lại.") from error
