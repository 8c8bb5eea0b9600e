"""The one place where the command opens an installation."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.cli.output import wrong_use

if TYPE_CHECKING:
    from bot.running.installation import Installation
    from bot.running.long_steps import Say


@contextmanager
def opened(say: Say | None = None) -> Iterator[Installation]:
    """Open the installation of the settings.

    Args:
        say: is told what takes long; by default nobody is.

    Raises:
        ConfigurationError: a setting, the data folder or the database cannot be used.
        typer.Exit: what an editor wants cannot be done; why was told.
    """
    from bot.running.installation import Installation
    from bot.running.long_steps import silent
    from bot.settings import load_settings
    from knowledge.store.aliases import InvalidAlias
    from knowledge.store.corrections import InvalidCorrection, UnknownProcedure

    with (
        wrong_use(InvalidAlias, InvalidCorrection, UnknownProcedure),
        Installation(load_settings(), say or silent) as installation,
    ):
        yield installation
