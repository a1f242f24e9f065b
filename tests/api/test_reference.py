"""The reference of the methods is what the program says of itself."""

from __future__ import annotations

from pathlib import Path

from qualcode.api import Project
from qualcode.api.reference import reference

WRITTEN = Path(__file__).resolve().parents[2] / "docs" / "python.md"


def test_the_reference_in_the_docs_is_up_to_date() -> None:
    assert WRITTEN.read_text("utf-8") == reference(), "run: python -m qualcode.api.reference > docs/python.md"


def test_every_method_is_in_it_and_says_what_it_does() -> None:
    written = reference()
    for name in dir(Project):
        if not name.startswith("_"):
            assert f"### {name}\n" in written
            assert (getattr(Project, name).__doc__ or "").strip(), name
