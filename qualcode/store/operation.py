"""What an operation does to the rows: each change with an image of the row before and after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from qualcode.model.message import Message
from qualcode.model.project import Coder
from qualcode.store.clock import now
from qualcode.store.images import Change, Images, Values
from qualcode.store.rows import encode, table_of, to_row
from qualcode.store.tables import METADATA, TEXT


class Operation:
    """What an operation does to the file; made by `Session.operation`. `sequence` is its journal number once done."""

    def __init__(self, connection: Connection, name: str, summary: Message, coder: Coder) -> None:
        self._connection = connection
        self._images = Images()
        self.name = name
        self.summary = summary
        self.coder = coder
        self.at = now()
        self.document: str | None = None
        self.sequence: int | None = None

    @property
    def images(self) -> Images:
        """The rows changed so far, before and after."""
        return self._images

    def insert(self, *values: object) -> None:
        """Add rows for values of the model."""
        by_kind: dict[type, list[object]] = {}
        for value in values:
            by_kind.setdefault(type(value), []).append(value)
        for kind, items in by_kind.items():
            table = table_of(kind)
            rows = [to_row(item) for item in items]
            self._connection.execute(insert(table), rows)
            columns = list(rows[0])
            changes: list[Change] = [(row["id"], None, list(row.values())) for row in rows]
            self._images.add(table.name, columns, changes)

    def update(self, kind: type, key: str, /, **changes: object) -> None:
        """Change fields of the row with this id; a change to what already stands there is no change."""
        self.update_many(kind, [key], **changes)

    def update_many(self, kind: type, keys: Sequence[str], /, **changes: object) -> None:
        """The same change to every row with one of these ids."""
        table = table_of(kind)
        encoded = encode(kind, changes)
        images: list[Change] = []
        touched: list[str] = []
        columns = [column.name for column in table.columns]
        for before in self._rows(kind, keys):
            after = {**dict(zip(columns, before, strict=True)), **encoded}
            if list(after.values()) != before:
                touched.append(str(after["id"]))
                images.append((str(after["id"]), before, list(after.values())))
        for some in batches(touched):
            self._connection.execute(update(table).where(table.c.id.in_(some)).values(encoded))
        if images:
            self._images.add(table.name, columns, images)

    def delete(self, kind: type, keys: Sequence[str]) -> None:
        """Remove the rows with these ids."""
        table = table_of(kind)
        columns = [column.name for column in table.columns]
        place = columns.index("id")
        images: list[Change] = [(str(row[place]), row, None) for row in self._rows(kind, keys)]
        for some in batches(keys):
            self._connection.execute(delete(table).where(table.c.id.in_(some)))
        if images:
            self._images.add(table.name, columns, images)

    def add_text(self, sha256: str, content: str) -> None:
        """Keep a text under its hash, once."""
        if self._connection.execute(select(TEXT.c.sha256).where(TEXT.c.sha256 == sha256)).first() is None:
            self._connection.execute(insert(TEXT).values(sha256=sha256, content=content))

    def apply(self, images: Images) -> None:
        """Do what images say, on rows that stand as they expect.

        Rows that go are removed first and rows that stay are changed in place, so that the others keep their order.
        """
        net = images.net()
        for table_name, columns in images.columns.items():
            table = METADATA.tables[table_name]
            own = [(key, *states) for (name, key), states in net.items() if name == table_name]
            going = [key for key, before, after in own if before is not None and after is None]
            for some in batches(going):
                self._connection.execute(delete(table).where(table.c.id.in_(some)))
            self._change_in_place(table, columns, [(before, after) for _, before, after in own if before and after])
            coming = [dict(zip(columns, after, strict=True)) for _, before, after in own if after and not before]
            if coming:
                self._connection.execute(insert(table), coming)
            self._images.add(table_name, columns, images.changes[table_name])

    def _change_in_place(self, table: Table, columns: Sequence[str], pairs: list[tuple[Values, Values]]) -> None:
        """Bring rows from one state to another. Only columns in which any differs are written: the others' indexes stay
        as they are, which makes thousands of rows several times faster."""
        different = [at for at in range(len(columns)) if any(before[at] != after[at] for before, after in pairs)]
        if not different:
            return
        rows = [dict(zip(columns, after, strict=True)) for _, after in pairs]
        values: dict[str, Any] = {columns[at]: bindparam(f"new_{columns[at]}") for at in different}
        try:
            self._connection.execute(
                update(table).where(table.c.id == bindparam("this_id")).values(values),
                [{"this_id": row["id"], **{f"new_{name}": row[name] for name in values}} for row in rows],
            )
        except IntegrityError:
            # Two rows that change places are in each other's way for a moment.
            for some in batches([row["id"] for row in rows]):
                self._connection.execute(delete(table).where(table.c.id.in_(some)))
            self._connection.execute(insert(table), rows)

    def _rows(self, kind: type, keys: Sequence[str]) -> Iterator[list[Any]]:
        table = table_of(kind)
        for some in batches(keys):
            for row in self._connection.execute(select(table).where(table.c.id.in_(some))):
                yield list(row)


def batches(keys: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Groups small enough for one statement."""
    for start in range(0, len(keys), 500):
        yield keys[start : start + 500]
