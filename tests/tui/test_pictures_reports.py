"""How the reports' place and its form look."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tui.registers import fill
from tests.tui.test_pictures import picture, speaking

__all__ = ["picture", "speaking"]

Picture = Callable[..., None]
PLACE = ("G", "r")


@pytest.fixture(autouse=True)
def filled(project: Path) -> None:
    fill(project)


def test_the_kinds_of_reports(picture: Picture) -> None:
    picture(*PLACE)


def test_the_kinds_of_reports_on_a_small_screen(picture: Picture) -> None:
    picture(*PLACE, size=(80, 24), theme="light")
