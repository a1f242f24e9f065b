"""The passages of a code: to go to one of them, or to mark those that get a new code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.app import ComposeResult
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from qualcode.i18n import _, ngettext
from qualcode.model.coding import CodingView
from qualcode.tui import safe
from qualcode.tui.codes import CodeLook
from qualcode.tui.dialogs.base import CANCEL, Dialog
from qualcode.tui.keys import Group, Key, bindings
from qualcode.tui.safe import Part
from qualcode.tui.widgets.entry import Entry
from qualcode.tui.widgets.passage import quoted
from qualcode.tui.words import effect_sign

READ = Key("enter", "", _("Read it in its document"), _("read it there"))
MARK = Key("space", "", _("Mark the passage, or not any more"), _("mark"))
ALL = Key("ctrl+a", "all", _("Mark all, or none"), _("all or none"))
SPLIT = Key("ctrl+s", "accept", _("Make the code"), _("make the code"), priority=True)

_TITLE = 24


class PassagesDialog(Dialog[CodingView]):
    """The passages of a code and those below it; the answer is the one to be read."""

    DEFAULT_CSS = """
    PassagesDialog > #frame { width: 130; }
    PassagesDialog OptionList { height: auto; text-wrap: nowrap; text-overflow: ellipsis; }
    PassagesDialog #whole { height: 5; margin-top: 1; border-top: solid $border; color: $text-muted; }
    """
    KEYS = (READ, CANCEL)

    def __init__(
        self, title: str, codings: Sequence[CodingView], titles: Mapping[str, str], looks: Mapping[str, CodeLook]
    ) -> None:
        super().__init__(title)
        self._codings = codings
        self._titles = titles
        self._looks = looks

    def compose_body(self) -> ComposeResult:
        """A row a passage; below, the whole of the one with the cursor."""
        yield OptionList(*(Option(safe.show(*self._row(each)), id=each.id) for each in self._codings), id="passages")
        yield Static(id="whole")

    def on_mount(self) -> None:
        """Stand on the first."""
        self.query_one(OptionList).focus()
        self.query_one(OptionList).highlighted = 0

    def _row(self, coding: CodingView) -> list[Part]:
        title = safe.fit(self._titles.get(coding.document, ""), _TITLE)
        return [title + "  ", f"{effect_sign(coding.effect) or ' '} ", quoted(coding.quote)]

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the whole passage."""
        event.stop()
        coding = self._codings[event.option_index]
        look = self._looks.get(coding.code)
        facts = " · ".join([look.path if look else coding.code, coding.coder])
        self.query_one("#whole", Static).update(safe.block((facts, "bold"), "\n", (quoted(coding.quote), "italic")))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Read it there."""
        event.stop()
        self.dismiss(self._codings[event.option_index])


class MarkList(OptionList):
    """Passages to be marked; space and enter and a click mark."""

    BINDINGS = bindings(Group("", (Key("space", "select", MARK.help),)))


class SplitDialog(Dialog[tuple[str, tuple[str, ...]]]):
    """The answer: the new code's name, and the ids of the codings that it gets."""

    DEFAULT_CSS = """
    SplitDialog > #frame { width: 120; }
    SplitDialog .caption { color: $text-muted; height: auto; }
    SplitDialog Entry { margin-bottom: 1; }
    SplitDialog MarkList { height: auto; text-wrap: nowrap; text-overflow: ellipsis; }
    SplitDialog #detail { height: 2; color: $text-muted; }
    SplitDialog #told { height: auto; }
    """
    BINDINGS = bindings(Group("", (SPLIT, ALL)))
    KEYS = (MARK, ALL, SPLIT, Key("tab", "app.focus_next", _("To the name or the list"), _("name, list")), CANCEL)

    def __init__(self, title: str, codings: Sequence[CodingView], titles: Mapping[str, str]) -> None:
        super().__init__(title)
        self._codings = codings
        self._titles = titles
        self._marked: set[str] = set()

    def compose_body(self) -> ComposeResult:
        """The name, and the passages with their marks."""
        yield Static(safe.show(_("Name of the new code")), classes="caption")
        yield Entry(id="label")
        yield Static(safe.show(_("Mark the passages that are to have the new code instead")), classes="caption")
        yield MarkList(*(Option(safe.show(*self._row(each)), id=each.id) for each in self._codings), id="passages")
        yield Static(id="detail")
        yield Static(id="told")

    def on_mount(self) -> None:
        """Stand in the name."""
        self.query_one("#label", Entry).focus()
        self.query_one(MarkList).highlighted = 0
        self._tell()

    def _row(self, coding: CodingView) -> list[Part]:
        mark: Part = ("[✓] ", "bold") if coding.id in self._marked else "[ ] "
        title = safe.fit(self._titles.get(coding.document, ""), _TITLE)
        return [mark, f"{title}  {safe.fit(coding.coder, 8)}  ", quoted(coding.quote)]

    def _tell(self, warning: str = "") -> None:
        n, total = len(self._marked), len(self._codings)
        told = ngettext("{n} of {total} passage marked", "{n} of {total} passages marked", total)
        parts: list[Part] = [told.format(n=n, total=total)]
        if warning:
            parts.append((f"   {warning}", "$warning"))
        self.query_one("#told", Static).update(safe.show(*parts))

    def _draw(self, coding: CodingView) -> None:
        self.query_one(MarkList).replace_option_prompt(coding.id, safe.show(*self._row(coding)))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the whole passage."""
        event.stop()
        quote = quoted(self._codings[event.option_index].quote)
        self.query_one("#detail", Static).update(safe.show((quote, "italic")))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Mark it, or not any more."""
        event.stop()
        coding = self._codings[event.option_index]
        self._marked ^= {coding.id}
        self._draw(coding)
        self._tell()

    def action_all(self) -> None:
        """Mark all; none where all are."""
        everything = {each.id for each in self._codings}
        self._marked = set() if self._marked == everything else everything
        for each in self._codings:
            self._draw(each)
        self._tell()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """From the name to the passages."""
        event.stop()
        self.query_one(MarkList).focus()

    def action_accept(self) -> None:
        """Answer once there are a name and a passage."""
        label = self.query_one("#label", Entry).value.strip()
        if not label:
            self._tell(_("The new code needs a name."))
            self.query_one("#label", Entry).focus()
        elif not self._marked:
            self._tell(_("Mark at least one passage with the space bar."))
            self.query_one(MarkList).focus()
        else:
            self.dismiss((label, tuple(each.id for each in self._codings if each.id in self._marked)))
