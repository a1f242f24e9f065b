"""Tables from CSV, TSV and Excel files: a header and rows of text, each with its line.

What the columns mean is decided elsewhere (`ops.case_tables`). Rows that fill hardly any cell above the header, as
titles do, are left out and told. Two columns of one name get different ones (`Observation`, `Observation (2)`).
"""

from __future__ import annotations

import csv
import io
import itertools
import re
import stat
import statistics
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from qualcode.errors import FileBroken, FileEmpty, FileMissing, FileUnreadable, FormatUnknown, NotText
from qualcode.importers.base import Source, too_large
from qualcode.importers.decode import decode
from qualcode.importers.lines import Faults
from qualcode.importers.workbook import Figure, Uncalculated, read_sheet
from qualcode.model.case_table import Table, TableRow
from qualcode.model.codebook import fold_name
from qualcode.model.formulas import unguarded
from qualcode.model.message import N_, Message
from qualcode.model.text import canonical

SUFFIXES = (".csv", ".tsv", ".xlsx", ".xlsm")
LIMIT = 20_000_000
"""Bytes of a file."""
MAX_ROWS = 20_000
MAX_COLUMNS = 500

_WORKBOOKS = (".xlsx", ".xlsm")
_DELIMITERS = ",;\t|"
_PROBE = 50
_TITLE_ROWS = 10
_LONGEST_NAME = 200
_SEPARATOR_LINE = re.compile(r"sep=([,;\t|])\r?\n?", re.IGNORECASE)
_ZIP = b"PK\x03\x04"

Lines = list[tuple[int, list[str]]]


