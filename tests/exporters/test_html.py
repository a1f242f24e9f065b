"""Web pages: what is in them, that nothing in them acts, and that they are the same everywhere."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.exporters.html import matrix_html, report_html
from qualcode.model.report import (
    Block,
    Bullets,
    Heading,
    LabelledText,
    PageBreak,
    Paragraph,
    Quote,
    Report,
    Table,
)
from tests.exporters.matrices import themes

GOLDEN = Path(__file__).resolve().parents[1] / "data" / "exporters"
BLOCKS: tuple[Block, ...] = (
    Heading("Social", 1, "#E69F00", "S"),
    Paragraph("Effets sur la vie des personnes.", "lead"),
    LabelledText("Inclut :", "Oser <téléphoner> & parler."),
    LabelledText("Exemples :", ""),
    Bullets(("un", "deux")),
    Heading("Confiance en soi", 2, "#E69F00", "S"),
    Paragraph("3 passages · 2 personnes", "counts"),
    Quote(
        "J'ai repris confiance.\nAvant, je n'osais pas.",
        "Récit de Fatima · Atelier Nord · Fatima · tour 2 · 0:41",
        ("Effet : positif", "Codé par marie"),
        "Mémo (marie) : dit d'une traite.",
        "fr",
    ),
    Quote("Ik durfde niet te bellen.", "Sofie", language="nl"),
    PageBreak(),
    Table("Combien", ("Code", "Personnes"), (("S  Social", "3"), ("\u2003Confiance", "2")), (1,)),
)


def a_report(*blocks: Block, title: str = "Pôle") -> Report:
    return Report(title, "Extraits codés", ("2 documents",), "Table des matières", "fr", "2026-11-21", blocks or BLOCKS)


class Page(HTMLParser):
    """A page as a browser sees it: its tags with their attributes, its visible text, tags that were never closed."""

    def __init__(self, data: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(data.decode("utf-8"))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text += data


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("report.html", report_html(a_report())),
        ("themes.html", matrix_html(themes(), language="fr")),
        ("coverage.html", matrix_html(themes("coverage"), language="de")),
    ],
)
def test_a_page_is_as_it_was_looked_at(name: str, made: bytes) -> None:
    assert made.decode("utf-8") == (GOLDEN / name).read_text("utf-8")


def test_contents_lead_to_their_chapters() -> None:
    page = Page(report_html(a_report()))
    assert page.open == []
    targets = {given["id"] for _, given in page.tags if "id" in given}
    links = [given["href"] for tag, given in page.tags if tag == "a"]
    assert links == ["#h1", "#h2"]
    assert {str(link)[1:] for link in links} <= targets


def test_a_page_loads_and_runs_nothing() -> None:
    data = report_html(a_report())
    page = Page(data)
    assert not {"script", "img", "link", "iframe", "object", "form", "base"} & {tag for tag, _ in page.tags}
    policy = next(given["content"] for tag, given in page.tags if given.get("http-equiv") == "Content-Security-Policy")
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"
    assert b"http://" not in data and b"https://" not in data and b"@import" not in data and b"url(" not in data


def test_cells_are_tinted_by_their_size_and_totals_are_not() -> None:
    page = Page(matrix_html(themes(), language="fr"))
    cells = [given for tag, given in page.tags if tag == "td"]
    tints = [given.get("style") for given in cells]
    assert tints[:4] == ["background:#7CC4BB", "background:#D3EBE8", None, None]
    assert tints[-4:] == [None] * 4


NASTY = [
    "<script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "' style='position:fixed",
    "&lt;b&gt; &amp; &#60;",
    "<!--",
    "]]>",
    "javascript:alert(1)",
    '=HYPERLINK("http://x")',
    "{{ title }} ${x} [/b]",
]


@pytest.mark.parametrize("text", NASTY)
def test_what_people_said_is_text_wherever_it_stands(text: str) -> None:
    blocks: tuple[Block, ...] = (
        Heading(text, 1, text, text), Paragraph(text), LabelledText(text, text), Bullets((text,)),
        Quote(text, text, (text,), text, text), Table(text, (text,), ((text,),)),
    )  # fmt: skip
    page = Page(report_html(a_report(*blocks, title=text)))
    usual = Page(report_html(a_report(*blocks, title="x")))
    assert [tag for tag, _ in page.tags] == [tag for tag, _ in usual.tags]
    assert page.text.count(text) == 17
    allowed = {"class", "id", "href", "lang", "dir", "scope", "style", "charset", "http-equiv", "content", "name"}
    assert {name for _, given in page.tags for name in given} <= allowed
    styles = {given["style"] for _, given in page.tags if "style" in given}
    assert styles == {"background:#444444;color:#fff"}


def test_marks_that_turn_the_direction_are_shown_and_those_within_words_kept() -> None:
    data = report_html(a_report(Quote("abc\u202edef\u2066ghi", "A\u202eB"), Paragraph("נע\u200fש \x00\x85")))
    text = Page(data).text
    assert "abc‹202E›def‹2066›ghi" in text and "A‹202E›B" in text
    assert "נע\u200fש \ufffd\ufffd" in text
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", text)


@settings(max_examples=40)
@given(st.text(st.characters(codec=None), max_size=40))
def test_any_text_gives_a_whole_page(text: str) -> None:
    page = Page(report_html(a_report(Quote(text, text), Table(text, (text,), ((text,),)), title=text)))
    assert page.open == []


ELSEWHERE = """
import sys
from qualcode.exporters.html import matrix_html, report_html
from tests.exporters.matrices import themes
from tests.exporters.test_html import a_report
sys.stdout.buffer.write(report_html(a_report()) + matrix_html(themes("rate"), language="fr"))
"""


@pytest.mark.parametrize(("locale", "zone"), [("C", "UTC"), ("tr_TR.UTF-8", "Asia/Tokyo"), ("de_DE", "America/Lima")])
def test_the_same_report_gives_the_same_bytes_everywhere(locale: str, zone: str) -> None:
    environment = {**os.environ, "LC_ALL": locale, "TZ": zone, "PYTHONHASHSEED": "7", "PYTHONUTF8": "1"}
    done = subprocess.run([sys.executable, "-c", ELSEWHERE], capture_output=True, env=environment, check=True)
    assert done.stdout == report_html(a_report()) + matrix_html(themes("rate"), language="fr")
