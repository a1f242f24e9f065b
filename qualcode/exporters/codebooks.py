"""Which writer makes which codebook file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from qualcode.errors import FormatUnknown
from qualcode.exporters.atomic import write_atomically
from qualcode.exporters.codebook_csv import codebook_csv
from qualcode.exporters.codebook_xlsx import codebook_xlsx
from qualcode.exporters.codebook_yaml import codebook_yaml
from qualcode.model.codebook import Codebook

WRITERS: Mapping[str, Callable[[Codebook], bytes]] = {
    ".yaml": codebook_yaml,
    ".yml": codebook_yaml,
    ".csv": codebook_csv,
    ".xlsx": codebook_xlsx,
}


def write(codebook: Codebook, path: Path, *, force: bool = False) -> None:
    """Write a codebook in the format that the suffix names, whole or not at all.

    Raises FormatUnknown, FileExists, FileUnwritable, DiskFull.
    """
    writer = WRITERS.get(path.suffix.casefold())
    if writer is None:
        raise FormatUnknown(path=str(path), choices=" ".join(WRITERS))
    write_atomically(path, writer(codebook), force=force)
