"""An indicator, new or changed; a value of it; the passages that a level is judged from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from textual.app import ComposeResult

from qualcode.i18n import _
from qualcode.model.coding import CodingView
from qualcode.model.indicator import AGGREGATES
from qualcode.model.indicator_view import IndicatorView, MeasurementView, localised
from qualcode.model.message import N_
from qualcode.model.project import LANGUAGES
from qualcode.ops import table_values
from qualcode.tui import safe
from qualcode.tui.courses import figure
from qualcode.tui.dialogs.base import CANCEL
from qualcode.tui.dialogs.codepassages import ALL, MARK, MarkingDialog
from qualcode.tui.dialogs.form import ACCEPT, NEXT, Form
from qualcode.tui.keys import Group, Key, bindings
from qualcode.tui.widgets.cycle import Cycle
from qualcode.tui.widgets.entry import Entry
from qualcode.tui.widgets.named import Named
from qualcode.tui.words import language_name

KEEP = replace(ACCEPT, help=_("Keep it"), label=_("keep"))
_DIRECTIONS = (("higher", N_("higher is better")), ("lower", N_("lower is better")))
_KINDS = (("number", N_("a number")), ("level", N_("levels that a person judges")))
_AGGREGATES = {"median": N_("median and range"), "sum": N_("their sum"), "mean": N_("their mean")}


@dataclass(frozen=True, slots=True)
class Told:
    """What was filled in about an indicator; texts by language."""

    labels: Mapping[str, str]
    definition: str
    kind: str
    unit: str
    direction: str
    threshold: str
    rungs: tuple[str, ...]
    aggregate: str
    source: str


class IndicatorForm(Form[Told]):
    """The answer tells all of it. `own` is the project's language, in which definition and levels are written."""

    DEFAULT_CSS = """
    IndicatorForm .row { margin-bottom: 0; }
    IndicatorForm .caption { width: 22; }
    """
    KEYS = (KEEP, NEXT, CANCEL)

    def __init__(self, title: str, own: str, indicator: IndicatorView | None = None) -> None:
        super().__init__(title)
        self._own = own
        self._before = indicator

    def compose_body(self) -> ComposeResult:
        """Names first, then what is counted and how."""
        before = self._before
        for each in self._languages():
            label = before.labels.get(each, "") if before is not None else ""
            yield from self.row(
                _("Name ({language})").format(language=language_name(each)), Entry(value=label, id=each)
            )
        definition = before.definition.get(self._own, "") if before is not None else ""
        yield from self.row(_("What is counted"), Entry(value=definition, id="definition"))
        yield from self.row(_("Kind"), self._cycle(_KINDS, before.kind if before else "number", "kind"))
        rungs = "; ".join(localised(each, self._own) for each in before.rungs) if before is not None else ""
        yield from self.row(
            _("Its levels"),
            Entry(
                value=rungs, placeholder=safe.plain(_("from the lowest, with ; between: none; some; all")), id="rungs"
            ),
        )
        yield from self.row(_("Unit"), Entry(value=before.unit if before else "", id="unit"))
        yield from self.row(_("What is better"), self._cycle(_DIRECTIONS, before.direction if before else "", "better"))
        threshold = figure(before.threshold) if before is not None and before.threshold is not None else ""
        yield from self.row(
            _("Least real change"),
            Entry(value=threshold, placeholder=safe.plain(_("else 5 % of the first value")), id="threshold"),
        )
        ways = [(each, _AGGREGATES[each]) for each in AGGREGATES]
        yield from self.row(_("Several cases"), self._cycle(ways, before.aggregate if before else "median", "several"))
        yield from self.row(_("Source"), Entry(value=before.source if before else "", id="source"))
        yield self.fault_line()

    def _languages(self) -> list[str]:
        return [self._own, *(each for each in LANGUAGES if each != self._own)]

    def _cycle(self, choices: Sequence[tuple[str, str]], chosen: str, id: str) -> Cycle:
        return Cycle([(value, _(name)) for value, name in choices], chosen, id=id)

    def _line(self, id: str) -> str:
        return self.query_one(f"#{id}", Entry).value.strip()

    def action_accept(self) -> None:
        """Answer, if there is a name and the least change is a number."""
        labels = {each: self._line(each) for each in self._languages()}
        threshold = self._line("threshold")
        fault = ""
        if not any(labels.values()):
            fault = _("It needs a name.")
        elif threshold and table_values.number(threshold.replace("−", "-")) is None:
            fault = _("The least real change must be a number.")
        if fault:
            self.refuse(fault)
            return
        self.dismiss(
            Told(
                labels=labels,
                definition=self._line("definition"),
                kind=self.query_one("#kind", Cycle).value,
                unit=self._line("unit"),
                direction=self.query_one("#better", Cycle).value,
                threshold=threshold,
                rungs=tuple(text.strip() for text in self._line("rungs").split(";") if text.strip()),
                aggregate=self.query_one("#several", Cycle).value,
                source=self._line("source"),
            )
        )


