"""What all tables share: their registry, references between them, and rules on values."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import CheckConstraint, Column, ForeignKey, MetaData, Text
from sqlmodel import SQLModel


class Base(SQLModel):
    """All tables share one registry of their own, so that another SQLModel program in the process cannot add to it."""

    metadata: ClassVar[MetaData] = MetaData()


def reference(target: str, *, nullable: bool = False, index: bool = False) -> Column[str]:
    """A column with the id of a row of `target`, checked at commit."""
    return Column(
        Text, ForeignKey(f"{target}.id", deferrable=True, initially="DEFERRED"), nullable=nullable, index=index
    )


def one_of(column: str, *values: str) -> CheckConstraint:
    """The rule that a column holds one of these."""
    return CheckConstraint(f"{column} IN ({', '.join(repr(value) for value in values)})", name=f"{column}_known")
