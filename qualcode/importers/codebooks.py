"""Which reader takes which codebook file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from qualcode.errors import FormatUnknown
from qualcode.importers.codebook_csv import read_codebook_csv
from qualcode.importers.codebook_xlsx import read_codebook_xlsx
from qualcode.importers.codebook_yaml import read_codebook_yaml
from qualcode.model.codebook import Codebook

READERS: Mapping[str, Callable[[Path], Codebook]] = {
    ".yaml": read_codebook_yaml,
    ".yml": read_codebook_yaml,
    ".csv": read_codebook_csv,
    ".tsv": read_codebook_csv,
    ".xlsx": read_codebook_xlsx,
}


def read(path: Path) -> Codebook:
    """The codebook in a file, told by its suffix.

    Raises FormatUnknown, BadData with every fault and its line, and the FileRefused family.
    """
    reader = READERS.get(path.suffix.casefold())
    if reader is None:
        raise FormatUnknown(path=str(path), choices=" ".join(READERS))
    return reader(path)
