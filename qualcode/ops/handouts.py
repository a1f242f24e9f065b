"""A group's members side by side, and what is given to them: the hand-out of a session.

A hand-out is text with the plain marks of Markdown (headings, lists, tables), so that it can be corrected by hand. It
holds counts and measured values, never a quote and never the name of somebody who speaks.
"""

from __future__ import annotations

from pathlib import Path

from qualcode.analysis.indicators import Trend, spread
from qualcode.analysis.matrix import matrix as cross
from qualcode.i18n import catalogue
from qualcode.model.codebook import label
from qualcode.model.evaluation import Meeting
from qualcode.model.evaluation_view import Comparison, HandoutView, IndicatorSpread
from qualcode.model.indicator import Indicator
from qualcode.model.indicator_view import IndicatorView, localised
from qualcode.model.message import N_, Message
from qualcode.model.results import Header, Matrix
from qualcode.ops import analysis, indicators
from qualcode.ops.codebooks import tree
from qualcode.ops.groups import find_group, find_session, members
from qualcode.ops.marked import blocks, table_lines
from qualcode.ops.projects import last_change, project
from qualcode.ops.report_files import ending, write
from qualcode.store.session import Session

SUFFIXES = (".docx", ".md", ".html")


def compare(session: Session, group: str, *, language: str | None = None, coder: str | None = None) -> Comparison:
    """Dimensions by members, in passages and in people, and each indicator over them: n, median, range.

    Members without documents have a column too. `coder` where only what this coder coded is to count. Raises
    GroupNotFound, Ambiguous.
    """
    with session.snapshot():
        found = find_group(session, group)
        cases = members(session, found)
        names = tuple(case.name for case in cases)
        ids = [case.id for case in cases]
        table, selection, _ = analysis.loaded(session, {"dimension", "case"}, "people", ids, coder)
        codes = tree(session)
        labels = {code.key: label(code, language or "en") for code in codes.codes}
        passages, people = (
            _with_all(cross(table, "dimension", "case", cells, selection), names, labels)
            for cells in ("passages", "people")
        )
        views = [view for view in indicators.listing(session) if view.status != "declined"]
        stored = {each.id: each for each in session.all(Indicator)}
        spreads = [_spread(view, stored[view.id], names) for view in views]
        return Comparison(found.name, names, passages, people, tuple(each for each in spreads if each.n))


def _with_all(made: Matrix, names: tuple[str, ...], labels: dict[str, str]) -> Matrix:
    """The matrix with a column for every member, in their order, and dimensions by their labels."""
    place = {header.key: at for at, header in enumerate(made.columns)}
    at = [place.get(name) for name in names]
    return Matrix(
        row_dimension=made.row_dimension,
        column_dimension=made.column_dimension,
        unit=made.unit,
        rows=tuple(Header(row.key, labels.get(row.key or "", row.label)) for row in made.rows),
        columns=tuple(Header(name, name) for name in names),
        cells=tuple(tuple(0 if each is None else row[each] for each in at) for row in made.cells),
        row_totals=made.row_totals,
        column_totals=tuple(0 if each is None else made.column_totals[each] for each in at),
        total=made.total,
    )


def _spread(view: IndicatorView, indicator: Indicator, names: tuple[str, ...]) -> IndicatorSpread:
    own = [each for each in view.trends if each.case in names]
    fields = ("baseline", "baseline_period", "latest", "latest_period", "target", "change", "relative", "better", "n")
    trends = [Trend(*(getattr(each, name) for name in fields)) for each in own]
    over = spread(indicator, trends)
    latest = {each.case: each.latest for each in own}
    return IndicatorSpread(
        key=view.key,
        labels=view.labels,
        unit=view.unit,
        code=view.code,
        n=over.n,
        baseline=over.baseline,
        latest=over.latest,
        lowest=over.lowest,
        highest=over.highest,
        change=over.change,
        better=over.better,
        together=over.together,
        values={name: latest.get(name) for name in names},
    )


# The hand-out


