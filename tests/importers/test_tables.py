"""Tables as spreadsheets write them: the header, every row with its line, and what was not read, told."""

from __future__ import annotations

import csv
import datetime
import io
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import (
    BadData,
    FileBroken,
    FileEmpty,
    FileMissing,
    FileProtected,
    FileRefused,
    FileTooLarge,
    FileUnreadable,
    FileUnsafe,
    FormatUnknown,
    QualcodeError,
    ValueRefused,
)
from qualcode.exporters.cells import legal
from qualcode.exporters.csv import csv_bytes
from qualcode.exporters.xlsx import rows_xlsx
from qualcode.importers.tables import read_table
from qualcode.model.case_table import Table
from qualcode.model.codebook import fold_name
from qualcode.model.text import canonical, is_canonical

ENTITY = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


def read(folder: Path, data: bytes | str, name: str = "cas.csv", *, sheet: str | None = None) -> Table:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_table(path, sheet=sheet)


def rows(table: Table) -> list[tuple[int, ...] | tuple[str, ...]]:
    return [row.cells for row in table.rows]


def told(table: Table) -> str:
    return "\n".join(map(str, table.warnings))


def workbook(*lines: list[object], others: dict[str, list[list[object]]] | None = None) -> bytes:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title = "Cas"
    for line in lines:
        page.append(line)
    for title, more in (others or {}).items():
        extra = book.create_sheet(title)
        for line in more:
            extra.append(line)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def repacked(data: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def with_cells(xml: str) -> bytes:
    """A workbook whose sheet holds this `sheetData`."""
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{xml}</sheetData></worksheet>"
    )
    return repacked(workbook(["Nom"]), lambda members: members.update({SHEET: sheet.encode()}))


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


# CSV


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_what_spreadsheets_write_is_read(tmp_path: Path, delimiter: str, encoding: str, line_end: str) -> None:
    lines = [
        ["Entreprise", "Siège, région", "Chiffre"],
        ["Épicerie", 'Mons; dit "la"', "12,5"],
        ["Vents", "Hainaut", "3"],
    ]
    text = line_end.join(delimiter.join(f'"{each.replace(chr(34), chr(34) * 2)}"' for each in line) for line in lines)
    table = read(tmp_path, text.encode(encoding))
    assert table.header == ("Entreprise", "Siège, région", "Chiffre")
    assert rows(table) == [("Épicerie", 'Mons; dit "la"', "12,5"), ("Vents", "Hainaut", "3")]
    assert [row.line for row in table.rows] == [2, 3]
    assert ("cp1252" in told(table)) == (encoding == "cp1252")


def test_rows_are_named_by_the_line_they_begin_on(tmp_path: Path) -> None:
    table = read(tmp_path, 'Nom,Note\r\nA,"un\r\ndeux"\r\n\r\n,\r\nB,trois\r\n')
    assert [(row.line, row.cells) for row in table.rows] == [(2, ("A", "un\ndeux")), (6, ("B", "trois"))]


def test_two_columns_of_one_name_are_told_apart(tmp_path: Path) -> None:
    table = read(tmp_path, "Note,note,Note (2),NOTE\na,b,c,d\n")
    assert table.header == ("Note", "note (3)", "Note (2)", "NOTE (4)")


def test_titles_above_the_header_are_left_out_and_told(tmp_path: Path) -> None:
    table = read(tmp_path, "Liste des cas;;\n;;\nétat: mars;;\nNom;Secteur;Taille\nA;b;1\nC;d;2\n")
    assert table.header == ("Nom", "Secteur", "Taille")
    assert (table.header_line, [row.line for row in table.rows]) == (4, [5, 6])
    assert "1; 3" in told(table)


def test_one_column_is_a_table(tmp_path: Path) -> None:
    table = read(tmp_path, "Nom\nAtelier Nord\nVents du Hainaut\n")
    assert rows(table) == [("Atelier Nord",), ("Vents du Hainaut",)]


def test_columns_without_a_name_get_one_and_empty_ones_go(tmp_path: Path) -> None:
    table = read(tmp_path, "Nom,,Secteur,\nA,,b\nC,,d,,e\n")
    assert table.header == ("Nom", "Secteur", "Column 5")
    assert rows(table) == [("A", "b", ""), ("C", "d", "e")]
    assert "Column 5" in told(table)


def test_a_header_over_several_lines_is_one_name(tmp_path: Path) -> None:
    assert read(tmp_path, '"Date de\nl\'entretien",Nom\n3,A\n').header == ("Date de l'entretien", "Nom")


