"""Word reports: what a reader sees in them, whatever people said, on every machine."""

from __future__ import annotations

import dataclasses
import io
import os
import re
import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.errors import FileBroken, FileMissing, FileTooLarge
from qualcode.exporters import docx_skeleton
from qualcode.exporters.docx import report_docx
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

WORDS = (
    "J'ai repris confiance. Avant je n'osais même pas téléphoner, maintenant c'est moi qui [rire] règle les commandes."
)
SOURCE = "Récit de vie de Fatima · tour 42 · 12:41"


def report(*blocks: Block, contents: str = "Sommaire", language: str = "fr", title: str = "Pool Insertion") -> Report:
    return Report(
        title=title,
        subtitle="Extraits par dimension et par code",
        lines=("Projet : pool-insertion", "2 documents · 3 personnes"),
        contents_title=contents,
        language=language,
        created="2026-11-21T10:00:00+01:00",
        blocks=blocks,
        page_label="Page",
    )


def chapter() -> tuple[Block, ...]:
    return (
        Heading("Social", 1, "#0F766E", "S"),
        Heading("Confiance en soi", 2, "#0F766E", "S"),
        Paragraph("Se sentir capable, oser faire ou dire.", "lead"),
        LabelledText("Comprend :", "prendre la parole."),
        Paragraph("2 passages · 1 document", "counts"),
        Quote(WORDS, SOURCE, ("Effet : positif", "codé par marie"), "À relire avec joris.", "fr"),
        Bullets(("un", "deux")),
        Table("Les documents", ("N°", "Titre"), (("1", "Récit"), ("2", "Entretien")), (0,)),
    )


