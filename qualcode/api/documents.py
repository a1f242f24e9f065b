"""Documents: brought in, read, told apart by speaker, edited after they were coded."""

from __future__ import annotations

from pathlib import Path

from qualcode.api.values import CodingReference, Document, Part, PathLike, Reference, coding_id
from qualcode.errors import UsageError
from qualcode.model.coding import CodingView
from qualcode.model.document import ImportedDocument, Revision, SpeakerView, TurnView
from qualcode.model.message import N_
from qualcode.model.revision import AdriftCoding, Occurrences, Places, RevisionReport
from qualcode.ops import adrift, document_edits, documents, replacing, revisions


class PlaceOrRemove(UsageError):
    """`settle` without a passage and without `remove`, or with both."""

    sentence = N_("Give either the passage's start and end, or --remove.")


class Documents(Part):
    """The documents of a project."""

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
        return self._document(documents.view(self._session, self._id(reference)))

    def text(self, document: Reference) -> str:
        """The document's canonical text."""
        return documents.text(self._session, self._id(document))

    def turns(self, document: Reference) -> list[TurnView]:
        """The document's turns at talk, in order; offsets in code points, times in seconds."""
        return documents.turns(self._session, self._id(document))

    def done(self, document: Reference, done: bool = True) -> Document:
        """Say, or take back, that the coder has finished the document."""
        return self._document(documents.mark_done(self._session, self._id(document), done))

    def assign(self, document: Reference, case: str | None) -> Document:
        """Say which case the document belongs to; None for none. Raises CaseNotFound."""
        return self._document(documents.set_case(self._session, self._id(document), case))

    def set_document(
        self,
        *references: Reference,
        title: str | None = None,
        kind: str | None = None,
        language: str | None = None,
        case: str | None = None,
    ) -> list[Document]:
        """Change what is told of documents, in one operation; None leaves a thing as it is.

        `case` is found or made by exact name, "" for none. Raises DocumentNotFound, NameRefused, ValueRefused.
        """
        ids = [self._id(each) for each in references]
        found = document_edits.describe_all(self._session, ids, title=title, kind=kind, language=language, case=case)
        return [self._document(view) for view in found]

    def preview_file(self, path: PathLike, *, encoding: str | None = None) -> ImportedDocument:
        """What `import_file` would find in a file: text, turns, speakers, warnings. Raises the FileRefused family."""
        return documents.preview(Path(path), encoding=encoding)

    def remove_document(self, document: Reference) -> None:
        """Take a document out with everything on it; one undo brings all back."""
        documents.remove(self._session, self._id(document))

    # Speakers

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

    # The text edited

    def revise(self, document: Reference, text: str, *, preview: bool = False) -> RevisionReport:
        """Give the document another text; codings stay on their words, or are adrift until they are settled.

        With `preview` nothing is stored and the report says what would become of them. One undo takes it all back.
        """
        do = revisions.preview if preview else revisions.revise
        return do(self._session, self._id(document), text)

    def revise_from_file(
        self, document: Reference, path: PathLike, *, encoding: str | None = None, preview: bool = False
    ) -> RevisionReport:
        """As `revise`, with the corrected text from a `.docx`, `.txt` or `.md`. Raises the FileRefused family."""
        do = revisions.preview_from_file if preview else revisions.revise_from_file
        return do(self._session, self._id(document), Path(path), encoding=encoding)

    def occurrences(
        self, document: Reference, old: str, *, any_case: bool = False, in_words: bool = False
    ) -> Occurrences:
        """Where `replace` would replace, with the words around, and how often other forms stand there."""
        return replacing.occurrences(
            self._session, self._id(document), old, whole_word=not in_words, case=False if any_case else None
        )

    def replace(
        self,
        document: Reference,
        old: str,
        new: str,
        *,
        everywhere: bool = False,
        any_case: bool = False,
        in_words: bool = False,
        preview: bool = False,
    ) -> RevisionReport:
        """Put `new` for the words `old`: a name to be hidden, a word misheard. Codings move along.

        `everywhere` where there are several places; `any_case` takes small for capital letters though `old` has some;
        `in_words` also as a part of longer words. Raises WordsNotFound, SeveralPlaces.
        """
        return replacing.replace(
            self._session,
            self._id(document),
            old,
            new,
            whole_word=not in_words,
            case=False if any_case else None,
            once=not everywhere and not preview,
            store=not preview,
        )

    def revisions(self, document: Reference) -> list[Revision]:
        """The states that the document's text has had, oldest first."""
        return revisions.history_of(self._session, self._id(document))

    def adrift(self, document: Reference | None = None) -> list[AdriftCoding]:
        """The codings whose words were edited away, and where they should be; they count nowhere until settled."""
        return adrift.listing(self._session, self._within(document))

    def places(self, coding: CodingReference | AdriftCoding) -> Places:
        """Where a coding that is adrift stood, and where it may belong now, best first. Raises NotAdrift."""
        return adrift.places(self._session, coding.id if isinstance(coding, AdriftCoding) else coding_id(coding))

    def settle(
        self,
        coding: CodingReference | AdriftCoding,
        start: int | None = None,
        end: int | None = None,
        *,
        remove: bool = False,
    ) -> CodingView | None:
        """Put a coding that is adrift on `[start, end)` of the present text, or take it off (then None).

        Raises CodingNotFound, SpanRefused; UsageError for neither or both.
        """
        wanted = coding.id if isinstance(coding, AdriftCoding) else coding_id(coding)
        if start is None and end is None and remove:
            adrift.remove(self._session, wanted)
            return None
        if start is None or end is None or remove:
            raise PlaceOrRemove
        return adrift.settle(self._session, wanted, start, end)
