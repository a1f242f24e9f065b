"""What a table of enterprises or people would bring, as rows to look through: its columns, rows, documents, remarks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualcode.i18n import _
from qualcode.model.case_table import About, DocumentMatch, RowPlan, TablePlan
from qualcode.model.message import N_, Message
from qualcode.model.register import CaseSheet, PersonSheet, Register
from qualcode.ops.cases import typed
from qualcode.tui import safe
from qualcode.tui.consent import consent_name, type_name, value_words
from qualcode.tui.safe import Part
from qualcode.tui.widgets.table import Cell, Column, Line
from qualcode.tui.words import said_here

MUTED = "$foreground-muted"
_STATES: Mapping[str, tuple[str, str, str]] = {
    "added": ("+", N_("new"), "$success"),
    "changed": ("~", N_("changed"), "$warning"),
    "unchanged": ("=", N_("the same"), MUTED),
}
_HOW = {
    "exact": N_("the same name"),
    "folded": N_("the same but for spelling"),
    "part": N_("one of its parts"),
    "within": N_("its words are in the title"),
    "alike": N_("alike"),
    "confirmed": N_("you said so"),
}
# What speaks of the command line elsewhere, as it is said here.
_SAID_HERE = {
    N_("no column holds the names; say which one with --map COLUMN=name"): N_(
        "No column holds the names. Choose one among the columns and press enter."
    ),
    N_("“{cell}” in the column “{column}” is not understood; say what it means with --consent"): N_(
        "“{cell}” in the column “{column}” is not understood; say what it means below that column."
    ),
    N_("Which speaker of “{title}” is “{person}”? Say so with: qualcode speakers map"): N_(
        "Which speaker of “{title}” is “{person}”? Say so afterwards: people, the person, s."
    ),
    N_(
        "Where “{column}” is empty (lines {lines}), new people get the consent “{consent}”, and nothing of theirs is "
        'shown. Say otherwise with: --consent "=quote"'
    ): N_(
        "Where “{column}” is empty (lines {lines}), new people are left out and nothing of theirs is shown. "
        "Say otherwise below that column."
    ),
    N_(
        "“{column}” tells of consent, which people give, and no column names people: nobody’s consent comes from it. "
        "Import people with: qualcode person import"
    ): N_(
        "“{column}” tells of consent, which people give, and no column names people: nobody’s consent comes from it. "
        "Press b if the rows are about people."
    ),
}


def told_here(message: Message) -> str:
    """A remark or fault in the words of the screen."""
    return safe.sentence(said_here(message, _SAID_HERE))


# Columns


def role_name(role: str, kind: str | None, about: About) -> str:
    """What a column is read as."""
    if role == "attribute":
        return _("property: {type}").format(type=type_name(kind or "text"))
    subject = _("name of the person") if about == "person" else _("name of the enterprise")
    return {
        "name": subject,
        "case": _("their enterprise"),
        "person": _("a person in it"),
        "consent": _("consent"),
        "document": _("file or title"),
        "ignore": _("not read"),
    }[role]


def column_columns() -> list[Column]:
    """The columns of the list of columns."""
    return [Column(_("Column")), Column(_("Read as")), Column("", 12, least=100), Column(_("For example"), least=70)]


def column_lines(plan: TablePlan) -> list[Line]:
    """A row each, `column:PLACE`; below one of consent a row for each different cell, `cell:TEXT`."""
    lines = []
    for place, column in enumerate(plan.columns):
        style = {"name": "bold", "ignore": MUTED}.get(column.role, "")
        role = (role_name(column.role, column.type, plan.choices.about), style)
        guessed = (_("guessed") if column.guessed and column.role != "ignore" else "", MUTED)
        samples = (" | ".join(column.samples), MUTED)
        lines.append(Line(f"column:{place}", ((column.column, style), role, guessed, samples)))
        if column.role == "consent":
            for cell, meaning in column.values.items():
                shown = (consent_name(meaning), "") if meaning else (_("not understood"), "$error")
                words = ("   “" + cell + "”") if cell else "   " + _("(empty)")
                lines.append(Line(f"cell:{cell}", (words, ["→ ", shown], "", "")))
            if "" not in column.values and _has_empty(plan, place):
                lines.append(Line("cell:", ("   " + _("(empty)"), ["→ ", (_("left out, if new"), MUTED)], "", "")))
    return lines


def _has_empty(plan: TablePlan, place: int) -> bool:
    return any(not row.cells[place] for row in plan.table.rows)


# Rows


@dataclass(frozen=True, slots=True)
class Before:
    """What is there already, to be told beside what comes."""

    register: Register

    def of(self, row: RowPlan, about: About) -> CaseSheet | PersonSheet | None:
        """The enterprise or person that a row is about."""
        if row.known is None:
            return None
        if about == "case":
            return next((case for case in self.register.cases if case.name == row.known), None)
        people = [person for person in self.register.people if person.name == row.known]
        return next((person for person in people if person.case_name == row.case), people[0] if people else None)


def row_columns(about: About) -> list[Column]:
    """The columns of the list of rows."""
    other = Column(_("Enterprise"), 18, least=90) if about == "person" else Column(_("Person"), 16, least=90)
    return [
        Column("", 11),
        Column(_("Line"), 5, right=True),
        Column(_("Name"), 22),
        other,
        Column(_("What is new"), least=50),
        Column(_("Document"), 20, least=110),
    ]


def row_lines(plan: TablePlan, before: Before) -> list[Line]:
    """A row each, `row:LINE`; rows that cannot be stored are told by their faults."""
    asked = {match.row: match.known for match in plan.known if not match.taken}
    faulty = {fault.values.get("line") for fault in plan.faults}
    titles = {match.document: match.title for match in plan.documents}
    lines = []
    for row in plan.rows:
        sign, word, style = _STATES[row.status]
        if faulty & set(row.lines):
            sign, word, style = "!", N_("fault"), "$error"
        elif row.lines[0] in asked:
            sign, word, style = "?", N_("new?"), "$warning"
        other = row.case if plan.choices.about == "person" else row.person
        news: list[Part] = _join(_news(row, plan, before))
        if row.lines[0] in asked:
            news = [(_("resembles “{name}”").format(name=asked[row.lines[0]]), "$warning"), "  ", *news]
        cells: tuple[Cell, ...] = (
            (f"{sign} {_(word)}", style),
            ", ".join(map(str, row.lines)) if len(row.lines) < 3 else f"{row.lines[0]}…",
            [row.name, (f" → {row.known}", MUTED)] if row.known not in (None, row.name) else row.name,
            other or "",
            news,
            "; ".join(titles[id] for id in row.documents) or ("–", MUTED),
        )
        lines.append(Line(f"row:{row.lines[0]}", cells))
    told = {line for row in plan.rows for line in row.lines}
    for fault in plan.faults:
        line = fault.values.get("line")
        if line not in told:
            said = told_here(fault)
            lines.append(Line(f"fault:{line}", (("! " + _("fault"), "$error"), str(line), "", "", said, "")))
    return lines


def row_news(plan: TablePlan, line: int, before: Before) -> list[str]:
    """All that a row brings, one by one."""
    row = next(row for row in plan.rows if row.lines[0] == line)
    return _news(row, plan, before)


def _join(news: Sequence[str]) -> list[Part]:
    return [" · ".join(news)] if news else [("–", MUTED)]


def _news(row: RowPlan, plan: TablePlan, before: Before) -> list[str]:
    """What a row says that is not known yet."""
    known = before.of(row, plan.choices.about)
    types = {column.column: column.type or "text" for column in plan.columns}
    old = {name.casefold(): value for name, value in known.attributes.items()} if known is not None else {}
    news = []
    was = known.consent if isinstance(known, PersonSheet) else None
    if row.consent is not None and row.consent != was:
        news.append(_change(_("consent"), consent_name(was) if was else "", consent_name(row.consent)))
    for name, value in row.attributes.items():
        said, now = value_words(typed(types[name], value)), value_words(old.get(name.casefold()))
        if said != now:
            news.append(_change(name, now, said))
    return news


def _change(name: str, before: str, after: str) -> str:
    after = " ".join(after.split())
    said = f"{' '.join(before.split())} → {after}" if before else after
    return _("{name}: {value}").format(name=name, value=said)


# Documents


def document_columns() -> list[Column]:
    """The columns of the list of documents."""
    return [
        Column("", 2),
        Column(_("Line"), 5, right=True),
        Column(_("Name in the table")),
        Column(_("Document")),
        Column(_("Alike"), 6, right=True),
        Column(_("Why"), 25, least=96),
        Column(_("Next best"), 0, least=120),
    ]


def document_lines(plan: TablePlan) -> list[Line]:
    """What is doubtful first, then what was found, then rows without any; `document:LINE:ID`."""
    lines = [_match_line(match, ("?", "bold $warning"), doubtful=True) for match in plan.doubtful]
    # What is sure is looked at last.
    taken = sorted(plan.documents, key=lambda match: (match.how in ("exact", "confirmed"), match.row))
    lines += [_match_line(match, ("✓", "$success"), doubtful=False) for match in taken]
    for row in plan.unmatched:
        cells: tuple[Cell, ...] = (("–", MUTED), str(row.row), row.name, (_("none found"), MUTED), "", "", "")
        lines.append(Line(f"document:{row.row}:", cells))
    return lines


def _match_line(match: DocumentMatch, sign: Part, *, doubtful: bool) -> Line:
    second = f"{match.runner_up} ({percent(match.runner_up_score)})" if match.runner_up is not None else ""
    why = _("doubtful: left alone") if doubtful else _(_HOW.get(match.how, match.how))
    return Line(
        f"document:{match.row}:{match.document}",
        (
            sign,
            str(match.row),
            match.name,
            (match.title, MUTED if doubtful else ""),
            percent(match.score),
            (why, MUTED),
            (second, MUTED),
        ),
    )


def percent(score: float | None) -> str:
    """A likeness; only what is quite the same is told as 100 %."""
    return "" if score is None else f"{int(score * 100)} %"


# Remarks


def remark_columns() -> list[Column]:
    """The columns of the list of remarks."""
    return [Column("", 2), Column("")]


def remark_lines(plan: TablePlan) -> list[Line]:
    """Faults first; enter tells the whole of one."""
    faults = [(("!", "bold $error"), told_here(fault)) for fault in plan.faults]
    remarks = [(("·", MUTED), told_here(warning)) for warning in plan.warnings]
    lines: list[tuple[Part, str]] = [*faults, *remarks]
    if plan.left:
        told = _("Documents that no row names: {titles}").format(titles=", ".join(plan.left))
        lines.append((("·", MUTED), told))
    return [Line(f"remark:{number}", cells) for number, cells in enumerate(lines)]
