"""Templates, and how dates, amounts and long texts are written in them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from actions.wording.words import read_words

TEMPLATES = Path(__file__).parent / "templates"
_BULLET = re.compile(r"^(?:[\s\-–+*•.;]+|\(?\d{1,2}[.)]\s+|\(?[a-zđ]\)\s+)+")
_SENTENCE_END = re.compile(r"[.;](?=\s)|\n")


class Templates:
    """Renders ``templates/{name}.txt.j2``."""

    def __init__(self, folder: Path = TEMPLATES) -> None:
        """Prepare the environment; an undefined name in a template is an error."""
        self._environment = Environment(
            loader=FileSystemLoader(folder),
            undefined=StrictUndefined,
            autoescape=False,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters |= {"day": day, "hour": hour, "moment": moment, "number": number, "cut": cut}

    def render(self, template: str, **values: Any) -> str:
        """The text, without blanks at line ends and without more than one empty line in a row.

        Raises:
            jinja2.TemplateNotFound, jinja2.UndefinedError: a fault of ours.
        """
        text = self._environment.get_template(f"{template}.txt.j2").render(**values)
        text = re.sub(r"[ \t]+(?=\n|$)", "", text)
        return re.sub(r"\n{3,}", "\n\n", text).strip()


class Terms:
    """Old terms of the sources, shown under today's names."""

    def __init__(self) -> None:
        """Read ``words/terms.toml``."""
        words = read_words("terms")
        self._today: dict[str, str] = {old.lower(): new for old, new in words["replace"].items()}
        self._old = re.compile(rf"\b(?:{_any_of(words['replace'])})\b", re.IGNORECASE)
        old, of = _any_of(words["one_stop"]["old"]), _any_of(words["one_stop"]["of"])
        self._one_stop = re.compile(rf"\b(?:{old})(?= (?:{of})\b)", re.IGNORECASE)
        self._centre: str = words["one_stop"]["today"]
        self._abolished = re.compile(_any_of(words["abolished"]["terms"]), re.IGNORECASE)

    def today(self, text: str) -> str:
        """The text with old terms replaced, spaces and empty lines made single."""
        lines = (" ".join(line.split()) for line in text.splitlines())
        single = self._one_stop.sub(self._centre, "\n".join(line for line in lines if line))
        return self._old.sub(lambda m: self._today[m[0].lower()], single)

    def line(self, text: str) -> str:
        """The text on one line, without the sign that numbered it in its list."""
        return _BULLET.sub("", self.today(text).replace("\n", " "))

    def name(self, name: str) -> str:
        """A name on one line, without a full stop at its end."""
        return self.today(name).replace("\n", " ").rstrip(" .;")

    def names_abolished(self, text: str) -> bool:
        """Whether the text still speaks of districts, which have no safe translation."""
        return self._abolished.search(text) is not None


def _any_of(phrases: Iterable[str]) -> str:
    return "|".join(map(re.escape, phrases))


def day(value: dt.date) -> str:
    """``20/11/2026``."""
    return value.strftime("%d/%m/%Y")


def hour(value: dt.datetime) -> str:
    """``16 giờ`` or ``16 giờ 30``."""
    return f"{value.hour} giờ {value.minute:02}" if value.minute else f"{value.hour} giờ"


def moment(value: dt.datetime) -> str:
    """``16 giờ 30 ngày 20/11/2026``; the day alone where no hour of work is meant."""
    whole_day = value.time() in (dt.time(0), dt.time(23, 59, 59))
    return f"ngày {day(value)}" if whole_day else f"{hour(value)} ngày {day(value)}"


def number(value: Decimal | int | float) -> str:
    """Vietnamese: ``50.000``, ``2,5``."""
    return f"{Decimal(str(value)).normalize():,f}".translate(str.maketrans(",.", ".,"))


def cut(text: str, limit: int) -> str:
    """The text, or its beginning up to a sentence's end, else a word's, within ``limit`` characters and "…"."""
    if len(text) <= limit:
        return text
    ends = [m.end() for m in _SENTENCE_END.finditer(text, 0, limit - 2) if m.end() >= limit // 2]
    end = ends[-1] if ends else max(text.rfind(" ", 0, limit - 2), limit // 2)
    return text[:end].rstrip(" ,.;:\n") + " …"
