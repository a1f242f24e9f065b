"""The report of coded excerpts: a chapter a dimension, a section a code, every quote with its source.

What people consented to is obeyed: `none` is left out altogether, `count` is counted and not quoted, `anonymised` is
quoted under a number. The report tells how much that is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from qualcode.analysis.matrix import left_out
from qualcode.analysis.matrix import matrix as cross
from qualcode.analysis.selection import Wanted, select
from qualcode.analysis.table import dimensions
from qualcode.errors import AttributeNotFound, NothingToReport
from qualcode.exporters import stopping
from qualcode.i18n import catalogue
from qualcode.model.case import QUOTED, Case
from qualcode.model.codebook import Code, Codebook, CodeTree, label, letters
from qualcode.model.document import Document
from qualcode.model.excerpt import Excerpt, Only
from qualcode.model.message import N_
from qualcode.model.report import Block, Heading, LabelledText, Paragraph, Quote, Report, Table
from qualcode.ops import cases, codebooks
from qualcode.ops.analysis import Loader, codes_under
from qualcode.ops.codebook_source import Source
from qualcode.ops.passages import Passage, Speech, below, counts, passages
from qualcode.ops.projects import last_change, project
from qualcode.ops.pseudonyms import pseudonyms
from qualcode.ops.quoted import Sayer
from qualcode.ops.report_frame import changed_on, whole_report
from qualcode.ops.report_method import LeftOut, method, omissions
from qualcode.ops.report_words import DIMENSIONS, KINDS, count, pair, without_keys, written
from qualcode.ops.small import EVERYTHING, Small
from qualcode.ops.translated import Translated
from qualcode.store.session import Session


def excerpts(
    session: Session,
    *,
    code: str | None = None,
    case: str | None = None,
    where: Mapping[str, Wanted] | None = None,
    only: Only | None = None,
    language: str | None = None,
    small: Small = EVERYTHING,
    under: Source | None = None,
) -> Report:
    """The coded passages of a code's branch, a case, or what `where` names (as in a matrix); all unless told.

    `only` leaves those of them that were chosen one by one, `small` hides numbers of few people, `under` is another
    codebook that the codings are read under. Raises CodeNotFound, CaseNotFound, AttributeNotFound, Ambiguous;
    NothingToReport where no passage is left.
    """
    return select_excerpts(
        session, code=code, case=case, where=where, only=only, language=language, small=small, under=under
    ).report()


def select_excerpts(
    session: Session,
    *,
    code: str | None = None,
    case: str | None = None,
    where: Mapping[str, Wanted] | None = None,
    only: Only | None = None,
    language: str | None = None,
    small: Small = EVERYTHING,
    under: Source | None = None,
) -> ExcerptReport:
    """What `excerpts` is made of, for other forms of it; raises what that raises."""
    tree = codebooks.tree(session) if under is None else CodeTree(under.codebook.codes)
    filters = dict(where or {})
    if code is not None:
        filters["code"] = codebooks.find_code(tree, code).key
    if case is not None:
        filters["case"] = cases.find_case(session, case).name
    return ExcerptReport(session, tree, filters, language or project(session).language, only, small, under)


class ExcerptReport:
    """Everything the parts of one report share."""

    def __init__(
        self,
        session: Session,
        tree: CodeTree,
        filters: Mapping[str, Wanted],
        language: str,
        only: Only | None = None,
        small: Small = EVERYTHING,
        under: Source | None = None,
    ) -> None:
        self._session, self._tree, self._filters, self._language = session, tree, filters, language
        self._only, self._small, self._under = only, small, under
        self._catalogue = catalogue(language)
        self._say = self._catalogue.gettext
        self._book: Codebook = codebooks.book(session)
        self._documents = session.all(Document, order=["number"])
        self._cases = {each.id: each.name for each in session.all(Case)}
        self._speech = Speech(session)
        self._pseudonyms = pseudonyms(session, self._say)
        self._translated = Translated(session, self._catalogue, language, self._pseudonyms.mask)
        self._letters = letters(tree, language)
        chosen, adrift = self._select()
        if only is not None:
            chosen, adrift = tuple(each for each in chosen if each in only.codings), 0
        read = None
        if under is not None:
            # Comparing codebooks takes numpy and scipy a moment to load.
            from qualcode.ops.codebook_reading import reading

            read = reading(session, under)
        found = passages(session, chosen, read)
        if not found:
            raise NothingToReport()
        self._passages = [passage for passage in found if passage.consent != "none"]
        self._left_out = LeftOut(
            withheld=counts(passage for passage in found if passage.consent == "none").passages,
            counted=counts(passage for passage in found if passage.consent == "count").passages,
            anonymised=counts(passage for passage in found if passage.consent == "anonymised").passages,
            adrift=adrift,
            lacking=0 if read is None else len(chosen) - sum(len(passage.codings) for passage in found),
        )
        self._by_code: dict[str, list[Passage]] = {}
        for passage in self._passages:
            self._by_code.setdefault(passage.code, []).append(passage)
        self._coders = sorted({coding.coder for passage in self._passages for coding in passage.codings})
        self._sayer = Sayer(
            tree=tree,
            facets=self._book.facets,
            letters=self._letters,
            cases=self._cases,
            pseudonyms=self._pseudonyms,
            translated=self._translated,
            language=language,
            say=self._say,
            several=len(self._coders) > 1,
        )

    def _select(self) -> tuple[tuple[str, ...], int]:
        """The ids of the codings that pass the filters, and how many more are adrift."""
        names, codes = {"code", "document", *self._filters}, codes_under(self._session, self._under)
        table = Loader(self._session, names, "quotes", self._language, codes).table()
        known = dimensions(table)
        for name in self._filters:
            if name not in known or name == "speaker":
                raise AttributeNotFound(name=name, choices=", ".join(each for each in known if each != "speaker"))
        selection = select(table, self._filters)
        everywhere = np.ones(len(self._documents), np.bool_)
        self._reach = (everywhere if selection.documents is None else selection.documents).tolist()
        total = cross(table, "code", "document", "quotes", selection).total
        return (total if isinstance(total, tuple) else ()), left_out(table, selection)

    @property
    def passages(self) -> tuple[Passage, ...]:
        """All passages but those of people who do not wish to appear at all."""
        return tuple(self._passages)

    def chapters(self) -> list[Block]:
        """A chapter a dimension, every quote with its source."""
        return [block for dimension in self._tree.children(None) for block in self._chapter(dimension)]

    def method(self) -> list[Block]:
        """How this was made, what the numbers mean, what is left out."""
        codings = {coding.id: coding for passage in self._passages for coding in passage.codings}
        return method(self._catalogue, list(codings.values()), self._left_out, masked=len(self._pseudonyms) > 0)

    def report(self) -> Report:
        """The report."""
        record = project(self._session)
        blocks: list[Block] = [*self._overview(), *self.chapters(), *self.list_of_documents(), *self.method()]
        return whole_report(
            self._say,
            title=record.title,
            subtitle=self._say(N_("Coded excerpts by dimension and code")),
            lines=self.lines(),
            language=self._language,
            created=self.changed(),
            blocks=blocks,
        )

    def excerpts(self) -> tuple[Excerpt, ...]:
        """The passages that may be quoted, one by one, in the order of the report."""
        ordered = [(code, passage) for _, code in self._tree.walk() for passage in self._by_code.get(code.id, ())]
        return tuple(self._sayer.excerpt(code, passage) for code, passage in ordered if passage.consent in QUOTED)

    def left_out(self) -> tuple[str, ...]:
        """What is not shown and why, a sentence each."""
        return tuple(omissions(self._catalogue, self._left_out, len(self._pseudonyms) > 0))

    def changed(self) -> str:
        """When the project was changed last, ISO 8601."""
        return last_change(self._session)

    # The title page and the overview

    def lines(self) -> tuple[str, ...]:
        """What the title page says: how much, by whom, which filters, which codebook, of when."""
        say = self._say
        made = count(self._catalogue, "codings", sum(len(passage.codings) for passage in self._passages))
        sizes = self._sizes(self._passages)
        hidden = self._small.hides(counts(self._passages).people)
        lines = [
            sizes if hidden else f"{sizes} · {made}",
            say(N_("Coded by {names}")).format(names=", ".join(self._coders)),
        ]
        if self._filters:
            told = ", ".join(pair(say, self._dimension(n), self._value(n, v)) for n, v in self._filters.items())
            lines.append(say(N_("Only: {filters}")).format(filters=self._pseudonyms.mask(told)))
        if self._only is not None and self._only.told:
            lines.append(say(N_("Only: {filters}")).format(filters=self._pseudonyms.mask(self._only.told)))
        book = self._book if self._under is None else self._under.codebook
        title = written(book.title, self._language) or book.name
        lines.append(say(N_("Codebook: {title}, version {version}")).format(title=title, version=book.version))
        if self._under is not None:
            told = N_("Coded under another codebook, and read under the one of “{name}”")
            lines.append(say(told).format(name=self._under.name))
        return (*lines, changed_on(say, self.changed()))

    def _dimension(self, name: str) -> str:
        return self._say(DIMENSIONS[name]) if name in DIMENSIONS else name

    def _value(self, name: str, wanted: Wanted) -> str:
        """A value as people read it; of several any will do."""
        if not isinstance(wanted, str):
            return self._say(N_(" or ")).join(self._value(name, each) for each in wanted)
        return self._one_value(name, wanted)

    def _one_value(self, name: str, value: str) -> str:
        code = self._tree.by_key(value) if name in {"code", "dimension"} else None
        return self._tree.path(code, self._language) if code else value

    def _sizes(self, found: Sequence[Passage]) -> str:
        size = counts(found)
        if self._small.hides(size.people):
            return self._say(N_("Fewer than {n} people")).format(n=self._small.below)
        numbers = {"passages": size.passages, "documents": size.documents, "cases": size.cases, "people": size.people}
        return " · ".join(count(self._catalogue, what, n) for what, n in numbers.items())

    def _overview(self) -> list[Block]:
        """Every code with how much there is of it; what nobody said is told too."""
        say = self._say
        rows = []
        shown = self._branch()
        for depth, code in self._tree.walk():
            if code.id in shown:
                size = counts(self._of_branch(code))
                name = f"{self._letters[code.id]}  {self._label(code)}" if depth == 0 else "\u2003" * depth
                name += "" if depth == 0 else self._label(code)
                numbers = (size.people, size.cases, size.documents, size.passages)
                hidden = self._small.hides(size.people)
                rows.append((name, *(self._small.sign if hidden else str(n) for n in numbers)))
        header = (
            say(N_("Code")),
            say(N_("People")),
            say(N_("Enterprises")),
            say(N_("Documents")),
            say(N_("Passages")),
        )
        return [
            Heading(say(N_("At a glance")), 1),
            Paragraph(say(N_("A code counts with those below it.")), "note"),
            Table(say(N_("How many people, and in how many places")), header, tuple(rows), (1, 2, 3, 4)),
            *self._small.note(say),
        ]

    def _branch(self) -> set[str]:
        """The codes the report is about: all, the one filtered by with those below it, or those of what was chosen."""
        if self._only is not None:
            codes = [self._tree.by_id(each) for each in self._by_code]
            return {each.id for code in codes for each in [code, *self._tree.ancestors(code)]}
        wanted = self._filters.get("code", "")
        chosen = self._tree.by_key(wanted) if isinstance(wanted, str) else None
        return below(self._tree, chosen.id) if chosen else {code.id for code in self._tree.codes}

    def _of_branch(self, code: Code) -> list[Passage]:
        return [passage for each in self._tree.branch(code) for passage in self._by_code.get(each.id, ())]

    def _label(self, code: Code) -> str:
        return label(code, self._language)

    # Chapters

    def _chapter(self, dimension: Code) -> list[Block]:
        found = self._of_branch(dimension)
        if not found:
            return []
        colour, letter = self._tree.colour(dimension), self._letters[dimension.id]
        blocks: list[Block] = [Heading(self._label(dimension), 1, colour, letter), *self._about(dimension, found)]
        blocks += self._quotes(dimension)
        silent = []
        for code in list(self._tree.branch(dimension))[1:]:
            within = self._of_branch(code)
            if not within:
                silent.append(self._label(code))
                continue
            depth = len(list(self._tree.ancestors(code)))
            blocks += [Heading(self._label(code), 1 + depth, colour, letter), *self._about(code, within)]
            blocks += self._quotes(code)
        asked = self._branch()
        if silent and dimension.id in asked:
            text = self._say(N_("No passage: {codes}")).format(codes=", ".join(silent))
            blocks.append(Paragraph(text, "note"))
        return blocks

    def _about(self, code: Code, found: Sequence[Passage]) -> list[Block]:
        """The definition and its limits, then how much there is."""
        blocks: list[Block] = []
        if definition := self._written(code.definition):
            blocks.append(Paragraph(definition, "lead"))
        for title, texts in ((self._say(N_("Includes:")), code.include), (self._say(N_("Excludes:")), code.exclude)):
            if text := self._written(texts):
                blocks.append(LabelledText(title, text))
        blocks.append(Paragraph(self._sizes(found), "counts"))
        return blocks

    def _written(self, texts: Mapping[str, str]) -> str:
        return without_keys(written(texts, self._language), self._tree, self._language)

    def _quotes(self, code: Code) -> list[Block]:
        found = self._by_code.get(code.id, [])
        blocks: list[Block] = [self.quote(passage) for passage in found if passage.consent in QUOTED]
        if silent := sum(passage.consent == "count" for passage in found):
            text = self._catalogue.ngettext(
                "{n} passage is counted here but not quoted, as the person who said it wished.",
                "{n} passages are counted here but not quoted, as the people who said them wished.",
                silent,
            )
            blocks.append(Paragraph(text.format(n=silent), "note"))
        return blocks

    def quote(self, passage: Passage) -> Quote:
        """The passage as it is quoted."""
        stopping.check()
        return self._sayer.quote(passage)

    # The appendices

    def list_of_documents(self) -> list[Block]:
        """A chapter with the documents read."""
        say = self._say
        rows = []
        for document in self._shown_documents():
            size = counts(passage for passage in self._passages if passage.document.id == document.id)
            rows.append(
                (
                    str(document.number),
                    self._pseudonyms.mask(document.title),
                    say(KINDS[document.kind]),
                    self._cases.get(document.case or "", "–"),
                    str(document.words),
                    self._small.sign if self._small.hides(size.people) else str(size.passages),
                )
            )
        header = (
            say(N_("No.")),
            say(N_("Title")),
            say(N_("Kind")),
            say(N_("Enterprise")),
            say(N_("Words")),
            say(N_("Passages")),
        )
        return [
            Heading(say(N_("Documents")), 1),
            Table(say(N_("The documents read")), header, tuple(rows), (0, 4, 5)),
        ]

    def _shown_documents(self) -> list[Document]:
        """The documents the filters leave, less those in which nobody wants to appear."""
        shown = []
        for place, document in enumerate(self._documents):
            voices = self._speech.narrators(document)
            silent = voices and all(voice.consent == "none" for voice in voices)
            here = self._only is None or any(passage.document.id == document.id for passage in self._passages)
            if self._reach[place] and here and not silent:
                shown.append(document)
        return shown
