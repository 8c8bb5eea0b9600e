"""Keeps Rasa and what it is built on from talking: no telemetry, no notices, nothing in the log that people wrote."""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import MutableMapping
from typing import Any

import structlog

_ENVIRONMENT = {
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "CUDA_VISIBLE_DEVICES": "-1",
    "LOG_LEVEL": "ERROR",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
}


def quiet(show_warnings: bool = False) -> None:
    """Call it before Rasa is imported: Rasa reads its settings then.

    Args:
        show_warnings: let Rasa's own warnings through, about training data for example. Some of them quote what people
            write, so a server keeps them back.
    """
    os.environ.update(_ENVIRONMENT)
    # Filters do not hold: libraries set their own while they are imported.
    warnings.showwarning = _show if show_warnings else _keep_back
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            without_text,
            structlog.processors.format_exc_info,
            structlog.stdlib.render_to_log_kwargs,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )


def _show(message: Warning | str, category: type[Warning], *_: object, **__: object) -> None:
    """Rasa's warnings are plain UserWarnings; what libraries say of their future is not."""
    if category is UserWarning:
        logging.getLogger(__name__).warning("%s", message)


def _keep_back(*_: object, **__: object) -> None:
    pass


def without_text(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A processor of structlog that drops the fields in which Rasa logs what a person wrote."""
    return {name: value for name, value in event.items() if "text" not in name}
