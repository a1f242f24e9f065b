"""The suffix says who writes a codebook; what is there is kept unless told otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.errors import FileExists, FormatUnknown
from qualcode.exporters.codebooks import write
from qualcode.importers.codebooks import read

SMALL = Path(__file__).parents[1] / "data" / "codebooks" / "small.yaml"


def test_an_existing_file_is_replaced_only_when_forced(tmp_path: Path) -> None:
    book, path = read(SMALL), tmp_path / "grille.yaml"
    path.write_text("ma grille")
    with pytest.raises(FileExists):
        write(book, path)
    assert path.read_text() == "ma grille"
    write(book, path, force=True)
    assert read(path) == book


def test_other_formats_are_refused_with_the_choices(tmp_path: Path) -> None:
    with pytest.raises(FormatUnknown, match=r"\.yaml \.yml \.csv"):
        write(read(SMALL), tmp_path / "grille.pdf")
    assert list(tmp_path.iterdir()) == []
