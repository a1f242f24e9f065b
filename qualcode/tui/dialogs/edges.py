"""A passage's edges moved while the text stays in sight: by characters, words, sentences."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.widgets import Static

from qualcode.i18n import _
from qualcode.model.document import TurnView
from qualcode.model.text import Span
from qualcode.ops import selection
from qualcode.tui import safe
from qualcode.tui.dialogs.base import CANCEL, Dialog
from qualcode.tui.keys import Group, Key, bindings, help_rows
from qualcode.tui.safe import Part
from qualcode.tui.widgets.passage import quoted

KEEP = Key("enter", "keep", _("Keep these edges"), _("keep"))


def _both(keys: str, edge: str, unit: str, help: str) -> tuple[Key, ...]:
    back, on = keys.split()
    return (Key(back, f"edge('{edge}', -1, '{unit}')", help), Key(on, f"edge('{edge}', 1, '{unit}')", help))


MOVES = (
    *_both("left right", "end", "character", _("The end, by a character")),
    *_both("ctrl+left ctrl+right", "end", "word", _("The end, by a word")),
    *_both("up down", "end", "sentence", _("The end, by a sentence")),
    *_both("shift+left shift+right", "start", "character", _("The beginning, by a character")),
    *_both("ctrl+shift+left ctrl+shift+right", "start", "word", _("The beginning, by a word")),
    *_both("shift+up shift+down", "start", "sentence", _("The beginning, by a sentence")),
)
# As on the transcript itself.
WORDS = (
    Key("[", "edge('start', -1, 'word')", ""),
    Key("{", "edge('start', 1, 'word')", ""),
    Key("]", "edge('end', 1, 'word')", ""),
    Key("}", "edge('end', -1, 'word')", ""),
)


class EdgesDialog(Dialog[Span]):
    """The answer is the passage with its new edges; `seen` is told of each on the way, to show it in the text."""

    DEFAULT_CSS = """
    EdgesDialog { align: center bottom; background: $background 0%; }
    EdgesDialog > #frame { width: 100%; max-width: 100%; }
    EdgesDialog #title, EdgesDialog KeyLine { margin: 0; }
    EdgesDialog #ways { height: auto; color: $text-muted; }
    EdgesDialog #quote { height: auto; max-height: 2; text-style: italic; }
    EdgesDialog.-low #ways, EdgesDialog.-low #title { display: none; }
    """
    BINDINGS = bindings(Group("", (KEEP, *MOVES, *WORDS)))
    KEYS = (KEEP, CANCEL)

    def __init__(
        self, title: str, text: str, turns: Sequence[TurnView], span: Span, seen: Callable[[Span], None]
    ) -> None:
        super().__init__(title)
        self._text = text
        self._turns = turns
        self._span = span
        self._seen = seen

    def compose_body(self) -> ComposeResult:
        """The passage as it is now, and the keys."""
        yield Static(safe.show(quoted(self._span.of(self._text))), id="quote")
        yield Static(safe.block(*_ways()), id="ways")

    def action_edge(self, edge: str, step: int, unit: str) -> None:
        """Move an edge."""
        self._span = selection.move_edge(self._text, self._span, edge, step, self._turns, unit)
        words = self._span.of(self._text)
        shown = words if len(words) < 160 else f"{words[:70]} … {words[-70:]}"
        self.query_one("#quote", Static).update(safe.show(quoted(shown)))
        self._seen(self._span)

    def action_keep(self) -> None:
        """Answer."""
        self.dismiss(self._span)


def _ways() -> list[Part]:
    """The keys in two lines, one for each edge."""
    parts: list[Part] = []
    for edge, named in (("end", _("The end:")), ("start", _("The beginning:"))):
        parts += [named, "  "]
        for unit, name in (("character", _("letters")), ("word", _("words")), ("sentence", _("sentences"))):
            keys = [key for key in MOVES if key.action.startswith(f"edge('{edge}'") and f"'{unit}'" in key.action]
            ((shown, _help),) = help_rows(keys)
            parts += [(shown, "bold $accent"), f" {name}   "]
        parts.append("\n")
    return parts[:-1]
