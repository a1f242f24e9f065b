"""How conflicts are shown: things by their names, values as people read them."""

from __future__ import annotations

import json
from typing import Any

from qualcode.analysis.merging.rows import Clash
from qualcode.analysis.merging.rules import RULES, Row, Rows, table_of
from qualcode.analysis.merging.settled import held
from qualcode.model.merging import ConflictView

_NAMES = ("name", "title", "key", "quote", "period", "date", "version")


class Naming:
    """Names for rows, from the rows themselves."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def row(self, table: str, key: str) -> Row | None:
        """The row, if it is there."""
        return self._rows.get(table, {}).get(key)

    def called(self, table: str, key: str, depth: int = 0) -> str:
        """How people call a thing; by what it is about where it has no name. Its id where it is gone."""
        row = self.row(table, key)
        if row is None:
            return key[:8]
        if table == "coding":
            return f"{self.called('code', row['code'])}: {row['quote']}"
        for name in _NAMES:
            if isinstance(row.get(name), str) and row[name]:
                return str(row[name])
        named = [self.value(table, row, name, row[name], depth + 1) for name in RULES[table].owners]
        named += [
            row.get(name) for name in ("kind", "about_kind", "about", "language") if name not in RULES[table].owners
        ]
        return " · ".join(str(each) for each in named if each) or key[:8]

    def value(self, table: str, row: Row, field: str, value: Any, depth: int = 0) -> Any:
        """A field's value with names for ids, and numbers as people write them."""
        rule = RULES[table].fields.get(field)
        if table == "attribute_value" and field == "value" and isinstance(value, str):
            attribute = self.row("attribute", str(row["attribute"]))
            # Kept as 18.0.
            return value.removesuffix(".0") if attribute is not None and attribute["type"] == "number" else value
        if rule is None or not isinstance(value, str) or depth > 3:
            return value
        for other in table_of(rule, row):
            if self.row(other, value) is not None:
                return self.called(other, value, depth)
        return value


def conflict_view(row: Row, naming: Naming, titles: dict[str, str]) -> ConflictView:
    """A conflict as it is shown; `titles` are other projects' by the name that their history is kept under."""
    table, key, field = row["table"], row["row"], row["field"]
    about = naming.row(table, key)
    ours, theirs = json.loads(row["ours"]), json.loads(row["theirs"])
    stands = "" if about is None else standing(about, Clash(table, key, field, ours, theirs))
    shown = [value if about is None else naming.value(table, about, field, value) for value in (ours, theirs)]
    return ConflictView(
        id=row["id"],
        project=str(titles.get(row["project"], row["project"])),
        table=table,
        row=key,
        name=naming.called(table, key),
        field=field,
        ours=shown[0],
        theirs=shown[1],
        stands=stands,
        status=row["status"],
    )


def standing(row: Row, clash: Clash) -> str:
    """Whose value holds at present: `ours`, `theirs`, or empty where it is another one by now."""
    present = held(row, clash.field)
    return "ours" if present == clash.ours else "theirs" if present == clash.theirs else ""
