"""The tables. They are the schema; `store.rows` turns their rows into the model's values and back.

Ids are UUIDs as text, times ISO 8601 with a zone, booleans 0 and 1, maps and lists JSON text. Every foreign key is
checked at commit, so that an operation and its inverse may touch rows in any order. Only what PostgreSQL also has.

Format 1 had these tables without those of `table_findings`; `store.migrate` brings it to format 2.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, Integer, LargeBinary, Text, UniqueConstraint
from sqlmodel import Field

from qualcode.store import table_findings, table_together
from qualcode.store.table_base import Base, one_of, reference


class ProjectRow(Base, table=True):
    """The one project in the file."""

    __tablename__ = "project"
    id: str = Field(primary_key=True, sa_type=Text)
    title: str = Field(sa_type=Text)
    language: str = Field(sa_type=Text)  # working language, ISO 639-1
    created: str = Field(sa_type=Text)


class CoderRow(Base, table=True):
    """People who code."""

    __tablename__ = "coder"
    id: str = Field(primary_key=True, sa_type=Text)
    name: str = Field(sa_type=Text, unique=True)
    created: str = Field(sa_type=Text)


class CaseRow(Base, table=True):
    """Enterprises, or whatever else is compared."""

    __tablename__ = "case"
    id: str = Field(primary_key=True, sa_type=Text)
    name: str = Field(sa_type=Text, unique=True)
    kind: str = Field(sa_type=Text)
    created: str = Field(sa_type=Text)


class PersonRow(Base, table=True):
    """People who speak."""

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("case", "name"), one_of("consent", "quote", "anonymised", "count", "none"))
    id: str = Field(primary_key=True, sa_type=Text)
    name: str = Field(sa_type=Text)
    case: str | None = Field(sa_column=reference("case", nullable=True))
    consent: str = Field(sa_type=Text)
    created: str = Field(sa_type=Text)


class AttributeRow(Base, table=True):
    """Names and types of attributes."""

    __tablename__ = "attribute"
    __table_args__ = (
        UniqueConstraint("about", "name"),
        one_of("about", "case", "person"),
        one_of("type", "text", "number", "yes-no", "date"),
    )
    id: str = Field(primary_key=True, sa_type=Text)
    about: str = Field(sa_type=Text)
    name: str = Field(sa_type=Text)
    type: str = Field(sa_type=Text)


class AttributeValueRow(Base, table=True):
    """What a case or person has for an attribute; no row where nothing is known."""

    __tablename__ = "attribute_value"
    __table_args__ = (UniqueConstraint("attribute", "owner"),)
    id: str = Field(primary_key=True, sa_type=Text)
    attribute: str = Field(sa_column=reference("attribute"))
    owner: str = Field(sa_type=Text)  # a case's or person's id, as attribute.about says
    value: str = Field(sa_type=Text)  # written as attribute.type says


class CodebookRow(Base, table=True):
    """The one codebook of the project."""

    __tablename__ = "codebook"
    id: str = Field(primary_key=True, sa_type=Text)
    name: str = Field(sa_type=Text)
    version: str = Field(sa_type=Text)
    languages: str = Field(sa_type=Text)  # JSON list
    title: str = Field(sa_type=Text)  # JSON, by language
    facets: str = Field(sa_type=Text)  # JSON list


class CodeRow(Base, table=True):
    """Codes; texts are JSON by language."""

    __tablename__ = "code"
    id: str = Field(primary_key=True, sa_type=Text)
    key: str = Field(sa_type=Text, unique=True)  # fixed at birth
    parent: str | None = Field(sa_column=reference("code", nullable=True))
    position: int  # order among all codes
    colour: str | None = Field(sa_type=Text, nullable=True)  # #RRGGBB
    labels: str = Field(sa_type=Text)
    definition: str = Field(sa_type=Text)
    include: str = Field(sa_type=Text)
    exclude: str = Field(sa_type=Text)
    aliases: str = Field(sa_type=Text)
    examples: str = Field(sa_type=Text)
    terms: str = Field(sa_type=Text)
    indicators: str = Field(sa_type=Text)
    pools: str = Field(sa_type=Text)  # JSON list
    sdg: str = Field(sa_type=Text)  # JSON list


class TextRow(Base, table=True):
    """Canonical texts under their own hash; never changed, so the journal refers to them and does not repeat them."""

    __tablename__ = "text"
    sha256: str = Field(primary_key=True, sa_type=Text)
    content: str = Field(sa_type=Text)


class DocumentRow(Base, table=True):
    """Sources."""

    __tablename__ = "document"
    __table_args__ = (one_of("kind", "interview", "life-story", "focus-group", "survey", "field-note"),)
    id: str = Field(primary_key=True, sa_type=Text)
    number: int = Field(unique=True)  # from 1, in the order of import
    title: str = Field(sa_type=Text)
    kind: str = Field(sa_type=Text)
    language: str = Field(sa_type=Text)
    case: str | None = Field(sa_column=reference("case", nullable=True))
    source: str = Field(sa_type=Text)  # file name without folder
    format: str = Field(sa_type=Text)
    encoding: str | None = Field(sa_type=Text, nullable=True)
    sha256: str = Field(sa_type=Text)  # of the file's bytes
    revision: str = Field(
        sa_type=Text
    )  # the current one; no foreign key, since revisions point back; `check` proves it
    text_sha256: str = Field(sa_type=Text)  # of the current text
    characters: int
    words: int
    notices: str = Field(sa_type=Text)  # JSON: what the import had to tell
    created: str = Field(sa_type=Text)


class RevisionRow(Base, table=True):
    """States of documents' texts."""

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("document", "number"),)
    id: str = Field(primary_key=True, sa_type=Text)
    document: str = Field(sa_column=reference("document"))
    number: int
    text_sha256: str = Field(sa_type=Text)
    created: str = Field(sa_type=Text)


