"""Codebooks as Excel workbooks: the columns of the CSV file, which a workbook read back gives again."""

from __future__ import annotations

from qualcode.exporters.codebook_csv import codebook_rows
from qualcode.exporters.xlsx import rows_xlsx
from qualcode.model.codebook import Codebook


def codebook_xlsx(codebook: Codebook) -> bytes:
    """A row a code, texts always as texts. Title, version and facets do not fit into it: see YAML."""
    header, rows = codebook_rows(codebook)
    return rows_xlsx(header, rows, codebook.name)
