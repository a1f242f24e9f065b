"""The framework matrix as files: pages to read, sheets to work on, rows for programs.

Summaries are the researchers' words; names of people who are not to be named become numbers in them, too. Of the
passages they link to only those are quoted that may be. References count through the whole file.
"""

from __future__ import annotations

import gettext
from collections.abc import Iterator, Sequence
from pathlib import Path

from qualcode.errors import NothingToReport
from qualcode.i18n import catalogue
from qualcode.model.case import QUOTED
from qualcode.model.codebook import Code, label
from qualcode.model.excerpt import Only
from qualcode.model.framework import FrameworkCell, FrameworkView
from qualcode.model.message import N_
from qualcode.model.report import Block, Bullets, Heading, Paragraph, Quote, Report, Table
from qualcode.ops import summaries
from qualcode.ops.excerpts import ExcerptReport, select_excerpts
from qualcode.ops.joint_groups import BY_CASE
from qualcode.ops.joint_labels import Labels
from qualcode.ops.projects import last_change, project
from qualcode.ops.report_files import ending, write
from qualcode.ops.report_frame import changed_on, whole_report
from qualcode.ops.report_words import count
from qualcode.store.session import Session

Place = tuple[str, int, int]  # the document's id, the passage's beginning and end

SUFFIXES = (".docx", ".xlsx", ".html", ".csv")
_THEMES_BESIDE = 4  # on a turned page; more become several tables


def check_file(path: Path) -> str:
    """The ending of the file. Raises FormatUnknown for one the matrix cannot be written to."""
    return ending(path, SUFFIXES)


def write_framework(session: Session, view: FrameworkView, path: Path, language: str, *, force: bool = False) -> None:
    """Write a framework matrix to `.docx`, `.html` (a table or more a dimension), `.xlsx` (a sheet a dimension) or
    `.csv` (a row a cell), in `language`; whole or not at all.

    Raises FormatUnknown, FileExists, FileUnwritable, DiskFull.
    """
    from qualcode.exporters.atomic import write_atomically

    suffix = check_file(path)
    made = _Framework(session, view, language)
    if suffix in (".docx", ".html"):
        write(made.report(), path, force=force)
        return
    if suffix == ".csv":
        from qualcode.exporters.csv import csv_bytes

        data = csv_bytes(*made.rows())
    else:
        from qualcode.exporters.framework_xlsx import framework_xlsx

        data = framework_xlsx(made.sheets(), created=made.created, about=made.about())
    write_atomically(path, data, force=force)


def framework_report(session: Session, view: FrameworkView, language: str) -> Report:
    """The matrix as a report: a chapter a dimension, with the passages its summaries link to."""
    return _Framework(session, view, language).report()