def opened(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


def styled(document: Any, name: str) -> list[str]:
    return [p.text for p in document.paragraphs if p.style.name == name]


def main_part(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("word/document.xml").decode()


def test_every_kind_of_block_has_its_named_style() -> None:
    document = opened(report_docx(report(*chapter())))
    assert styled(document, "Title") == ["Pool Insertion"]
    assert styled(document, "Subtitle") == ["Extraits par dimension et par code"]
    assert styled(document, "Heading 1") == ["\u00a0S\u00a0\u2002Social"]
    assert styled(document, "Heading 2") == ["\u00a0S\u00a0\u2002Confiance en soi"]
    assert styled(document, "Code Definition") == ["Se sentir capable, oser faire ou dire."]
    assert styled(document, "Code Rule") == ["Comprend : prendre la parole."]
    assert styled(document, "Code Counts") == ["2 passages · 1 document"]
    assert styled(document, "Quote") == [WORDS]
    assert styled(document, "Quote Source") == [SOURCE]
    assert styled(document, "Quote Detail") == ["Effet : positif\u00a0· codé par marie"]
    assert styled(document, "Quote Memo") == ["À relire avec joris."]
    assert styled(document, "List Bullet") == ["un", "deux"]
    assert styled(document, "Caption") == ["Tableau 1 – Les documents"]


def test_the_contents_show_at_once_and_word_may_take_them_over() -> None:
    data = report_docx(report(*chapter()))
    document, xml = opened(data), main_part(data)
    assert 'TOC \\o "1-2" \\h \\z \\u' in xml
    entries = re.findall(r'<w:hyperlink w:anchor="(\w+)".*?</w:hyperlink>', xml)
    assert entries == re.findall(r'<w:bookmarkStart w:id="\d+" w:name="(\w+)"', xml)
    listed = [p for p in document.element.body.iter(qn("w:p")) if p.style in {"TOC1", "toc1", "TOC2", "toc2"}]
    assert len(listed) == 2
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"updateFields" not in archive.read("word/settings.xml")
    assert "w:dirty" not in xml


def test_without_a_contents_title_there_is_neither_title_page_nor_contents() -> None:
    data = report_docx(report(*chapter(), contents=""))
    assert "TOC" not in main_part(data).replace("_Toc", "")
    assert not opened(data).sections[0].different_first_page_header_footer


def test_chapters_begin_new_pages() -> None:
    document = opened(report_docx(report(*chapter(), Heading("Méthode", 1))))
    chapters = [p for p in document.paragraphs if p.style.name == "Heading 1"]
    assert [p.paragraph_format.page_break_before for p in chapters] == [True, True]


def test_a_source_line_never_leaves_its_quote() -> None:
    document = opened(report_docx(report(*chapter())))
    by_style = {p.style.name: p for p in document.paragraphs}
    assert by_style["Quote"].paragraph_format.keep_with_next
    assert by_style["Quote Source"].paragraph_format.keep_with_next
    assert by_style["Quote Detail"].paragraph_format.keep_with_next
    assert not by_style["Quote Memo"].paragraph_format.keep_with_next


def test_the_language_of_each_quote_is_told_to_the_spelling_checker() -> None:
    quotes = (Quote("Ik durf weer.", "A", language="nl"), Quote("Ich auch.", "B", language="de"), Quote("Hm.", "C"))
    xml = main_part(report_docx(report(*quotes)))
    assert re.findall(r'<w:lang w:val="([^"]+)"', xml) == ["nl-NL", "de-DE"]
    assert xml.count("<w:noProof/>") == 1


def test_a_table_repeats_its_header_and_sets_numbers_to_the_right() -> None:
    document = opened(report_docx(report(*chapter())))
    table = document.tables[0]
    assert table.style.name == "Report Table"
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert [cell.paragraphs[0].alignment for cell in table.rows[1].cells][1] is None
    assert int(table.rows[1].cells[0].paragraphs[0].alignment) == 2
    assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "Les documents"


def wide_table(columns: int, rows: int) -> Table:
    header = ("Code", *(f"Entreprise {i}" for i in range(columns)))
    return Table("Matrice", header, tuple((f"code {r}", *(str(r * c) for c in range(columns))) for r in range(rows)))


def test_a_wide_table_turns_the_page_and_takes_its_heading_along() -> None:
    turned = (Heading("Matrice", 2), Paragraph("Personnes.", "note"), wide_table(9, 3), Paragraph("Note.", "note"))
    document = opened(report_docx(report(*chapter(), *turned, Heading("Méthode", 1), Paragraph("À la main."))))
    assert [section.orientation for section in document.sections] == [0, 1, 0]
    assert [section.page_width > section.page_height for section in document.sections] == [False, True, False]
    widths = [sum(column.width for column in table.columns) for table in document.tables]
    room = [s.page_width - s.left_margin - s.right_margin for s in document.sections]
    assert all(abs(width - space) < 10_000 for width, space in zip(widths, room, strict=False))


def test_a_very_wide_or_long_table_becomes_several_and_says_so() -> None:
    document = opened(report_docx(report(wide_table(29, 3))))
    assert styled(document, "Caption") == [f"Tableau {i} – Matrice ({i}/3)" for i in (1, 2, 3)]
    headers = [[cell.text for cell in table.rows[0].cells] for table in document.tables]
    assert all(header[0] == "Code" and len(header) <= 12 for header in headers)
    assert [name for header in headers for name in header[1:]] == [f"Entreprise {i}" for i in range(29)]
    long = opened(report_docx(report(wide_table(2, 600))))
    assert [len(table.rows) - 1 for table in long.tables] == [250, 250, 100]


def test_tables_without_rows_or_columns_do_no_harm() -> None:
    document = opened(report_docx(report(Table("Rien", ("A", "B"), ()), Table("Moins", (), ()))))
    assert len(document.tables) == 1


def test_a_page_break_makes_no_empty_page() -> None:
    document = opened(report_docx(report(PageBreak(), Paragraph("Après."), PageBreak())))
    last = document.paragraphs[-1]
    assert (last.text, last.paragraph_format.page_break_before) == ("Après.", True)


# Whatever people said.

NASTY = [
    "& < > \" ' ]]> <w:p/> &amp; <!-- --> <?xml?>",
    "=1+1 [laughs] [/x] {name} %s",
    "mixed\ttab\nnew line\n\nblank line\r\nCRLF\rCR",
    "NUL\x00 BEL\x07 ESC\x1b[31m DEL\x7f C1\x9b2J",
    "lone \ud800 surrogate, \ufffe and \uffff",
    "emoji 👩‍👩‍👧 and 👍🏽, combining e\u0301, astral 𝔘",
    "\ufeffmark first, \u200b zero width, soft\u00adhyphen, no\u2011break",
    "עברית ואז English",
    "Le mot مرحبا au milieu",
    "bidi \u202eoverride\u202c and \u2067isolate\u2069",
    "   spaces   kept   ",
    "",
]


def shown(text: str) -> str:
    """What a reader gets to see: line ends as one, what no file can hold as U+FFFD."""
    text = re.sub("\r\n|[\r\x0b\x0c\x85\u2028\u2029]", "\n", text)
    return re.sub("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]", "\ufffd", text)


@pytest.mark.parametrize("text", NASTY)
def test_nasty_text_stays_as_it_is_or_is_visibly_replaced(text: str) -> None:
    blocks = (
        Heading(text, 1, text, text[:1]),
        Quote(text, text, (text,), text or None, "fr"),
        LabelledText(text, text),
        Bullets((text,)),
        Table(text, (text, text), ((text, text),)),
    )
    document = opened(report_docx(report(*blocks, title=text or "titre")))
    assert styled(document, "Quote") == [shown(text)]
    assert styled(document, "Quote Source") == [shown(text)]
    assert document.tables[0].rows[1].cells[1].text == shown(text)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(st.characters(codec=None)), min_size=1, max_size=6))
