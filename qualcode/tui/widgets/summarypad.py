"""Where the summary of a cell is written."""

from __future__ import annotations

from qualcode.tui.widgets.answer import Answer


class SummaryPad(Answer):
    """A field for one cell after another; it takes as much room as there is."""

    DEFAULT_CSS = "SummaryPad { height: 1fr; max-height: 100%; margin: 0; }"

    async def turn_to(self, field: str) -> None:
        """From here on it is about another cell, once what was typed about the one before is kept."""
        if self._keeper is not None:
            await self._keeper.wait()
        self.field = field

    def put_in(self, words: str) -> str:
        """Put words where the cursor is, apart from what stands before them; the whole text."""
        row, column = self.cursor_location
        before = self.document.get_line(row)[:column]
        self.insert(words if not before or before[-1].isspace() else f" {words}")
        return self.text
