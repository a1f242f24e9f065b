"""Passages to be marked, such as those of a code that get a new code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from qualcode.i18n import _, ngettext
from qualcode.model.coding import CodingView
from qualcode.tui import safe
from qualcode.tui.dialogs.base import CANCEL, Dialog
from qualcode.tui.keys import Group, Key, bindings
from qualcode.tui.safe import Part
from qualcode.tui.widgets.entry import Entry
from qualcode.tui.widgets.grouped import Ungrouped
from qualcode.tui.widgets.listing import Listing
from qualcode.tui.widgets.passage import quoted

T = TypeVar("T")

MARK = Key("space", "mark", _("Mark the passage, or not any more"), _("mark"))
ALL = Key("ctrl+a", "all", _("Mark all, or none"), _("all or none"), priority=True)
SPLIT = Key("ctrl+s", "accept", _("Make the code"), _("make the code"), priority=True)
OTHER = Key("tab", "app.focus_next", _("To the name or the list"), _("name, list"))

_TITLE, _CODER = 24, 8


class Passages(Ungrouped[CodingView]):
    """A line a passage: document, coder, quote."""

    def __init__(self, codings: Sequence[CodingView], titles: Mapping[str, str]) -> None:
        super().__init__(codings)
        self._titles = titles

    def draw(self, index: int, width: int) -> Content:
        """Document, coder, quote."""
        coding = self.rows[index]
        title = safe.fit(self._titles.get(coding.document, ""), min(_TITLE, width // 3))
        shown = safe.show((f"{title}  {safe.fit(coding.coder, _CODER)}  ", "$foreground-muted"), quoted(coding.quote))
        return shown.truncate(width, ellipsis=True)

    def group(self, index: int) -> Sequence[str]:
        """All of the same document."""
        document = self.rows[index].document
        return [each.id for each in self.rows if each.document == document]


class MarkingDialog(Dialog[T]):
    """A list of passages with their marks, all of the one at the cursor below it, and how many are marked.

    A subclass composes them, with what else it asks for, and answers.
    """

    DEFAULT_CSS = """
    MarkingDialog > #frame { width: 120; }
    MarkingDialog .caption { color: $text-muted; height: auto; }
    MarkingDialog Listing { height: 8; background: $surface; }
    MarkingDialog #detail { color: $text-muted; }
    MarkingDialog #told { height: auto; }
    """

    def __init__(self, title: str, codings: Sequence[CodingView], titles: Mapping[str, str]) -> None:
        super().__init__(title)
        self._codings = codings
        self._titles = titles

    def compose_passages(self, caption: str) -> ComposeResult:
        """The passages with their marks."""
        yield Static(safe.show(caption), classes="caption")
        yield Listing("passages")
        yield Static(id="detail")
        yield Static(id="told")

    @property
    def listing(self) -> Listing:
        """The passages."""
        return self.query_one(Listing)

    @property
    def marked(self) -> tuple[str, ...]:
        """The ids of those that are marked, in the order of the list."""
        return tuple(each.id for each in self._codings if each.id in self.listing.marked)

    def on_resize(self) -> None:
        """The list takes what the rest leaves."""
        self.listing.styles.height = max(min(len(self._codings), self.size.height - 16), 2)

    def show_passages(self) -> None:
        """Fill the list."""
        self.listing.show(Passages(self._codings, self._titles))
        self.tell()

    def tell(self, warning: str = "") -> None:
        """Say how many are marked, and what is wrong with that."""
        n, total = len(self.listing.marked), len(self._codings)
        told = ngettext("{n} of {total} passage marked", "{n} of {total} passages marked", total)
        parts: list[Part] = [told.format(n=n, total=total)]
        if warning:
            parts.append((f"   {warning}", "$warning"))
        self.query_one("#told", Static).update(safe.show(*parts))

    @on(Listing.Marked)
    def _marked(self) -> None:
        self.tell()

    @on(Listing.At)
    def _at(self) -> None:
        if self._codings:
            quote = quoted(self._codings[self.listing.cursor].quote)
            self.query_one("#detail", Static).update(safe.block((quote, "italic")))

    @on(Listing.Chosen)
    def action_mark(self) -> None:
        """Mark it, or not any more."""
        self.listing.action_mark()

    def action_all(self) -> None:
        """Mark all; none where all are."""
        self.listing.action_mark_all()


class SplitDialog(MarkingDialog[tuple[str, tuple[str, ...]]]):
    """The answer: the new code's name, and the ids of the codings that it gets."""

    DEFAULT_CSS = """
    SplitDialog Entry { margin-bottom: 1; }
    SplitDialog #detail { height: 2; }
    """
    BINDINGS = bindings(Group("", (SPLIT, ALL)))
    KEYS = (MARK, ALL, SPLIT, OTHER, CANCEL)

    def compose_body(self) -> ComposeResult:
        """The name, and the passages with their marks."""
        yield Static(safe.show(_("Name of the new code")), classes="caption")
        yield Entry(id="label")
        yield from self.compose_passages(_("Mark the passages that are to have the new code instead"))

    def on_mount(self) -> None:
        """Stand in the name."""
        self.show_passages()
        self.query_one("#label", Entry).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """From the name to the passages."""
        event.stop()
        self.listing.focus()

    def action_accept(self) -> None:
        """Answer once there are a name and a passage."""
        label = self.query_one("#label", Entry).value.strip()
        if not label:
            self.tell(_("The new code needs a name."))
            self.query_one("#label", Entry).focus()
        elif not self.marked:
            self.tell(_("Mark at least one passage with the space bar."))
            self.listing.focus()
        else:
            self.dismiss((label, self.marked))