@dataclass(frozen=True, slots=True)
class Measured:
    """A value that was filled in; None where it is known to be missing.

    `baseline` says that change is counted from it, or not any more; None leaves that as it is.
    """

    case: str
    period: str
    value: float | None
    target: float | None
    baseline: bool | None
    note: str


class ValueForm(Form[Measured]):
    """A value, or the level that was reached, in a case and a period."""

    KEYS = (KEEP, NEXT, CANCEL)

    def __init__(
        self, indicator: IndicatorView, cases: Sequence[str], own: str, before: MeasurementView | None, case: str = ""
    ) -> None:
        super().__init__(localised(indicator.labels, own) or indicator.key)
        self._indicator = indicator
        self._cases = cases
        self._own = own
        self._before = before
        self._case = case

    def compose_body(self) -> ComposeResult:
        """Where, when, how much."""
        before = self._before
        case = before.case if before is not None else self._case
        yield from self.row(_("Enterprise"), Named(case, self._cases, id="case", title=_("Enterprises")))
        period = before.period if before is not None else ""
        yield from self.row(
            _("Period"), Entry(value=period, placeholder=safe.plain(_("2024, 2024-T1, before …")), id="period")
        )
        if self._indicator.kind == "level":
            rungs = [
                (str(at), f"{at} {localised(each, self._own)}") for at, each in enumerate(self._indicator.rungs)
            ] or [(str(at), str(at)) for at in range(6)]
            level = f"{before.value:g}" if before is not None and before.value is not None else ""
            yield from self.row(_("Level"), Cycle(rungs, level, id="level"))
        else:
            value = figure(before.value) if before is not None and before.value is not None else ""
            yield from self.row(
                _("Value"), Entry(value=value, placeholder=safe.plain(_("a dash where it is missing")), id="value")
            )
        target = figure(before.target) if before is not None and before.target is not None else ""
        yield from self.row(_("Target"), Entry(value=target, id="target"))
        marks = [("no", _("as usual, the first one")), ("yes", _("this one"))]
        marked = "yes" if before is not None and before.baseline else "no"
        yield from self.row(_("Change counts from"), Cycle(marks, marked, id="baseline"))
        yield from self.row(_("Note"), Entry(value=before.note if before is not None else "", id="note"))
        yield self.fault_line()

    def on_mount(self) -> None:
        """Stand where something is to be filled in."""
        if self.query_one("#case", Named).value:
            self.query_one("#period", Entry).focus()

    def action_accept(self) -> None:
        """Answer once all is there and numbers are numbers."""
        case, period = self.query_one("#case", Named).value, self.query_one("#period", Entry).value.strip()
        said = self.query_one("#level", Cycle).value if self._indicator.kind == "level" else self._line("value")
        value, target = _number(said), _number(self._line("target"))
        missing = said in ("-", "–", "−")
        fault = ""
        if case not in self._cases:
            fault = _("Choose one of the enterprises.")
        elif not period:
            fault = _("Say which period it is.")
        elif value is None and not missing:
            fault = _("The value must be a number, or a dash where it is missing.")
        elif target is None and self._line("target"):
            fault = _("The target must be a number.")
        if fault:
            self.refuse(fault)
            return
        wanted = self.query_one("#baseline", Cycle).value == "yes"
        same = wanted == (self._before is not None and self._before.baseline)
        self.dismiss(Measured(case, period, value, target, None if same else wanted, self._line("note")))

    def _line(self, id: str) -> str:
        return self.query_one(f"#{id}", Entry).value.strip()


def _number(text: str) -> float | None:
    return table_values.number(text.replace("−", "-")) if text else None


CITE = Key("ctrl+s", "accept", _("Judge it from these"), _("judge from these"), priority=True)


class CiteDialog(MarkingDialog[tuple[str, ...]]):
    """The answer: the ids of the codings that a level is judged from."""

    DEFAULT_CSS = """
    CiteDialog #detail { height: auto; max-height: 5; margin-top: 1; }
    """
    BINDINGS = bindings(Group("", (CITE, ALL)))
    KEYS = (MARK, ALL, CITE, CANCEL)

    def __init__(
        self, title: str, codings: Sequence[CodingView], titles: Mapping[str, str], marked: Sequence[str] = ()
    ) -> None:
        super().__init__(title, codings, titles)
        self._marked_before = marked

    def compose_body(self) -> ComposeResult:
        """The passages with their marks."""
        yield from self.compose_passages(_("Mark the passages from which one sees it"))

    def on_mount(self) -> None:
        """Stand on the first, with those marked that were cited before."""
        self.show_passages()
        self.listing.mark(self._marked_before)
        self.listing.focus()

    def action_accept(self) -> None:
        """Answer once a passage is marked."""
        if not self.marked:
            self.tell(_("Mark at least one passage with the space bar."))
            return
        self.dismiss(self.marked)
