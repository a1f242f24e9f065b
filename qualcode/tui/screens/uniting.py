"""What would become of several codebooks if they were made one; then to a file, or into this project's codebook."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from textual import on, work
from textual.widgets import Static

from qualcode.errors import QualcodeError
from qualcode.i18n import _, language, ngettext
from qualcode.model.message import N_
from qualcode.tui import safe, united
from qualcode.tui.dialogs import choose
from qualcode.tui.dialogs.choose import Chooser
from qualcode.tui.dialogs.tell import Confirm, Tell
from qualcode.tui.keys import PROGRAM, SECTION, Group, Key, bindings
from qualcode.tui.safe import Part
from qualcode.tui.screens import others, tofile
from qualcode.tui.screens.below import BelowScreen
from qualcode.tui.united import ADDED, ALL, APART, DIFFERS, JOINED, UnionLines, UnionRow, United
from qualcode.tui.widgets.listing import Listing
from qualcode.tui.words import language_name

UNITING = Group(
    _("One codebook of several"),
    (
        Key("o", "other", _("One more codebook"), _("one more")),
        Key("l", "words", _("Whose words stand where they differ"), _("whose words")),
        Key("f", "filter", _("Only what became so"), _("only")),
        Key("j", "next_to_see(1)", _("Next code to look at"), _("next"), "j k"),
        Key("k", "next_to_see(-1)", _("Previous code to look at")),
        Key("enter", "tell", _("All about this code"), _("read")),
        Key("w", "write", _("Write the one codebook to a file"), _("to a file")),
        Key("i", "take_in", _("Bring it into this project’s codebook"), _("into this project")),
    ),
)
_ENDINGS = (".yaml", ".xlsx", ".csv")
_NAMES = {
    ALL: N_("everything"),
    DIFFERS: N_("said differently"),
    JOINED: N_("in several books"),
    ADDED: N_("not in this project yet"),
    APART: N_("alike, and not made one"),
}


class UnionScreen(BelowScreen[UnionRow]):
    """The codes of the union; below them what the books say of the one with the cursor."""

    DEFAULT_CSS = """
    UnionScreen #whose { height: 1; background: $panel; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
    UnionScreen.-tiny #whose { display: none; }
    """
    NAME = "compare"
    ABOVE = ("whose",)
    GROUPS = (UNITING, SECTION, PROGRAM)
    BINDINGS = bindings(UNITING)

    def __init__(self, other: str) -> None:
        super().__init__()
        self.others = [other]
        self.words: dict[str, int] = {}
        self.only = ALL
        self.made: United | None = None
        self.lines: UnionLines | None = None

    def rows(self) -> Sequence[UnionRow]:
        """The codes that are shown."""
        return self.lines.rows if self.lines is not None else ()

    def told(self, row: UnionRow) -> Sequence[Part]:
        """What is told of a code."""
        return united.told(self.made, row) if self.made is not None else ()

    # What is shown

    async def fill(self) -> None:
        """Make one of them anew."""
        try:
            self.made = await self.home.desk.run(united.unite, self.others, self.words, language())
        except QualcodeError as error:
            self.made = None
            self.complain(error)
        self.lay_out()

    def lay_out(self) -> None:
        """Show the codes; the cursor stays on its line."""
        made, before = self.made, self.here
        self.show_nothing(_("These codebooks could not be read.") if made is None else None)
        if made is None:
            return
        self.lines = UnionLines(made, self.home.inks, self.only)
        ids = [row.id for row in self.lines.rows]
        self.listing.show(self.lines, at=ids.index(before.id) if before is not None and before.id in ids else 0)
        only: Part = ("   " + _("only: {what}").format(what=_(_NAMES[self.only])) if self.only else "", "$accent")
        self.query_one("#whose", Static).update(
            safe.show(
                (_("Where they differ stand the words of:") + " ", "$foreground-muted"),
                united.whose(made, self.words),
                only,
            )
        )
        self.show_header(
            (_("One codebook of {n}").format(n=len(made.names)), "bold"),
            "  ",
            (united.about(made), "$foreground-muted"),
        )

    # Of which books, in whose words

    @work
    async def action_other(self) -> None:
        """Choose one more codebook."""
        other = await others.ask(self, _("One more codebook"))
        if other is not None and other not in self.others:
            self.others.append(other)
            self.act(self.fill)

    @work
    async def action_words(self) -> None:
        """Choose whose words stand: in all languages, or in one."""
        made = self.made
        if made is None:
            return
        chosen = await self.app.push_screen_wait(Chooser(_("Whose words stand where they differ?"), _offers(made)))
        if chosen is None:
            return
        tongue, _bar, at = chosen[0].partition(":")
        # What is said of all languages is said of each.
        self.words = {**self.words, tongue: int(at)} if tongue else {"": int(at)}
        self.act(self.fill)

    # Going about

    @work
    async def action_filter(self) -> None:
        """Only the lines of a kind."""
        if self.made is None:
            return
        rows = [
            choose.Row(
                kind, safe.show((united.SIGNS[kind][0] + " ", "bold"), _(_NAMES[kind]), f"  {n}"), (_(_NAMES[kind]),)
            )
            for kind, n in united.counts(self.made).items()
            if n or kind == ALL
        ]
        chosen = await self.app.push_screen_wait(Chooser(_("Show"), rows))
        if chosen is not None:
            self.only = chosen[0]
            self.lay_out()

    def action_next_to_see(self, step: int) -> None:
        """Go to the next code that is said differently, or that was not made one with another."""
        at = self.lines.next_to_see(self.listing.cursor, step) if self.lines is not None else None
        if at is None:
            self.say(_("Nothing differs."))
        else:
            self.listing.go(at)

    @on(Listing.Chosen)
    def action_tell(self) -> None:
        """All about the code, in a window of its own."""
        row, made = self.here, self.made
        if row is not None and made is not None:
            self.app.push_screen(Tell(_("All about this code"), *united.told(made, row)))

    # Storing

    @work
    async def action_write(self) -> None:
        """Write it to a file."""
        made = self.made
        if made is None:
            return
        path = await tofile.ask(self, _("Write the one codebook to a file"), _("One codebook"), _ENDINGS)
        if path is None:
            return

        async def step() -> None:
            await asyncio.to_thread(united.save, made, path)
            await tofile.wrote(self, path)

        self.act(step)

    @work
    async def action_take_in(self) -> None:
        """Bring the others' codes and words into the project's codebook, once that is wanted."""
        made = self.made
        if made is None:
            return
        n = made.report.added
        question = ngettext(
            "{n} code is added to this project’s codebook, and others get more words. No code is removed and no coding "
            "changed; one undo takes it back.",
            "{n} codes are added to this project’s codebook, and others get more words. No code is removed and no "
            "coding changed; one undo takes it back.",
            n,
        ).format(n=n)
        if await self.app.push_screen_wait(Confirm(_("Into this project"), question, _("bring it in"))):
            said = ngettext("{n} code added.", "{n} codes added.", n).format(n=n)
            self.change(united.take_in, made, dict(self.words), said=said)

    def action_back(self) -> None:
        """Back to the comparison."""
        self.then(self.leave)


def _offers(made: United) -> list[choose.Row]:
    """Each book for all languages, then for each language in which something differs."""
    found = [("", _("in all languages"))]
    found += [(tongue, language_name(tongue)) for tongue in united.tongues(made)]
    return [
        choose.Row(f"{tongue}:{at}", safe.show((f"{shown}  ", "$foreground-muted"), name), (f"{shown} {name}", name))
        for tongue, shown in found
        for at, name in enumerate(made.names)
    ]
