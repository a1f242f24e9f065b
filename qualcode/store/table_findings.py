"""The tables of evaluation: phases, groups, indicators, the joint display and the framework matrix.

Codes and codings are named by their ids without a foreign key: what was said of them stays readable when they go.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, Integer, Text, UniqueConstraint
from sqlmodel import Field

from qualcode.store.table_base import Base, one_of, reference


class StatementRow(Base, table=True):
    """What is written about a case: portrait, question, methods, findings, limits."""

    __tablename__ = "statement"
    __table_args__ = (
        UniqueConstraint("case", "kind", "about"),
        one_of("kind", "portrait", "question", "method", "finding", "limit"),
    )
    id: str = Field(primary_key=True, sa_type=Text)
    case: str = Field(sa_column=reference("case"))
    kind: str = Field(sa_type=Text)
    about: str = Field(sa_type=Text)  # a dimension's key, a method's name, or empty
    text: str = Field(sa_type=Text)
    coder: str = Field(sa_column=reference("coder"))
    created: str = Field(sa_type=Text)


class GroupRow(Base, table=True):
    """Cases worked with together."""

    __tablename__ = "group"
    id: str = Field(primary_key=True, sa_type=Text)
    name: str = Field(sa_type=Text, unique=True)
    description: str = Field(sa_type=Text)
    created: str = Field(sa_type=Text)


class GroupMemberRow(Base, table=True):
    """Which cases are in which group."""

    __tablename__ = "group_member"
    __table_args__ = (UniqueConstraint("group", "case"),)
    id: str = Field(primary_key=True, sa_type=Text)
    group: str = Field(sa_column=reference("group"))
    case: str = Field(sa_column=reference("case"))


class MeetingRow(Base, table=True):
    """Sessions of groups."""

    __tablename__ = "meeting"
    id: str = Field(primary_key=True, sa_type=Text)
    group: str = Field(sa_column=reference("group"))
    date: str = Field(sa_type=Text)
    title: str = Field(sa_type=Text)
    notes: str = Field(sa_type=Text)
    handout: str = Field(sa_type=Text)
    coder: str = Field(sa_column=reference("coder"))
    created: str = Field(sa_type=Text)


class IndicatorRow(Base, table=True):
    """What is measured."""

    __tablename__ = "indicator"
    __table_args__ = (
        one_of("kind", "number", "level"),
        one_of("direction", "higher", "lower"),
        one_of("aggregate", "median", "sum", "mean"),
        one_of("status", "proposed", "accepted", "declined"),
    )
    id: str = Field(primary_key=True, sa_type=Text)
    key: str = Field(sa_type=Text, unique=True)
    labels: str = Field(sa_type=Text)  # JSON by language, as are definition and each of rungs
    definition: str = Field(sa_type=Text)
    kind: str = Field(sa_type=Text)
    unit: str = Field(sa_type=Text)
    direction: str = Field(sa_type=Text)
    threshold: float | None = None
    code: str | None = Field(sa_type=Text, nullable=True)
    rungs: str = Field(sa_type=Text)  # JSON list
    aggregate: str = Field(sa_type=Text)
    source: str = Field(sa_type=Text)
    status: str = Field(sa_type=Text)
    coder: str = Field(sa_column=reference("coder"))
    created: str = Field(sa_type=Text)


class MeasurementRow(Base, table=True):
    """Values by case and period."""

    __tablename__ = "measurement"
    __table_args__ = (
        UniqueConstraint("indicator", "case", "period"),
        CheckConstraint("baseline IN (0, 1)"),
    )
    id: str = Field(primary_key=True, sa_type=Text)
    indicator: str = Field(sa_column=reference("indicator"))
    case: str = Field(sa_column=reference("case"))
    period: str = Field(sa_type=Text)
    value: float | None = None
    target: float | None = None
    baseline: int = Field(sa_type=Integer)
    note: str = Field(sa_type=Text)
    codings: str = Field(sa_type=Text)  # JSON list of ids
    coder: str = Field(sa_column=reference("coder"))
    created: str = Field(sa_type=Text)


class ProposalRow(Base, table=True):
    """What somebody proposes to change in the codebook or the indicators, and what became of it."""

    __tablename__ = "proposal"
    __table_args__ = (one_of("status", "open", "accepted", "declined"),)
    id: str = Field(primary_key=True, sa_type=Text)
    about: str = Field(sa_type=Text)
    action: str = Field(sa_type=Text)
    subject: str | None = Field(sa_type=Text, nullable=True)
    content: str = Field(sa_type=Text)  # JSON by field
    reason: str = Field(sa_type=Text)
    status: str = Field(sa_type=Text)
    coder: str = Field(sa_column=reference("coder"))
    created: str = Field(sa_type=Text)
    decided_by: str | None = Field(sa_column=reference("coder", nullable=True))
    decided_at: str | None = Field(sa_type=Text, nullable=True)
    decision: str = Field(sa_type=Text)


class RemarkRow(Base, table=True):
    """What is said about proposals."""

    __tablename__ = "remark"
    id: str = Field(primary_key=True, sa_type=Text)
    proposal: str = Field(sa_column=reference("proposal"))
    text: str = Field(sa_type=Text)
    coder: str = Field(sa_column=reference("coder"))
    created: str = Field(sa_type=Text)


class VerdictRow(Base, table=True):
    """What coders say of rows of the joint display."""

    __tablename__ = "verdict"
    __table_args__ = (Index("verdict_row", "by", "group", "code"),)
    id: str = Field(primary_key=True, sa_type=Text)
    by: str = Field(sa_type=Text)
    group: str = Field(sa_type=Text)
    code: str = Field(sa_type=Text)
    indicator: str | None = Field(sa_column=reference("indicator", nullable=True))
    coder: str = Field(sa_column=reference("coder"))
    verdict: str = Field(sa_type=Text)
    note: str = Field(sa_type=Text)
    created: str = Field(sa_type=Text)


class PickRow(Base, table=True):
    """Codings picked as quotes."""

    __tablename__ = "pick"
    id: str = Field(primary_key=True, sa_type=Text)
    coding: str = Field(sa_type=Text, unique=True)
    position: int
    coder: str = Field(sa_column=reference("coder"))
    created: str = Field(sa_type=Text)


class SummaryRow(Base, table=True):
    """Cells of the framework matrix."""

    __tablename__ = "summary"
    __table_args__ = (UniqueConstraint("case", "code"),)
    id: str = Field(primary_key=True, sa_type=Text)
    case: str = Field(sa_column=reference("case"))
    code: str = Field(sa_type=Text)
    text: str = Field(sa_type=Text)
    codings: str = Field(sa_type=Text)  # JSON list of ids
    basis: str = Field(sa_type=Text)
    coder: str = Field(sa_column=reference("coder"))
    created: str = Field(sa_type=Text)


class TranslationRow(Base, table=True):
    """Quotes in other languages."""

    __tablename__ = "translation"
    __table_args__ = (UniqueConstraint("coding", "language", "coder"),)
    id: str = Field(primary_key=True, sa_type=Text)
    coding: str = Field(sa_type=Text)
    language: str = Field(sa_type=Text)
    text: str = Field(sa_type=Text)
    coder: str = Field(sa_column=reference("coder"))
    created: str = Field(sa_type=Text)


TABLES = frozenset(
    {
        "statement",
        "group",
        "group_member",
        "meeting",
        "indicator",
        "measurement",
        "proposal",
        "remark",
        "verdict",
        "pick",
        "summary",
        "translation",
    }
)
