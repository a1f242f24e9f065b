"""A project with a small codebook, proven whole when the test is over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.store.session import Session
from tests.store.making import copied_project, is_whole


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with copied_project(tmp_path / "p.qualcode") as made:
        yield made
        assert is_whole(made)
