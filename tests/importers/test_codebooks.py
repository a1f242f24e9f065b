"""The suffix says who reads a codebook; pools that begin with the same one share the codes' identities."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from qualcode.errors import FormatUnknown
from qualcode.exporters.codebooks import write
from qualcode.importers.codebooks import READERS, read

SMALL = Path(__file__).parents[1] / "data" / "codebooks" / "small.yaml"


@pytest.mark.parametrize("suffix", [".yaml", ".yml", ".YAML", ".csv", ".tsv"])
def test_the_suffix_tells_the_format(tmp_path: Path, suffix: str) -> None:
    source = SMALL.with_suffix(".csv" if suffix in {".csv", ".tsv"} else ".yaml")
    path = tmp_path / f"grille{suffix}"
    shutil.copyfile(source, path)
    assert read(path).codes == read(SMALL).codes


def test_other_files_are_refused_with_the_choices(tmp_path: Path) -> None:
    with pytest.raises(FormatUnknown) as caught:
        read(tmp_path / "grille.pdf")
    assert all(suffix in str(caught.value) for suffix in READERS)


def test_a_copy_keeps_identities_whatever_it_is_called_and_in_whatever_format(tmp_path: Path) -> None:
    book = read(SMALL)
    for name in ("pool nord.yaml", "pool sud.csv"):
        write(book, tmp_path / name)
        assert [code.id for code in read(tmp_path / name).codes] == [code.id for code in book.codes]
