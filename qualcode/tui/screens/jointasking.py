"""What is asked of the joint display: by what, only some rows, a verdict from the list, a file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.i18n import _, language
from qualcode.model.joint import VERDICTS
from qualcode.ops import joint_files, reconcile
from qualcode.ops.joint_groups import BY_CASE, BY_GROUP
from qualcode.ops.joint_words import VERDICT_NAMES, VERDICT_NOTES
from qualcode.tui import joint, safe
from qualcode.tui.dialogs.choose import Chooser, Row
from qualcode.tui.keys import Key
from qualcode.tui.screens import tofile

if TYPE_CHECKING:
    from qualcode.tui.screens.joint import JointScreen

ENDINGS = (".docx", ".xlsx", ".html", ".csv")
_ALL, _DIMENSION, _GROUP = "\0all", "d:", "g:"


class JointAsking:
    """The dialogs of the joint display's screen."""

    def __init__(self, screen: JointScreen) -> None:
        self._screen = screen

    def keys(self) -> list[Key]:
        """What is looked at now, each part with the key that changes it."""
        sieve = self._screen.sieve
        only = ", ".join(
            part
            for part in (
                self._screen.look(sieve.dimension).label if sieve.dimension else "",
                self._group(sieve.group) if sieve.group else "",
            )
            if part
        )
        shown = (
            _("not judged by you")
            if sieve.undecided
            else _("all rows")
            if sieve.everything
            else _("that say something")
        )
        return [
            Key("b", "by", "", _("Seen by: {name}").format(name=self._way(sieve.by)) + "  "),
            Key("f", "filter", "", _("Only: {name}").format(name=only or _("everything")) + "  "),
            Key("o", "undecided", "", _("Rows: {name}").format(name=shown)),
        ]

    def _way(self, by: str) -> str:
        return {BY_CASE: _("Enterprise"), BY_GROUP: _("Group")}.get(by, by)

    def _group(self, name: str) -> str:
        made = self._screen.made
        return made.labels.group(name) if made is not None else name

    def by(self) -> None:
        """Choose what the groups are."""
        self._screen.run_worker(self._by())

    async def _by(self) -> None:
        screen = self._screen
        if screen.made is None:
            return
        rows = [
            Row(each, safe.show(_mark(each == screen.sieve.by), self._way(each)), (self._way(each), each))
            for each in screen.made.ways
        ]
        chosen = await screen.app.push_screen_wait(Chooser(_("Stories beside numbers by"), rows))
        if chosen is not None and chosen[0] != screen.sieve.by:
            screen.choose(joint.with_by(screen.sieve, chosen[0]))

    def filter(self) -> None:
        """Choose a dimension or a group to look at alone."""
        self._screen.run_worker(self._filter())

    async def _filter(self) -> None:
        screen = self._screen
        if screen.made is None:
            return
        sieve, found = screen.sieve, screen.made.display.rows
        words = _("Everything again, without any filter")
        rows = [Row(_ALL, safe.show((words, "bold")), (words,))] if sieve.dimension or sieve.group else []
        for dimension in dict.fromkeys(row.dimension for row in found):
            label = screen.look(dimension).label
            kind = (f"   {_('Dimension')}", "$foreground-muted")
            rows.append(
                Row(_DIMENSION + dimension, safe.show(_mark(dimension == sieve.dimension), label, kind), (label,))
            )
        for group in dict.fromkeys(row.group for row in found):
            label = self._group(group)
            rows.append(Row(_GROUP + group, safe.show(_mark(group == sieve.group), label), (label,)))
        chosen = await screen.app.push_screen_wait(Chooser(_("Only some"), rows))
        if chosen is None:
            return
        kind_of, name = chosen[0][:2], chosen[0][2:]
        if kind_of == _DIMENSION:
            screen.choose(replace(sieve, dimension=name))
        elif kind_of == _GROUP:
            screen.choose(replace(sieve, group=name))
        else:
            screen.choose(replace(sieve, dimension=None, group=None))

    async def verdict(self) -> str | None:
        """Choose one of all verdicts, or none any more; None where nothing is chosen."""
        rows = [Row(each, safe.show(f"{joint.SIGNS[each]:3}", _(VERDICT_NAMES[each])), (_(VERDICT_NAMES[each]),),
                    safe.show(_(VERDICT_NOTES[each]))) for each in VERDICTS]  # fmt: skip
        none = _("none: take it back")
        rows.append(Row(reconcile.NONE, safe.show("   ", none), (none,)))
        chosen = await self._screen.app.push_screen_wait(Chooser(_("Your verdict"), rows))
        return chosen[0] if chosen is not None else None

    def write(self) -> None:
        """Write the display to a file, in the language of the screen."""
        self._screen.run_worker(self._write())

    async def _write(self) -> None:
        screen, made = self._screen, self._screen.made
        if made is None:
            return
        path = await tofile.ask(screen, _("Write the joint display to a file"), _("Joint display"), ENDINGS)
        if path is None:
            return

        async def step() -> None:
            await screen.home.desk.run(joint_files.write_display, made.display, path, language(), force=True)
            await tofile.wrote(screen, path)

        screen.act(step)


def _mark(chosen: bool) -> tuple[str, str]:
    return ("● " if chosen else "  ", "$accent")
