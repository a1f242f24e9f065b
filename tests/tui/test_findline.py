"""While one types what is to be found, the foot of the screen tells the keys of that line, not the text's."""

from __future__ import annotations

from pathlib import Path

from qualcode.tui.widgets.bars import KeyLine
from tests.tui.running import Running, running


def foot(run: Running) -> str:
    return str(run.screen.query_one(KeyLine).render())


async def test_the_foot_tells_what_keys_do_while_one_searches(project: Path, state: Path) -> None:
    async with running(project, state) as run:
        await run.until(lambda: "c code" in foot(run))
        await run.press("slash")
        await run.until(lambda: "enter next" in foot(run) and "esc close" in foot(run))
        assert "c code" not in foot(run)
        await run.press("escape")
        await run.until(lambda: "c code" in foot(run))
