"""The line above the stripes that says whose they are, while two coders' are beside each other."""

from __future__ import annotations

from textual.strip import Strip
from textual.widget import Widget

from qualcode.tui.themes import Inks
from qualcode.tui.widgets.page import Columns, Page
from qualcode.tui.widgets.painting import paint_headings, paint_words


class Headings(Widget):
    """Two names over two groups of lanes; not there otherwise."""

    DEFAULT_CSS = """
    Headings { height: 1; display: none; }
    """
    ALLOW_SELECT = False

    def __init__(self, inks: Inks) -> None:
        super().__init__(id="headings")
        self.inks = inks
        self._said: tuple[Columns, str, str] | None = None

    def show(self, page: Page | None, other: str | None) -> int:
        """Name the two coders of a page whose lanes are apart; 1 if the line has come, -1 if it has gone, else 0."""
        apart = page is not None and bool(page.columns.split)
        said = (page.columns, page.coder, other or "") if page is not None and apart else None
        if said != self._said:
            self._said = said
            self.refresh()
        step = apart - self.display
        if step:
            self.display = apart
        return step

    def set_inks(self, inks: Inks) -> None:
        """Another theme."""
        self.inks = inks
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The line."""
        if self._said is None:
            return paint_words("", self.inks, self.size.width)
        columns, own, other = self._said
        return paint_headings(columns, self.inks, self.size.width, (own, other))