def handout(
    session: Session,
    group: str,
    *,
    meeting: str | None = None,
    keep: bool = False,
    path: Path | None = None,
    language: str | None = None,
    force: bool = False,
) -> HandoutView:
    """The hand-out of a session as it was written, else one drafted from the comparison.

    `keep` stores a draft in the session; `path` also writes it, as Word (`.docx`), Markdown (`.md`) or a web page.
    Raises GroupNotFound, SessionNotFound, Ambiguous, FormatUnknown, FileExists, FileUnwritable, DiskFull.
    """
    language = language or project(session).language
    if path is not None:
        ending(path, SUFFIXES)
    found = find_group(session, group)
    held = find_session(session, found, meeting) if meeting is not None else None
    text = held.handout if held is not None else ""
    kept = bool(text)
    if not text:
        text = draft(session, found.id, held, language)
    if path is not None:
        _write(session, found.name, held, text, path, language, force=force)
    if keep and held is not None and not kept:
        told = {"name": found.name, "date": held.date}
        summary = Message(N_("Hand-out drafted for the session of “{name}”: {date}"), told)
        with session.operation("group.handout", summary) as change:
            change.update(Meeting, held.id, handout=text)
        kept = True
    return HandoutView(
        found.name, held.id if held is not None else None, text, kept, None if path is None else str(path)
    )


def draft(session: Session, group: str, meeting: Meeting | None, language: str) -> str:
    """A hand-out made from what stands side by side; `group` is an id."""
    found = find_group(session, group)
    made = compare(session, found.id, language=language)
    say = catalogue(language).gettext
    lines = [f"# {found.name}", ""]
    if meeting is not None:
        lines += [" · ".join(part for part in (meeting.date, meeting.title) if part), ""]
    if found.description:
        lines += [found.description, ""]
    lines += [_heading(say(N_("Who takes part"))), "", *(f"- {name}" for name in made.members), ""]
    lines += [_heading(say(N_("What people told"))), ""]
    corner = say(N_("Dimension"))
    header = [corner, *made.members, say(N_("All"))]
    rows = []
    for place, row in enumerate(made.passages.rows):
        passages = (*made.passages.cells[place], made.passages.row_totals[place])
        people = (*made.people.cells[place], made.people.row_totals[place])
        rows.append([row.label, *(f"{p} ({n})" if p else "–" for p, n in zip(passages, people, strict=True))])
    lines += [*table_lines(header, rows), ""]
    lines += [say(N_("Passages, and in brackets how many people they come from; each counts once.")), ""]
    if made.indicators:
        lines += [_heading(say(N_("What was measured"))), ""]
        header = [say(N_("Indicator")), *made.members, "n", say(N_("Median")), say(N_("Range"))]
        lines += [*table_lines(header, [_indicator_row(each, made.members, language) for each in made.indicators]), ""]
        lines += [say(N_("Latest values. n is the number of enterprises with a value.")), ""]
    for title in (N_("What do we recognise?"), N_("What surprises us?"), N_("What do we do next?")):
        lines += [_heading(say(title)), "", "- ", ""]
    return "\n".join(lines).rstrip() + "\n"


def _heading(text: str) -> str:
    return f"## {text}"


def _indicator_row(each: IndicatorSpread, names: tuple[str, ...], language: str) -> list[str]:
    unit = f" ({each.unit})" if each.unit else ""
    return [
        localised(each.labels, language) + unit,
        *(figure(each.values[name], language) for name in names),
        str(each.n),
        figure(each.latest, language),
        f"{figure(each.lowest, language)} – {figure(each.highest, language)}",
    ]


def figure(value: float | None, language: str) -> str:
    """A value as people write it: `12`, `3,5`, a dash where there is none."""
    if value is None:
        return "–"
    text = f"{value:.10g}"
    return text if language == "en" else text.replace(".", ",")


def _write(
    session: Session, group: str, meeting: Meeting | None, text: str, path: Path, language: str, *, force: bool
) -> None:
    from qualcode.exporters.atomic import write_atomically

    if path.suffix.casefold() == ".md":
        write_atomically(path, text.encode(), force=force)
        return
    from qualcode.model.report import Report

    title, parts = blocks(text)
    date = " · ".join(part for part in (meeting.date, meeting.title) if part) if meeting is not None else ""
    report = Report(
        title=title or group,
        subtitle="" if title else date,
        lines=(),
        contents_title="",
        language=language,
        created=last_change(session),
        blocks=parts,
        page_label="",
    )
    write(report, path, force=force)
