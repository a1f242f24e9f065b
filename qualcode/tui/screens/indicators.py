"""The indicators: what is measured, how it went in each enterprise; levels with the passages they are judged from."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from textual import work

from qualcode.i18n import _, language, ngettext
from qualcode.model.codebook import CodeTree
from qualcode.model.coding import CodingView
from qualcode.model.indicator_view import IndicatorView, MeasurementView, localised
from qualcode.model.text import Span
from qualcode.ops import cases, codebooks, codings, documents, indicator_values, indicators, projects
from qualcode.ops.indicator_courses import course, together
from qualcode.tui import folders, knowable
from qualcode.tui.codes import looks
from qualcode.tui.courses import MUTED, bars, change_figure, figure, told, value_text, verdict
from qualcode.tui.dialogs.codechoice import TOP, CodeChooser
from qualcode.tui.dialogs.files import FileChooser
from qualcode.tui.dialogs.indicators import CiteDialog, IndicatorForm, Told, ValueForm
from qualcode.tui.dialogs.tell import Confirm
from qualcode.tui.keys import PROGRAM, SECTION, Group, Key, bindings
from qualcode.tui.safe import Part
from qualcode.tui.screens.besides import OPEN, BesidesScreen
from qualcode.tui.screens.describing import ENDINGS
from qualcode.tui.screens.register import narrow
from qualcode.tui.whose import View
from qualcode.tui.widgets.card import Card, CardLine, CardPart
from qualcode.tui.widgets.passage import quoted
from qualcode.tui.widgets.table import Cell, Column, Line

if TYPE_CHECKING:
    from qualcode.ops import Session

INDICATORS = Group(
    _("Indicators"),
    (
        OPEN,
        Key("a", "add", _("Add an indicator"), _("add")),
        Key("e", "edit", _("Change what it is"), _("change")),
        Key("v", "measure", _("Store a value, or judge a level"), _("value")),
        Key("c", "code", _("The code or dimension it speaks to"), _("code")),
        Key("o", "proposals", _("What is proposed, and talk about it"), _("proposals")),
        Key("i", "import_table", _("Take them from a table (Excel or CSV)"), _("import")),
        Key("x", "unmeasure", _("Remove the value one stands on")),
        Key("delete,backspace", "remove", _("Remove it with its values"), _("remove")),
    ),
)


@dataclass(frozen=True, slots=True)
class Seen:
    """What the screen shows, read at one go. `codings` are those that are cited, by id."""

    indicators: tuple[IndicatorView, ...]
    codings: dict[str, CodingView]
    titles: dict[str, str]
    cases: tuple[str, ...]
    tree: CodeTree
    language: str


def read(session: Session, view: View) -> Seen:
    """Everything about indicators that the reader may know of; done in the desk's thread."""
    found = indicators.listing(session)
    cited = {id for each in found for value in each.measurements for id in value.codings}
    return Seen(
        indicators=tuple(found),
        codings=knowable.some(session, cited, view),
        titles={each.id: each.title for each in documents.documents(session)},
        cases=tuple(each.name for each in cases.cases(session)),
        tree=codebooks.tree(session),
        language=projects.project(session).language,
    )


