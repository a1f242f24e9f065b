"""Codebooks as YAML: equal when read again, the same bytes everywhere, and pleasant to read."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from qualcode.data import data_path
from qualcode.exporters.codebook_yaml import codebook_yaml
from qualcode.importers.codebook_yaml import read_codebook_yaml
from qualcode.model.codebook import Codebook
from tests.strategies import codebooks

GOLDEN = Path(__file__).parents[1] / "data" / "codebooks" / "small.yaml"
SHARED = data_path("codebooks/impact.yaml")


@given(codebooks())
@settings(max_examples=40, suppress_health_check=list(HealthCheck), deadline=None)
def test_a_codebook_read_again_is_equal(tmp_path: Path, codebook: Codebook) -> None:
    path = tmp_path / "codebook.yaml"
    path.write_bytes(codebook_yaml(codebook))
    assert read_codebook_yaml(path) == codebook


def test_the_file_that_people_see() -> None:
    assert codebook_yaml(read_codebook_yaml(GOLDEN)).decode() == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize(("locale", "seed"), [("C", "1"), ("tr_TR.UTF-8", "2"), ("de_DE.ISO-8859-1", "3")])
def test_the_same_bytes_on_every_machine(locale: str, seed: str) -> None:
    script = (
        "import sys; from pathlib import Path\n"
        "from qualcode.importers.codebooks import read\n"
        "from qualcode.exporters.codebooks import WRITERS\n"
        "book = read(Path(sys.argv[1]))\n"
        "sys.stdout.buffer.write(WRITERS['.yaml'](book) + WRITERS['.csv'](book))\n"
    )
    environment = {**os.environ, "LC_ALL": locale, "LANG": locale, "PYTHONHASHSEED": seed, "PYTHONUTF8": "0"}
    written = subprocess.run(
        [sys.executable, "-c", script, str(GOLDEN)],
        env=environment,
        cwd=Path(__file__).parents[2],
        capture_output=True,
        check=True,
    )
    assert written.stdout == GOLDEN.read_bytes() + GOLDEN.with_suffix(".csv").read_bytes()


def test_the_shared_codebook_is_read_fast_and_written_so_that_it_is_equal(tmp_path: Path) -> None:
    start = time.process_time()
    codebook = read_codebook_yaml(SHARED)
    assert time.process_time() - start < 0.4
    path = tmp_path / "impact.yaml"
    path.write_bytes(codebook_yaml(codebook))
    assert read_codebook_yaml(path) == codebook