def test_excels_word_on_the_separator_is_heard(tmp_path: Path) -> None:
    table = read(tmp_path, "sep=;\r\nNom;Note\r\nA, B;c\r\n")
    assert rows(table) == [("A, B", "c")]
    assert table.rows[0].line == 3


def test_the_apostrophe_that_keeps_text_from_being_a_formula_is_not_part_of_it(tmp_path: Path) -> None:
    assert rows(read(tmp_path, "Nom,Note\n'=A,'s avonds\n")) == [("=A", "'s avonds")]


def test_what_cannot_be_shown_is_replaced_and_counted(tmp_path: Path) -> None:
    table = read(tmp_path, "Nom,Note\nA\x01,\x02b\x02\n" + "C,un récit\n" * 20)
    assert rows(table)[0] == ("A\ufffd", "\ufffdb\ufffd")
    assert "3 (U+0001 ×1, U+0002 ×2)" in told(table)


def test_the_encoding_may_be_named(tmp_path: Path) -> None:
    path = tmp_path / "cas.csv"
    path.write_bytes("Nom,Note\nŠtefan,č\n".encode("cp1250"))
    assert rows(read_table(path, encoding="cp1250")) == [("Štefan", "č")]


@pytest.mark.parametrize(
    ("name", "data", "kind", "words"),
    [
        ("a.csv", b'Nom,Note\nA,"b\nC,d\n', BadData, "line 2: the row that begins here cannot be read"),
        ("a.csv", b"Nom,Note\n", BadData, "line 1: there is nothing below the header"),
        ("a.csv", b"", FileEmpty, "no text"),
        ("a.csv", b" ,\n,\n", FileEmpty, "no text"),
        ("a.csv", b"\x89PNG\r\n\x1a\n" + bytes(200), FileBroken, "it is not text"),
        ("a.xlsx", b"Nom,Note\nA,b\n", FileBroken, "Excel"),
        (
            "a.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            FileProtected,
            "password",
        ),
        ("a.xls", b"x", FormatUnknown, "save it as .xlsx or .csv"),
        ("a.ods", b"x", FormatUnknown, ".csv .tsv .xlsx"),
        ("a.csv", b"Nom" + b",x" * 600 + b"\nA\n", BadData, "601 columns; 500 are allowed"),
        ("a.csv", b"Nom,Note\n" + b"A,b\n" * 20_001, BadData, "20001 rows; 20000 are allowed"),
    ],
)
def test_what_is_no_table_is_refused_plainly(
    tmp_path: Path, name: str, data: bytes, kind: type[QualcodeError], words: str
) -> None:
    with pytest.raises(kind) as caught:
        read(tmp_path, data, name)
    assert words in str(caught.value)


def test_files_that_are_not_there_folders_and_giants_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        read_table(tmp_path / "nulle-part.csv")
    (tmp_path / "dossier.csv").mkdir()
    with pytest.raises(FileUnreadable):
        read_table(tmp_path / "dossier.csv")
    with (tmp_path / "grand.csv").open("wb") as file:
        file.truncate(30_000_000)
    with pytest.raises(FileTooLarge):
        read_table(tmp_path / "grand.csv")


# Excel


def test_cells_of_a_workbook_are_written_as_one_would_type_them(tmp_path: Path) -> None:
    values: list[object] = [
        "Épicerie\nde Mons", 12, 12.0, 0.1 + 0.2, True, datetime.date(2024, 10, 3),
        datetime.datetime(2024, 10, 3, 9, 30), datetime.time(9, 30), None, "007", "=pas une formule",
    ]  # fmt: skip
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.append(list("abcdefghijk"))
    page.append(values)
    page["K2"].data_type = "s"
    book.save(tmp_path / "a.xlsx")
    table = read_table(tmp_path / "a.xlsx")
    assert table.header == tuple("abcdefghijk")
    assert rows(table) == [
        (
            "Épicerie\nde Mons", "12", "12", "0.3", "yes", "2024-10-03", "2024-10-03T09:30:00", "09:30:00", "", "007",
            "=pas une formule",
        )
    ]  # fmt: skip
    assert table.warnings == ()


