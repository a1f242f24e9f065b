"""Documents, their text, turns and speakers."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.model.message import Message
from qualcode.model.text import Span

KINDS = ("interview", "life-story", "focus-group", "survey", "field-note")


@dataclass(frozen=True, slots=True)
class Document:
    """A source as the project keeps it; its text is that of its current revision.

    `number` counts from 1 in the order of import. `sha256` is of the imported bytes, `text_sha256` of the canonical
    text in UTF-8. `source` is the file's name without its folder; `notices` are what its import had to tell.
    """

    id: str
    number: int
    title: str
    kind: str
    language: str
    case: str | None
    source: str
    format: str
    encoding: str | None
    sha256: str
    revision: str
    text_sha256: str
    characters: int
    words: int
    notices: tuple[Message, ...]
    created: str


@dataclass(frozen=True, slots=True)
class Revision:
    """One state of a document's text. Text never changes; an edit adds a revision."""

    id: str
    document: str
    number: int
    text_sha256: str
    created: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """A label in one document, mapped to a person where the speaker is a narrator we know, or marked as interviewer."""

    id: str
    document: str
    name: str
    person: str | None
    interviewer: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn at talk: `[start, end)` is the speech, `label_start` where its label begins; times in seconds.

    `speaker` is a `Speaker.id`, None where nobody is named. Without a label `label_start == start`.
    """

    id: str
    revision: str
    index: int
    start: int
    end: int
    label_start: int
    speaker: str | None
    time: float | None
    end_time: float | None

    @property
    def span(self) -> Span:
        """The speech."""
        return Span(self.start, self.end)


# What a reader hands over: the same things before they have an identity.


@dataclass(frozen=True, slots=True)
class ImportedTurn:
    """A turn as found in a file; `speaker` is the label's name."""

    start: int
    end: int
    label_start: int
    speaker: str | None = None
    time: float | None = None
    end_time: float | None = None


@dataclass(frozen=True, slots=True)
class ImportedSpeaker:
    """A speaker as found in a file, with the guess whether this is the interviewer."""

    name: str
    interviewer: bool = False


@dataclass(frozen=True, slots=True)
class ImportedDocument:
    """What `importers.registry.read` makes of a file; nothing is stored yet.

    `text` is canonical; `warnings` tell every replacement, loss and guess. `language` is a guess from the words (one
    of fr nl en de) or None.
    """

    text: str
    title: str
    source: str
    format: str
    sha256: str
    encoding: str | None = None
    language: str | None = None
    turns: tuple[ImportedTurn, ...] = ()
    speakers: tuple[ImportedSpeaker, ...] = ()
    warnings: tuple[Message, ...] = ()


# How documents are shown: names instead of ids. These are the fields of the commands' JSON.


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document with its names resolved; `codings` counts those of all coders.

    `done` have finished it. `blind` are the coders to whom it was given to be coded blind, until all who have it are
    done: they may not see yet what others coded in it.
    """

    number: int
    id: str
    title: str
    kind: str
    language: str
    characters: int
    words: int
    turns: int
    speakers: tuple[str, ...]
    case: str | None
    sha256: str
    text_sha256: str
    source: str
    warnings: tuple[Message, ...]
    codings: int
    format: str
    encoding: str | None
    done: tuple[str, ...]
    blind: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TurnView:
    """A turn with its speaker's and person's name."""

    index: int
    start: int
    end: int
    label_start: int
    speaker: str | None
    person: str | None
    interviewer: bool
    time: float | None
    end_time: float | None


@dataclass(frozen=True, slots=True)
class SpeakerView:
    """A speaker of one document with the size of what they said."""

    speaker: str
    turns: int
    words: int
    person: str | None
    interviewer: bool


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A place where a query was found, with the characters around it."""

    document: str
    start: int
    end: int
    quote: str
    before: str
    after: str
