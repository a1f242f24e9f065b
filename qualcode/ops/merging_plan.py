"""A merge computed, project by project, before anything of it is stored."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from qualcode.analysis.merging.matching import match
from qualcode.analysis.merging.merging import Merged, Side, merge
from qualcode.analysis.merging.rows import dumped
from qualcode.analysis.merging.rules import RULES, Row, Rows
from qualcode.errors import StorageError
from qualcode.model.codebook import fold_name
from qualcode.model.ids import new_id, stable_id
from qualcode.model.merging import ConflictView, MergedProject, MergeReport, TextDiffers
from qualcode.model.message import N_, Message
from qualcode.ops import blinding, table_values
from qualcode.ops.merging_blind import Blind, known, known_texts, note
from qualcode.ops.merging_kept import (
    UNSIGNED,
    brings_anything,
    drop_echoes,
    note_conflicts,
    note_reanchored,
    opened_again,
    put_onto_before,
)
from qualcode.ops.merging_past import OWN, Known, common_past, is_known, side_of
from qualcode.ops.merging_texts import Reanchoring, reanchor
from qualcode.ops.merging_views import Naming, conflict_view
from qualcode.store import journal, read
from qualcode.store import merge as rows_of
from qualcode.store.merge import Link
from qualcode.store.session import Session

_SHOWN = ("document", "code", "coding", "memo", "case", "person", "coder")


class MergeUnsound(StorageError):
    """The counts of both sides and of the outcome do not agree; an error of the program."""

    code = "merge-unsound"
    sentence = N_("The merge was not stored: after it {n} rows of “{table}” would be missing.")
    hint = N_("Both projects are as they were. Please report this, with the two files if they may be shown.")


@dataclass(slots=True)
class Plan:
    """What is stored: the rows before and after, texts to keep, and what is told of it."""

    sequence: int
    before: Rows
    rows: Rows
    coder: str
    blind: Blind
    texts: dict[str, str] = field(default_factory=dict)
    projects: list[MergedProject] = field(default_factory=list)
    differing: list[TextDiffers] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)  # ids of their rows
    counted: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("changed", "removed", "kept", "same"), 0))

    def came(self, table: str) -> int:
        """How many rows of a table are new."""
        return sum(key not in self.before[table] for key in self.rows[table])

    def sign(self, coder: str, at: str) -> None:
        """Enter who merges and when into what the merge itself keeps."""
        for table in ("merge", "merge_conflict"):
            for key, row in self.rows[table].items():
                if row["coder"] == UNSIGNED:
                    self.rows[table][key] = {**row, "coder": coder, "created": at}

    def report(self) -> MergeReport:
        """What it does, with names; a coder who works blind is told nothing of what others coded there."""
        naming = Naming(self.rows)
        noted = [self.rows["merge_conflict"][key] for key in self.conflicts]
        conflicts = known(noted, naming, self.coder, self.blind)
        titles = {row["project"]: row["title"] for row in self.rows["merge"].values()}
        views: list[ConflictView] = [conflict_view(row, naming, titles) for row in conflicts]
        came = {table: self.came(table) for table in RULES}
        others = sum(n for table, n in came.items() if table not in {*_SHOWN, *OWN, "turn", "revision", "speaker"})
        return MergeReport(
            documents=came["document"],
            codes=came["code"],
            codings=came["coding"],
            memos=came["memo"],
            conflicts=tuple(views),
            cases=came["case"],
            people=came["person"],
            coders=came["coder"],
            others=others,
            changed=self.counted["changed"],
            removed=self.counted["removed"],
            kept=self.counted["kept"],
            same=self.counted["same"],
            texts=known_texts(self.differing, self.coder, self.blind),
            projects=tuple(self.projects),
            notes=(*self.notes, *note(len(noted) - len(conflicts))),
            operation=None,
        )


def make_plan(
    session: Session,
    others: Sequence[tuple[Path, Session]],
    *,
    reanchor: bool = False,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Plan:
    """Compute taking in the projects, one after the other. Raises MergeUnsound, ProjectDamaged."""
    sequence = session.sequence()  # first: what is written while the rows are read makes the plan out of date
    start = rows_of.rows(session)
    plan = Plan(sequence, start, start, session.coder, blinding.held(session))
    work = _Work(session, plan, rows_of.chain(session), reanchor)
    progress(0, len(others))
    for number, (path, other) in enumerate(others, 1):
        with other.snapshot():
            work.take_in(path, other)
        progress(number, len(others))
    for row in plan.rows["codebook_version"].values():
        if row["id"] not in start["codebook_version"]:
            plan.rows["codebook_version"][row["id"]] = {**row, "sequence": plan.sequence + 1}
    return plan


class _Work:
    """The plan in the making."""

    def __init__(self, session: Session, plan: Plan, chain: list[Link], reanchor: bool) -> None:
        self._session = session
        self._plan = plan
        self._chain = chain
        self._reanchor = reanchor
        self._after: dict[str, Rows] = {}
        self._first_number = max(read.last_document_number(session), journal.standing(session, "document.import")) + 1

    def take_in(self, path: Path, other: Session) -> None:
        """Take in one project."""
        plan = self._plan
        ours = Known(self._session, plan.rows, self._chain, self._after)
        theirs = Known(other, rows_of.rows(other), rows_of.chain(other), {})
        title = next(iter(theirs.rows["project"].values()))["title"]
        if is_known(ours, theirs):
            plan.projects.append(MergedProject(path.name, title, True, 0, 0, 0, 0, 0))
            return
        label = _label(theirs, plan.rows, self._chain)
        title = _title(title, path, label, plan.rows)
        onto = put_onto_before(plan.rows, theirs.rows)
        past = common_past(ours, theirs, onto)
        theirs = Known(other, self._without_own_past(theirs), theirs.chain, {})
        if self._reanchor:
            found = match(plan.rows, theirs.rows, past.known, onto)
            onto = {**onto, **dict(found.differing)}
        side = side_of(theirs, past, onto)
        told: list[TextDiffers] = []
        for key, mine in onto.items():
            side, what = self._reanchored(other, side, key, mine)
            told += what
        merged = merge(plan.rows, side, first_number=self._first_number, fits=_fits)
        _prove(plan.rows, side.rows, merged)
        drop_echoes(merged, plan.rows)
        if not brings_anything(plan.rows, merged):
            plan.projects.append(MergedProject(path.name, title, past.known != {}, 0, 0, 0, 0, 0))
            return
        self._keep(path, title, label, theirs, merged, told, past.known != {})

    def _reanchored(self, other: Session, side: Side, key: str, mine: str) -> tuple[Side, list[TextDiffers]]:
        theirs, ours = side.rows["document"][key], self._plan.rows["document"][mine]
        if theirs["text_sha256"] == ours["text_sha256"]:
            return side, []
        texts = rows_of.texts(other, [theirs["text_sha256"]])
        own = self._texts([ours["text_sha256"]])
        each = Reanchoring(theirs, ours, texts[theirs["text_sha256"]], own[ours["text_sha256"]])
        speakers = {k: row for k, row in self._plan.rows["speaker"].items() if row["document"] == mine}
        rows, base, told = reanchor(each, side.rows, side.base, speakers)
        return dataclasses.replace(side, rows=rows, base=base), [told]

    def _texts(self, hashes: Sequence[str]) -> dict[str, str]:
        """Texts that are here, or come in with a project taken in before."""
        there = {sha256: self._plan.texts[sha256] for sha256 in hashes if sha256 in self._plan.texts}
        return {**there, **rows_of.texts(self._session, [each for each in hashes if each not in there])}

    def _without_own_past(self, theirs: Known) -> Rows:
        """Their rows without what they keep of merges with us: our own past is our journal."""
        own_digests = {link.digest for link in self._chain}
        own_entries = {link.id for link in self._chain}
        here = self._plan.rows
        merges = {key: row for key, row in theirs.rows["merge"].items() if row["digest"] not in own_digests}
        entries: dict[str, Row] = {}
        taken = {(row["project"], row["sequence"]): key for key, row in here["foreign_entry"].items()}
        labels: dict[str, str] = {}
        for key, row in sorted(theirs.rows["foreign_entry"].items(), key=lambda pair: int(pair[1]["sequence"])):
            if key in own_entries or key in here["foreign_entry"]:
                continue
            known_as = labels.get(row["project"], row["project"])
            if taken.get((known_as, row["sequence"]), key) != key:
                known_as = labels[row["project"]] = stable_id("branch", key)
            entries[key] = {**row, "project": known_as}
            taken[known_as, row["sequence"]] = key
        merges = {key: {**row, "project": labels.get(row["project"], row["project"])} for key, row in merges.items()}
        return {**theirs.rows, "merge": merges, "foreign_entry": entries}

    def _keep(
        self, path: Path, title: str, label: str, theirs: Known, merged: Merged, told: list[TextDiffers], common: bool
    ) -> None:
        """Enter what the merge itself keeps, and go on from what it made."""
        plan = self._plan
        before = plan.rows
        came = {table: len(merged.came[table]) for table in RULES}
        rows = plan.rows = merged.rows
        conflicts = list(dict.fromkeys([*note_conflicts(rows, merged.clashes, label), *opened_again(merged, before)]))
        for each in told:
            note_reanchored(rows, each, label, merged, theirs)
        noted = self._note_merge(label, title, theirs, came)
        self._after[noted] = rows
        self._texts_of(theirs.session, merged)
        plan.conflicts += conflicts
        plan.differing += [*told, *_beside(merged, theirs.rows)]
        plan.notes += [*_notes(merged, rows), *_namesakes(before, rows)]
        plan.counted["changed"] += len(merged.changed)
        plan.counted["removed"] += len(merged.removed)
        plan.counted["kept"] += len(merged.kept)
        plan.counted["same"] += sum(
            len(ids) - len(merged.matching.new[table])
            for table, ids in merged.matching.ids.items()
            if table not in (*OWN, "turn", "revision", "speaker", "project", "codebook")
        )
        plan.projects.append(
            MergedProject(
                path.name, title, common, came["document"], came["code"], came["coding"], came["memo"], len(conflicts)
            )
        )

    def _note_merge(self, label: str, title: str, theirs: Known, came: Mapping[str, int]) -> str:
        rows, head = self._plan.rows, theirs.chain[-1]
        known = {link.id for link in self._chain} | rows["foreign_entry"].keys()
        for link in theirs.chain:
            if link.id not in known:
                rows["foreign_entry"][link.id] = {
                    "id": link.id, "project": label, "sequence": link.sequence, "at": link.at, "coder": link.coder,
                    "operation": link.operation, "summary": link.summary,
                }  # fmt: skip
        key = new_id()
        rows["merge"][key] = {
            "id": key, "project": label, "title": title, "sequence": head.sequence, "digest": head.digest,
            "counts": dumped({table: n for table, n in came.items() if n}), "coder": UNSIGNED, "created": "",
        }  # fmt: skip
        return key

    def _texts_of(self, other: Session, merged: Merged) -> None:
        wanted = {merged.rows["revision"][key]["text_sha256"] for key in merged.came["revision"]}
        wanted |= {merged.rows["document"][key]["text_sha256"] for key in merged.came["document"]}
        lacking = rows_of.lacking(self._session, wanted) - self._plan.texts.keys()
        self._plan.texts |= rows_of.texts(other, lacking)


def _fits(kind: str, value: str) -> bool:
    return kind == "text" or table_values.stored(kind, value) == value


def _title(title: str, path: Path, label: str, rows: Rows) -> str:
    """What the project is called here: by its file too where another, or this one, has the same title."""
    taken = {fold_name(row["title"]) for row in rows["project"].values()}
    taken |= {fold_name(row["title"]) for row in rows["merge"].values() if row["project"] != label}
    return f"{title} ({path.stem})" if fold_name(title) in taken else title


def _label(theirs: Known, rows: Rows, chain: Sequence[Link]) -> str:
    """The name under which their history is kept: their project's id, unless another branch of it is kept so."""
    own = next(iter(rows["project"]))
    kept = rows["foreign_entry"]
    last = next((kept[link.id]["project"] for link in reversed(theirs.chain) if link.id in kept), None)
    project = next(iter(theirs.rows["project"]))
    taken = {(row["project"], row["sequence"]): key for key, row in kept.items()}
    here = kept.keys() | {link.id for link in chain}
    new = [link for link in theirs.chain if link.id not in here]
    for label in [*([last] if last else []), *([project] if project != own else [])]:
        if all((label, link.sequence) not in taken for link in new):
            return str(label)
    # The first entry that is theirs alone names the branch, however often it comes back.
    return stable_id("branch", new[0].id)


