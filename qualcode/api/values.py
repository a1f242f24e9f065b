"""What the methods of a project take and hand out besides the plain values of `qualcode.model`."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from qualcode.errors import MissingExtra
from qualcode.model.coding import CodingView
from qualcode.model.document import DocumentView
from qualcode.model.results import Matrix
from qualcode.ops import Session, documents

if TYPE_CHECKING:
    import pandas

PathLike = str | os.PathLike[str]
Reference = DocumentView | str | int
"""A document: what `documents` gives, or its number, id, title, or a unique beginning of one."""
CodingReference = CodingView | str
"""A coding, or its id."""


@dataclass(frozen=True, slots=True)
class Document(DocumentView):
    """A document of an open project: its fields as `documents --json` has them, and its text."""

    _session: Session = field(repr=False, compare=False)

    @property
    def text(self) -> str:
        """The canonical text, which all offsets are in."""
        return documents.text(self._session, self.id)


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


class Part:
    """What every part of a project needs: the session, and finding what a document's name means."""

    _session: Session

    def _id(self, reference: Reference) -> str:
        if isinstance(reference, DocumentView):
            return reference.id
        return documents.find(self._session, str(reference)).id

    def _within(self, reference: Reference | None) -> str | None:
        return None if reference is None else self._id(reference)

    def _document(self, view: DocumentView) -> Document:
        return Document(**values(view), _session=self._session)


def coding_id(coding: CodingReference) -> str:
    """The id of a coding."""
    return coding.id if isinstance(coding, CodingView) else coding


def values(item: Any) -> dict[str, Any]:
    """A dataclass's fields and values, as they are."""
    return {each.name: getattr(item, each.name) for each in fields(item)}
