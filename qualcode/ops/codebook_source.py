"""Where a codebook to compare with comes from: a file, a project, a version that was named in a project.

    codebook_source.read("grille-2024.xlsx")
    codebook_source.read("pool.qualcode")
    codebook_source.read("pool.qualcode@after the pilot")

A project brings what was said of its pairs (its crosswalk) and its passages; it is opened for reading and let go.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qualcode.model.codebook import Codebook
from qualcode.model.comparison import Coded
from qualcode.model.document import Document
from qualcode.model.together import Correspondence
from qualcode.ops import codebooks, login, versions
from qualcode.ops.projectfile import SUFFIX, find_project
from qualcode.ops.projects import SHARED_CODEBOOK, last_change, open_session, project, read_codebook
from qualcode.ops.versions import APART
from qualcode.store.read import columns as read_columns
from qualcode.store.session import Session

_TABLES = (".csv", ".tsv", ".xlsx")


@dataclass(frozen=True, slots=True)
class Source:
    """A codebook, what people call where it comes from, and the name of its file.

    `kept` are the pairs of the project's crosswalk, `passages` what it has coded; of a file there are none. `is_table`:
    it comes from a table, which need not have a column for everything that a codebook can say. `changed` is when the
    project was last changed, as ISO 8601; nothing for files.
    """

    name: str
    codebook: Codebook
    file: str = ""
    kept: tuple[Correspondence, ...] = ()
    passages: Coded | None = None
    is_table: bool = False
    changed: str = ""


def read(name: str | os.PathLike[str], session: Session | None = None) -> Source:
    """A codebook by the name of a file (`.yaml .csv .xlsx`), of a project, or of `PROJECT@VERSION`.

    `impact` is the shared codebook; `@VERSION` a version of the open project's (`session`), `@` that project itself.
    Raises ProjectNotFound, VersionNotFound, the ProjectRefused family, and what reading a codebook's file raises.
    """
    text = os.fspath(name)
    if session is not None and text.startswith(APART):
        return of_project(session, text.removeprefix(APART) or None)
    found = _as_project(text)
    if found is not None:
        path, version = found
        with open_session(path, coder=login.coder_name(), read_only=True) as other:
            return of_project(other, version)
    book = read_codebook(text)
    if text == SHARED_CODEBOOK:
        return Source(text, book, text)
    return Source(Path(text).name, book, text, is_table=Path(text).suffix.casefold() in _TABLES)


def of_project(session: Session, version: str | None = None) -> Source:
    """The codebook of an open project, or a version of it. Raises VersionNotFound."""
    record = project(session)
    book = codebooks.book(session) if version is None else versions.content(session, version)
    return Source(
        name=record.title if version is None else f"{record.title}{APART}{version}",
        codebook=book,
        file=session.path.name,
        kept=tuple(session.all(Correspondence)),
        passages=_passages(session),
        changed=last_change(session),
    )


def told_apart(sources: Sequence[Source]) -> list[Source]:
    """The sources under names that differ: where two have the same, their files stand behind, else numbers."""
    names = Counter(each.name for each in sources)
    made = [replace(each, name=f"{each.name} ({each.file})") if names[each.name] > 1 else each for each in sources]
    names = Counter(each.name for each in made)
    return [
        replace(each, name=f"{each.name} #{at}") if names[each.name] > 1 else each for at, each in enumerate(made, 1)
    ]


def _as_project(text: str) -> tuple[Path, str | None] | None:
    """The project's file and the version that a name means; None where it means another kind of file."""
    if text == SHARED_CODEBOOK:
        return None
    path = Path(text)
    if path.suffix.casefold() == SUFFIX:
        return find_project(text, Path.cwd()), None
    ahead, apart, version = text.rpartition(APART)
    if apart and ahead and not path.exists():
        return find_project(ahead, Path.cwd()), version
    if not path.suffix and not path.exists() and path.with_name(path.name + SUFFIX).exists():
        return find_project(text, Path.cwd()), None
    return None


def _passages(session: Session) -> Coded:
    """What is coded in the texts as they stand; what is adrift or stands in an earlier text is left out."""
    texts = {each.id: (each.revision, each.text_sha256) for each in session.all(Document)}
    columns = read_columns(session, "coding", "document", "revision", "adrift", "start", "end", "code")
    found = [
        (texts[document][1], start, end, code)
        for document, revision, adrift, start, end, code in zip(*columns, strict=True)
        if not adrift and texts[document][0] == revision
    ]
    hashes, starts, ends, codes = zip(*found, strict=True) if found else ((), (), (), ())
    return Coded(hashes, starts, ends, codes)
