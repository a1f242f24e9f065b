"""A new project for each test, proven whole when the test is over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.store.session import Session

from .making import copied_project, is_whole


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "pôle d'essai #1 100%.qualcode"  # signs that mean something in a URI


@pytest.fixture
def session(path: Path) -> Iterator[Session]:
    with copied_project(path) as made:
        yield made
        assert is_whole(made)