def _beside(merged: Merged, theirs: Rows) -> list[TextDiffers]:
    """Documents that came in beside ours since their text differs."""
    told = []
    for key, mine in merged.matching.differing:
        codings = sum(row["document"] == key for row in theirs["coding"].values())
        beside = merged.matching.ids["document"][key]
        if beside in merged.rows["document"]:
            told.append(TextDiffers(mine, merged.rows["document"][mine]["title"], codings, beside))
    return told


def _notes(merged: Merged, rows: Rows) -> list[Message]:
    """What was done so that the outcome is a project."""
    circle = N_("The code “{code}” had come to stand below itself; it is at the top now.")
    text = N_("The property “{name}” is a text now, since not all of its values are of its type.")
    notes = [
        Message(N_("Two have come to have one name: “{old}” is now “{new}”."), {"old": old, "new": new})
        for table, _, old, new in merged.renamed
    ]
    notes += [Message(circle, {"code": rows["code"][key]["key"]}) for key in merged.circles]
    notes += [Message(text, {"name": rows["attribute"][key]["name"]}) for key in merged.retyped]
    return notes


def _namesakes(before: Rows, rows: Rows) -> list[Message]:
    """Codes side by side that have come to have the same label; they stay two, since labels are not what codes are."""
    told = N_("The codes “{code}” and “{other}” stand side by side and have the same label: “{label}”.")
    there: dict[tuple[str | None, str, str], Row] = {}
    notes = []
    for row in rows["code"].values():
        for language, label in json.loads(row["labels"]).items():
            twin = there.setdefault((row["parent"], language, fold_name(label)), row)
            if twin is not row and not all(before["code"].get(each["id"]) == each for each in (row, twin)):
                notes.append(Message(told, {"code": twin["key"], "other": row["key"], "label": label}))
    return notes


def _prove(ours: Rows, theirs: Rows, merged: Merged) -> None:
    """Nothing was lost: each row of either side is there, or is one with another, or was taken out by somebody.

    Raises MergeUnsound.
    """
    gone = {*merged.removed, *merged.left_out}
    for table in RULES:
        if table == "turn":  # of two cuts of one text one is taken
            continue
        there, ids = merged.rows[table], merged.matching.ids[table]
        wanted = [*ours[table], *(ids[key] for key in theirs[table])]
        missing = {key for key in wanted if key not in there} - {key for name, key in gone if name == table}
        missing -= {key for name, key in merged.joined if name == table}
        if missing:
            raise MergeUnsound(n=len(missing), table=table)
