"""Words act on nothing: markup and control codes in any field are shown as they are written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from qualcode.tui import safe
from tests.tui.hostile import CONTROLS, MARKUP, spoil
from tests.tui.running import running


@pytest.mark.parametrize("harm", [MARKUP, CONTROLS])
async def test_every_field_is_shown_as_it_is_written(project: Path, state: Path, harm: str) -> None:
    spoil(project, harm)
    shown_as = safe.plain(harm)
    start = shown_as[:12]
    async with running(project, state, size=(200, 60)) as run:
        await run.press("j")
        shown = run.shown()
        for field in ("project", "case", "document 1", "label", "quote", "memo"):
            assert f"{field} {start}" in shown, field
        await run.press("w")
        assert f"label {start}" in run.shown()
        await run.press("escape", "m")
        await run.until(lambda: f"memo {start}" in run.shown())
        await run.press("escape", "o")
        assert f"document 2 {start}" in run.shown()
        await run.press("escape", "c")
        assert f"label {start}" in run.shown()
        await run.press("escape", "ctrl+home", "ctrl+down", "ctrl+down")
        assert f"person {start}" in run.shown()
        await run.press("ctrl+end")
        assert f"text {start}" in run.shown()
        assert run.app.return_code is None


def test_the_screens_load_nothing_heavy_before_the_first_picture() -> None:
    code = (
        "import sys, qualcode.tui.app, qualcode.tui.screens.coding, qualcode.tui.screens.welcome; print(*sys.modules)"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"sqlmodel", "sqlalchemy", "spacy", "docx", "lxml", "numpy", "qualcode.store.session"} & set(loaded)
