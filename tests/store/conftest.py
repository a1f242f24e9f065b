"""A new project for each test, proven whole when the test is over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.store.session import Session

from .making import is_whole, new_project


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "pôle d'essai #1 100%.qualcode"  # signs that mean something in a URI


@pytest.fixture
def session(path: Path) -> Iterator[Session]:
    with new_project(path) as made:
        yield made
        assert is_whole(made)