class IndicatorsScreen(BesidesScreen):
    """A row an indicator, and beside it all its values. Where both do not fit, opening a row shows its values."""

    LIST = "indicators"
    NAME = "indicators"
    GROUPS = (INDICATORS, SECTION, PROGRAM)
    BINDINGS = bindings(INDICATORS)

    def __init__(self, at: str | None = None) -> None:
        super().__init__(at)
        self.seen: Seen | None = None

    def nothing_yet(self) -> Sequence[Part]:
        """How one adds or proposes an indicator."""
        return (
            (_("No indicators yet."), "bold"),
            "\n\n",
            _("Press a to add one, or i to take many from a table (Excel or CSV)."),
            "\n",
            _("Press o to propose one: from a code, or in your own words, to be discussed and decided."),
        )

    @property
    def indicator(self) -> IndicatorView | None:
        """The one at the cursor."""
        at = self.table.at
        return next((each for each in self.seen.indicators if each.id == at), None) if self.seen is not None else None

    # What stands there

    async def fill(self) -> None:
        """Read them all."""
        seen = self.seen = await self.home.desk.run(read, self.home.view)
        lines = [_line(each, seen.tree) for each in seen.indicators]
        self.show_list(_columns(), lines, str(len(lines)), none=not lines)

    def card(self, id: str) -> tuple[Sequence[Part], Sequence[CardPart]]:
        """What it is, and its values."""
        indicator, seen = self.indicator, self.seen
        return _card(indicator, seen) if indicator is not None and seen is not None else ((), ())

    def open_line(self, line: str) -> None:
        """To the passage, or change what the line tells."""
        word, _colon, rest = line.partition(":")
        if word == "cite" and self.seen is not None:
            coding = self.seen.codings[rest.partition(":")[2]]
            self.read(coding.document, Span(coding.start, coding.end), coding.id)
        elif word in ("value", "case"):
            self.action_measure()
        elif word == "code":
            self.action_code()
        else:
            self.action_edit()

    def _value_at(self) -> tuple[str, MeasurementView | None]:
        """The case of the card's line one stands on, and its value if it is one."""
        word, _colon, rest = self.query_one(Card).line.partition(":")
        indicator = self.indicator
        if indicator is None or word not in ("value", "case", "cite") or not self.query_one(Card).has_focus:
            return "", None
        if word == "value":
            value = indicator.measurements[int(rest)]
            return value.case, value
        return (rest, None) if word == "case" else ("", None)

    # What is done

    @work
    async def action_add(self) -> None:
        """Define an indicator."""
        if self.seen is None:
            return
        said = await self.app.push_screen_wait(IndicatorForm(_("A new indicator"), self.seen.language))
        if said is not None:
            fields = _fields(said, self.seen.language)
            self.change_and_show(partial(indicators.add, **fields, threshold=_threshold(said)))

    @work
    async def action_edit(self) -> None:
        """Change what it is."""
        indicator, seen = self.indicator, self.seen
        if indicator is None or seen is None:
            return
        form = IndicatorForm(_("Change the indicator"), seen.language, indicator)
        said = await self.app.push_screen_wait(form)
        if said is None:
            return
        fields = _fields(said, seen.language)
        if said.rungs == tuple(localised(each, seen.language) for each in indicator.rungs):
            fields.pop("rungs")  # those of other languages stay
        else:
            fields["rungs"] = [
                {**(indicator.rungs[at] if at < len(indicator.rungs) else {}), seen.language: text}
                for at, text in enumerate(said.rungs)
            ]
        job = partial(indicators.set_indicator, indicator=indicator.id, **fields, threshold=said.threshold)
        self.change_and_show(job)

    @work
    async def action_code(self) -> None:
        """Choose the code it speaks to; the top for none."""
        indicator, seen = self.indicator, self.seen
        if indicator is None or seen is None:
            return
        dialog = CodeChooser(
            _("Which code or dimension does it speak to?"),
            seen.tree,
            looks(seen.tree, language()),
            self.home.inks,
            but=(),
            top=False,
        )
        chosen = await self.app.push_screen_wait(dialog)
        if chosen is not None:
            code = "" if chosen[0] == TOP else chosen[0]
            self.change(partial(indicators.set_indicator, indicator=indicator.id, code=code))

    @work
    async def action_measure(self) -> None:
        """Store a value; of levels, say from which passages it is judged."""
        indicator, seen = self.indicator, self.seen
        if indicator is None or seen is None:
            return
        case, before = self._value_at()
        said = await self.app.push_screen_wait(ValueForm(indicator, seen.cases, seen.language, before, case))
        if said is None:
            return
        more: dict[str, Any] = {"target": said.target, "baseline": said.baseline, "note": said.note}
        where: dict[str, Any] = {"indicator": indicator.id, "case": said.case, "period": said.period}
        if indicator.kind == "number" or said.value is None:
            self.change(partial(indicator_values.measure, **where, value=said.value, **more))
            return
        passages = await self.home.desk.run(
            partial(_passages, indicator=indicator, case=said.case, view=self.home.view)
        )
        if not passages:
            self.say(_("Nothing is coded in the documents of this enterprise yet: there is nothing to judge from."))
            return
        level = int(said.value)
        place, value = f"{said.case}, {said.period}", value_text(indicator, said.value)
        title = _("{name}: {value}").format(name=place, value=value)
        marked = before.codings if before is not None else ()
        cited = await self.app.push_screen_wait(CiteDialog(title, passages, seen.titles, marked))
        if cited is not None:
            # What others cited and who works blind may not see stays.
            shown = {each.id for each in passages}
            cited = (*cited, *(each for each in marked if each not in shown))
            self.change(partial(indicator_values.judge, **where, level=level, codings=cited, **more))

    def action_unmeasure(self) -> None:
        """Remove the value one stands on."""
        indicator, (_case, value) = self.indicator, self._value_at()
        if indicator is None or value is None:
            self.say(_("Stand on a value first: enter, then the arrows."))
            return
        job = partial(indicator_values.unmeasure, indicator=indicator.id, case=value.case, period=value.period)
        self.change(job, said=_("Removed. Undo (u) brings it back."))

    @work
    async def action_remove(self) -> None:
        """Remove it with its values."""
        indicator = self.indicator
        if indicator is None:
            return
        n = len(indicator.measurements)
        title = _("Remove “{name}”?").format(name=_name(indicator))
        asked = ngettext("Its {n} value goes as well.", "Its {n} values go as well.", n).format(n=n)
        if n and not await self.app.push_screen_wait(Confirm(title, asked, _("remove"))):
            return
        self.change(indicators.remove, indicator.id, said=_("Removed. Undo (u) brings it back."))

    def action_proposals(self) -> None:
        """To what is proposed."""
        from qualcode.tui.screens.proposals import ProposalsScreen

        self.then(self.app.push_screen, ProposalsScreen())

    @work
    async def action_import_table(self) -> None:
        """Choose a file, then look at what it would bring."""
        from qualcode.tui.screens.indicator_tables import IndicatorTableScreen

        folder = await asyncio.to_thread(folders.remembered, self.home, folders.IN)
        path = await self.app.push_screen_wait(FileChooser(_("Choose a table"), folder, ENDINGS))
        if path is not None:
            await asyncio.to_thread(folders.remember, self.home, folders.IN, path.absolute().parent)
            self.app.push_screen(IndicatorTableScreen(path))


