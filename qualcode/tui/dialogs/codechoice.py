"""Choosing another code, a colour, or one of a few ways to go on."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from textual.app import ComposeResult
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from qualcode.i18n import _, language
from qualcode.model.codebook import CodeTree
from qualcode.tui import safe
from qualcode.tui.codes import CodeLook
from qualcode.tui.dialogs.base import CANCEL, Dialog
from qualcode.tui.dialogs.choose import Chooser, Row
from qualcode.tui.dialogs.picker import NEW, CodePicker
from qualcode.tui.keys import Key
from qualcode.tui.palette import PALETTE
from qualcode.tui.safe import Part
from qualcode.tui.themes import Inks

TOP = "\0top"
INHERITED = ""

_COLOUR = re.compile("#?([0-9a-fA-F]{6})")


class CodeChooser(CodePicker):
    """One of the codes that are there, `but` some (keys); `top` offers the top of the tree as well."""

    def __init__(
        self, title: str, tree: CodeTree, looks: Mapping[str, CodeLook], inks: Inks, *, but: Collection[str], top: bool
    ) -> None:
        super().__init__(title, tree, looks, inks, language=language(), several=False)
        self._but = but
        self._top = (
            [Row(TOP, safe.show((_("To the top, as a dimension of its own"), "italic $accent")), ())] if top else []
        )

    def found(self, query: str) -> list[Row]:
        """The codes found, none of those that cannot be meant."""
        rows = [row for row in super().found(query) if row.id != NEW and row.id not in self._but]
        return rows if query.strip() else [*self._top, *rows]


class ColourChooser(Chooser):
    """The answer holds `#RRGGBB`, or `INHERITED` for that of the code above. Any other colour may be typed."""

    def __init__(self, title: str, inks: Inks, letter: str, *, used: Mapping[str, str], now: str | None) -> None:
        self._inks, self._letter = inks, letter
        rows = [self._row(colour, _(name), used.get(colour, ""), now) for colour, name in PALETTE]
        own = Row(INHERITED, safe.show("   ", _("that of the code above")), (_("that of the code above"),))
        super().__init__(title, [*rows, own], prompt=_("A name, or any colour as #RRGGBB"))

    def _row(self, colour: str, name: str, used: str, now: str | None) -> Row:
        tone = self._inks.code(colour).color
        ink = tone.name if tone is not None else ""
        parts: list[Part] = [("███ ", colour), (f"{self._letter} ", f"bold {ink}"), (name, "bold"), f"  {colour}"]
        if colour == now:
            parts.append(("  " + _("now"), "$accent"))
        elif used:
            parts.append(("  " + _("used by {name}").format(name=used), "$foreground-muted"))
        return Row(colour, safe.show(*parts), (name, colour))

    def found(self, query: str) -> list[Row]:
        """Colours by name, or the one that is typed."""
        typed = _COLOUR.fullmatch(query.strip())
        rows = super().found(query)
        if typed is None:
            return rows
        colour = f"#{typed[1].upper()}"
        return [*(row for row in rows if row.id == colour), self._row(colour, _("as typed"), "", None)]


class Ways(Dialog[str]):
    """What is at stake, and the ways to go on; the answer is the id of one."""

    DEFAULT_CSS = """
    Ways #told { height: auto; margin-bottom: 1; }
    Ways OptionList { height: auto; }
    """
    KEYS = (Key("enter", "select", _("Do it so"), _("do it so")), CANCEL)

    def __init__(self, title: str, told: Sequence[Part], ways: Sequence[tuple[str, str]]) -> None:
        super().__init__(title)
        self._told = told
        self._ways = ways

    def compose_body(self) -> ComposeResult:
        """The text and the list."""
        yield Static(safe.block(*self._told), id="told")
        yield OptionList(*(Option(safe.show(text), id=way) for way, text in self._ways))

    def on_mount(self) -> None:
        """Stand on the first."""
        self.query_one(OptionList).highlighted = 0
        self.query_one(OptionList).focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go on so."""
        event.stop()
        self.dismiss(event.option_id)
