"""An enterprise's page: all that it shows, read at once, and how far each of its phases has come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qualcode.i18n import _, ngettext
from qualcode.model.evaluation import METHODS
from qualcode.model.evaluation_view import EvaluationView
from qualcode.model.register import CaseSheet, PersonSheet
from qualcode.ops import Session, codebooks, documents, evaluation
from qualcode.ops.register import register
from qualcode.tui.codes import CodeLook, looks, unknown
from qualcode.tui.whose import View
from qualcode.tui.widgets.steps import Step
from qualcode.tui.words import kind_name

DIAGNOSE, COLLECT, ANALYSE = "diagnose", "collect", "analyse"
PHASES = (DIAGNOSE, COLLECT, ANALYSE)


@dataclass(frozen=True, slots=True)
class Page:
    """One enterprise, with what is counted; `cases` are all there are, `dimensions` keys with how they look.

    `is_blind` where only the reader's own codings are counted.
    """

    view: EvaluationView
    case: CaseSheet
    people: tuple[PersonSheet, ...]
    cases: tuple[CaseSheet, ...]
    looks: Mapping[str, CodeLook]
    is_blind: bool

    def look(self, key: str) -> CodeLook:
        """How a dimension looks, also one that the codebook no longer holds."""
        return self.looks.get(key) or unknown(key)

    @property
    def dimensions(self) -> tuple[str, ...]:
        """Those of the codebook, and those of which something is written still."""
        return tuple(dict.fromkeys((*self.view.found, *self.view.portrait)))


def read(session: Session, case: str | None, language: str, view: View) -> Page | None:
    """The page of a case (an id), else of the first enterprise there is; None where there is none."""
    book = register(session)
    if not book.cases:
        return None
    # Sets of interviews that are no enterprise come into question last.
    usual = next((each for each in book.cases if each.kind == "enterprise"), book.cases[0])
    chosen = next((each for each in book.cases if each.id == case), usual)
    hidden = any(view.hides(each) for each in documents.listing(session))
    return Page(
        view=evaluation.evaluation(session, chosen.id, coder=view.reader if hidden else None),
        case=chosen,
        people=tuple(person for person in book.people if person.id in chosen.people),
        cases=book.cases,
        looks=looks(codebooks.tree(session), language),
        is_blind=hidden,
    )


def write(session: Session, case: str, field: str, text: str) -> None:
    """Store what a field of the page holds; its name is `kind:about`."""
    kind, _colon, about = field.partition(":")
    if kind == "portrait":
        evaluation.describe(session, case, portrait={about: text})
    elif kind == "finding":
        evaluation.describe(session, case, findings={about: text})
    elif kind == "method":
        evaluation.describe(session, case, methods={about: text.strip()})
    elif kind == "question":
        evaluation.describe(session, case, question=text)
    else:
        evaluation.describe(session, case, limit=text)


def choose_method(session: Session, case: str, method: str, chosen: bool) -> None:
    """Choose a method, or give it up with the reason for it."""
    evaluation.describe(session, case, methods={method: "" if chosen else None})


def written(view: EvaluationView, field: str) -> str:
    """What is stored of a field."""
    kind, _colon, about = field.partition(":")
    if kind == "finding":
        return view.found[about].finding if about in view.found else ""
    texts: dict[str, Mapping[str, str]] = {"portrait": view.portrait, "method": view.reasons}
    return texts[kind].get(about, "") if kind in texts else view.question if kind == "question" else view.limit


def method_name(method: str) -> str:
    """A method in the reader's language."""
    return _("indicators") if method == "indicators" else kind_name(method)


def steps(page: Page) -> list[Step]:
    """The phases, each with how far it has come."""
    view = page.view
    told = sum(key in view.portrait for key in page.dimensions) + bool(view.question) + bool(view.methods)
    wanted = len(page.dimensions) + 2
    empty = len(view.missing)
    collected = ngettext("{n} missing", "{n} missing", empty).format(n=empty) if empty else ""
    found = sum(bool(each.finding) for each in view.found.values())
    return [
        _step(DIAGNOSE, _("Diagnose"), _of(told, wanted), told == wanted),
        _step(COLLECT, _("Collect"), collected, bool(view.methods) and not empty),
        _step(ANALYSE, _("Analyse"), _of(found, len(view.found)), bool(found) and found == len(view.found)),
    ]


def _of(n: int, wanted: int) -> str:
    return _("{n} of {all}").format(n=n, all=wanted)


def _step(name: str, title: str, count: str, is_done: bool) -> Step:
    return Step(name, title, "✓" if is_done else count, "bold $success" if is_done else "$warning")


def missing(page: Page) -> list[str]:
    """What is still to be done, in the order of the phases."""
    view = page.view
    bare = [page.look(key).label for key in page.dimensions if key not in view.portrait]
    silent = [page.look(key).label for key in page.dimensions if key in view.found and not view.found[key].finding]
    told = []
    if bare:
        told.append(_("state of affairs: {names}").format(names=", ".join(bare)))
    if not view.question:
        told.append(_("the question"))
    if not view.methods:
        told.append(_("methods"))
    elif view.missing:
        told.append(_("material: {names}").format(names=", ".join(map(method_name, view.missing))))
    if silent:
        told.append(_("findings: {names}").format(names=", ".join(silent)))
    return told


def fields(page: Page) -> dict[str, tuple[str, ...]]:
    """The names of the fields of each phase, in their order."""
    return {
        DIAGNOSE: (
            *(f"portrait:{key}" for key in page.dimensions),
            "question:",
            *(f"method:{method}" for method in METHODS),
        ),
        COLLECT: (),
        ANALYSE: (*(f"finding:{key}" for key in page.view.found), "limit:"),
    }
