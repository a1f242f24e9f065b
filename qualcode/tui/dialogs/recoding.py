"""What reading all codings under another codebook for good would do, before it is done."""

from __future__ import annotations

from collections.abc import Mapping

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from qualcode.i18n import _, ngettext
from qualcode.model.codebook_reading import RecodeReport
from qualcode.ops.compare_words import WHY_NOT
from qualcode.tui import safe
from qualcode.tui.codes import CodeLook, unknown
from qualcode.tui.dialogs.base import CANCEL, Dialog
from qualcode.tui.keys import Group, Key, bindings
from qualcode.tui.safe import Part

RECODE = Key("enter", "accept", _("Recode; one undo takes it back"), _("recode"))
_MUTED = "$foreground-muted"


class Recoded(Dialog[bool]):
    """What each code would become, and which stay and why; the answer is whether to do it."""

    DEFAULT_CSS = """
    Recoded > #frame { width: 100; }
    Recoded VerticalScroll { height: auto; max-height: 70vh; scrollbar-size-vertical: 1; }
    Recoded #told { height: auto; }
    """
    BINDINGS = bindings(Group("", (RECODE,)))
    KEYS = (RECODE, CANCEL)

    def __init__(
        self, name: str, report: RecodeReport, looks: tuple[Mapping[str, CodeLook], Mapping[str, CodeLook]]
    ) -> None:
        super().__init__(_("All codings under the codebook “{name}”").format(name=name))
        self._report, self._looks = report, looks

    def keys(self) -> tuple[Key, ...]:
        """Nothing can be done where every code is the same already."""
        return self.KEYS if self._report.replaced else (CANCEL,)

    def compose_body(self) -> ComposeResult:
        """What becomes of which code, to be scrolled where it is long."""
        with VerticalScroll():
            yield Static(safe.block(*self._told()), id="told")

    def _told(self) -> list[Part]:
        report = self._report
        parts: list[Part] = []
        if not report.replaced:
            parts += [(_("No coding gets another code: what is the same code is the same already."), "bold"), "\n"]
        else:
            n = report.codings
            told = ngettext("{n} coding gets another code.", "{n} codings get another code.", n).format(n=n)
            parts += [(told, "bold"), "\n"]
            if report.joined:
                n = report.joined
                told = ngettext(
                    "{n} of them comes to a place that has one already, and goes up in it.",
                    "{n} of them come to a place that has one already, and go up in it.",
                    n,
                )
                parts += [told.format(n=n), "\n"]
            parts.append("\n")
            for each in report.replaced:
                parts += [f"{each.codings:>6}  ", (self._label(0, each.code), "bold"), ("  → ", "$accent")]
                parts += [self._label(1, each.into), ("  " + _("new") if each.new else "", "$success"), "\n"]
        used = [each for each in report.kept if each.codings]
        if used:
            parts += ["\n", (_("These stay as they are, with their codings:"), "bold $warning"), "\n"]
            for kept in used:
                parts += [f"{kept.codings:>6}  ", (self._label(0, kept.code), "bold")]
                parts += [("  " + _(WHY_NOT[kept.reason]), _MUTED), "\n"]
        n = len(report.kept) - len(used)
        if n:
            told = ngettext(
                "{n} code without codings has no counterpart.", "{n} codes without codings have no counterpart.", n
            )
            parts += ["\n", (told.format(n=n), _MUTED)]
        return parts

    def _label(self, side: int, key: str) -> str:
        return (self._looks[side].get(key) or unknown(key)).label

    def action_accept(self) -> None:
        """Do it."""
        self.dismiss(True if self._report.replaced else None)
