"""Where one types: a line and a notepad that show what is in them as all text is shown, and take in no controls."""

from __future__ import annotations

from rich.text import Text
from textual import events
from textual.widgets import Input, TextArea

from qualcode.model.text import canonical
from qualcode.tui import safe


class Entry(Input):
    """One line. What is pasted into it becomes one line of canonical text."""

    DEFAULT_CSS = """
    Entry { border: none; height: 1; padding: 0 1; background: $panel; }
    Entry:focus { border: none; background: $panel; background-tint: $primary 12%; }
    """

    def replace(self, text: str, start: int, end: int) -> None:
        """Put text in the place of other text."""
        super().replace(canonical(text).text.replace("\n", " ").replace("\t", " "), start, end)

    @property
    def _value(self) -> Text:
        # Names of files may hold anything; they are shown like all text, character for character.
        shown = safe.label(self.value)
        shown.no_wrap, shown.overflow, shown.end = True, "ignore", ""
        return shown


class Notepad(TextArea):
    """Several lines of plain text. What is put into it becomes canonical text."""

    DEFAULT_CSS = """
    Notepad { border: none; padding: 0 1; background: $panel; height: 8; }
    Notepad:focus { border: none; }
    """

    def __init__(self, text: str) -> None:
        super().__init__(canonical(text).text, tab_behavior="focus", show_line_numbers=False, soft_wrap=True)
        self.cursor_location = self.document.end

    def get_line(self, line_index: int) -> Text:
        """A line as it is drawn; the notepad itself gives tabs their width."""
        parts = self.document.get_line(line_index).split("\t")
        shown = safe.label("")
        for number, part in enumerate(parts):
            shown.append("\t" if number else "")
            shown.append_text(safe.label(part))
        shown.no_wrap, shown.end = True, ""
        return shown

    async def _on_paste(self, event: events.Paste) -> None:
        await super()._on_paste(events.Paste(canonical(event.text).text))
        event.prevent_default()
        event.stop()
