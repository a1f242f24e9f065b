"""The three panels of an enterprise's page: what stands in them, around the fields that are written in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from textual import events
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from qualcode.i18n import _, language, ngettext
from qualcode.model.codebook import EFFECTS
from qualcode.model.evaluation import METHODS
from qualcode.model.evaluation_view import Found, IndicatorFound
from qualcode.model.indicator_view import localised
from qualcode.ops.handouts import figure
from qualcode.ops.joint_words import VERDICT_NAMES
from qualcode.tui import safe
from qualcode.tui.consent import consent_name, consent_sign
from qualcode.tui.enterprise_page import Page, method_name
from qualcode.tui.keys import Group, Key, bindings
from qualcode.tui.safe import Part
from qualcode.tui.themes import Inks
from qualcode.tui.widgets.answer import Answer
from qualcode.tui.widgets.card import CardLine, CardPart
from qualcode.tui.words import effect_sign

_MUTED = "$foreground-muted"


class Panel(VerticalScroll, can_focus=False):
    """One phase."""

    DEFAULT_CSS = """
    Panel { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
    Panel Static { height: auto; }
    Panel .heading { margin: 1 0 0 0; }
    """


class Tick(Widget, can_focus=True):
    """A method, chosen or not."""

    DEFAULT_CSS = """
    Tick { height: 1; padding: 0 1; }
    Tick:focus { background: $primary 30%; text-style: bold; }
    """
    ALLOW_SELECT = False
    BINDINGS = bindings(
        Group(
            "",
            (
                Key("space", "tick", _("Choose the method, or give it up")),
                Key("up", "app.focus_previous", _("To the field above")),
                Key("down", "app.focus_next", _("To the field below")),
            ),
        )
    )

    @dataclass
    class Ticked(Message):
        """It is to be chosen, or given up."""

        method: str
        chosen: bool

    def __init__(self, method: str) -> None:
        super().__init__()
        self.method = method
        self.chosen = False
        self._about = ""

    def show(self, chosen: bool, about: str) -> None:
        """Whether it is chosen, and what has come of it."""
        if (chosen, about) != (self.chosen, self._about):
            self.chosen, self._about = chosen, about
            self.refresh()

    def render(self) -> Content:
        """A box, the name, what has come of it."""
        box: Part = ("[x] ", "bold $success") if self.chosen else ("[ ] ", _MUTED)
        name = method_name(self.method)
        return safe.show(box, name[:1].upper() + name[1:], (f"   {self._about}", _MUTED))

    def action_tick(self) -> None:
        """The other way round."""
        self.post_message(self.Ticked(self.method, not self.chosen))

    def on_click(self, event: events.Click) -> None:
        """The other way round."""
        event.stop()
        self.focus()
        self.action_tick()


def diagnose(page: Page) -> Iterator[Widget]:
    """State of affairs by dimension, the question, the methods."""
    yield _heading(_("State of affairs"))
    for key in page.dimensions:
        yield Static(id=_id("label", key))
        yield Answer(f"portrait:{key}", _("How do things stand here?"))
    yield _heading(_("Evaluation question"))
    yield Answer("question:", _("What do we want to know, and for whom?"))
    yield _heading(_("Methods"))
    for method in METHODS:
        yield Tick(method)
        yield Answer(f"method:{method}", _("Why this one?"))


def analyse(page: Page) -> Iterator[Widget]:
    """By dimension what is counted, and what the researcher makes of it."""
    yield _heading(_("What was found"))
    for key in page.view.found:
        yield Static(id=_id("found", key))
        yield Answer(f"finding:{key}", _("What do we make of it?"))
    yield _heading(_("What it cannot say"))
    yield Answer("limit:", _("Who was not heard, what was not measured?"))


def _heading(text: str) -> Static:
    return Static(safe.show((text, "bold $primary")), classes="heading")


def _id(what: str, key: str) -> str:
    """An identifier that widgets may have: keys hold what these may not."""
    return f"{what}-{key.encode().hex()}"


def show_labels(panel: Panel, page: Page, inks: Inks) -> None:
    """The dimensions' names above their fields."""
    for key in page.dimensions:
        for label in panel.query(f"#{_id('label', key)}").results(Static):
            label.update(safe.show(*_dimension(page, key, inks)))


def show_methods(panel: Panel, page: Page) -> None:
    """Which are chosen; only these are asked why."""
    for tick in panel.query(Tick):
        each = page.view.collected[tick.method]
        n = each.documents or each.indicators
        about = ""
        if each.documents:
            about = ngettext("{n} document", "{n} documents", n).format(n=n)
        elif each.indicators:
            about = ngettext("{n} indicator", "{n} indicators", n).format(n=n)
        elif each.chosen:
            about = _("nothing yet")
        tick.show(each.chosen, about)
    for answer in panel.query(Answer):
        kind, _colon, method = answer.field.partition(":")
        if kind == "method":
            answer.display = method in page.view.methods


def show_found(panel: Panel, page: Page, inks: Inks) -> None:
    """What is counted in each dimension."""
    for key, found in page.view.found.items():
        for told in panel.query(f"#{_id('found', key)}").results(Static):
            told.update(safe.block(*_dimension(page, key, inks), *_counted(found)))


def _dimension(page: Page, key: str, inks: Inks) -> list[Part]:
    look = page.look(key)
    colour = inks.code(look.colour).color
    return [(look.letter + " ", f"bold {colour.name}" if colour else "bold"), (look.label, "bold")]


def _counted(found: Found) -> list[Part]:
    """How many said what with which effect, what was measured, what was judged."""
    n = found.passages
    if n:
        of = found.of_people
        people = ngettext("{n} of {all} person", "{n} of {all} people", of).format(n=found.people, all=of)
        told = f"  {ngettext('{n} passage', '{n} passages', n).format(n=n)} · {people}"
    else:
        told = "  " + _("nobody speaks of it")
    parts: list[Part] = [(told, _MUTED)]
    effects = [f"{effect_sign(name)} {found.effect[name]}" for name in EFFECTS if found.effect.get(name)]
    if effects:
        parts.append("\n  " + "  ".join(effects))
    if found.balance is not None:
        parts += [("   " + _("balance") + " ", _MUTED), (_balance(found.balance), "bold")]
    for each in found.indicators:
        parts += ["\n", *indicator_line(each)]
    for verdict in found.verdicts:
        said = f"\n  {verdict.coder}: {_(VERDICT_NAMES.get(verdict.verdict, verdict.verdict))}"
        said += f" – {verdict.note}" if verdict.note else ""
        parts.append((said, "italic"))
    return parts


def _balance(value: float) -> str:
    """-1 to 1 with its sign: for the better, for the worse."""
    text = f"{value:+.2f}".replace("-", "−") if round(value, 2) else "0"
    return text if language() == "en" else text.replace(".", ",")


def indicator_line(each: IndicatorFound) -> list[Part]:
    """`Hired 2 → 4 FTE (2023–2024) ▲`, the sign for the better or the worse."""
    values = figure(each.latest, language())
    periods = each.latest_period or ""
    if each.change is not None:
        values = f"{figure(each.baseline, language())} → {values}"
        periods = f"{each.baseline_period} – {each.latest_period}"
    signs: dict[int | None, Part] = {
        1: (" ▲ " + _("better"), "$success"),
        -1: (" ▼ " + _("worse"), "$error"),
        0: (" = " + _("no real change"), _MUTED),
    }
    name = localised(each.labels, language())
    told = (f"{values} {each.unit}".strip(), "bold")
    return [f"  ▪ {name}: ", told, (f"  {periods}", _MUTED), signs.get(each.better, "")]


def collect(page: Page) -> Sequence[CardPart]:
    """What has come of each method, to be gone through; what was chosen and is empty is said to be missing."""
    parts = []
    for method in METHODS:
        each = page.view.collected[method]
        if not (each.chosen or each.documents or each.measurements):
            continue
        own = [document for document in page.case.documents if document.kind == method]
        lines = [
            CardLine(f"read:{document.id}", "", [document.title, (_coded(document.codings), _MUTED)])
            for document in own
        ]
        if each.documents:
            counts = [
                ngettext("{n} document", "{n} documents", each.documents).format(n=each.documents),
                ngettext("{n} person", "{n} people", each.people).format(n=each.people),
                ngettext("{n} passage", "{n} passages", each.passages).format(n=each.passages),
            ]
            lines.append(CardLine("", "", [(" · ".join(counts), _MUTED)]))
        if method == "indicators":
            found = [one for them in page.view.found.values() for one in them.indicators]
            for one in (*found, *page.view.other_indicators):
                lines.append(CardLine(f"indicator:{one.key}", "", indicator_line(one)))
        if each.missing:
            lines.append(CardLine(f"missing:{method}", "", [("○ " + _missing(method), "bold $warning")]))
        sign = "✓ " if each.chosen and not each.missing else "○ " if each.chosen else "· "
        name = method_name(method)
        parts.append(CardPart(sign + name[:1].upper() + name[1:], lines))
    if not parts:
        told = _("No method is chosen yet, and nothing has been collected.")
        parts.append(CardPart("", [CardLine("methods:", "", [told])]))
    notes = [document for document in page.case.documents if document.kind not in METHODS]
    if notes:
        lines = [CardLine(f"read:{each.id}", "", [each.title, (_coded(each.codings), _MUTED)]) for each in notes]
        parts.append(CardPart(_("Field notes"), lines))
    if page.people:
        lines = [
            CardLine(
                f"person:{person.id}",
                "",
                [consent_sign(person.consent), f" {person.name}", (f"  {consent_name(person.consent)}", _MUTED)],
            )
            for person in page.people
        ]
        parts.append(CardPart(_("People"), lines))
    return parts


def _missing(method: str) -> str:
    if method == "indicators":
        return _("nothing measured yet; enter goes to the indicators")
    return _("nothing collected yet; enter goes to the documents")


def _coded(n: int) -> str:
    return "   " + ngettext("{n} coding", "{n} codings", n).format(n=n)
