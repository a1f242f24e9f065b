"""What is asked of a matrix: rows, columns, what is counted, only some codings; and writing it to a file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.errors import QualcodeError
from qualcode.i18n import _, language
from qualcode.model.message import N_
from qualcode.model.results import CELLS, MEASURES, WITHIN, fits_summaries
from qualcode.ops import matrix_files
from qualcode.ops.crossing import Axis
from qualcode.ops.report_words import (
    CELL_NAMES,
    CELL_NOTES,
    MEASURE_NAMES,
    MEASURE_NOTES,
    TOTALS_NOTE,
    WITHIN_NAMES,
)
from qualcode.tui import safe
from qualcode.tui.dialogs.choose import Chooser, Row
from qualcode.tui.dialogs.tell import Tell
from qualcode.tui.keys import Key
from qualcode.tui.screens import tofile

if TYPE_CHECKING:
    from qualcode.tui.screens.matrix import MatrixScreen

ENDINGS = (".xlsx", ".docx", ".csv", ".html", ".png", ".svg")
_KINDS = {
    "fixed": "",
    "facet": N_("what was said of the passage"),
    "case": N_("of enterprises"),
    "person": N_("of people"),
}
_ANY = "\0any"


class Asking:
    """The dialogs of the matrix screen; each ends with another choice, or with none."""

    def __init__(self, screen: MatrixScreen) -> None:
        self._screen = screen

    def keys(self) -> list[Key]:
        """What is asked for now, each part with the key that changes it."""
        choice, label = self._screen.choice, self._screen.axis_label
        only = self.only() or _("everything")
        if choice.together:
            within, measure = _(WITHIN_NAMES[choice.together]), _(MEASURE_NAMES[choice.measure])
            return [
                Key("o", "together", "", _("Codes together {within}").format(within=within) + "  "),
                Key("v", "choose_cells", "", _("Shown: {name}").format(name=measure) + "  "),
                Key("f", "filter", "", _("Only: {name}").format(name=only)),
            ]
        return [
            Key("r", "choose_rows", "", _("Rows: {name}").format(name=label(choice.rows)) + "  "),
            Key("c", "choose_columns", "", _("Columns: {name}").format(name=label(choice.columns)) + "  "),
            Key("v", "choose_cells", "", _("Counted: {name}").format(name=_(CELL_NAMES[choice.cells])) + "  "),
            Key("f", "filter", "", _("Only: {name}").format(name=only)),
        ]

    def only(self) -> str:
        """The filters in words; "" where there are none."""
        pairs = [
            _("{name}: {value}").format(name=self._screen.axis_label(name), value=self._said(value))
            for name, value in self._screen.where
        ]
        return ", ".join(pairs)

    def _said(self, value: str) -> str:
        return value or _("(none)")

    # Rows, columns, cells

    def axis(self, side: str) -> None:
        """Choose what the rows or the columns are."""
        self._screen.run_worker(self._axis(side))

    async def _axis(self, side: str) -> None:
        screen = self._screen
        title = _("What are the rows?") if side == "rows" else _("What are the columns?")
        now = screen.choice.rows if side == "rows" else screen.choice.columns
        rows = [_axis_row(each, marked=each.name == now) for each in screen.axes]
        chosen = await screen.app.push_screen_wait(Chooser(title, rows))
        if chosen is not None and chosen[0] != now:
            screen.choose(screen.choice.with_axis(side, chosen[0]))

    def cells(self) -> None:
        """Choose what is counted."""
        self._screen.run_worker(self._cells())

    async def _cells(self) -> None:
        screen = self._screen
        if screen.choice.together:
            await self._measure()
            return
        rows = [
            Row(
                each,
                safe.show(_mark(each == screen.choice.cells), _(CELL_NAMES[each])),
                (_(CELL_NAMES[each]),),
                safe.show(_(CELL_NOTES[each])),
            )
            for each in CELLS
            if each != "summary" or fits_summaries(screen.choice.rows, screen.choice.columns)
        ]
        chosen = await screen.app.push_screen_wait(Chooser(_("What is counted?"), rows))
        if chosen is not None:
            screen.choose(replace(screen.choice, cells=chosen[0]))

    async def _measure(self) -> None:
        screen = self._screen
        rows = [
            Row(
                each,
                safe.show(_mark(each == screen.choice.measure), _(MEASURE_NAMES[each])),
                (_(MEASURE_NAMES[each]),),
                safe.show(_(MEASURE_NOTES[each])),
            )
            for each in MEASURES
        ]
        chosen = await screen.app.push_screen_wait(Chooser(_("What is shown of codes together?"), rows))
        if chosen is not None:
            screen.choose(replace(screen.choice, measure=chosen[0], order=None))

    def together(self) -> None:
        """Choose what counts as together, or rows by columns again."""
        self._screen.run_worker(self._together())

    async def _together(self) -> None:
        screen = self._screen
        now = screen.choice.together
        rows = [
            Row(each, safe.show(_mark(each == now), _(WITHIN_NAMES[each])), (_(WITHIN_NAMES[each]),)) for each in WITHIN
        ]
        if now:
            words = _("Rows by columns again")
            rows.insert(0, Row(_ANY, safe.show((words, "bold")), (words,)))
        chosen = await screen.app.push_screen_wait(Chooser(_("Which codes occur together?"), rows))
        if chosen is not None:
            screen.choose(replace(screen.choice, together="" if chosen[0] == _ANY else chosen[0], order=None))

    # Only some

    def filter(self) -> None:
        """Choose properties and values until one has what one wants."""
        self._screen.run_worker(self._filter())

    async def _filter(self) -> None:
        screen = self._screen
        while True:
            where = dict(screen.choice.where)
            chosen = await screen.app.push_screen_wait(
                Chooser(_("Only some"), [*self._clearing(), *(self._filter_row(a, where) for a in screen.axes)])
            )
            if chosen is None:
                return
            if chosen[0] == _ANY:
                screen.choose(replace(screen.choice, where=()))
                return
            await self._value(chosen[0])

    def _clearing(self) -> list[Row]:
        if not self._screen.choice.where:
            return []
        words = _("Everything again, without any filter")
        return [Row(_ANY, safe.show((words, "bold")), (words,))]

    def _filter_row(self, axis: Axis, where: dict[str, str]) -> Row:
        value = self._said(where[axis.name]) if axis.name in where else _("any")
        style = "bold $accent" if axis.name in where else "$foreground-muted"
        shown = safe.show(_mark(axis.name in where), axis.label, ("  " + value, style))
        return Row(axis.name, shown, (axis.label, axis.name))

    async def _value(self, name: str) -> None:
        screen = self._screen
        try:
            values = await screen.values_of(name)
        except QualcodeError as error:
            screen.complain(error)
            return
        now = dict(screen.choice.where).get(name)
        rows = [Row(_ANY, safe.show(_mark(now is None), (_("any"), "bold")), (_("any"),))]
        for each in values:
            said = each.label if each.key is not None else _("(none)")
            rows.append(Row(each.key or "", safe.show(_mark(now == (each.key or "")), said), (said,)))
        title = _("Only where {name} is").format(name=screen.axis_label(name))
        chosen = await screen.app.push_screen_wait(Chooser(title, rows))
        if chosen is not None:
            screen.choose(screen.choice.with_filter(name, None if chosen[0] == _ANY else chosen[0]))
            await screen.settled()

    # How it is made, and where to

    def tell(self) -> None:
        """How the numbers are made."""
        screen, cells = self._screen, self._screen.choice.cells
        words = [_(CELL_NOTES[cells]), "\n\n", _(TOTALS_NOTE)]
        title = _(CELL_NAMES[cells])
        if screen.choice.together and screen.table is not None:
            title, words = _(MEASURE_NAMES[screen.choice.measure]), [screen.table.note]
        if self.only():
            words += ["\n\n", _("Only: {name}").format(name=self.only())]
        screen.app.push_screen(Tell(title, *words))

    def write(self) -> None:
        """Write what is shown, as it stands, in the language of the screen."""
        self._screen.run_worker(self._write())

    async def _write(self) -> None:
        screen = self._screen
        arrangement, table = screen.grid.arrangement, screen.table
        if arrangement is None or table is None:
            return
        path = await tofile.ask(screen, _("Write the table to a file"), table.title, ENDINGS)
        if path is None:
            return
        made, only = arrangement.matrix(), self.only()

        async def step() -> None:
            if screen.choice.together:
                note = f"{_('Only: {filters}').format(filters=only)}. {table.note}" if only else table.note
                shown = replace(table, matrix=made, note=note)
                await screen.home.desk.run(matrix_files.write_table, shown, path, language(), force=True)
            else:
                await screen.home.desk.run(matrix_files.write_matrix, made, path, language(), only=only, force=True)
            await tofile.wrote(screen, path)

        screen.act(step)


def _mark(chosen: bool) -> tuple[str, str]:
    return ("● " if chosen else "  ", "$accent")


def _axis_row(axis: Axis, *, marked: bool) -> Row:
    kind = _(_KINDS[axis.kind])
    return Row(
        axis.name,
        safe.show(_mark(marked), axis.label, (f"   {kind}" if kind else "", "$foreground-muted")),
        (axis.label, axis.name, kind),
    )