class _Framework:
    """Everything the parts of one file share."""

    def __init__(self, session: Session, view: FrameworkView, language: str) -> None:
        self._session, self._view, self._language = session, view, language
        self._words = catalogue(language)
        self._say = self._words.gettext
        self._labels = Labels(session, BY_CASE, language)
        self._tree = self._labels.tree
        self.created = last_change(session)
        self._numbers: dict[Place, int] = {}
        cells = [cell for row in view.rows for cell in row.cells]
        linked = {each for cell in cells for each in cell.codings}
        self._places: dict[str, Place] = {}
        self._quotes = self._quoted(linked)
        self._written = [cell for cell in cells if cell.text or cell.codings]

    def _quoted(self, linked: set[str]) -> dict[str, Quote]:
        """How the passages that may be quoted are quoted, by coding."""
        if not linked:
            return {}
        try:
            excerpts: ExcerptReport = select_excerpts(
                self._session, only=Only(frozenset(linked)), language=self._language
            )
        except NothingToReport:
            return {}
        found = {}
        for passage in excerpts.passages:
            if passage.consent in QUOTED:
                quote = excerpts.quote(passage)
                found.update(dict.fromkeys((coding.id for coding in passage.codings), quote))
                self._places.update(dict.fromkeys((coding.id for coding in passage.codings), passage.place))
        return found

    # Words

    def _text(self, cell: FrameworkCell) -> str:
        """The summary with its references counted through, and whether it is stale; an empty cell offers passages."""
        say = self._say
        if not (cell.text or cell.codings):
            return f"({self._offer(cell)})" if cell.passages else "–"
        became = {n: self._number(coding) for n, coding in enumerate(cell.codings, 1)}
        named = summaries.references(cell.text, len(cell.codings))
        left = [became[n] for n in became if n not in named and became[n]]
        text = summaries.renumbered(self._labels.names.mask(cell.text), became)
        more = " ".join(f"[{n}]" for n in left)
        lines = [" ".join(part for part in (text, more) if part)]
        if cell.stale:
            since = say(N_("Passages have changed since: {what}")).format(what=changed(self._words, cell))
            lines.append(f"({since})")
        return "\n".join(each for each in lines if each)

    def _offer(self, cell: FrameworkCell) -> str:
        people = count(self._words, "people", cell.people)
        return f"{count(self._words, 'passages', cell.passages)}, {people}"

    def _number(self, coding: str) -> int:
        """The number a passage has in this file, from 1; 0 for one that may not be quoted or is gone.

        A stretch has one number, whatever its codes.
        """
        if coding not in self._quotes:
            return 0
        return self._numbers.setdefault(self._places[coding], len(self._numbers) + 1)

    def _numbered(self) -> dict[int, Quote]:
        """The passages that have a number so far."""
        return {
            self._numbers[place]: self._quotes[coding]
            for coding, place in self._places.items()
            if place in self._numbers
        }

    # A chapter a dimension

    def _dimensions(self) -> Iterator[tuple[Code, list[int]]]:
        """Every dimension with the places of its columns that hold something, itself first."""
        by: dict[str, list[int]] = {}
        for at, column in enumerate(self._view.columns):
            code = self._tree.by_key(column.key or "")
            if code is None:
                continue
            cells = [row.cells[at] for row in self._view.rows]
            if any(cell.text or cell.codings for cell in cells) or (
                code.parent is None and any(cell.passages for cell in cells)
            ):
                by.setdefault(self._tree.dimension(code).id, []).append(at)
        for dimension in self._tree.children(None):
            if dimension.id in by:
                yield dimension, by[dimension.id]

    def report(self) -> Report:
        """The report."""
        say = self._say
        blocks: list[Block] = []
        for dimension, columns in self._dimensions():
            blocks += self._chapter(dimension, columns)
        if not blocks:
            blocks.append(Paragraph(say(N_("No summary has been written yet, and no passage is coded."))))
        blocks += [Heading(say(N_("How this was made")), 1), Bullets(self.method())]
        record = project(self._session)
        return whole_report(
            say,
            title=record.title,
            subtitle=say(N_("Framework matrix: summaries by enterprise and theme")),
            lines=self._lines(),
            language=self._language,
            created=self.created,
            blocks=blocks,
        )

    def _lines(self) -> tuple[str, ...]:
        say = self._say
        n, stale = len(self._written), sum(cell.stale for cell in self._written)
        lines = [self._words.ngettext("{n} summary", "{n} summaries", n).format(n=n)]
        if stale:
            told = self._words.ngettext(
                "{n} rests on passages that have changed since",
                "{n} rest on passages that have changed since",
                stale,
            )
            lines.append(told.format(n=stale))
        if coders := sorted({cell.coder for cell in self._written if cell.coder}):
            lines.append(say(N_("Written by {names}")).format(names=", ".join(coders)))
        return (*lines, changed_on(say, self.created))

    def _chapter(self, dimension: Code, columns: Sequence[int]) -> list[Block]:
        say = self._say
        colour, letter = self._labels.colour(dimension.key)
        name = label(dimension, self._language)
        blocks: list[Block] = [Heading(name, 1, colour, letter)]
        before = len(self._numbers)
        caption = say(N_("Framework matrix: {dimension}")).format(dimension=name)
        for first in range(0, len(columns), _THEMES_BESIDE):
            some = columns[first : first + _THEMES_BESIDE]
            header = (say(N_("Enterprise")), *(self._view.columns[at].label for at in some))
            rows = tuple((row.case, *(self._text(row.cells[at]) for at in some)) for row in self._view.rows)
            blocks.append(Table(caption, header, rows, widths=(3, *(7 for _ in some)), wide=True))
        new = [(number, quote) for number, quote in sorted(self._numbered().items()) if number > before]
        if new:
            blocks.append(Heading(say(N_("The passages linked to")), 3))
            blocks += [
                Quote(
                    quote.text,
                    f"[{number}] {quote.source}",
                    language=quote.language,
                    translations=quote.translations,
                )
                for number, quote in new
            ]
        return blocks

    def method(self) -> tuple[str, ...]:
        """How the matrix was made and what it leaves out, a sentence each."""
        say = self._say
        unquoted = {each for cell in self._written for each in cell.codings if each not in self._quotes}
        gone = {each for cell in self._written for each in cell.missing}
        told = [
            say(N_("A cell holds what researchers make of the passages of an enterprise on a theme, in their words.")),
            say(N_("Numbers in brackets lead to the passages that a summary rests on.")),
            say(N_("Where nothing is written yet, the number of passages stands in parentheses.")),
            say(N_("A code counts with those below it, and people without consent nowhere.")),
        ]
        if n := len(unquoted - gone):
            told.append(
                self._words.ngettext(
                    "{n} passage linked to is not quoted, as the person who said it wished.",
                    "{n} passages linked to are not quoted, as the people who said them wished.",
                    n,
                ).format(n=n)
            )
        if n := len(gone):
            told.append(
                self._words.ngettext(
                    "{n} passage linked to is no longer there.", "{n} passages linked to are no longer there.", n
                ).format(n=n)
            )
        return tuple(told)

    # Tables

    def rows(self) -> tuple[tuple[str, ...], list[tuple[str | int | None, ...]]]:
        """A header, and a row for each cell that has a summary or passages."""
        say = self._say
        header = (
            say(N_("Enterprise")), say(N_("Dimension")), say(N_("Code")), say(N_("Summary")), say(N_("Written by")),
            say(N_("Written on")), say(N_("Passages")), say(N_("People")), say(N_("Changed since")),
            say(N_("Passages linked to")), say(N_("Key")),
        )  # fmt: skip
        rows: list[tuple[str | int | None, ...]] = []
        for row in self._view.rows:
            for cell, column in zip(row.cells, self._view.columns, strict=True):
                code = self._tree.by_key(cell.code)
                if code is None or not (cell.text or cell.codings or cell.passages):
                    continue
                quotes = [self._quotes[each] for each in cell.codings if each in self._quotes]
                told = "\n".join(f"[{n}] {quote.text} ({quote.source})" for n, quote in self._own(cell))
                rows.append(
                    (
                        cell.case, label(self._tree.dimension(code), self._language), column.label,
                        self._labels.names.mask(cell.text) or None, cell.coder, cell.at[:10] if cell.at else None,
                        cell.passages, cell.people, changed(self._words, cell) or None if cell.stale else None,
                        told if quotes else None, cell.code,
                    )
                )  # fmt: skip
        return header, rows

    def _own(self, cell: FrameworkCell) -> list[tuple[int, Quote]]:
        """The passages a cell links to under the numbers they have in its own text."""
        return [(n, self._quotes[each]) for n, each in enumerate(cell.codings, 1) if each in self._quotes]

    def sheets(self) -> list[tuple[str, tuple[str, ...], list[tuple[str, ...]]]]:
        """A sheet a dimension (name, header, rows), then the passages linked to."""
        say = self._say
        made: list[tuple[str, tuple[str, ...], list[tuple[str, ...]]]] = []
        for dimension, columns in self._dimensions():
            header = (say(N_("Enterprise")), *(self._view.columns[at].label for at in columns))
            rows = [(row.case, *(self._text(row.cells[at]) for at in columns)) for row in self._view.rows]
            made.append((label(dimension, self._language), header, rows))
        if self._numbers:
            names = (say(N_("No.")), say(N_("Passage")), say(N_("Source")), say(N_("Translations")))
            linked: list[tuple[str, ...]] = [
                (
                    f"[{number}]",
                    quote.text,
                    quote.source,
                    "\n".join(f"{each.text} ({each.by})" for each in quote.translations),
                )
                for number, quote in sorted(self._numbered().items())
            ]
            made.append((say(N_("Passages")), names, linked))
        return made

    def about(self) -> tuple[str, tuple[str, ...]]:
        """The name of a last sheet and its lines."""
        return self._say(N_("About")), (project(self._session).title, *self._lines(), "", *self.method())


def changed(words: gettext.NullTranslations, cell: FrameworkCell) -> str:
    """What has changed in a cell since its summary was written: *2 new, 1 gone*."""
    told = (
        (words.ngettext("{n} new", "{n} new", cell.new), cell.new),
        (words.ngettext("{n} gone", "{n} gone", cell.gone), cell.gone),
        (words.ngettext("{n} changed", "{n} changed", cell.changed), cell.changed),
    )
    return ", ".join(text.format(n=n) for text, n in told if n)
