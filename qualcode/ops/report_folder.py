"""Several reports at once, into a folder: one of each enterprise, or every kind that there is something for.

    pieces = report_folder.pieces(session, "all")
    for piece in pieces:
        report_folder.write_piece(session, piece, folder, language="fr")

Each file is whole or absent. Their names are good on any system.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qualcode.analysis.selection import Wanted
from qualcode.errors import AttributeNotFound, FileExists, FileUnwritable, NothingToReport
from qualcode.i18n import catalogue
from qualcode.model.case import Case
from qualcode.model.codebook import name_order
from qualcode.model.coding import Coding
from qualcode.ops import reports
from qualcode.ops.joint_groups import cases_where
from qualcode.ops.projects import project
from qualcode.store.session import Session

KINDS = ("joint-display", "pools", "excerpts", "transcript", "codebook", "agreement")
"""What `all` holds besides the enterprises, in this order."""

# What some system does not take in a file's name, or nobody sees there.
_UNFIT = re.compile(r'[<>"/\\|?*]+')
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
_LONGEST = 160  # bytes, of the 255 that most systems allow

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Piece:
    """A report in a folder: its kind, of which enterprise (None: of all), and its file's name without the ending."""

    kind: str
    case: str | None
    stem: str

    @property
    def file(self) -> str:
        """The file's name."""
        return f"{self.stem}.docx"


def pieces(session: Session, kind: str, *, where: Mapping[str, Wanted] | None = None) -> tuple[Piece, ...]:
    """What goes into the folder for the kind `enterprise` or `all`; only enterprises that have what `where` names.

    Raises NothingToReport where there is no such enterprise, AttributeNotFound, GroupNotInDisplay, Ambiguous.
    """
    shown = cases_where(session, where or {})
    found = [each for each in session.all(Case) if each.kind == "enterprise" and each.id in shown]
    found.sort(key=lambda each: name_order(each.name))
    if kind == "enterprise" and not found:
        raise NothingToReport()
    wanted: list[tuple[str, str | None, str]] = [("enterprise", each.name, each.name) for each in found]
    if kind == "all":
        wanted = [*((each, None, each) for each in KINDS if _has(session, each)), *wanted]
    taken: set[str] = set()
    made = []
    for each, case, name in wanted:
        stem = plain = safe_stem(name)
        number = 2
        # Many systems take no notice of capitals.
        while unicodedata.normalize("NFC", stem).casefold() in taken:
            stem, number = f"{plain}-{number}", number + 1
        taken.add(unicodedata.normalize("NFC", stem).casefold())
        made.append(Piece(each, case, stem))
    return tuple(made)


def _has(session: Session, kind: str) -> bool:
    """Whether it is worth trying: agreement wants two people who coded, quotes want codings."""
    coders = {each.coder for each in session.all(Coding)}
    return len(coders) > {"agreement": 1, "excerpts": 0, "transcript": 0}.get(kind, -1)


def write_piece(
    session: Session,
    piece: Piece,
    folder: Path,
    *,
    language: str | None = None,
    template: Path | None = None,
    suppress_below: int | None = None,
    force: bool = False,
    stop: Callable[[], bool] | None = None,
) -> reports.Written:
    """Write one of them; raises what `reports.make` raises for its kind."""
    limit = suppress_below if "suppress-below" in reports.FILTERS[piece.kind] else None
    return reports.make(
        session,
        piece.kind,
        folder / piece.file,
        case=piece.case,
        language=language,
        template=template,
        suppress_below=limit,
        force=force,
        stop=stop,
    )


def make_folder(
    session: Session,
    kind: str,
    folder: Path,
    *,
    where: Mapping[str, Wanted] | None = None,
    language: str | None = None,
    template: Path | None = None,
    suppress_below: int | None = None,
    force: bool = False,
    progress: Progress = lambda done, of: None,
) -> reports.Written:
    """Write all of them; kinds that turn out to hold nothing are named among what is left out.

    Nothing is written where a file is there already, unless by `force`. Raises what `pieces` and `write_piece` raise.
    """
    language = language or project(session).language
    wanted = pieces(session, kind, where=where)
    open_folder(folder, wanted, force=force)
    files: list[Path] = []
    left_out: list[str] = []
    for number, piece in enumerate(wanted):
        progress(number, len(wanted))
        try:
            written = write_piece(
                session,
                piece,
                folder,
                language=language,
                template=template,
                suppress_below=suppress_below,
                force=force,
            )
        except (NothingToReport, AttributeNotFound) as error:
            if kind != "all":
                raise
            say = catalogue(language).gettext
            left_out.append(f"{piece.file}: {error.message.say(say)}")
        else:
            files.append(written.path)
    progress(len(wanted), len(wanted))
    return reports.Written(folder, None, tuple(left_out), tuple(files))


def open_folder(folder: Path, wanted: Sequence[Piece], *, force: bool = False) -> None:
    """Make the folder. Raises FileUnwritable, and FileExists for the first file that is there, unless by `force`."""
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise FileUnwritable(path=str(folder), reason=error.strerror or "") from error
    there = next((folder / each.file for each in wanted if (folder / each.file).exists()), None)
    if there is not None and not force:
        raise FileExists(path=str(there))


def safe_stem(name: str) -> str:
    """A name as that of a file, without its ending, that every system takes: *CON* and *a/b* are none."""
    told = unicodedata.normalize("NFC", name).replace(": ", " - ").replace(":", " - ")
    seen = "".join(char if char.isprintable() else "-" for char in _UNFIT.sub("-", told))
    short = " ".join(seen.split()).encode()[:_LONGEST].decode(errors="ignore").strip(" .-")
    return f"{short}-" if short.split(".")[0].casefold() in _RESERVED else short or "-"
