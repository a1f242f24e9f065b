"""Other projects taken in, after a look at what they bring; what both had changed is settled side by side."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work

from qualcode.errors import QualcodeError
from qualcode.i18n import _
from qualcode.model.merging import ConflictView, MergeReport
from qualcode.ops import merging, merging_conflicts
from qualcode.tui import dropped, knowable, safe
from qualcode.tui.dialogs.choose import Chooser, Row
from qualcode.tui.dialogs.files import FilesChooser
from qualcode.tui.dialogs.merging import Foreseen
from qualcode.tui.dialogs.tell import Tell
from qualcode.tui.keys import PROGRAM, SECTION, Group, Key, bindings
from qualcode.tui.mergewords import field, thing, told, value
from qualcode.tui.safe import Part
from qualcode.tui.screens.besides import OPEN, BesidesScreen
from qualcode.tui.whose import View
from qualcode.tui.widgets.card import CardLine, CardPart
from qualcode.tui.widgets.table import Cell, Column, Line
from qualcode.tui.words import day_and_time

if TYPE_CHECKING:
    from qualcode.ops import Session

ENDINGS = (".qualcode",)
MERGING = Group(
    _("Merging"),
    (
        OPEN,
        Key("m", "choose", _("Take other projects in, after a look at them"), _("merge")),
        Key("o", "ours", _("Our value is to stand"), _("ours")),
        Key("t", "theirs", _("Their value is to stand"), _("theirs")),
        Key("a", "everything", _("Also what is settled, or only what is open"), _("all")),
        Key("y", "story", _("What happened in a project that was merged"), _("their history")),
    ),
)
_MUTED = "$foreground-muted"


class MergingScreen(BesidesScreen):
    """A row a conflict; beside it what each side has, and which of the two stands at present."""

    NAME = "merge"
    GROUPS = (MERGING, SECTION, PROGRAM)
    BINDINGS = bindings(MERGING)
    LIST = "conflicts"

    def __init__(self) -> None:
        super().__init__()
        self._found: list[ConflictView] = []
        self._everything = False

    def nothing_yet(self) -> Sequence[Part]:
        """What merging is."""
        return (
            (_("Nothing is to be settled."), "bold"),
            "\n\n",
            _("Press m to take in a copy of this project that a colleague worked in, or another pool’s project."),
            "\n",
            _("You see first what comes in. The other file is only read, and one undo takes all back."),
            "\n\n",
            _("What both had changed is listed here afterwards, for you to settle."),
        )

    # What stands there

    async def fill(self) -> None:
        """Read the conflicts."""
        self._found = await self.home.desk.run(_read, self.home.view)
        self._show()

    def _show(self) -> None:
        shown = [each for each in self._found if self._everything or each.status == "open"]
        n = sum(each.status == "open" for each in self._found)
        about = _("to be settled: {n}").format(n=n)
        self.show_list(_columns(), [_line(each) for each in shown], about, none=not shown)

    @property
    def conflict(self) -> ConflictView | None:
        """The one at the cursor."""
        at = self.table.at
        return next((each for each in self._found if each.id == at), None)

    def card(self, id: str) -> tuple[Sequence[Part], Sequence[CardPart]]:
        """What each side has."""
        found = next((each for each in self._found if each.id == id), None)
        if found is None:
            return (), ()
        title: list[Part] = [(safe.clip(found.name, 60), "bold"), (f"  {field(found.field)}", _MUTED)]
        return title, (
            CardPart(_("Ours"), (CardLine("ours", "", [value(found.ours, found.field)]), *_stands(found, "ours"))),
            CardPart(
                _("Theirs"), (CardLine("theirs", "", [value(found.theirs, found.field)]), *_stands(found, "theirs"))
            ),
            CardPart("", (CardLine("", _("from"), [found.project]),)),
        )

    def open_line(self, line: str) -> None:
        """Settle it so."""
        self._settle(line)

    def action_everything(self) -> None:
        """Also those that are settled."""
        self._everything = not self._everything
        self._show()

    # Settling

    def action_ours(self) -> None:
        """Let our value stand."""
        self._settle("ours")

    def action_theirs(self) -> None:
        """Let theirs stand."""
        self._settle("theirs")

    def _settle(self, side: str) -> None:
        conflict = self.conflict
        if conflict is not None:
            said = _("Settled: {what}").format(what=value(getattr(conflict, side), conflict.field))
            self.change(merging_conflicts.settle, conflict.id, side, said=safe.clip(said, 80))

    # Merging

    @work
    async def action_choose(self) -> None:
        """Choose projects, see what they bring, take them in."""
        coding = self.home.coding
        beside = coding.path.absolute().parent if coding is not None else None
        folder = dropped.starting_folder(self.home.memory.setting("merged"), beside)
        chosen = await self.app.push_screen_wait(FilesChooser(_("Merge with which projects?"), folder, ENDINGS))
        if chosen is None:
            return
        await asyncio.to_thread(self.home.memory.set, "merged", str(chosen[0].absolute().parent))
        files = await asyncio.to_thread(dropped.transcripts, chosen, ENDINGS)
        # Backups of a project lie beside it and were not meant where its folder was; each may be chosen by itself.
        files = [each for each in files if each in chosen or not each.parent.name.endswith(".backups")]
        # Nor was the project itself where all in its folder were marked.
        files = [each for each in files if coding is None or each.absolute() != coding.path.absolute()] or files
        if files:
            self.action_merge(files)

    def action_merge(self, files: Sequence[Path]) -> None:
        """See what these projects bring, and take them in."""

        async def look() -> None:
            plain = await self.home.desk.run(merging.preview, files)
            other = await self.home.desk.run(partial(merging.preview, reanchor=True), files) if plain.texts else plain
            self.app.push_screen(Foreseen((plain, other)), self._do(files))

        self.act(look)

    def _do(self, files: Sequence[Path]) -> Callable[[bool | None], None]:
        def answered(reanchor: bool | None) -> None:
            if reanchor is not None:
                self.act(lambda: self._take_in(files, reanchor))

        return answered

    async def _take_in(self, files: Sequence[Path], reanchor: bool) -> None:
        n = len(files)

        def tell(done: int, of: int) -> None:
            # From the desk's thread: how far it is stands in the heading.
            self.app.call_from_thread(self.show_header, (_("merging: {done} of {of}").format(done=done, of=of), _MUTED))

        try:
            report: MergeReport = await self.home.desk.run(
                partial(merging.merge, reanchor=reanchor, progress=tell if n > 1 else _quiet), files
            )
        finally:
            # The heading says no longer how far it is, also where nothing came of it.
            self._show()
        await self.refresh_if_changed()
        if report.operation is None:
            self.say(_("There was nothing new in it; nothing was changed."))
        else:
            self.app.push_screen(Tell(_("Merged"), *told(report, done=True)))

    # What happened elsewhere

    @work
    async def action_story(self) -> None:
        """The history of a project that was merged."""
        titles = await self.home.desk.run(merging.titles)
        if not titles:
            self.say(_("No project has been merged into this one."))
            return
        title = titles[0]
        if len(titles) > 1:
            rows = [Row(each, safe.show(each), (each,)) for each in titles]
            chosen = await self.app.push_screen_wait(Chooser(_("Whose history?"), rows))
            if chosen is None:
                return
            title = chosen[0]
        try:
            entries = await self.home.desk.run(merging.foreign_history, title)
        except QualcodeError as error:
            self.complain(error)
            return
        parts: list[Part] = []
        for each in reversed(entries):
            parts += [(f"{day_and_time(each.at)}  {each.coder}  ", _MUTED), safe.sentence(each.summary), "\n"]
        self.app.push_screen(Tell(_("History of {title}").format(title=title), *parts))


def _quiet(done: int, of: int) -> None:
    """One project is taken in within a moment or two."""


def _read(session: Session, view: View) -> list[ConflictView]:
    """All conflicts but those on passages that the reader, working blind, may not know of."""
    found = merging_conflicts.conflicts(session, everything=True)
    known = knowable.some(session, {each.row for each in found if each.table == "coding"}, view)
    return [each for each in found if each.table != "coding" or each.row in known]


def _stands(conflict: ConflictView, side: str) -> tuple[CardLine, ...]:
    if conflict.stands != side:
        return ()
    said = _("stands at present") if conflict.status == "open" else _("stands, as you settled it")
    return (CardLine("", "", [("✓ " + said, "$success")]),)


def _columns() -> tuple[Column, ...]:
    return (
        Column("", 2),
        Column(_("What"), 12, least=100),
        Column(_("Name")),
        Column(_("Field"), 14, least=50),
        Column(_("Ours"), 14, least=60),
        Column(_("Theirs"), 14, least=60),
    )


def _line(conflict: ConflictView) -> Line:
    mark = ("○", "$accent") if conflict.status == "open" else ("✓", "$success")

    def side(name: str) -> Cell:
        return (value(getattr(conflict, name), conflict.field), "bold" if conflict.stands == name else _MUTED)

    return Line(
        conflict.id,
        (mark, (thing(conflict.table), _MUTED), conflict.name, field(conflict.field), side("ours"), side("theirs")),
    )
