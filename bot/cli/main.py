"""The command ``motcua``."""

from __future__ import annotations

import sys

import typer

from bot.cli import catalogue, editing, finding, running, talking, teaching, upkeep, zalo
from bot.cli.output import WRONG_USE, note, use_utf8
from bot.settings import ConfigurationError

app = typer.Typer(
    name="motcua",
    help="Một Cửa: trợ lý thủ tục hành chính tỉnh Đắk Lắk.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for group in (catalogue, editing, upkeep, teaching, finding, talking, zalo, running):
    group.register(app)


def main() -> None:
    """Run the command; a wrong configuration, or a database that fails, is one line and exit status 2."""
    use_utf8()
    try:
        app()
    except ConfigurationError as error:
        note(str(error))
        sys.exit(WRONG_USE)
    except Exception as error:
        from sqlalchemy.exc import OperationalError

        if not isinstance(error, OperationalError):
            raise
        note(f"Cơ sở dữ liệu không làm được việc này: {error.orig}. Xem ổ đĩa và MOTCUA_DATABASE_URL.")
        sys.exit(WRONG_USE)
    except KeyboardInterrupt:
        note("Đã dừng.")
        sys.exit(130)
