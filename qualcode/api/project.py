"""A project opened or made, with all one can do with it."""

from __future__ import annotations

import os
from pathlib import Path

from qualcode.api.agreeing import Agreeing
from qualcode.api.cases import Cases
from qualcode.api.codebook import Codes
from qualcode.api.codings import Codings
from qualcode.api.comparing import Comparing
from qualcode.api.documents import Documents
from qualcode.api.evaluating import Evaluating
from qualcode.api.finding import Finding
from qualcode.api.framework import Framework
from qualcode.api.indicators import Indicators
from qualcode.api.joint import Joint
from qualcode.api.keeping import Keeping
from qualcode.api.merging import Merging
from qualcode.api.results import Results
from qualcode.api.sharing import Sharing
from qualcode.api.values import PathLike
from qualcode.ops import Session, projects
from qualcode.ops.login import coder_name
from qualcode.ops.projectfile import find_project


class Project(
    Documents,
    Codes,
    Comparing,
    Sharing,
    Codings,
    Finding,
    Cases,
    Evaluating,
    Indicators,
    Results,
    Joint,
    Framework,
    Agreeing,
    Merging,
    Keeping,
):
    """An open project. Every method is one operation; each change is stored when the method returns."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __enter__(self) -> Project:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<qualcode project {str(self.path)!r}, coder {self.coder!r}>"

    def close(self) -> None:
        """Let go of the file."""
        self._session.close()

    @property
    def path(self) -> Path:
        """The project's file."""
        return self._session.path

    @property
    def coder(self) -> str:
        """The name that changes are signed with."""
        return self._session.coder

    @property
    def title(self) -> str:
        """What the project is called."""
        return projects.project(self._session).title

    @property
    def language(self) -> str:
        """The language people speak in it most, ISO 639-1."""
        return projects.project(self._session).language

    def describe(self, *, title: str | None = None, language: str | None = None) -> None:
        """Give the project another title or working language. Raises NameRefused, ValueRefused."""
        projects.describe(self._session, title=title, language=language)

    def backups_folder(self) -> Path:
        """Where the project's backups lie; the folder is made with the first one."""
        return projects.backups_folder(self._session)


def open(path: PathLike, coder: str | None = None, *, read_only: bool = False) -> Project:
    """Open a project as `coder` (else QUALCODE_CODER, else the login name). Use it in a `with` statement.

    Raises ProjectNotFound, the ProjectRefused family.
    """
    found = find_project(os.fspath(path), Path.cwd())
    return Project(projects.open_session(found, coder=coder_name(coder), read_only=read_only))


def create(
    path: PathLike,
    coder: str | None = None,
    *,
    codebook: PathLike = "impact",
    title: str | None = None,
    language: str | None = None,
) -> Project:
    """Make a project and open it; `codebook` is `impact` or a file. Raises FileExists, FileUnwritable."""
    return Project(
        projects.create(
            Path(path), coder=coder_name(coder), codebook=os.fspath(codebook), title=title, language=language
        )
    )
