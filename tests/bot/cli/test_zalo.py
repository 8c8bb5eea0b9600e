"""The commands of the Zalo channel: what an admin brings, what Zalo gives, and how it stands, without a secret."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from typer.testing import CliRunner, Result

from bot.channels.zalo.desk import WrongToken, code_in
from bot.cli.main import app
from bot.settings import ConfigurationError
from tests.bot.channels.zalo.fake_zalo import FakeZalo

KEY = "k" * 40


@pytest.fixture
def zalo() -> FakeZalo:
    return FakeZalo()


@pytest.fixture(autouse=True)
def environment(tmp_path: Path, zalo: FakeZalo, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with zalo.live() as url:
        values = {
            "DATA_DIR": str(tmp_path),
            "PUBLIC_URL": "https://motcua.test",
            "SECRET_KEY": KEY,
            "ZALO_APP_ID": "app",
            "ZALO_OA_ID": "oa",
            "ZALO_OA_SECRET": "oa-secret",
            "ZALO_APP_SECRET": "app-secret",
            "ZALO_API_URL": url,
            "ZALO_OAUTH_URL": url,
        }
        for name, value in values.items():
            monkeypatch.setenv(f"MOTCUA_{name}", value)
        yield


def run(*arguments: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(app, ["zalo", *arguments], input=typed)


def status() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("status", "--json").stdout)
    return found


def test_a_first_pair_is_kept_sealed_and_told_of_without_a_secret(tmp_path: Path) -> None:
    assert status()["state"] == "no_tokens"
    assert run("status").exit_code == 1
    brought = run("tokens", "--access", "access-1", "--refresh", "refresh-1", "--json")
    assert brought.exit_code == 0
    assert json.loads(brought.stdout)["state"] == "ok"
    told = run("status")
    assert told.exit_code == 0 and "gửi được" in told.stdout
    found = status()
    assert found["access_expires"] < found["refresh_expires"]
    assert (found["queued"], found["failed"], found["sealed_with_current_key"]) == (0, [], True)
    assert "access-1" not in told.output + json.dumps(found)
    assert all(b"access-1" not in path.read_bytes() for path in tmp_path.iterdir() if path.is_file())


def test_tokens_can_be_typed_where_nobody_sees_them() -> None:
    assert run("tokens", typed="access-1\nrefresh-1\n").exit_code == 0
    assert status()["state"] == "ok"


@pytest.mark.parametrize("token", ["12345689:abc-xyz", "", "hai chữ"])
def test_what_is_no_token_of_an_account_is_explained(token: str) -> None:
    refused = run("tokens", "--access", token or " ", "--refresh", "refresh-1")
    assert refused.exit_code == 2
    assert ("Zalo Bot" in refused.stderr) == (":" in token)
    assert status()["state"] == "no_tokens"


def test_another_key_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    run("tokens", "--access", "access-1", "--refresh", "refresh-1")
    monkeypatch.setenv("MOTCUA_SECRET_KEY", "n" * 40)
    assert status()["state"] == "wrong_key"
    monkeypatch.setenv("MOTCUA_SECRET_KEY", f"{'n' * 40},{KEY}")
    assert (status()["state"], status()["sealed_with_current_key"]) == ("ok", False)


def test_without_its_settings_the_channel_is_off_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MOTCUA_ZALO_OA_SECRET")
    assert status()["state"] == "off"
    refused = run("tokens", "--access", "access-1", "--refresh", "refresh-1")
    assert isinstance(refused.exception, ConfigurationError)
    assert "MOTCUA_ZALO_OA_SECRET" in str(refused.exception)


def test_an_admins_agreement_gives_a_first_pair(zalo: FakeZalo) -> None:
    # The state is only known once the address was shown; a code alone carries none.
    done = run("authorize", "--redirect", "https://motcua.test/zalo", typed="the-code\n")
    assert done.exit_code == 0, done.output
    shown = next(word for word in done.stderr.split() if "/v4/oa/permission" in word)
    query = parse_qs(urlsplit(shown).query)
    assert query["redirect_uri"] == ["https://motcua.test/zalo"]
    (form,) = zalo.redeemed
    assert (form["code"], form["grant_type"]) == ("the-code", "authorization_code")
    assert form["code_verifier"] not in done.output
    assert status()["state"] == "ok"


@pytest.mark.parametrize("fault", ["number", "name 400", "html", "cut"])
def test_what_zalo_refuses_changes_nothing(zalo: FakeZalo, fault: str) -> None:
    run("tokens", "--access", "access-1", "--refresh", "refresh-1")
    zalo.oauth_faults = [fault]
    assert run("authorize", typed="the-code\n").exit_code == 1
    assert status()["state"] == "ok"


def test_the_address_that_the_browser_was_sent_to_must_answer_our_question() -> None:
    assert code_in(" https://motcua.test/?oa_id=1&code=abc&state=s ", "s") == "abc"
    assert code_in("abc", "s") == "abc"
    for wrong in ("https://motcua.test/?code=abc&state=other", "https://motcua.test/?code=abc", "", "?state=s"):
        with pytest.raises(WrongToken):
            code_in(wrong, "s")
