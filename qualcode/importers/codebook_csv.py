"""Codebooks from CSV: a row a code, as spreadsheets write it.

Columns: `key`, `parent`, then for each language LL `label_LL definition_LL include_LL exclude_LL aliases_LL examples_LL
terms_LL indicators_LL`, then `pools sdg colour id`. `key` and one label are required. Terms, aliases, pools and targets
(`SDG 8.5` or `8.5`) are split at `;`, examples and indicators at `|`; a backslash before one of these keeps it (`\\|`),
two are one backslash. Columns may stand in any order; commas, semicolons or TABs separate them. There are no facets in
a CSV file.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from qualcode.importers.codebook_parts import LISTS, TEXTS, Draft, Placed, assemble, checked, passing
from qualcode.importers.lines import Faults, near
from qualcode.importers.small_file import read_small
from qualcode.model import codebook_rules as rules
from qualcode.model.codebook import Codebook
from qualcode.model.formulas import unguarded
from qualcode.model.ids import stable_id
from qualcode.model.message import N_

SEPARATORS = {"aliases": ";", "terms": ";", "examples": "|", "indicators": "|", "pools": ";", "sdg": ";"}

_PLAIN = ("key", "parent", "pools", "sdg", "colour", "id")
# The column says `label_fr` where the field is `labels`.
_FIELDS = {"label": "labels", **{name: name for name in (*TEXTS, *LISTS) if name != "labels"}}
_DELIMITERS = ",;\t"
_SDG = re.compile(r"\bsdg\s*", re.IGNORECASE)

Row = Mapping[str, str]


def read_codebook_csv(path: Path, *, name: str | None = None) -> Codebook:
    """The codebook in a CSV file, called `name` (else like the file); ids that the file does not give follow from it.

    Raises BadData with every fault and its line, and what `read_small` does.
    """
    faults = Faults(path)
    text = read_small(path, otherwise="cp1252").removeprefix("\ufeff")
    return codebook_of_rows(_rows(text, faults), faults, path.stem if name is None else name)


def codebook_of_rows(rows: Iterator[tuple[int, list[str]]], faults: Faults, name: str) -> Codebook:
    """The codebook in rows of cells with their lines, the header first. Raises BadData with every fault."""
    header_line, cells = next(rows, (1, []))
    columns = _columns(header_line, cells, faults)
    faults.stop()
    drafts = [_draft(line, _row(line, columns, cells, faults), faults) for line, cells in rows if any(cells)]
    if not drafts:
        faults.add(header_line, N_("the codebook has no codes"))
    languages = dict.fromkeys(column.rpartition("_")[2] for column in columns if "_" in column)
    return Codebook(
        codes=assemble(drafts, name, faults),
        id=stable_id("codebook", name),
        name=name,
        version="1",
        languages=tuple(languages),
        title={},
        facets=(),
    )


def _rows(text: str, faults: Faults) -> Iterator[tuple[int, list[str]]]:
    """Each row's cells, without outer white space and spreadsheets' apostrophe, and the line it begins on."""
    first = next((line for line in io.StringIO(text, newline=None) if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            faults.add(line, N_("the row that begins here cannot be read: {problem}"), problem=str(error))
            raise faults.error() from error
        if row is None:
            return
        cells = [unguarded(cell).strip() for cell in row]
        if any(cells):
            yield line, cells
        line = reader.line_num + 1


def _columns(line: int, cells: list[str], faults: Faults) -> list[str]:
    """The columns' names, `""` for those without (they must be empty)."""
    columns = [cell.casefold() for cell in cells]
    known = [*_PLAIN, *(f"{name}_{language}" for name in _FIELDS for language in ("fr", "nl", "en", "de"))]
    for column in columns:
        name, _, language = column.rpartition("_")
        if column in _PLAIN or not column:
            continue
        if name in _FIELDS:
            faults.note(line, rules.language_fault(language))
        elif like := near(column, known):
            faults.add(line, N_("the column “{column}” is not known; did you mean “{near}”?"), column=column, near=like)
        else:
            template = N_("the column “{column}” is not known; take it out, or call it one of: {known}")
            possible = ", ".join([*_PLAIN, *(f"{each}_fr" for each in _FIELDS), "…"])
            faults.add(line, template, column=column, known=possible)
    for column in sorted({each for each in columns if each and columns.count(each) > 1}):
        faults.add(line, N_("the column “{column}” is there twice"), column=column)
    if "key" not in columns:
        faults.add(line, N_("there is no column “key”"))
    if not any(column.startswith("label_") for column in columns):
        faults.add(line, N_("there is no column with labels, such as label_fr"))
    return columns


def _row(line: int, columns: list[str], cells: list[str], faults: Faults) -> Row:
    """The row's filled cells by column."""
    for number, cell in enumerate(cells, 1):
        if cell and (number > len(columns) or not columns[number - 1]):
            faults.add(line, N_("column {number} has no name but holds “{start}”"), number=number, start=cell[:30])
    return {column: cell for column, cell in zip(columns, cells, strict=False) if column and cell}


def _draft(line: int, row: Row, faults: Faults) -> Draft:
    def place(column: str) -> Placed | None:
        return Placed(line, row[column]) if column in row else None

    texts: dict[str, dict[str, str]] = {}
    lists: dict[str, dict[str, tuple[str, ...]]] = {}
    for column, cell in row.items():
        start, _, language = column.rpartition("_")
        field = _FIELDS.get(start, "")
        if field in TEXTS and (text := checked(TEXTS[field], Placed(line, cell), faults)):
            texts.setdefault(field, {})[language] = text
        elif field in LISTS:
            entries = [checked(LISTS[field], each, faults) for each in _split(line, cell, SEPARATORS[field])]
            lists.setdefault(field, {})[language] = tuple(entry for entry in entries if entry)
    colour = place("colour")
    if colour and faults.note(line, rules.colour_fault(colour.text)):
        colour = None
    return Draft(
        line=line,
        key=place("key") or Placed(line, ""),
        parent=place("parent"),
        id=place("id"),
        colour=colour.text.upper() if colour else None,
        texts=dict(texts),
        lists=dict(lists),
        label_lines={column.removeprefix("label_"): line for column in row if column.startswith("label_")},
        pools=passing(rules.slug_fault, _split(line, row.get("pools", ""), SEPARATORS["pools"]), faults),
        sdg=passing(rules.target_fault, _split(line, _SDG.sub("", row.get("sdg", "")), SEPARATORS["sdg"]), faults),
    )


def _split(line: int, cell: str, separator: str) -> list[Placed]:
    """The entries of a cell; empty ones, as after a last separator, are none."""
    piece = rf"((?:\\[\\{separator}]|[^{separator}])*)"
    pieces = re.findall(rf"{piece}(?:{re.escape(separator)}|\Z)", cell)
    entries = (re.sub(rf"\\([\\{separator}])", r"\1", piece).strip() for piece in pieces)
    return [Placed(line, entry) for entry in entries if entry]