def test_the_first_visible_sheet_with_something_is_read_and_the_others_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    hidden = book.worksheets[0]
    hidden.title, hidden.sheet_state = "Listes", "hidden"
    hidden.append(["x", "y"])
    book.create_sheet("Vide")
    for title in ("Cas", "Personnes"):
        page = book.create_sheet(title)
        page.append(["Nom", "Note"])
        page.append([title, "b"])
    book.save(tmp_path / "a.xlsx")
    table = read_table(tmp_path / "a.xlsx")
    assert rows(table) == [("Cas", "b")]
    assert "Only the sheet “Cas” was read; there are also: Vide, Personnes." in told(table)
    assert rows(read_table(tmp_path / "a.xlsx", sheet="personnes")) == [("Personnes", "b")]
    with pytest.raises(ValueRefused) as caught:
        read_table(tmp_path / "a.xlsx", sheet="Mars")
    assert "Listes, Vide, Cas, Personnes" in str(caught.value)


def test_lines_of_a_workbook_are_its_rows(tmp_path: Path) -> None:
    data = workbook([], ["Nom", "Note"], [], ["A", 1], [], ["B", 2])
    assert [row.line for row in read(tmp_path, data, "a.xlsx").rows] == [4, 6]


def test_a_workbook_is_known_by_its_bytes_too(tmp_path: Path) -> None:
    assert rows(read(tmp_path, workbook(["Nom", "Note"], ["A", "b"]), "cas.csv")) == [("A", "b")]


def test_errors_and_formulas_without_a_value_are_told(tmp_path: Path) -> None:
    table = read(tmp_path, workbook(["Nom", "Somme", "Note"], ["A", "=1+1", "#N/A"], ["B", 2, "x"]), "a.xlsx")
    assert rows(table) == [("A", "", ""), ("B", "2", "x")]
    assert "an error of the spreadsheet (1, the first on line 2)" in told(table)
    assert "Formulas that were never calculated (1, the first on line 2)" in told(table)


def test_a_formula_gives_its_last_value(tmp_path: Path) -> None:
    xml = f'<row r="1">{cell("A1", "Nom")}{cell("B1", "Somme")}</row>'
    xml += f'<row r="2">{cell("A2", "A")}<c r="B2"><f>1+1</f><v>2</v></c></row>'
    table = read(tmp_path, with_cells(xml), "a.xlsx")
    assert (rows(table), table.warnings) == ([("A", "2")], ())


@pytest.mark.parametrize(
    "name", [SHEET, "xl/workbook.xml", "xl/sharedStrings.xml", "xl/theme/theme1.xml", "_rels/.rels"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_document_types_are_refused_in_every_part(tmp_path: Path, name: str, encoding: str) -> None:
    def infect(members: dict[str, bytes]) -> None:
        members[name] = (ENTITY + b"<x>&e;</x>").decode().encode(encoding)

    with pytest.raises(FileUnsafe):
        read(tmp_path, repacked(workbook(["Nom", "Note"], ["A", "b"]), infect), "a.xlsx")


def test_a_sheet_by_another_name_is_guarded_as_well(tmp_path: Path) -> None:
    def infect(members: dict[str, bytes]) -> None:
        members["xl/media/image1.png"] = ENTITY + members.pop(SHEET)
        for name in ("xl/_rels/workbook.xml.rels", "[Content_Types].xml"):
            members[name] = members[name].replace(b"worksheets/sheet1.xml", b"media/image1.png")

    with pytest.raises(FileUnsafe):
        read(tmp_path, repacked(workbook(["Nom", "Note"], ["A", "b"]), infect), "a.xlsx")


@pytest.mark.parametrize(
    "xml",
    [
        f'<row r="99999999999">{cell("A1", "x")}</row>',
        f'<row r="1">{cell("A1", "Nom")}{cell("B1", "y")}</row><row r="1048576">{cell("XFD1048576", "x")}</row>',
        "".join(f'<row r="{row}">{cell(f"XFD{row}", "x")}</row>' for row in range(1, 2_000)),
        '<row r="1"><c r="A1" t="s"><v>7</v></c></row>',
        '<row r="1"><c r="A1"><v>x</v></c></row>',
        '<row r="x"><c r="A1"><v>1</v></c></row>',
    ],
    ids=["beyond the last row", "one far cell", "wide", "no such string", "no number", "no row"],
)
def test_absurd_sheets_cost_little(tmp_path: Path, xml: str) -> None:
    data = with_cells(xml)
    start = time.process_time()
    with pytest.raises((FileBroken, FileUnsafe, BadData)):
        read(tmp_path, data, "a.xlsx")
    assert time.process_time() - start < 10


def test_a_bomb_is_refused_before_it_unpacks(tmp_path: Path) -> None:
    data = repacked(workbook(["Nom"]), lambda members: members.update({SHEET: b"<x>" + b" " * 100_000_000}))
    assert len(data) < 200_000
    start = time.process_time()
    with pytest.raises(FileUnsafe):
        read(tmp_path, data, "a.xlsx")
    assert time.process_time() - start < 2


BOOK = workbook(["Nom", "Âge", "Date"], ["A", 20.5, datetime.date(2024, 1, 2)], ["B", 3, "x"])
FEW = st.integers(0, 255)


@given(st.data())
def test_damaged_workbooks_are_read_or_refused(data: st.DataObject) -> None:
    with zipfile.ZipFile(io.BytesIO(BOOK)) as archive:
        name = data.draw(st.sampled_from(archive.namelist()))
        content = bytearray(archive.read(name))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place : place + data.draw(st.integers(0, 3))] = bytes(data.draw(st.lists(FEW, max_size=3)))
    broken = repacked(BOOK, lambda members: members.update({name: bytes(content)}))
    with tempfile.TemporaryDirectory() as folder:
        try:
            table = read(Path(folder), broken, "a.xlsx")
        except (FileRefused, BadData):
            return
    orderly(table)


# What holds for every table

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("aé=;,\"'\n\r\t|0.é"), max_size=12)


