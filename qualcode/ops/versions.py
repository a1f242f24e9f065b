"""Versions of the codebook: a name for it as it is now, read again later, and which one a coding was made under.

`name_version(session, "after the pilot")` keeps it; `content(session, "after the pilot")` gives a `Codebook` with
the ids of its codes; `made_under` tells for codings which version stood when they were made.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from qualcode.errors import NameRefused, NotFound
from qualcode.model.codebook import Codebook, fold_name
from qualcode.model.codebook_history import VersionView
from qualcode.model.coding import CodingView
from qualcode.model.ids import new_id
from qualcode.model.merging import MERGING
from qualcode.model.message import N_, Message
from qualcode.model.project import Coder
from qualcode.model.text import canonical
from qualcode.model.together import CodebookVersion
from qualcode.ops.codebooks import book
from qualcode.ops.names import unused
from qualcode.store import journal, read
from qualcode.store.session import Session

APART = "@"
"""What stands between a project and a version of its codebook: `pool.qualcode@after the pilot`."""

_NAMING = "codebook.version"  # the operation, as the journal calls it


class VersionNotFound(NotFound):
    """The codebook has no version of this name."""

    code = "version-not-found"
    sentence = N_("The codebook has no version “{name}”.")
    hint = N_("See its versions with: qualcode codebook version")


def name_version(session: Session, name: str, note: str | None = None) -> VersionView:
    """Give the codebook as it is now a name, and perhaps a note on why; one operation.

    Raises NameRefused where a version has the name already (capital and small letters are the same) or it holds “@”.
    """
    from qualcode.exporters.codebook_yaml import codebook_yaml

    with session.operation(_NAMING, Message("")) as gate:
        title = unused(name, [each.name for each in session.all(CodebookVersion)])
        if APART in title:
            raise NameRefused(name=title, reason=Message(N_("“@” stands between a project and a version")))
        gate.summary = Message(N_("Version “{version}” of the codebook"), {"version": title})
        made = CodebookVersion(
            id=new_id(),
            name=title,
            note=canonical(note or "").text.strip(),
            sequence=session.sequence(),
            content=codebook_yaml(book(session)).decode(),
            coder=gate.coder.id,
            created=gate.at,
        )
        gate.insert(made)
    return _views(session, [made])[0]


def listing(session: Session) -> list[VersionView]:
    """The named versions, oldest first."""
    return _views(session, session.all(CodebookVersion, order=["sequence"]))


def content(session: Session, name: str) -> Codebook:
    """The codebook as it was under a name, with the ids that its codes had and have. Raises VersionNotFound."""
    from qualcode.importers.codebook_kept import kept_codebook

    found = [each for each in session.all(CodebookVersion) if fold_name(each.name) == fold_name(name)]
    if not found:
        raise VersionNotFound(name=name)
    with session.understanding():
        return kept_codebook(found[0].content)


def _views(session: Session, versions: Sequence[CodebookVersion]) -> list[VersionView]:
    coders = {each.id: each.name for each in session.all(Coder)}
    with session.understanding():
        return [
            VersionView(each.name, each.note, each.sequence, _codes(each.content), coders[each.coder], each.created)
            for each in versions
        ]


def _codes(content: str) -> int:
    """How many codes the YAML of a version holds: a line each, which no text can be mistaken for."""
    return len(re.findall(r"^  - key: ", content, flags=re.MULTILINE))


def made_under(session: Session, codings: Sequence[CodingView]) -> dict[str, str | None]:
    """By id of a coding: the version of the codebook it was made under, the last one named before; None before any.

    Ordered by the journal, not by the clock. The entry that made a coding is found by their common moment; entries are
    only unpacked where a version was named within that very second. None too for codings that were taken over from
    another project, which has versions of its own. O(journal + codings).
    """
    named = sorted(zip(*read.columns(session, "codebook_version", "sequence", "name"), strict=True))
    if not named:
        return dict.fromkeys((each.id for each in codings), None)
    operations: dict[int, str] = {}
    entries: dict[str, list[int]] = {}
    columns = read.columns(session, "journal", "sequence", "at", "operation", "reverses")
    for number, at, operation, reverses in zip(*columns, strict=True):
        operations[number] = operation
        if reverses is None:
            entries.setdefault(at, []).append(number)
    # A version that another project brought along counts that project's entries.
    named = [(number, name) for number, name in named if operations.get(number + 1) == _NAMING]
    ends = [number for number, _ in named]

    def version(entry: int) -> str | None:
        before = bisect_left(ends, entry)
        return named[before - 1][1] if before else None

    taken_over = {key for each, name in operations.items() if name == MERGING for key in _made_by(session, each)}
    made: dict[int, set[str]] = {}  # ids of the codings that an entry made, of those that were looked into
    found: dict[str, str | None] = {}
    for coding in codings:
        possible = entries.get(coding.created, []) if coding.id not in taken_over else []
        if len({version(entry) for entry in possible}) > 1:
            for entry in possible:
                if entry not in made:
                    made[entry] = _made_by(session, entry)
            possible = [entry for entry in possible if coding.id in made[entry]]
        found[coding.id] = version(possible[0]) if possible else None
    return found


def _made_by(session: Session, entry: int) -> set[str]:
    changes = journal.images_of(session, entry).changes.get("coding", [])
    return {key for key, before, _after in changes if before is None}
