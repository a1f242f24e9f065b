"""The demo's enterprises: tables, indicators, what was written, judged, proposed and decided.

Everything is read from `samples/demo` and done through the operations that people use. A passage is named there by the
words its quote begins with.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from qualcode.errors import QuoteNotUnique
from qualcode.model.case_table import About
from qualcode.model.coding import Coding
from qualcode.model.indicator_table import TableChoices
from qualcode.model.message import N_, Message
from qualcode.ops import (
    case_tables,
    cases,
    evaluation,
    framework,
    groups,
    handouts,
    indicator_tables,
    indicator_values,
    indicators,
    picks,
    proposals,
    reconcile,
    translations,
)
from qualcode.ops.projects import project
from qualcode.store.session import Session

# The one in C, where there is one, reads ten times faster.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TEXTS = ("portrait", "question", "methods", "findings", "limit")


def read(path: Path) -> Any:
    """What a YAML file holds."""
    return yaml.load(path.read_text("utf-8"), Loader=_LOADER)


@dataclass(slots=True)
class Enterprises:
    """What the samples say of the enterprises; `made` are the ids of proposals by their place in `together.yaml`."""

    samples: Path
    language: str
    made: dict[int, str] = field(default_factory=dict)
    sheets: list[Any] = field(init=False)
    together: Any = field(init=False)
    names: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.sheets = [read(path) for path in sorted(self.samples.glob("enterprises/*.yaml"))]
        self.together = read(self.samples / "together.yaml")
        self.names = read(self.samples / "names.yaml").get(self.language, {})

    # Tables

    def enter_cases(self, session: Session) -> None:
        """The enterprises from their table, and the two sets of real interviews."""
        self._take_in(session, "enterprises.csv", "case")
        for case in read(self.samples / "cases.yaml")["cases"]:
            attributes = {self.names.get(name, name): str(value) for name, value in case["attributes"].items()}
            cases.add_case(session, case["name"], kind=case["kind"], attributes=attributes)

    def enter_people(self, session: Session) -> None:
        """What is known of those who speak, and what they agreed to."""
        self._take_in(session, "people.csv", "person")

    def _take_in(self, session: Session, name: str, about: About) -> None:
        table = case_tables.read(self.samples / name)
        named = replace(table, header=tuple(self.names.get(each, each) for each in table.header))
        case_tables.apply(session, case_tables.plan(session, named, about=about))

    def measure(self, session: Session) -> None:
        """Define the indicators, then take their values from the table."""
        own = project(session).language
        with session.joined("indicator.add", Message(N_("Indicators defined"))):
            for said in read(self.samples / "indicators.yaml")["indicators"]:
                unit = said.pop("unit", "")
                indicators.add(session, said.pop("labels"), unit=unit if isinstance(unit, str) else unit[own], **said)
        table = case_tables.read(self.samples / "indicators.csv")
        # What the table says of the indicators themselves is for those who import it into a project without any.
        choices = TableChoices(mapping=dict.fromkeys(("unit", "direction", "code"), "ignore"))
        indicator_tables.apply(session, indicator_tables.plan(session, table, choices))

    # One by one

    def write(self, session: Session) -> None:
        """What is written about each enterprise; levels, picked quotes and summaries with the passages they rest on."""
        known = Passages(session)
        for sheet in self.sheets:
            name = sheet["enterprise"]
            evaluation.describe(session, name, **{each: sheet[each] for each in _TEXTS if each in sheet})
            for level in sheet["levels"]:
                cited = known.ids(level["passages"])
                told = (level["indicator"], name, level["period"], level["level"])
                indicator_values.judge(session, *told, cited, note=level.get("note"))
            picks.pick(session, known.ids(sheet["quotes"]))
            for cell in sheet.get("summaries", ()):
                framework.write(session, name, cell["code"], cell["text"], links=known.ids(cell["passages"]))

    def translate(self, session: Session, language: str) -> None:
        """Quotes put into a language by the session coder, for those across the border."""
        known = Passages(session)
        for each in (each for sheet in self.sheets for each in sheet.get("translations", ())):
            if language in each:
                translations.translate(session, known.ids([each["passage"]])[0], language, each[language])

    def judge(self, session: Session) -> None:
        """The session coder's verdicts on the joint display, an operation an enterprise."""
        for sheet in self.sheets:
            name = sheet["enterprise"]
            own = [(row, row[session.coder]) for row in sheet["verdicts"] if session.coder in row]
            summary = Message(N_("Verdicts on {group}: {n}"), {"group": name, "n": len(own)})
            with session.joined("verdict.set", summary):
                for row, (verdict, note) in own:
                    reconcile.judge(session, name, row["code"], row["indicator"], verdict, note=note)

    # Together

    def meet(self, session: Session) -> None:
        """Groups, their members and sessions; of some the hand-out that was given."""
        for group in self.together["groups"]:
            name = group["name"]
            groups.add(session, name, cases=group["members"], description=group["description"])
            for held in group["sessions"]:
                told = groups.add_session(session, name, date=held["date"], title=held["title"], notes=held["notes"])
                if held["handout"]:
                    handouts.handout(session, name, meeting=told.id, keep=True, language=self.language)

    def discuss(self, session: Session) -> None:
        """What the session coder proposes; what they say of, and decide about, proposals that are there already."""
        for place, said in enumerate(self.together["proposals"]):
            if place not in self.made:
                if said["by"] == session.coder:
                    self.made[place] = _propose(session, said)
                continue
            remark = said.get("remarks", {}).get(session.coder)
            if remark:
                proposals.discuss(session, self.made[place], remark)
            if said.get("decided_by") == session.coder:
                _decide(session, self.made[place], said)


def _propose(session: Session, said: Mapping[str, Any]) -> str:
    if said["about"] == "indicator":
        texts = {name: said[name] for name in ("unit", "direction", "code", "reason")}
        cited = Passages(session).ids(said["from"])
        return proposals.propose_indicator(session, said["labels"], from_codings=cited, **texts).id
    told = {name: said[name] for name in ("labels", "definition", "parent", "into", "reason") if name in said}
    return proposals.propose_code(session, said["action"], said.get("code"), **told).id


def _decide(session: Session, proposal: str, said: Mapping[str, Any]) -> None:
    if "declined" in said:
        proposals.decline(session, proposal, said["declined"])
        return
    found = proposals.accept(session, proposal, said["accepted"])
    for each in said["values"]:
        value = (each["case"], each["period"], each["value"])
        indicator_values.measure(session, found.subject or "", *value, note=each["note"])


class Passages:
    """The project's codings, found by the words that their quotes begin with."""

    def __init__(self, session: Session) -> None:
        self._codings = session.all(Coding)

    def ids(self, beginnings: Iterable[str]) -> list[str]:
        """The first coding of each passage. Raises QuoteNotUnique where a beginning is that of several, or of none."""
        return [self._id(each) for each in beginnings]

    def _id(self, beginning: str) -> str:
        found = [each for each in self._codings if each.quote.startswith(beginning)]
        if len({(each.document, each.start) for each in found}) != 1:
            raise QuoteNotUnique(quote=beginning)
        return found[0].id