def test_every_quote_comes_back_character_by_character(texts: list[str]) -> None:
    document = opened(report_docx(report(*(Quote(text, "source") for text in texts))))
    assert styled(document, "Quote") == [shown(text) for text in texts]


def test_right_to_left_quotes_run_from_the_right() -> None:
    xml = main_part(report_docx(report(Quote("مرحبا، لقد وجدت عملاً هنا", "A"), Quote(WORDS, "B"))))
    assert (xml.count("<w:bidi/>"), xml.count("<w:rtl/>")) == (1, 1)


# House templates.


def template(path: Path, *, kind: str = "document") -> Path:
    house = docx.Document()
    house.add_paragraph("Texte du modèle")
    house.styles["Quote"].font.name = "Georgia"
    house.sections[0].header.paragraphs[0].text = "Coopérative"
    whole = io.BytesIO()
    house.save(whole)
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "[Content_Types].xml":
                content = content.replace(b".document.main+xml", f".{kind}.main+xml".encode())
            target.writestr(name, content)
    return path


@pytest.mark.parametrize("kind", ["document", "template"])
def test_a_house_template_gives_its_styles_and_headers_but_not_its_text(tmp_path: Path, kind: str) -> None:
    house = template(tmp_path / "maison.docx", kind=kind)
    document = opened(report_docx(report(*chapter()), template=house))
    assert document.styles["Quote"].font.name == "Georgia"
    assert document.sections[0].header.paragraphs[0].text == "Coopérative"
    assert styled(document, "Quote") == [WORDS]
    assert document.styles["Quote Source"] is not None
    assert "Texte du modèle" not in [p.text for p in document.paragraphs]


def test_what_is_no_template_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FileMissing):
        report_docx(report(), template=tmp_path / "absent.docx")
    broken = tmp_path / "cassé.docx"
    broken.write_bytes(b"PK\x03\x04 no")
    with pytest.raises(FileBroken):
        report_docx(report(), template=broken)
    empty = tmp_path / "vide.docx"
    with zipfile.ZipFile(empty, "w") as archive:
        archive.writestr("note.txt", "rien")
    with pytest.raises(FileBroken):
        report_docx(report(), template=empty)
    monkeypatch.setattr(docx_skeleton, "TEMPLATE_LIMIT", 1000)
    with pytest.raises(FileTooLarge):
        report_docx(report(), template=template(tmp_path / "grand.docx"))


# The same everywhere, and fast.

ELSEWHERE = """
import sys
from tests.exporters.test_docx import chapter, report
from qualcode.exporters.docx import report_docx
sys.stdout.buffer.write(report_docx(report(*chapter())))
"""


@pytest.mark.parametrize(("locale", "zone"), [("C", "UTC"), ("tr_TR.UTF-8", "Asia/Tokyo"), ("de_DE", "America/Lima")])
def test_the_same_report_gives_the_same_bytes_everywhere(locale: str, zone: str) -> None:
    environment = {**os.environ, "LC_ALL": locale, "TZ": zone, "PYTHONHASHSEED": "7", "PYTHONUTF8": "1"}
    done = subprocess.run([sys.executable, "-c", ELSEWHERE], capture_output=True, env=environment, check=True)
    assert done.stdout == report_docx(report(*chapter()))


def test_the_file_tells_nothing_of_the_machine() -> None:
    data = report_docx(report(*chapter()))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 11, 21, 10, 0, 0)}
        everything = b"".join(archive.read(name) for name in archive.namelist())
    for word in (b"python-docx", b"Macintosh", b"Microsoft Office", os.fsencode(Path.home().name + "@")):
        assert word not in everything
    properties = opened(data).core_properties
    assert (properties.title, properties.author, properties.language) == ("Pool Insertion", "qualcode", "fr-FR")


def test_six_thousand_excerpts_take_less_than_three_seconds() -> None:
    quote = Quote(WORDS * 2, SOURCE, ("Effet : positif", "codé par marie"), None, "fr")
    blocks: list[Block] = []
    for number in range(60):
        blocks += [Heading(f"Code {number}", 1 + bool(number % 12), "#0F766E", "S"), *[quote] * 100]
    began = time.process_time()
    data = report_docx(dataclasses.replace(report(), blocks=tuple(blocks)))
    assert time.process_time() - began < 3
    assert main_part(data).count(">Récit de vie de Fatima") == 6000


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    path = tmp_path / "rapport.docx"
    path.write_bytes(report_docx(report(*chapter(), wide_table(29, 3), *(Quote(text, "A") for text in NASTY))))
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(path)], capture_output=True, check=True, timeout=120)
    text = (tmp_path / "rapport.txt").read_text(encoding="utf-8")
    assert WORDS in text
    assert "👩‍👩‍👧" in text
