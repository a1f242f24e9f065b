"""Projects: made, opened, checked, backed up."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from qualcode.data import data_path
from qualcode.errors import FileUnwritable
from qualcode.model.codebook import Codebook
from qualcode.model.ids import new_id
from qualcode.model.message import N_, Message
from qualcode.model.project import LANGUAGES, CheckReport, Project, Stats
from qualcode.ops.names import clean, one_of, visible
from qualcode.ops.projectfile import SUFFIX
from qualcode.store import backup as backups
from qualcode.store import check as checks
from qualcode.store import journal, read
from qualcode.store.clock import now
from qualcode.store.header import backup_folder
from qualcode.store.records import CodebookRecord
from qualcode.store.session import Session, create_project, open_project

SHARED_CODEBOOK = "impact"


def read_codebook(name: str | Path) -> Codebook:
    """The shared codebook by its name, or the one in a file."""
    # Slow to load, and only needed where a project is made.
    from qualcode.importers import codebooks as codebook_files

    path = data_path("codebooks/impact.yaml") if str(name) == SHARED_CODEBOOK else Path(name)
    return codebook_files.read(path)


def create(
    path: Path,
    *,
    coder: str,
    codebook: str | Path = SHARED_CODEBOOK,
    title: str | None = None,
    language: str | None = None,
) -> Session:
    """Make a project and open it. `path` gets the ending `.qualcode` where it has none.

    Raises FileExists, FileUnwritable, and what reading the codebook raises.
    """
    if not path.name:
        raise FileUnwritable(path=str(path), reason=Message(N_("it has no name")))
    path = path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
    if not path.parent.is_dir():
        raise FileUnwritable(path=str(path), reason=Message(N_("the folder does not exist")))
    book = read_codebook(codebook)
    name = clean(title) if title else visible(path.stem) or "qualcode"
    project = Project(new_id(), name, one_of(language or "fr", LANGUAGES, "language"), now())
    record = CodebookRecord(book.id, book.name, book.version, book.languages, book.title, book.facets)
    return create_project(
        path,
        coder=clean(coder),
        values=(project, record, *book.codes),
        summary=Message(
            N_("Project “{title}” made with the codebook “{codebook}”"), {"title": name, "codebook": book.name}
        ),
    )


def open_session(path: Path, *, coder: str, read_only: bool = False) -> Session:
    """Open a project. Changes nothing in the file; see `store.session.open_project` for what it raises."""
    return open_project(path, coder=clean(coder), read_only=read_only)


def project(session: Session) -> Project:
    """The project in the file."""
    return session.all(Project)[0]


def last_change(session: Session) -> str:
    """When the project was changed last, as ISO 8601; before any change, when it was made."""
    return journal.last_moment(session) or project(session).created


def describe(session: Session, *, title: str | None = None, language: str | None = None) -> Project:
    """Give the project another title or working language; what is None stays. Raises NameRefused, ValueRefused."""
    before = project(session)
    after = replace(
        before,
        title=before.title if title is None else clean(title),
        language=before.language if language is None else one_of(language, LANGUAGES, "language"),
    )
    if after == before:
        return before
    if after.title != before.title:
        summary = Message(N_("The project is called “{new}”, not “{old}”"), {"new": after.title, "old": before.title})
    else:
        summary = Message(N_("The project’s language is {language}"), {"language": after.language})
    with session.operation("project.describe", summary) as change:
        change.update(Project, before.id, title=after.title, language=after.language)
    return project(session)


def stats(session: Session) -> Stats:
    """How much the project holds."""
    count = read.counts(session)
    return Stats(
        documents=count["document"],
        words=read.words(session),
        codes=count["code"],
        codings=count["coding"],
        coders=count["coder"],
        cases=count["case"],
        people=count["person"],
    )


def backups_folder(session: Session) -> Path:
    """The folder of the project's backups, beside it; it is made with the first one."""
    return backup_folder(session.path)


def check(session: Session, deep: bool = False) -> CheckReport:
    """Prove that the project is whole; `deep` replays its whole history too."""
    return checks.check(session, deep)


def backup(session: Session, target: Path | None = None, force: bool = False) -> Path:
    """Copy the project as it is now to `target`, or under today's name into its backup folder; the copy's path.

    Raises FileExists, FileUnwritable, ProjectDamaged.
    """
    if target is None:
        stamp = now().replace(":", "").replace("-", "")[:15]
        target = backup_folder(session.path) / f"{session.path.stem}-{stamp}{SUFFIX}"
        try:
            target.parent.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise FileUnwritable(path=str(target), reason=error.strerror or type(error).__name__) from error
        force = True
    with session.reading() as connection:
        backups.copy_to(session.path, connection, target, force=force)
    return target
