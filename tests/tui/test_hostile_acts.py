"""What people wrote acts on nothing in the dialogs of coding either."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from qualcode.ops import codings, documents, projects, revisions
from qualcode.tui import safe
from tests.tui.hostile import CONTROLS, MARKUP, spoil
from tests.tui.running import Running, running


def shown(run: Running) -> str:
    """The screen, on which no control or bidirectional mark ever stands."""
    seen = run.shown()
    assert not [char for char in seen if unicodedata.category(char) in ("Cc", "Cf") and char not in "\n\u200d"]
    return seen


@pytest.mark.parametrize("harm", [MARKUP, CONTROLS])
async def test_names_quotes_and_memos_are_words_in_every_dialog(project: Path, state: Path, harm: str) -> None:
    with projects.open_session(project, coder="marie") as session:
        document = documents.documents(session)[0].id
        gone = "et puis ça devient, je sais pas, on n'ose plus. J'allais à l'école, au Lidl, et je rentrais."
        instead = "alors un matin après l'autre on reste chez soi, le temps passe quand même, on regarde la télé."
        revisions.revise(session, document, documents.text(session, document).replace(gone, instead))
        assert [each.adrift for each in codings.listing(session, coder="marie")].count(True) == 1
    spoil(project, harm)
    start = safe.plain(harm)[:12]
    async with running(project, state, size=(160, 50)) as run:
        await run.press("j")
        for key, told in (("F", "label"), ("M", "document 1"), ("r", "label"), ("C", "label")):
            await run.press(key)
            assert f"{told} {start}" in shown(run), key
            await run.press("escape")
        await run.press("A")
        assert f"quote {start}" in shown(run)
        await run.press("escape", "v")
        assert f"label {start}" in shown(run)
        await run.press("escape", "R", *"rire", "enter")
        assert "1 place" in shown(run) or "places" in shown(run)
        await run.press("escape", "escape", "ctrl+end", "E")
        assert f"text {start}" in shown(run)
        await run.press("escape")
        assert run.app.return_code is None