class SpeakerRow(Base, table=True):
    """Labels in a document."""

    __tablename__ = "speaker"
    __table_args__ = (UniqueConstraint("document", "name"), CheckConstraint("interviewer IN (0, 1)"))
    id: str = Field(primary_key=True, sa_type=Text)
    document: str = Field(sa_column=reference("document"))
    name: str = Field(sa_type=Text)
    person: str | None = Field(sa_column=reference("person", nullable=True))
    interviewer: int = Field(sa_type=Integer)


class TurnRow(Base, table=True):
    """Turns at talk in a revision."""

    __tablename__ = "turn"
    __table_args__ = (
        UniqueConstraint("revision", "index"),
        CheckConstraint('label_start >= 0 AND label_start <= start AND start <= "end"', name="turn_span"),
        Index("turn_speaker", "speaker", "start"),
    )
    id: str = Field(primary_key=True, sa_type=Text)
    revision: str = Field(sa_column=reference("revision"))
    index: int
    start: int
    end: int
    label_start: int
    speaker: str | None = Field(sa_column=reference("speaker", nullable=True))
    time: float | None = None  # seconds
    end_time: float | None = None


class CodingRow(Base, table=True):
    """Codes on passages."""

    __tablename__ = "coding"
    __table_args__ = (
        CheckConstraint('start >= 0 AND start < "end"', name="coding_span"),
        one_of("effect", "positive", "negative", "mixed", "none", "unclear"),
        one_of("origin", "manual", "suggestion", "autocode", "import"),
        CheckConstraint("adrift IN (0, 1)"),
        # With `adrift`: one may drift onto a place that is coded; and counts by code are read from the index alone.
        Index("coding_place", "document", "start", "end", "code", "coder", "adrift", unique=True),
        Index("coding_code", "code"),
    )
    id: str = Field(primary_key=True, sa_type=Text)
    document: str = Field(sa_column=reference("document"))
    revision: str = Field(sa_column=reference("revision"))
    start: int
    end: int
    quote: str = Field(sa_type=Text)
    code: str = Field(sa_column=reference("code"))
    coder: str = Field(sa_column=reference("coder"))
    effect: str | None = Field(sa_type=Text, nullable=True)
    facets: str = Field(sa_type=Text)  # JSON
    origin: str = Field(sa_type=Text)
    adrift: int = Field(sa_type=Integer)  # 1: its words are no longer found in the text
    created: str = Field(sa_type=Text)


class MemoRow(Base, table=True):
    """Notes."""

    __tablename__ = "memo"
    __table_args__ = (
        one_of("about_kind", "coding", "code", "document", "case", "person", "project"),
        Index("memo_about", "about"),
    )
    id: str = Field(primary_key=True, sa_type=Text)
    about_kind: str = Field(sa_type=Text)
    about: str = Field(sa_type=Text)
    text: str = Field(sa_type=Text)
    coder: str = Field(sa_column=reference("coder"))
    created: str = Field(sa_type=Text)


class DoneRow(Base, table=True):
    """Which coder has finished which document."""

    __tablename__ = "done"
    __table_args__ = (UniqueConstraint("document", "coder"),)
    id: str = Field(primary_key=True, sa_type=Text)
    document: str = Field(sa_column=reference("document"))
    coder: str = Field(sa_column=reference("coder"))
    created: str = Field(sa_type=Text)


class DecisionRow(Base, table=True):
    """What coders said to suggestions."""

    __tablename__ = "decision"
    __table_args__ = (one_of("verdict", "accepted", "changed", "refused"), Index("decision_place", "document"))
    id: str = Field(primary_key=True, sa_type=Text)
    document: str = Field(sa_column=reference("document"))
    revision: str = Field(sa_column=reference("revision"))
    start: int
    end: int
    code: str = Field(sa_column=reference("code"))  # the code suggested
    coder: str = Field(sa_column=reference("coder"))
    verdict: str = Field(sa_type=Text)
    method: str = Field(sa_type=Text)  # what produced it: term, ...
    score: float
    terms: str = Field(sa_type=Text)  # JSON list of the cues that were shown
    coding: str | None = Field(sa_type=Text, nullable=True)  # what came of it; may have been removed since
    created: str = Field(sa_type=Text)


class JournalRow(Base, table=True):
    """Every change, in order: undo, redo and audit trail in one."""

    __tablename__ = "journal"
    __table_args__ = (Index("journal_reverses", "reverses"), {"sqlite_autoincrement": True})
    sequence: int | None = Field(default=None, primary_key=True)
    id: str = Field(sa_type=Text, unique=True)
    at: str = Field(sa_type=Text)  # for people; order is by sequence
    coder: str = Field(sa_type=Text)  # name, since the coder may be made by the same operation
    operation: str = Field(sa_type=Text)  # stable name, such as coding.add
    summary: str = Field(sa_type=Text)  # JSON: a sentence's template and values
    document: str | None = Field(sa_type=Text, nullable=True)
    undoable: int = Field(sa_type=Integer)
    reverses: int | None = Field(default=None)  # the entry this one takes back or does again
    images: bytes = Field(sa_column=Column(LargeBinary, nullable=False))  # rows before and after: store.images
    digest: str = Field(sa_type=Text)  # SHA-256 over the previous digest and all the above


METADATA = Base.metadata
# Which tables each format added to the one before; the first is what is in neither.
ADDED = {2: table_findings.TABLES | table_together.TABLES}
JOURNAL = METADATA.tables["journal"]
TEXT = METADATA.tables["text"]
# What the journal keeps images of: everything but itself and the texts, which never change.
IMAGED = tuple(table for table in METADATA.sorted_tables if table.name not in {"journal", "text"})
