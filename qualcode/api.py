"""qualcode in Python: an open project, and a method for each thing one can do with it.

    import qualcode
    with qualcode.open("pool.qualcode", coder="marie") as project:
        doc = project.import_file("entretien.docx", kind="life-story", case="Atelier Nord", person="F.")
        start = doc.text.index("j'ai repris confiance")
        project.code(doc, start, start + 21, "social/confidence", effect="positive")
        project.matrix(rows="dimension", columns="case", cells="people").to_pandas()

Documents are named as on the command line: by number, id, title, a unique beginning of one, or by the object that
`import_file` and `documents` give. Offsets are code points of the canonical text, half open. What cannot be done raises
`QualcodeError`, and nothing was changed.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualcode.errors import MissingExtra, UsageError
from qualcode.i18n import language as reader_language
from qualcode.model.case import CaseView, PersonView
from qualcode.model.codebook import Code, CodebookView
from qualcode.model.coding import CoderView, CodingView, MemoView
from qualcode.model.document import DocumentView, SearchHit, SpeakerView, TurnView
from qualcode.model.message import N_
from qualcode.model.project import CheckReport, HistoryEntry, Stats
from qualcode.model.results import Matrix
from qualcode.model.suggestion import Decision, Suggestion
from qualcode.ops import (
    Session,
    analysis,
    cases,
    codebook_edits,
    codebooks,
    coders,
    codings,
    documents,
    exchange,
    history,
    memos,
    projects,
    reports,
    search,
    suggestions,
)
from qualcode.ops.codings import AddedCodings
from qualcode.ops.login import coder_name

if TYPE_CHECKING:
    import pandas


PathLike = str | os.PathLike[str]


@dataclass(frozen=True, slots=True)
class Document(DocumentView):
    """A document of an open project: its fields as `documents --json` has them, and its text."""

    _session: Session = field(repr=False, compare=False)

    @property
    def text(self) -> str:
        """The canonical text, which all offsets are in."""
        return documents.text(self._session, self.id)


Reference = DocumentView | str | int


@dataclass(frozen=True, slots=True)
class CrossTable(Matrix):
    """A matrix that can be handed to pandas."""

    def to_pandas(self, labels: bool = False) -> pandas.DataFrame:
        """The cells, `len(rows)` by `len(columns)`, indexed by key, or by label for people. Totals stay behind.

        Raises MissingExtra without pandas.
        """
        try:
            import pandas
        except ImportError as error:
            raise MissingExtra(name="pandas") from error
        rows, columns = (
            pandas.Index([header.label if labels else header.key for header in headers], name=name, dtype=object)
            for headers, name in ((self.rows, self.row_dimension), (self.columns, self.column_dimension))
        )
        return pandas.DataFrame([list(row) for row in self.cells], index=rows, columns=columns)


def open(path: PathLike, coder: str | None = None, *, read_only: bool = False) -> Project:
    """Open a project as `coder` (else QUALCODE_CODER, else the login name). Use it in a `with` statement.

    Raises ProjectNotFound, the ProjectRefused family.
    """
    found = projects.find_project(os.fspath(path), Path.cwd())
    return Project(projects.open_session(found, coder=coder_name(coder), read_only=read_only))


def create(
    path: PathLike,
    coder: str | None = None,
    *,
    codebook: PathLike = "impact",
    title: str | None = None,
    language: str | None = None,
) -> Project:
    """Make a project and open it; `codebook` is `impact` or a file. Raises FileExists, FileUnwritable."""
    return Project(
        projects.create(
            Path(path), coder=coder_name(coder), codebook=os.fspath(codebook), title=title, language=language
        )
    )


class Project:
    """An open project. Every method is one operation; each change is stored when the method returns."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __enter__(self) -> Project:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<qualcode project {str(self.path)!r}, coder {self.coder!r}>"

    def close(self) -> None:
        """Let go of the file."""
        self._session.close()

    @property
    def path(self) -> Path:
        """The project's file."""
        return self._session.path

    @property
    def coder(self) -> str:
        """The name that changes are signed with."""
        return self._session.coder

    # Documents

    def import_file(
        self,
        path: PathLike,
        *,
        kind: str | None = None,
        case: str | None = None,
        person: str | None = None,
        language: str | None = None,
        encoding: str | None = None,
        title: str | None = None,
        large: bool = False,
    ) -> Document:
        """Bring a transcript in, whole or not at all; one that is there already comes back with a warning.

        `kind` is one of interview, life-story, focus-group, survey, field-note; `case` and `person` (the main
        narrator) are found or made by exact name; `large` lifts the limit of 20 MB of text. Raises the FileRefused
        family.
        """
        view = documents.import_file(
            self._session,
            Path(path),
            kind=kind,
            case=case,
            person=person,
            language=language,
            encoding=encoding,
            title=title,
            large=large,
        )
        return self._document(view)

    def documents(self) -> list[Document]:
        """The documents, by number."""
        return [self._document(view) for view in documents.listing(self._session)]

    def document(self, reference: Reference) -> Document:
        """One document. Raises DocumentNotFound, Ambiguous."""
        wanted = self._id(reference)
        return next(document for document in self.documents() if document.id == wanted)

    def text(self, document: Reference) -> str:
        """The document's canonical text."""
        return documents.text(self._session, self._id(document))

    def turns(self, document: Reference) -> list[TurnView]:
        """The document's turns at talk, in order; times in seconds."""
        return documents.turns(self._session, self._id(document))

    def speakers(self, document: Reference) -> list[SpeakerView]:
        """Who speaks in the document, with turns and words."""
        return documents.speakers(self._session, self._id(document))

    def rename_speaker(self, document: Reference, old: str, new: str) -> list[SpeakerView]:
        """Give a speaker another label; where `new` exists the two become one. Raises SpeakerNotFound."""
        return documents.rename_speaker(self._session, self._id(document), old, new)

    def map_speaker(
        self, document: Reference, speaker: str, *, person: str | None = None, interviewer: bool | None = None
    ) -> list[SpeakerView]:
        """Say which person a speaker is, or whether it is the interviewer. Raises SpeakerNotFound."""
        return documents.map_speaker(self._session, self._id(document), speaker, person=person, interviewer=interviewer)

    def done(self, document: Reference, done: bool = True) -> Document:
        """Say, or take back, that the coder has finished the document."""
        return self._document(documents.mark_done(self._session, self._id(document), done))

    def assign(self, document: Reference, case: str | None) -> Document:
        """Say which case the document belongs to; None for none. Raises CaseNotFound."""
        return self._document(documents.set_case(self._session, self._id(document), case))

    def remove_document(self, document: Reference) -> None:
        """Take a document out with everything on it; one undo brings all back."""
        documents.remove(self._session, self._id(document))

    # Codes and codings

    def codebook(self) -> CodebookView:
        """The codes with their keys, paths, labels and definitions."""
        return codebooks.show(self._session)

    def import_codebook(self, path: PathLike) -> CodebookView:
        """Take codes from a file: new ones are added, known ones changed, none removed. Raises BadData."""
        return codebooks.load(self._session, Path(path))

    def export_codebook(self, path: PathLike, *, force: bool = False) -> Path:
        """Write the codebook to `.yaml` or `.csv`. Raises FileExists, FormatUnknown."""
        codebooks.save(codebooks.book(self._session), Path(path), force=force)
        return Path(path)

    def add_code(self, label: str, *, parent: str | None = None, language: str | None = None) -> Code:
        """Add a code below `parent` (key, path or label; None: a new dimension). Raises CodeNotFound, NameRefused."""
        return codebook_edits.add_code(self._session, label, parent=parent, language=language)

    def code(
        self,
        document: Reference,
        start: int,
        end: int,
        code: str,
        *,
        effect: str | None = None,
        facets: Mapping[str, str] | None = None,
        memo: str | None = None,
    ) -> CodingView:
        """Put a code (key, path or label) on `[start, end)`; the same again gives the coding there is.

        `effect` is one of positive, negative, mixed, none, unclear. Raises SpanRefused, CodeNotFound, Ambiguous,
        ValueRefused, FacetNotFound.
        """
        return codings.add(self._session, self._id(document), start, end, code, effect=effect, facets=facets, memo=memo)

    def codings(
        self,
        document: Reference | None = None,
        *,
        code: str | None = None,
        coder: str | None = None,
        origin: str | None = None,
    ) -> list[CodingView]:
        """Codings by document and place; `code` includes those below it."""
        within = None if document is None else self._id(document)
        return codings.listing(self._session, document=within, code=code, coder=coder, origin=origin)

    def add_codings(self, path: PathLike) -> AddedCodings:
        """Codings from `.jsonl` or `.csv`, all or none. Raises BadData with every fault and its line."""
        return codings.add_file(self._session, Path(path))

    def change_coding(self, coding: CodingView | str, **changes: Any) -> CodingView:
        """Change `effect`, `facets`, `start`, `end` or `code` of a coding. Raises CodingNotFound and as `code`."""
        return codings.change(self._session, _coding_id(coding), **changes)

    def uncode(self, *ids: CodingView | str) -> int:
        """Take codings off, in one operation; how many. Raises CodingNotFound."""
        return codings.remove(self._session, [_coding_id(each) for each in ids])

    # Memos and coders

    def memo(self, text: str, **about: Any) -> MemoView:
        """Note something about one thing: `coding=`, `code=`, `document=`, `case=` or `person=`; else the project."""
        kind, subject = self._subject(about)
        return memos.add(self._session, kind, subject, text)

    def memos(self, **about: Any) -> list[MemoView]:
        """All memos, or those about one thing, named as for `memo`."""
        return memos.listing(self._session, *(self._subject(about) if about else ()))

    def coders(self) -> list[CoderView]:
        """Who codes, how much, and what they have finished."""
        return coders.listing(self._session)

    # Finding

    def search(self, query: str, document: Reference | None = None) -> list[SearchHit]:
        """Where the words stand, whatever their case and accents."""
        within = None if document is None else self._id(document)
        return search.search(self._session, query, document=within)

    def suggest(
        self, documents: Sequence[Reference] | None = None, *, code: str | None = None, limit: int | None = None
    ) -> list[Suggestion]:
        """Passages that may carry a code, best first, with the evidence; nothing is coded by it."""
        within = None if documents is None else [self._id(document) for document in documents]
        return suggestions.suggest(self._session, within, code=code, limit=limit)

    def accept(
        self, suggestion: Suggestion, *, code: str | None = None, start: int | None = None, end: int | None = None
    ) -> CodingView:
        """Code what was suggested, perhaps with another code or other edges, and record the decision."""
        return suggestions.accept(self._session, suggestion, code=code, start=start, end=end)

    def refuse(self, suggestion: Suggestion) -> Decision:
        """Record that the suggestion is wrong."""
        return suggestions.refuse(self._session, suggestion)

    # Cases and people

    def cases(self) -> list[CaseView]:
        """The cases, with attributes, people and documents."""
        return cases.cases(self._session)

    def add_case(
        self, name: str, *, kind: str = "enterprise", attributes: Mapping[str, object] | None = None
    ) -> CaseView:
        """Add a case. Raises NameRefused."""
        return cases.add_case(self._session, name, kind=kind, attributes=_texts(attributes))

    def set_case(
        self,
        name: str,
        *,
        rename: str | None = None,
        kind: str | None = None,
        attributes: Mapping[str, object] | None = None,
    ) -> CaseView:
        """Change a case; an attribute set to "" or None is removed. Raises CaseNotFound, NameRefused."""
        return cases.set_case(self._session, name, rename=rename, kind=kind, attributes=_texts(attributes))

    def people(self) -> list[PersonView]:
        """The people, with case, consent, attributes and documents."""
        return cases.people(self._session)

    def add_person(
        self,
        name: str,
        *,
        case: str | None = None,
        consent: str = "quote",
        attributes: Mapping[str, object] | None = None,
    ) -> PersonView:
        """Add a person; `consent` is one of quote, anonymised, count, none. Raises CaseNotFound, NameRefused."""
        return cases.add_person(self._session, name, case=case, consent=consent, attributes=_texts(attributes))

    def set_person(
        self,
        name: str,
        *,
        within: str | None = None,
        rename: str | None = None,
        case: str | None = None,
        consent: str | None = None,
        attributes: Mapping[str, object] | None = None,
    ) -> PersonView:
        """Change a person; `within` is the case to look in, `case` the one to move to. Raises PersonNotFound."""
        return cases.set_person(
            self._session,
            name,
            within=within,
            rename=rename,
            case=case,
            consent=consent,
            attributes=_texts(attributes),
        )

    # Results

    def matrix(
        self,
        rows: str,
        columns: str,
        cells: str = "count",
        *,
        coder: str | None = None,
        where: Mapping[str, str] | None = None,
        effect: str | None = None,
        language: str | None = None,
    ) -> CrossTable:
        """Cross two of code, dimension, case, person, document, coder, speaker, kind, a facet or an attribute.

        `cells`: count, passages, documents, cases, people, coverage (0 to 1), rate (per 1,000 words), quotes (ids).
        Totals count distinct things. Raises AttributeNotFound, ValueRefused, CoderNotFound.
        """
        made = analysis.matrix(
            self._session,
            rows,
            columns,
            cells=cells,
            coder=coder,
            where=where,
            effect=effect,
            language=language or reader_language(),
        )
        return CrossTable(**_values(made))

    def write_matrix(self, matrix: Matrix, path: PathLike, *, language: str | None = None, force: bool = False) -> Path:
        """Write a matrix to `.csv`, `.xlsx` or `.docx`. Raises FileExists, FormatUnknown."""
        reports.write_matrix(self._session, matrix, Path(path), language or reader_language(), force=force)
        return Path(path)

    def report(
        self,
        kind: str,
        path: PathLike,
        *,
        code: str | None = None,
        case: str | None = None,
        where: Mapping[str, str] | None = None,
        language: str | None = None,
        template: PathLike | None = None,
        force: bool = False,
    ) -> Path:
        """Write a report, `excerpts` or `codebook`, perhaps in a house's Word template; filters are for excerpts.

        Raises NothingToReport, FileExists, FormatUnknown.
        """
        tongue = language or reader_language()
        if kind == "excerpts":
            made = reports.excerpts(self._session, code=code, case=case, where=where or {}, language=tongue)
        elif kind == "codebook":
            made = reports.codebook(self._session, language=tongue)
        else:
            raise UnknownReport(kind=kind)
        reports.write(made, Path(path), force=force, template=None if template is None else Path(template))
        return Path(path)

    def export_codings(self, path: PathLike, *, force: bool = False, raw: bool = False) -> exchange.Exported:
        """Write a row a coding to `.csv`, `.xlsx` or `.jsonl`, obeying consent. Raises FileExists, FormatUnknown."""
        return exchange.export_codings(self._session, Path(path), force=force, raw=raw)

    # The project

    def history(self, limit: int | None = None) -> list[HistoryEntry]:
        """Every change, oldest first; only the last `limit` if given."""
        return history.listing(self._session, limit)

    def undo(self, n: int = 1) -> list[HistoryEntry]:
        """Take back the coder's last `n` operations, all or none. Raises NothingToUndo, Conflict."""
        return history.undo(self._session, n)

    def redo(self, n: int = 1) -> list[HistoryEntry]:
        """Do again what was taken back last. Raises NothingToUndo, Conflict."""
        return history.redo(self._session, n)

    def check(self, deep: bool = False) -> CheckReport:
        """Prove that the project is whole."""
        return projects.check(self._session, deep)

    def backup(self, path: PathLike | None = None, *, force: bool = False) -> Path:
        """Copy the project as it is now; where the copy lies. Raises FileExists, FileUnwritable."""
        return projects.backup(self._session, None if path is None else Path(path), force=force)

    def stats(self) -> Stats:
        """How much the project holds."""
        return projects.stats(self._session)

    def _document(self, view: DocumentView) -> Document:
        return Document(**_values(view), _session=self._session)

    def _id(self, reference: Reference) -> str:
        if isinstance(reference, DocumentView):
            return reference.id
        return documents.find(self._session, str(reference)).id

    def _subject(self, about: Mapping[str, Any]) -> tuple[str, str]:
        """The kind and id of what a memo is about."""
        if len(about) > 1:
            raise AboutOneThing
        kind, thing = next(iter(about.items()), ("project", ""))
        if kind == "document":
            return kind, self._id(thing)
        return kind, memos.subject(self._session, kind, _coding_id(thing) if kind == "coding" else str(thing))


class UnknownReport(UsageError):
    """There is no report of this kind."""

    sentence = N_("There is no report “{kind}”.")
    hint = N_("Possible are: excerpts, codebook")


class AboutOneThing(UsageError):
    """A memo about two things at once."""

    sentence = N_("A memo is about one thing at a time.")


def _coding_id(coding: CodingView | str) -> str:
    return coding.id if isinstance(coding, CodingView) else coding


def _texts(attributes: Mapping[str, object] | None) -> dict[str, str]:
    """Attributes' values as people would type them."""
    words = {True: "yes", False: "no"}
    return {
        name: "" if value is None else words[value] if isinstance(value, bool) else str(value)
        for name, value in (attributes or {}).items()
    }


def _values(item: Any) -> dict[str, Any]:
    """A dataclass's fields and values, as they are."""
    return {each.name: getattr(item, each.name) for each in fields(item)}