def _name(indicator: IndicatorView) -> str:
    return localised(indicator.labels, language()) or indicator.key


def _fields(said: Told, own: str) -> dict[str, Any]:
    return {
        "labels": said.labels,
        "definition": {own: said.definition},
        "kind": said.kind,
        "unit": said.unit,
        "direction": said.direction,
        "rungs": list(said.rungs),
        "aggregate": said.aggregate,
        "source": said.source,
    }


def _threshold(said: Told) -> float | None:
    from qualcode.ops.table_values import number

    return number(said.threshold) if said.threshold else None


def _passages(session: Session, indicator: IndicatorView, case: str, view: View) -> list[CodingView]:
    """What a level can be judged from: passages of the case, those of the indicator's code first."""
    titles = {title for view in cases.cases(session) if view.name == case for title in view.documents}
    home = {each.id for each in documents.documents(session) if each.title in titles}
    found = knowable.within(session, home, view)
    own = {each.id for each in codings.listing(session, code=indicator.code)} if indicator.code else set()
    return sorted(found, key=lambda each: each.id not in own)


# The list


def _columns() -> list[Column]:
    latest, change, course = _("Latest"), _("Change"), _("By period")
    return [
        Column(_("Indicator")),
        Column(_("Speaks to"), 20, least=104),
        narrow(_("Cases"), 66),
        Column(latest, max(12, cell_len(latest)), right=True),
        Column(change, max(8, cell_len(change)), right=True, least=40),
        Column("", max([12, *(cell_len(verdict(each)[0]) for each in (1, -1, 0))]), least=56),
        Column(course, max(10, cell_len(course)), least=84),
    ]


def _line(indicator: IndicatorView, tree: CodeTree) -> Line:
    found = together(indicator)
    latest: Cell = value_text(indicator, found.latest) if found.latest is not None else ("–", MUTED)
    code = tree.by_key(indicator.code or "")
    return Line(
        indicator.id,
        (
            _name(indicator),
            tree.path(code, language()).rpartition(" / ")[2] if code is not None else ("–", MUTED),
            str(len(indicator.trends)),
            latest,
            change_figure(found.change),
            [verdict(found.better)],
            (bars([value for _period, value in course(indicator)]), "$accent"),
        ),
    )


# The card


def _card(indicator: IndicatorView, seen: Seen) -> tuple[Sequence[Part], Sequence[CardPart]]:
    """What it is, and case by case what became of it."""
    higher = indicator.direction == "higher"
    code = seen.tree.by_key(indicator.code or "")
    lines = [
        CardLine("edit:", _("Counted"), [localised(indicator.definition, language()) or ("–", MUTED)]),
        CardLine("edit:unit", _("Unit"), [indicator.unit or ("–", MUTED)]),
        CardLine("edit:better", _("Better"), [_("higher is better") if higher else _("lower is better")]),
        CardLine("code:", _("Speaks to"), [tree_path(seen, code.key) if code is not None else ("–", MUTED)]),
    ]
    if indicator.threshold is not None:
        lines.append(CardLine("edit:least", _("Least change"), [f"{figure(indicator.threshold)} {indicator.unit}"]))
    if indicator.source:
        lines.append(CardLine("edit:source", _("Source"), [indicator.source]))
    parts = [CardPart("", lines)]
    if indicator.kind == "level":
        rungs = [CardLine("", str(at), [localised(each, language())]) for at, each in enumerate(indicator.rungs)]
        parts.append(CardPart(_("Levels"), rungs))
    for trend in indicator.trends:
        lines = [CardLine(f"case:{trend.case}", "", told(indicator, trend))]
        for at, each in enumerate(indicator.measurements):
            if each.case == trend.case:
                lines += _value_lines(indicator, each, at, seen)
        parts.append(CardPart(trend.case, lines))
    if not indicator.trends:
        parts.append(CardPart(_("Values"), [CardLine("case:", "", [("+ " + _("a first value"), MUTED)])]))
    return [(_name(indicator), "bold")], parts


def tree_path(seen: Seen, key: str) -> str:
    """The path of a code in the reader's language."""
    code = seen.tree.by_key(key)
    return seen.tree.path(code, language()) if code is not None else key


def _value_lines(indicator: IndicatorView, each: MeasurementView, at: int, seen: Seen) -> list[CardLine]:
    parts: list[Part] = [value_text(indicator, each.value)]
    if each.baseline:
        parts.append(("  ● " + _("change counts from here"), MUTED))
    if each.note:
        parts.append((f"  {each.note}", MUTED))
    lines = [CardLine(f"value:{at}", each.period, parts)]
    for id in each.codings:
        if id in seen.codings:
            lines.append(
                CardLine(f"cite:{at}:{id}", "", [("  ❝ ", "$accent"), (quoted(seen.codings[id].quote), "italic")])
            )
    return lines
