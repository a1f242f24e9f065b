"""Codebooks from Excel workbooks: a row a code, with the columns that a CSV file has (see `codebook_csv`)."""

from __future__ import annotations

from pathlib import Path

from qualcode.importers.base import Source
from qualcode.importers.codebook_csv import codebook_of_rows
from qualcode.importers.lines import Faults
from qualcode.importers.small_file import read_small_bytes
from qualcode.importers.workbook import read_sheet
from qualcode.model.codebook import Codebook

MAX_CODES = 20_000


def read_codebook_xlsx(path: Path, *, name: str | None = None) -> Codebook:
    """The codebook on a workbook's first sheet that holds anything, called `name` (else like the file).

    Raises BadData with every fault and its row, and the FileRefused family.
    """
    data = read_small_bytes(path)
    rows, _ = read_sheet(data, Source(str(path), path.suffix.casefold(), None), None, most_rows=MAX_CODES)
    stripped = ((line, [cell.strip() for cell in cells]) for line, cells in rows)
    return codebook_of_rows(stripped, Faults(path), path.stem if name is None else name)