def read_table(path: Path, *, encoding: str | None = None, sheet: str | None = None) -> Table:
    """The table in a file of up to 20 MB, 20,000 rows and 500 columns; of a workbook the first sheet, or the one named.

    The encoding is found out, and told where it is a guess, unless it is named. Raises BadData with lines,
    ValueRefused for a sheet that is not there, FormatUnknown and the rest of the FileRefused family.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise FormatUnknown(*_advice(suffix), path=str(path), choices=" ".join(SUFFIXES))
    data = _bytes(path)
    source = Source(str(path), suffix, encoding)
    faults = Faults(path)
    if suffix in _WORKBOOKS or data.startswith(_ZIP):
        found, warnings = read_sheet(data, source, sheet, most_rows=MAX_ROWS)
        lines: Lines = list(found)
    else:
        try:
            decoded = decode(data, source)
        except NotText as error:
            raise FileBroken(path=str(path), format="CSV", reason=Message(N_("it is not text"))) from error
        warnings = decoded.warnings
        lines = _csv_lines(decoded.text.removeprefix("\ufeff"), faults)
    return _table(path, lines, warnings, faults)


def _advice(suffix: str) -> tuple[Message, ...]:
    if suffix in (".xls", ".ods", ".numbers"):
        return (Message(N_("Open it in the program it was made with and save it as .xlsx or .csv.")),)
    return ()


def _bytes(path: Path) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise FileUnreadable(path=str(path), reason=Message(N_("it is not a file")))
        if status.st_size > LIMIT:
            raise too_large(str(path), status.st_size, LIMIT)
        with path.open("rb") as file:
            data = file.read(LIMIT + 1)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise FileMissing(path=str(path)) from error
    except (OSError, ValueError) as error:
        raise FileUnreadable(path=str(path), reason=getattr(error, "strerror", None) or str(error)) from error
    if len(data) > LIMIT:
        raise too_large(str(path), len(data), LIMIT)
    if not data:
        raise FileEmpty(path=str(path))
    return data


def _csv_lines(text: str, faults: Faults) -> Lines:
    """The rows of a CSV text with the line each begins on. Raises BadData for quotation marks that do not close."""
    first = 1
    delimiter = None
    if told := _SEPARATOR_LINE.match(text):
        # Excel's own way to say what separates the columns.
        delimiter, first, text = told[1], 2, text[told.end() :]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter or _delimiter(text), strict=True)
    lines: Lines = []
    line = first
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            faults.add(line, N_("the row that begins here cannot be read: {problem}"), problem=str(error))
            raise faults.error() from error
        if row is None:
            return lines
        lines.append((line, [unguarded(cell) for cell in row]))
        line = first + reader.line_num


def _delimiter(text: str) -> str:
    """The character that cuts the first rows into the most even columns, and then into the most."""

    def evenness(delimiter: str) -> tuple[bool, float, int]:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        widths: list[int] = []
        try:
            widths += (len(row) for row in itertools.islice(reader, _PROBE) if row)
        except csv.Error:
            return False, 0.0, 0
        width, n = Counter(widths).most_common(1)[0] if widths else (0, 0)
        return width > 1, n / max(1, len(widths)), width

    return max(_DELIMITERS, key=evenness)


def _table(path: Path, lines: Lines, warnings: Sequence[Message], faults: Faults) -> Table:
    """The header found, names made different, empty rows and columns gone."""
    replaced: Counter[str] = Counter()
    filled = [(line, [_clean(cell, replaced) for cell in cells]) for line, cells in lines]
    filled = [(line, cells) for line, cells in filled if any(cells)]
    if not filled:
        raise FileEmpty(path=str(path))
    at = _header_at([cells for _, cells in filled])
    (header_line, names), rows = filled[at], filled[at + 1 :]
    width = max(len(cells) for _, cells in filled[at:])
    if width > MAX_COLUMNS:
        faults.add(header_line, N_("the table has {n} columns; {limit} are allowed"), n=width, limit=MAX_COLUMNS)
    if len(rows) > MAX_ROWS:
        faults.add(header_line, N_("the table has {n} rows; {limit} are allowed"), n=len(rows), limit=MAX_ROWS)
    if not rows:
        faults.add(header_line, N_("there is nothing below the header"))
    faults.stop()
    padded = [(line, [*cells, *[""] * (width - len(cells))]) for line, cells in rows]
    names = [*names, *[""] * (width - len(names))]
    used = [column for column in range(width) if names[column] or any(cells[column] for _, cells in padded)]
    return Table(
        source=_one_line(path.name),
        header_line=header_line,
        header=tuple(_different([_one_line(names[column]) or f"Column {column + 1}" for column in used])),
        rows=tuple(TableRow(line, tuple(cells[column] for column in used)) for line, cells in padded),
        warnings=(*warnings, *_told(filled[:at], names, used, replaced)),
    )


def _clean(cell: str, replaced: Counter[str]) -> str:
    if isinstance(cell, Figure | Uncalculated):
        return cell
    text = canonical(cell)
    replaced.update(text.replaced)
    return text.text.strip()


def _header_at(rows: Sequence[Sequence[str]]) -> int:
    """Which of the first rows is the header: the first that fills two cells, and half as many as rows usually do."""
    counts = [sum(map(bool, row)) for row in rows]
    usual = statistics.median(counts)
    return next((at for at, n in enumerate(counts[:_TITLE_ROWS]) if n >= 2 and n * 2 >= usual), 0)


def _different(names: Sequence[str]) -> Iterator[str]:
    """The names, a second of the same with ` (2)` behind it."""
    taken = {fold_name(name) for name in names}
    seen: set[str] = set()
    for name in names:
        made, number = name, 1
        while fold_name(made) in (seen if number == 1 else seen | taken):
            number += 1
            made = f"{name} ({number})"
        seen.add(fold_name(made))
        yield made


def _one_line(name: str) -> str:
    """A name without line breaks, and without what cannot be seen; cut where it is longer than any name may be."""
    kept = (char for char in " ".join(name.split()) if unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Cn"})
    return unicodedata.normalize("NFC", "".join(kept))[:_LONGEST_NAME].strip()


def _told(above: Lines, names: Sequence[str], used: Sequence[int], replaced: Counter[str]) -> Iterator[Message]:
    if above:
        shown = "; ".join(str(line) for line, _ in above)
        yield Message(N_("These lines stand above the header and were left out: {lines}."), {"lines": shown})
    unnamed = ", ".join(f"Column {column + 1}" for column in used if not names[column])
    if unnamed:
        yield Message(N_("Columns without a name in the header were called: {names}."), {"names": unnamed})
    if replaced:
        shown = ", ".join(f"{name} ×{n}" for name, n in sorted(replaced.items()))
        template = N_("Characters that cannot be shown were replaced by “\ufffd”: {count} ({names}).")
        yield Message(template, {"count": replaced.total(), "names": shown})
