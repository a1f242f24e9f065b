"""The passages of a code, to mark those that get a new code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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
from qualcode.tui.widgets.listing import Listing
from qualcode.tui.widgets.passage import quoted

MARK = Key("space", "mark", _("Mark the passage, or not any more"), _("mark"))
ALL = Key("ctrl+a", "all", _("Mark all, or none"), _("all or none"), priority=True)
SPLIT = Key("ctrl+s", "accept", _("Make the code"), _("make the code"), priority=True)
OTHER = Key("tab", "app.focus_next", _("To the name or the list"), _("name, list"))

_TITLE, _CODER = 24, 8


class Passages:
    """A line a passage: document, coder, quote."""

    def __init__(self, codings: Sequence[CodingView], titles: Mapping[str, str]) -> None:
        self._codings = codings
        self._titles = titles

    def __len__(self) -> int:
        return len(self._codings)

    def draw(self, index: int, width: int) -> Content:
        """Document, coder, quote."""
        coding = self._codings[index]
        title = safe.fit(self._titles.get(coding.document, ""), min(_TITLE, width // 3))
        shown = safe.show((f"{title}  {safe.fit(coding.coder, _CODER)}  ", "$foreground-muted"), quoted(coding.quote))
        return shown.truncate(width, ellipsis=True)

    def is_heading(self, index: int) -> bool:
        """There are none."""
        return False

    def ids(self, index: int) -> Sequence[str]:
        """The coding's id."""
        return (self._codings[index].id,)

    def group(self, index: int) -> Sequence[str]:
        """All of the same document."""
        document = self._codings[index].document
        return [each.id for each in self._codings if each.document == document]


class SplitDialog(Dialog[tuple[str, tuple[str, ...]]]):
    """The answer: the new code's name, and the ids of the codings that it gets."""

    DEFAULT_CSS = """
    SplitDialog > #frame { width: 120; }
    SplitDialog .caption { color: $text-muted; height: auto; }
    SplitDialog Entry { margin-bottom: 1; }
    SplitDialog Listing { height: 8; background: $surface; }
    SplitDialog #detail { height: 2; color: $text-muted; }
    SplitDialog #told { height: auto; }
    """
    BINDINGS = bindings(Group("", (SPLIT, ALL)))
    KEYS = (MARK, ALL, SPLIT, OTHER, CANCEL)

    def __init__(self, title: str, codings: Sequence[CodingView], titles: Mapping[str, str]) -> None:
        super().__init__(title)
        self._codings = codings
        self._titles = titles

    def compose_body(self) -> ComposeResult:
        """The name, and the passages with their marks."""
        yield Static(safe.show(_("Name of the new code")), classes="caption")
        yield Entry(id="label")
        yield Static(safe.show(_("Mark the passages that are to have the new code instead")), classes="caption")
        yield Listing("passages")
        yield Static(id="detail")
        yield Static(id="told")

    @property
    def listing(self) -> Listing:
        """The passages."""
        return self.query_one(Listing)

    def on_resize(self) -> None:
        """The list takes what the rest leaves."""
        self.listing.styles.height = max(min(len(self._codings), self.size.height - 16), 2)

    def on_mount(self) -> None:
        """Stand in the name."""
        self.listing.show(Passages(self._codings, self._titles))
        self.query_one("#label", Entry).focus()
        self._tell()

    def _tell(self, warning: str = "") -> None:
        n, total = len(self.listing.marked), len(self._codings)
        told = ngettext("{n} of {total} passage marked", "{n} of {total} passages marked", total)
        parts: list[Part] = [told.format(n=n, total=total)]
        if warning:
            parts.append((f"   {warning}", "$warning"))
        self.query_one("#told", Static).update(safe.show(*parts))

    @on(Listing.Marked)
    def _marked(self) -> None:
        self._tell()

    @on(Listing.At)
    def _at(self) -> None:
        quote = quoted(self._codings[self.listing.cursor].quote)
        self.query_one("#detail", Static).update(safe.show((quote, "italic")))

    @on(Listing.Chosen)
    def action_mark(self) -> None:
        """Mark it, or not any more."""
        self.listing.action_mark()

    def action_all(self) -> None:
        """Mark all; none where all are."""
        self.listing.action_mark_all()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """From the name to the passages."""
        event.stop()
        self.listing.focus()

    def action_accept(self) -> None:
        """Answer once there are a name and a passage."""
        label, marked = self.query_one("#label", Entry).value.strip(), self.listing.marked
        if not label:
            self._tell(_("The new code needs a name."))
            self.query_one("#label", Entry).focus()
        elif not marked:
            self._tell(_("Mark at least one passage with the space bar."))
            self.listing.focus()
        else:
            self.dismiss((label, tuple(each.id for each in self._codings if each.id in marked)))
