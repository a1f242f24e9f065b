"""The kinds of reports: what each can be limited by, and a report made and written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qualcode.analysis.selection import Wanted
from qualcode.errors import UsageError
from qualcode.exporters import stopping
from qualcode.exporters.stopping import Stopped as Stopped
from qualcode.model.excerpt import Only
from qualcode.model.message import N_
from qualcode.model.report import Report
from qualcode.ops.codebook_report import codebook
from qualcode.ops.codebook_source import Source
from qualcode.ops.excerpt_table import excerpt_table
from qualcode.ops.excerpts import excerpts
from qualcode.ops.projects import project
from qualcode.ops.report_files import TABLES, ending, write, write_excerpts
from qualcode.ops.small import Small
from qualcode.store.session import Session

__all__ = [
    "REPORTS",
    "Written",
    "check_request",
    "codebook",
    "excerpt_table",
    "excerpts",
    "make",
]

REPORTS: Mapping[str, tuple[str, ...]] = {
    "excerpts": (".docx", ".html", ".xlsx", ".csv"),
    "codebook": (".docx", ".html"),
    "enterprise": (".docx", ".html"),
    "joint-display": (".docx", ".html"),
    "pools": (".docx", ".html"),
    "transcript": (".docx", ".html"),
    "agreement": (".docx", ".html"),
    "all": (".docx",),
}
"""The kinds of reports, and the endings of files that each can be written to; `all` is a folder of them."""

FILTERS: Mapping[str, tuple[str, ...]] = {
    "excerpts": ("code", "case", "where", "only", "suppress-below", "under"),
    "codebook": (),
    "enterprise": ("case", "where", "suppress-below"),
    "joint-display": ("code", "case", "where", "suppress-below"),
    "pools": ("suppress-below",),
    "agreement": ("seed", "coders"),
    "transcript": ("code", "case", "where"),
    "all": ("suppress-below",),
}
"""What each kind can be limited by."""


class UnknownReport(UsageError):
    """There is no report of this kind."""

    sentence = N_("There is no report “{kind}”.")
    hint = N_("Possible are: {choices}")


class NotForThisReport(UsageError):
    """A filter or a template that means nothing for this kind of report or file."""

    sentence = N_("{option} makes no sense for the report “{kind}”.")


class CaseWanted(UsageError):
    """The report is about one enterprise, and none was named."""

    sentence = N_("The report is about one enterprise: which?")
    hint = N_("Name it with --case, or give a folder for a file of each: -o reports/")


class FolderWanted(UsageError):
    """All reports are several files, and one was named."""

    sentence = N_("All reports are several files: name a folder, for example -o reports/")


@dataclass(frozen=True, slots=True)
class Written:
    """A report that was written: how many excerpts it holds (None for other kinds), what is left out and why.

    `files` are those of a folder, where several were written.
    """

    path: Path
    excerpts: int | None
    left_out: tuple[str, ...]
    files: tuple[Path, ...] = ()


def make(
    session: Session,
    kind: str,
    path: Path,
    *,
    code: str | None = None,
    case: str | None = None,
    where: Mapping[str, Wanted] | None = None,
    only: Only | None = None,
    language: str | None = None,
    template: Path | None = None,
    suppress_below: int | None = None,
    under: Source | None = None,
    seed: int | None = None,
    coders: Sequence[str] | None = None,
    force: bool = False,
    progress: Callable[[int, int], None] = lambda done, of: None,
    stop: Callable[[], bool] | None = None,
) -> Written:
    """Write a report of a kind (`REPORTS`) in the form that the ending of `path` says, whole or not at all.

    Of an enterprise without a `case`, and of `all`, `path` is a folder, which is made, and gets a Word file for each;
    `progress` is told how many are done of how many. Numbers that rest on fewer than `suppress_below` people are hidden
    in tables. `under` is another codebook that coded passages are read under; `coders` agree, `seed` begins the draws.
    `stop` is asked on the way and may end it, with Stopped. Raises UnknownReport, NotForThisReport, NothingToReport,
    FormatUnknown, FileExists, FileUnwritable, DiskFull, and for filters and template what `excerpts` and `write` raise.
    """
    given: dict[str, object] = {"code": code, "case": case, "where": where, "only": only, "under": under}
    given |= {"seed": seed, "coders": coders, "suppress-below": suppress_below}
    suffix = check_request(kind, path, template=template, **given)
    if not suffix:
        from qualcode.ops.report_folder import make_folder

        return make_folder(
            session,
            kind,
            path,
            where=where,
            language=language,
            template=template,
            suppress_below=suppress_below,
            force=force,
            progress=progress,
        )
    with stopping.stoppable(stop):
        if kind == "excerpts":
            table = excerpt_table(session, code=code, case=case, where=where, only=only, language=language, under=under)
            if suffix in TABLES:
                write_excerpts(table, path, force=force)
                return Written(path, len(table.excerpts), table.left_out)
        made = _report(session, kind, language, code, case, where, only, suppress_below, under, seed, coders)
        write(made, path, force=force, template=template)
        return Written(path, len(table.excerpts), table.left_out) if kind == "excerpts" else Written(path, None, ())


def _report(
    session: Session,
    kind: str,
    language: str | None,
    code: str | None,
    case: str | None,
    where: Mapping[str, Wanted] | None,
    only: Only | None,
    suppress_below: int | None,
    under: Source | None,
    seed: int | None,
    coders: Sequence[str] | None,
) -> Report:
    """The report of a kind; what it cannot be limited by was refused before."""
    wanted = language or project(session).language
    if kind == "enterprise":
        from qualcode.ops.enterprise_report import enterprise_report

        return enterprise_report(session, case or "", language=wanted, suppress_below=suppress_below)
    if kind == "joint-display":
        from qualcode.ops.joint_report import limited_report

        return limited_report(session, wanted, code=code, case=case, where=where, small=Small(suppress_below))
    if kind == "pools":
        from qualcode.ops.pools_report import pools_report

        return pools_report(session, language=wanted, suppress_below=suppress_below)
    if kind == "agreement":
        from qualcode.ops.agreement import SEED
        from qualcode.ops.agreement_report import agreement_report

        return agreement_report(session, wanted, coders=coders, seed=SEED if seed is None else seed)
    if kind == "transcript":
        from qualcode.ops.transcript_report import transcript_report

        return transcript_report(session, language=wanted, code=code, case=case, where=where)
    if kind == "codebook":
        return codebook(session, language=language)
    small = Small(suppress_below)
    return excerpts(session, code=code, case=case, where=where, only=only, language=language, small=small, under=under)


def check_request(kind: str, path: Path, *, template: Path | None = None, **filters: object) -> str:
    """What can be said of a report before a project is opened; the ending of its file, "" for a folder.

    Raises UnknownReport, NotForThisReport, FormatUnknown.
    """
    if kind not in REPORTS:
        raise UnknownReport(kind=kind, choices=", ".join(REPORTS))
    for name, value in filters.items():
        if value and name not in FILTERS[kind]:
            raise NotForThisReport(option=f"--{name}", kind=kind)
    if kind == "enterprise" and filters.get("case") and filters.get("where"):
        raise NotForThisReport(option="--where", kind=f"{kind} --case")
    if kind == "all" or (kind == "enterprise" and not filters.get("case")):
        if path.suffix and not path.is_dir():
            raise FolderWanted() if kind == "all" else CaseWanted()
        return ""
    suffix = ending(path, REPORTS[kind])
    if filters.get("suppress-below") and suffix in TABLES:
        raise NotForThisReport(option="--suppress-below", kind=f"{kind} ({suffix})")
    if template is not None and suffix != ".docx":
        raise NotForThisReport(option="--template", kind=f"{kind} ({suffix})")
    return suffix
