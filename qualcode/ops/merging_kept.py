"""The rows that a merge keeps of itself: what both had changed, and which texts were given up for ours."""

from __future__ import annotations

import json
from collections.abc import Sequence

from qualcode.analysis.merging.merging import Merged
from qualcode.analysis.merging.rows import Clash, dumped
from qualcode.analysis.merging.rules import RULES, Row, Rows
from qualcode.analysis.merging.settled import about
from qualcode.model.ids import new_id
from qualcode.model.merging import TextDiffers
from qualcode.ops.merging_past import OWN, Known

TEXT_FIELD = "text"
"""The field under which it is kept that a document's codings were put on our text."""
UNSIGNED = "\x1funsigned"
"""The coder until the merge is stored: nobody has signed it."""


def opened_again(merged: Merged, ours: Rows) -> list[str]:
    """The ids of our conflicts that were settled and are open now, since the other side took that back."""
    rows = merged.rows["merge_conflict"]
    return [
        key
        for key, row in ours["merge_conflict"].items()
        if key in rows and row["status"] != "open" == rows[key]["status"] and about(row) in merged.reopened
    ]


def put_onto_before(rows: Rows, theirs: Rows) -> dict[str, str]:
    """Documents of theirs whose codings were put on our text by an earlier merge, as (theirs: ours)."""
    found: dict[str, str] = {}
    for row in rows["merge_conflict"].values():
        if row["table"] == "document" and row["field"] == TEXT_FIELD:
            key = json.loads(row["theirs"]).get("document")
            if key in theirs["document"] and row["row"] in rows["document"]:
                found[key] = row["row"]
    return found


def note_conflicts(rows: Rows, clashes: Sequence[Clash], label: str) -> list[str]:
    """Keep each conflict as a row; one that is kept already for the same field is opened again with what stands now."""
    there = {_place(row): key for key, row in rows["merge_conflict"].items()}
    noted: dict[str, None] = {}
    for clash in clashes:
        if not _is_noted(clash, rows):
            continue
        place = (label, clash.table, clash.row, clash.field)
        key = there.setdefault(place, new_id())
        noted[key] = None
        rows["merge_conflict"][key] = {
            "id": key, "project": label, "table": clash.table, "row": clash.row, "field": clash.field,
            **_sides(clash), "status": "open", "coder": UNSIGNED, "created": "",
        }  # fmt: skip
    return list(noted)


def _place(conflict: Row) -> tuple[str, str, str, str]:
    return conflict["project"], conflict["table"], conflict["row"], conflict["field"]


def note_reanchored(rows: Rows, told: TextDiffers, label: str, merged: Merged, theirs: Known) -> None:
    """Keep that a document's codings are on our text, so that the next merge does the same."""
    place = (label, "document", told.document, TEXT_FIELD)
    if any(_place(row) == place for row in rows["merge_conflict"].values()):
        return
    key = new_id()
    other = next(k for k, mine in merged.matching.ids["document"].items() if mine == told.document)
    kept = {"document": other, "text_sha256": theirs.rows["document"][other]["text_sha256"]}
    rows["merge_conflict"][key] = {
        "id": key, "project": label, "table": "document", "row": told.document, "field": TEXT_FIELD,
        "ours": dumped({"document": told.document, "text_sha256": rows["document"][told.document]["text_sha256"]}),
        "theirs": dumped(kept), "status": "ours", "coder": UNSIGNED, "created": "",
    }  # fmt: skip


def drop_echoes(merged: Merged, ours: Rows) -> None:
    """What they noted as a conflict with us we may have noted as one with them: it is one, settled if either is."""
    rows = merged.rows["merge_conflict"]
    there = {about(rows[key]): key for key in ours["merge_conflict"]}
    for key in merged.came["merge_conflict"]:
        twin = there.setdefault(about(rows[key]), key)
        if twin == key:
            continue
        echo = rows.pop(key)
        if rows[twin]["status"] == "open" != echo["status"] and about(echo) not in merged.reopened:
            turned = rows[twin]["ours"] != echo["ours"]
            status = {"ours": "theirs", "theirs": "ours"}[echo["status"]] if turned else echo["status"]
            rows[twin] = {**rows[twin], "status": status}


def brings_anything(ours: Rows, merged: Merged) -> bool:
    """Whether there is more to store than that the two have met: also a conflict that is not kept yet and ours wins."""
    if any(merged.rows[table] != ours[table] for table in RULES if table not in ("merge", "foreign_entry")):
        return True
    if merged.parted:
        return True
    kept = {about(row) for row in ours["merge_conflict"].values()}
    return any(
        about({"table": clash.table, "row": clash.row, "field": clash.field, **_sides(clash)}) not in kept
        for clash in merged.clashes
        if _is_noted(clash, merged.rows)
    )


def _is_noted(clash: Clash, rows: Rows) -> bool:
    return clash.table not in OWN and clash.row in rows[clash.table]


def _sides(clash: Clash) -> dict[str, str]:
    return {"ours": dumped(clash.ours), "theirs": dumped(clash.theirs)}
