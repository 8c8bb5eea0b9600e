"""Commands for the Zalo channel: tokens, authorize, status."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.opening import opened
from bot.cli.output import DONE, PARTLY, Json, note, print_json, wrong_use

if TYPE_CHECKING:
    from bot.channels.zalo.desk import ZaloDesk
    from bot.channels.zalo.status import ZaloStatus

STATES = {
    "off": "chưa bật",
    "no_tokens": "chưa có mã truy cập; chạy: motcua zalo authorize",
    "wrong_key": "mã truy cập được mã hóa bằng khóa khác; xem MOTCUA_SECRET_KEY, hoặc chạy: motcua zalo authorize",
    "authorise_again": "Zalo không cấp mã mới; quản trị OA cần cấp quyền lại: motcua zalo authorize",
    "ok": "gửi được",
}


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    group = typer.Typer(no_args_is_help=True, help="Kênh Zalo: mã truy cập, cấp quyền, tình trạng.")
    group.command()(tokens)
    group.command()(authorize)
    group.command()(status)
    app.add_typer(group, name="zalo")


@contextmanager
def desk() -> Iterator[ZaloDesk]:
    """Give the admin's desk of the installation."""
    from bot.channels.zalo.desk import WrongToken, ZaloDesk
    from bot.clock import world_clock

    with wrong_use(WrongToken), opened() as installation:
        yield ZaloDesk(installation, world_clock)


def tokens(
    access: Annotated[str | None, typer.Option("--access", help="Access token; không ghi thì được hỏi.")] = None,
    refresh: Annotated[str | None, typer.Option("--refresh", help="Refresh token; không ghi thì được hỏi.")] = None,
    json: Json = False,
) -> None:
    """Lưu cặp mã truy cập đầu tiên của OA."""
    access = access or typer.prompt("Access token", hide_input=True, err=True)
    refresh = refresh or typer.prompt("Refresh token", hide_input=True, err=True)
    with desk() as admin:
        admin.bring(access.strip(), refresh.strip())
        _tell(admin.status(), json)


def authorize(
    redirect: Annotated[
        str | None, typer.Option("--redirect", help="Địa chỉ callback đã khai với Zalo; mặc định MOTCUA_PUBLIC_URL.")
    ] = None,
    json: Json = False,
) -> None:
    """Cấp quyền cho OA: mở địa chỉ, đồng ý, dán lại địa chỉ mà trình duyệt được chuyển đến."""
    from bot.channels.zalo.oauth import Refused, Unclear
    from bot.settings import load_settings

    with desk() as admin:
        permission = admin.permission(redirect or load_settings().public)
        note("1. Đăng nhập Zalo bằng tài khoản quản trị OA, rồi mở địa chỉ này và đồng ý:")
        note(f"   {permission.url}")
        note("2. Trình duyệt được chuyển đến một địa chỉ có code=… Dán cả địa chỉ đó vào đây:")
        answer = typer.prompt("", prompt_suffix="> ", err=True)
        try:
            asyncio.run(admin.redeem(permission, answer))
        except Refused as error:
            note(f"Zalo không cấp mã: {error}. Mã code chỉ dùng được một lần, trong ít phút; chạy lại lệnh này.")
            raise typer.Exit(PARTLY) from error
        except Unclear as error:
            note(f"Zalo chưa trả lời được ({error}). Chạy lại lệnh này.")
            raise typer.Exit(PARTLY) from error
        _tell(admin.status(), json)


def status(json: Json = False) -> None:
    """Cho biết mã truy cập còn hạn không, còn bao nhiêu tin chờ gửi, tin nào không gửi được vì sao."""
    with desk() as admin:
        found = admin.status()
    _tell(found, json)
    raise typer.Exit(DONE if found.is_authorised else PARTLY)


def _tell(found: ZaloStatus, as_json: bool) -> None:
    if as_json:
        print_json(_as_json(found))
        return
    print(f"Kênh Zalo: {STATES[found.state]}")
    if found.reason:
        print(f"Zalo nói: {found.reason}")
    if found.access_expires and found.refresh_expires and found.access_age_s is not None:
        print(f"Mã truy cập: có từ {found.access_age_s // 3600} giờ trước, hết hạn {_time(found.access_expires)}")
        print(f"Mã làm mới: hết hạn {_time(found.refresh_expires)}")
    if found.is_sealed_with_current_key is False:
        print("Khóa cũ trong MOTCUA_SECRET_KEY vẫn còn cần, đến lần làm mới sau.")
    print(f"Tin chờ gửi: {found.queued}")
    for failed in found.failed:
        print(f"Không gửi được {failed.count} tin: {failed.reason}")


def _as_json(found: ZaloStatus) -> dict[str, Any]:
    return {
        "state": found.state,
        "reason": found.reason,
        "access_expires": found.access_expires.isoformat() if found.access_expires else None,
        "refresh_expires": found.refresh_expires.isoformat() if found.refresh_expires else None,
        "access_age_s": found.access_age_s,
        "sealed_with_current_key": found.is_sealed_with_current_key,
        "queued": found.queued,
        "failed": [{"reason": failed.reason, "count": failed.count} for failed in found.failed],
    }


def _time(moment: dt.datetime) -> str:
    from actions.dossiers.local_time import VIETNAM

    return moment.astimezone(VIETNAM).strftime("%H:%M ngày %d/%m/%Y")
