"""The one environment of templates: what is said in a chat and what stands on a page share their partials."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined, TemplateNotFound

from actions.wording.writing import cut, day, hour, moment, number, upfirst

HERE = Path(__file__).parent
TEMPLATES = HERE / "templates"
PARTIALS = HERE / "partials"
# A partial is imported under the name of what it is printed in: a macro escapes by where it was compiled.
TEXT, HTML = "txt", "html"


def build_environment(folder: Path) -> Environment:
    """Build the environment for the templates of ``folder``; an undefined name in one is an error.

    Partials are imported as ``txt/words.j2`` in texts and as ``html/words.j2`` in pages: the same file, compiled for
    each, so that in a page everything they print is escaped. Templates that end in ``.html`` are escaped, others not.
    """
    environment = Environment(
        loader=ChoiceLoader([_Partials(PARTIALS), FileSystemLoader(folder)]),
        undefined=StrictUndefined,
        autoescape=_is_html,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "day": day,
        "hour": hour,
        "moment": moment,
        "number": number,
        "cut": cut,
        "upfirst": upfirst,
    }
    return environment


class Templates:
    """Renders ``templates/{name}.txt.j2``, what is said in a chat."""

    def __init__(self) -> None:
        self._environment = build_environment(TEMPLATES)

    def render(self, template: str, **values: Any) -> str:
        """Give the text, without blanks at line ends and without more than one empty line in a row.

        Raises:
            jinja2.TemplateNotFound, jinja2.UndefinedError: a fault of ours.
        """
        text = self._environment.get_template(f"{template}.txt.j2").render(**values)
        text = re.sub(r"[ \t]+(?=\n|$)", "", text)
        return re.sub(r"\n{3,}", "\n\n", text).strip()


class _Partials(FileSystemLoader):
    """Gives each partial under two names; a PrefixLoader would compile both as the same, and escape neither."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Give the file of ``txt/{name}`` or ``html/{name}``."""
        printed_in, _, name = template.partition("/")
        if printed_in not in (TEXT, HTML):
            raise TemplateNotFound(template)
        return super().get_source(environment, name)


def _is_html(name: str | None) -> bool:
    return name is not None and (name.endswith(".html") or name.startswith(f"{HTML}/"))