def orderly(table: Table) -> None:
    """All that the rest of the program relies on."""
    assert len({fold_name(name) for name in table.header}) == len(table.header)
    assert all(name and name == name.strip() and "\n" not in name for name in table.header)
    assert all(len(row.cells) == len(table.header) and any(row.cells) for row in table.rows)
    assert all(is_canonical(each) and each == each.strip() for row in table.rows for each in row.cells)
    lines = [row.line for row in table.rows]
    assert lines == sorted(set(lines)) and (not lines or lines[0] > table.header_line)


@given(st.lists(st.lists(TEXT, min_size=3, max_size=3), min_size=1, max_size=6), st.sampled_from([".csv", ".xlsx"]))
def test_what_this_program_writes_it_reads_back(cells: list[list[str]], suffix: str) -> None:
    header = ["Nom", "Secteur", "Note"]
    kept = [[f"n{at}", *row] for at, row in enumerate(cells)]
    written = csv_bytes(["Clé", *header], kept) if suffix == ".csv" else rows_xlsx(["Clé", *header], kept, "cas")
    with tempfile.TemporaryDirectory() as folder:
        table = read(Path(folder), written, "cas" + suffix)
    orderly(table)
    wanted = [tuple(_shown(each, suffix) for each in row) for row in kept]
    assert [row[: len(table.header)] for row in wanted] == rows(table)


def _shown(text: str, suffix: str) -> str:
    """A cell as a table gives it; workbooks cannot hold some characters."""
    return canonical(legal(text) if suffix == ".xlsx" else text).text.strip()


@given(st.lists(st.lists(TEXT, min_size=2, max_size=5), min_size=2, max_size=8), st.sampled_from(",;\t|"))
def test_any_table_is_read_in_order_or_refused(cells: list[list[str]], delimiter: str) -> None:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter).writerows(cells)
    with tempfile.TemporaryDirectory() as folder:
        try:
            table = read(Path(folder), buffer.getvalue().encode())
        except (FileRefused, BadData):
            return
    orderly(table)


# Real tables


def test_the_table_of_the_craftspeople(shared: Path) -> None:
    table = read_table(shared / "transcripts" / "fr-artisans" / "cases.csv")
    orderly(table)
    assert table.header[:4] == ("Index", "Nom Fichier", "Consentement", "Observation")
    assert table.header[-1] == "Observation (2)"
    assert len(table.rows) == 65
    assert table.rows[9].cells[1:3] == ("Entretien_01_24.12.09a", "oui v2")
    assert (table.rows[10].line, table.rows[10].cells[0]) == (12, "")
    assert table.rows[10].cells[3] == "rassemblé sur traitement\npas de question 4"
    assert (table.rows[11].line, table.rows[11].cells[0]) == (14, "11")
    assert table.warnings == ()


def test_the_table_of_the_parisians(shared: Path) -> None:
    table = read_table(shared / "transcripts" / "fr-cfpp" / "cfpp_metadata.csv")
    orderly(table)
    assert table.header[:3] == ("PRÉNOM", "NOM", "GENRE")
    assert table.rows[0].cells[:2] == ("LEA", "SAMVARIAN")
