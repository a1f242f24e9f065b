"""Merging: other projects taken in, whole and undoable, with what both had changed left for a person to settle.

    preview(session, [Path("pool-b.qualcode")])   # what would come in; nothing is stored
    merge(session, [Path("pool-b.qualcode")])     # one operation, however many projects

What is the same is found by id, texts by their hash, people, cases and coders by name, codes by id, key or a confirmed
pair of the crosswalk. Merging twice changes nothing, and it does not matter which project takes in which.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from qualcode.errors import Refused
from qualcode.model.merging import MERGING, ForeignEntryView, MergeReport
from qualcode.model.message import N_, Message, Value, from_data
from qualcode.model.together import ForeignEntry, Merge
from qualcode.ops.merging_plan import Plan, make_plan
from qualcode.ops.names import pick
from qualcode.ops.uncollected import uncollected
from qualcode.store import check as checks
from qualcode.store import merge as rows_of
from qualcode.store.session import Session, open_project

Progress = Callable[[int, int], None]


class MergedWithItself(Refused):
    """A project is to be merged into itself."""

    code = "merged-with-itself"
    sentence = N_("“{path}” is the project that is open.")
    hint = N_("Name another project, or a copy of this one that somebody else worked in.")


class OtherDamaged(Refused):
    """The other project does not hold together."""

    code = "other-damaged"
    sentence = N_("“{path}” does not hold together; nothing of it was taken in.")
    hint = N_("Look at it with: qualcode -p FILE check — and ask whoever sent it for a fresh copy.")


class MergeNotFound(Refused):
    """No project of this name was taken in."""

    code = "merge-not-found"
    sentence = N_("No project “{name}” has been merged into this one.")
    hint = N_("See which were with: qualcode history")


def preview(
    session: Session, others: Sequence[Path], *, reanchor: bool = False, progress: Progress = lambda done, of: None
) -> MergeReport:
    """What `merge` would do; nothing is stored, and conflicts have no ids."""
    with _opened(session, others) as opened, uncollected():
        report = make_plan(session, opened, reanchor=reanchor, progress=progress).report()
    return dataclasses.replace(report, conflicts=tuple(dataclasses.replace(each, id="") for each in report.conflicts))


def merge(
    session: Session, others: Sequence[Path], *, reanchor: bool = False, progress: Progress = lambda done, of: None
) -> MergeReport:
    """Take other projects in, in one operation; they are only read, and may be of an earlier format.

    Where a document's text differs from ours theirs comes in beside it; with `reanchor` its codings are put on our text
    instead. Of fields that both changed one value stands until a person decides (`settle`): the same one whichever
    project takes in which. Raises MergedWithItself, OtherDamaged, MergeUnsound, the ProjectRefused family.
    """
    with _opened(session, others) as opened, uncollected():
        plan = make_plan(session, opened, reanchor=reanchor, progress=progress)
        return store(session, plan, opened, reanchor=reanchor)


def store(session: Session, plan: Plan, opened: Sequence[tuple[Path, Session]], *, reanchor: bool) -> MergeReport:
    """Store a plan; where the project has changed since, a new one is made of what stands now."""
    with session.operation(MERGING, Message("")) as gate:
        if session.sequence() != plan.sequence:
            plan = make_plan(session, opened, reanchor=reanchor)
        plan.sign(gate.coder.id, gate.at)
        titles = " · ".join(each.title for each in plan.projects)
        told: dict[str, Value] = {"title": titles, "documents": plan.came("document"), "codings": plan.came("coding")}
        gate.summary = Message(N_("Merged with “{title}” (documents: {documents}, codings: {codings})"), told)
        rows_of.write(gate, plan.before, plan.rows, plan.texts)
    return dataclasses.replace(plan.report(), operation=gate.sequence)


@contextlib.contextmanager
def _opened(session: Session, others: Sequence[Path]) -> Iterator[list[tuple[Path, Session]]]:
    """The other projects, open for reading and proven whole."""
    with contextlib.ExitStack() as stack:
        opened: list[tuple[Path, Session]] = []
        for path in others:
            if path.exists() and path.samefile(session.path):
                raise MergedWithItself(path=str(path))
            other = stack.enter_context(open_project(path, coder=session.coder, read_only=True))
            report = checks.check(other)
            if not report.ok:
                raise OtherDamaged(*report.problems[:3], path=str(path))
            opened.append((path, other))
        yield opened


def foreign_history(session: Session, title: str) -> list[ForeignEntryView]:
    """What happened in a project that was taken in, oldest first. Raises MergeNotFound, Ambiguous."""
    merges = {each.project: each for each in session.all(Merge)}
    found = pick(title, list(merges.values()), lambda each: each.title, MergeNotFound(name=title))
    entries = session.all(ForeignEntry, project=found.project, order=["sequence"])
    with session.understanding():
        return [
            ForeignEntryView(found.title, each.sequence, each.at, each.coder, each.operation, _summary(each.summary))
            for each in entries
        ]


def titles(session: Session) -> list[str]:
    """The projects that were taken in, in the order they first came, each once."""
    return list(dict.fromkeys(each.title for each in session.all(Merge)))


def _summary(text: str) -> Message:
    return from_data(json.loads(text))
