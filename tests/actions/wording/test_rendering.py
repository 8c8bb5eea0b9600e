from __future__ import annotations

from pathlib import Path

import jinja2
import pytest

from actions.wording.rendering import PARTIALS, TEMPLATES, Templates, build_environment
from actions.wording.words import FOLDER


def test_an_undefined_name_is_an_error(templates: Templates) -> None:
    with pytest.raises(jinja2.UndefinedError):
        templates.render("unknown_code")


def test_what_people_read_keeps_to_the_voice() -> None:
    for file in [*TEMPLATES.iterdir(), *PARTIALS.iterdir(), FOLDER / "buttons.toml", FOLDER / "dossier_states.toml"]:
        text = file.read_text(encoding="utf-8")
        assert "!" not in text.replace("!=", ""), file.name
        for officialese in ("TTHC", "DVC", "công dân", "thành phần hồ sơ", "nghĩa vụ tài chính"):
            assert officialese not in text, (file.name, officialese)


def test_a_partial_escapes_in_a_page_and_not_in_a_text(tmp_path: Path) -> None:
    for ending, name in (("html", "page.html"), ("txt", "said.txt.j2")):
        (tmp_path / name).write_text(
            f'{{% from "{ending}/words.j2" import unknown %}}{{{{ unknown(about) }}}}', encoding="utf-8"
        )
    environment = build_environment(tmp_path)
    page, text = (environment.get_template(name).render(about="<b>") for name in ("page.html", "said.txt.j2"))
    assert page == "&lt;b&gt; tôi chưa có thông tin chắc chắn."
    assert text == "<b> tôi chưa có thông tin chắc chắn."


def test_no_page_takes_a_partial_that_does_not_escape() -> None:
    pages = Path(__file__).parents[3] / "bot" / "templates"
    for page in pages.rglob("*.html"):
        assert '"txt/' not in page.read_text(encoding="utf-8"), page
