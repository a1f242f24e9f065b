"""The tables of working together: codebook versions, crosswalks, tasks, settlements, merges.

Codes and codings are named by their ids without a foreign key: what was said of them stays readable when they go.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Integer, Text, UniqueConstraint
from sqlmodel import Field

from qualcode.store.table_base import Base, one_of, reference


class CodebookVersionRow(Base, table=True):
    """The codebook at moments that were given a name."""

    __tablename__ = "codebook_version"
    id: str = Field(primary_key=True, sa_type=Text)
    name: str = Field(sa_type=Text, unique=True)
    note: str = Field(sa_type=Text)
    sequence: int
    content: str = Field(sa_type=Text)
    coder: str = Field(sa_column=reference("coder"))
    created: str = Field(sa_type=Text)


class CorrespondenceRow(Base, table=True):
    """Confirmed pairs between two codebooks."""

    __tablename__ = "correspondence"
    __table_args__ = (UniqueConstraint("from_book", "from_code", "to_book", "to_code"),)
    id: str = Field(primary_key=True, sa_type=Text)
    from_book: str = Field(sa_type=Text)
    from_code: str = Field(sa_type=Text)
    from_label: str = Field(sa_type=Text)
    to_book: str = Field(sa_type=Text)
    to_code: str = Field(sa_type=Text)
    to_label: str = Field(sa_type=Text)
    relation: str = Field(sa_type=Text)
    note: str = Field(sa_type=Text)
    coder: str = Field(sa_column=reference("coder"))
    created: str = Field(sa_type=Text)


class AssignmentRow(Base, table=True):
    """Who is to code what."""

    __tablename__ = "assignment"
    __table_args__ = (UniqueConstraint("document", "coder"), CheckConstraint("blind IN (0, 1)"))
    id: str = Field(primary_key=True, sa_type=Text)
    document: str = Field(sa_column=reference("document"))
    coder: str = Field(sa_column=reference("coder"))
    blind: int = Field(sa_type=Integer)
    plan: str = Field(sa_type=Text)
    created: str = Field(sa_type=Text)


class SettlementRow(Base, table=True):
    """Disagreements that were settled."""

    __tablename__ = "settlement"
    __table_args__ = (
        one_of("outcome", "consensus", "kept", "removed", "left"),
        CheckConstraint('start >= 0 AND start <= "end"', name="settlement_span"),
    )
    id: str = Field(primary_key=True, sa_type=Text)
    document: str = Field(sa_column=reference("document"))
    start: int
    end: int
    codings: str = Field(sa_type=Text)  # JSON list of ids
    outcome: str = Field(sa_type=Text)
    consensus: str | None = Field(sa_type=Text, nullable=True)
    reason: str = Field(sa_type=Text)
    coder: str = Field(sa_column=reference("coder"))
    created: str = Field(sa_type=Text)


class MergeRow(Base, table=True):
    """Other projects that were taken in."""

    __tablename__ = "merge"
    id: str = Field(primary_key=True, sa_type=Text)
    project: str = Field(sa_type=Text)
    title: str = Field(sa_type=Text)
    sequence: int
    digest: str = Field(sa_type=Text)
    counts: str = Field(sa_type=Text)  # JSON by kind
    coder: str = Field(sa_column=reference("coder"))
    created: str = Field(sa_type=Text)


class MergeConflictRow(Base, table=True):
    """What both projects had changed."""

    __tablename__ = "merge_conflict"
    __table_args__ = (
        UniqueConstraint("project", "table", "row", "field"),
        one_of("status", "open", "ours", "theirs"),
    )
    id: str = Field(primary_key=True, sa_type=Text)
    project: str = Field(sa_type=Text)
    table: str = Field(sa_type=Text)
    row: str = Field(sa_type=Text)
    field: str = Field(sa_type=Text)
    ours: str = Field(sa_type=Text)  # JSON
    theirs: str = Field(sa_type=Text)  # JSON
    status: str = Field(sa_type=Text)
    coder: str = Field(sa_column=reference("coder"))
    created: str = Field(sa_type=Text)


class ForeignEntryRow(Base, table=True):
    """Other projects' journals, to be read."""

    __tablename__ = "foreign_entry"
    __table_args__ = (UniqueConstraint("project", "sequence"),)
    id: str = Field(primary_key=True, sa_type=Text)
    project: str = Field(sa_type=Text)
    sequence: int
    at: str = Field(sa_type=Text)
    coder: str = Field(sa_type=Text)
    operation: str = Field(sa_type=Text)
    summary: str = Field(sa_type=Text)  # JSON: a sentence's template and values


TABLES = frozenset(
    {
        "codebook_version",
        "correspondence",
        "assignment",
        "settlement",
        "merge",
        "merge_conflict",
        "foreign_entry",
    }
)
