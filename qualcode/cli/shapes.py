"""What each command prints with `--json`: the keys, in order, taken from the values themselves."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Mapping

from qualcode.model.agreement import Agreement, Confusion, Queue, SettlementView, TableAgreement
from qualcode.model.assignment_view import AssignmentView, DoubleCoding
from qualcode.model.case import CaseView, PersonView
from qualcode.model.case_table import DocumentMatch, KnownMatch, Unmatched
from qualcode.model.codebook import CodebookView, CodeView
from qualcode.model.codebook_history import CodebookChange, VersionView
from qualcode.model.codebook_reading import RecodeReport
from qualcode.model.coding import CoderView, CodingView, MemoView
from qualcode.model.comparison import CodebookDiff, PoolTable
from qualcode.model.document import DocumentView, Revision, SearchHit, SpeakerView, TurnView
from qualcode.model.evaluation_view import Comparison, EvaluationView, GroupView, HandoutView, MeetingView
from qualcode.model.framework import FrameworkCell, FrameworkView
from qualcode.model.indicator_table import Likeness
from qualcode.model.indicator_view import IndicatorView, ProposalView
from qualcode.model.joint_view import JointDisplay, VerdictView
from qualcode.model.merging import ConflictView, ForeignEntryView, MergeReport
from qualcode.model.message import Message
from qualcode.model.project import CheckReport, HistoryEntry, Stats
from qualcode.model.register import AttributeSheet
from qualcode.model.results import Cooccurrence, Matrix
from qualcode.model.revision import AdriftCoding, Occurrences, Places, RevisionReport
from qualcode.model.suggestion import Decision, Suggestion
from qualcode.model.translation_view import TranslationView


def shape(kind: object) -> str:
    """A type as JSON shows it: `[{id, evidence:[{kind, text}]}]`; nothing for plain values."""
    if isinstance(kind, type) and dataclasses.is_dataclass(kind) and kind is not Message:
        hints = typing.get_type_hints(kind)
        return "{" + ", ".join(name.rstrip("_") + _after_colon(shape(hints[name])) for name in hints) + "}"
    parts = typing.get_args(kind)
    if typing.get_origin(kind) in (tuple, list):
        return f"[{shape(parts[0]) or '..'}]"
    if typing.get_origin(kind) in (dict, Mapping):
        return "{..}"
    return ""


def _after_colon(text: str) -> str:
    return f":{text}" if text else ""


def _listed(kind: type) -> str:
    return f"[{shape(kind)}]"


def _with(form: str, *more: str) -> str:
    return "{" + ", ".join((form[1:-1], *more)) + "}"


def _table() -> str:
    matches, unmatched, known = _listed(DocumentMatch), _listed(Unmatched), _listed(KnownMatch)
    columns = "[{column, as, type, guessed, samples:[..], values:{..}}]"
    return (
        f"{{added, changed, unchanged, documents:{matches}, doubtful:{matches}, unmatched:{unmatched}, left:[..], "
        f"known:{known}, columns:{columns}, warnings:[..], faults:[..], operation}}"
    )


def _of_register(about: str, who: str) -> dict[str, str]:
    """The commands that cases and people have alike."""
    properties = _listed(AttributeSheet)
    return {
        f"{about} remove": "{removed}",
        f"{about} join": who,
        f"{about} properties": properties,
        f"{about} add-property": properties,
        f"{about} set-property": properties,
        f"{about} remove-property": "{removed}",
    }


def _of_indicators() -> dict[str, str]:
    listed = _listed(IndicatorView)
    return {
        "propose indicator": shape(ProposalView),
        "propose code": shape(ProposalView),
        "proposals list": _listed(ProposalView),
        "proposals discuss": shape(ProposalView),
        "proposals accept": shape(ProposalView),
        "proposals decline": shape(ProposalView),
        "indicators list": listed,
        "indicators add": listed,
        "indicators set": listed,
        "indicators remove": "{removed, measurements}",
        "indicators measure": listed,
        "indicators unmeasure": "{removed}",
        "indicators judge": listed,
        "indicators import": (
            "{indicators, measurements:{added, changed, same}, warnings:[..], operation, shape, "
            "columns:[{column, as, means, guessed, samples:[..]}], created:[..], cases:[..], "
            f"alike:{_listed(Likeness)}, faults:[..]}}"
        ),
    }


def _of_documents() -> dict[str, str]:
    """Documents, who speaks in them, and their revisions."""
    speakers = _listed(SpeakerView)
    return {
        "import": _listed(DocumentView),
        "documents list": _listed(DocumentView),
        "documents set": _listed(DocumentView),
        "documents remove": "{removed}",
        "text": "{document, text}",
        "turns": _listed(TurnView),
        "speakers list": speakers,
        "speakers rename": speakers,
        "speakers map": speakers,
        "done": "{document, coder, done, done_by:[..]}; of several, an array of these",
        "revise": _with(shape(RevisionReport), shape(Occurrences)[1:-1]),
        "revisions": f"[{_with(shape(Revision), 'present')}]",
        "adrift list": _listed(AdriftCoding),
        "adrift places": shape(Places),
        "adrift settle": f"{shape(CodingView)} or {{removed}}",
        "search": _listed(SearchHit),
    }


def _of_codebook() -> dict[str, str]:
    """The codebook and its past."""
    codebook, code = shape(CodebookView), shape(CodeView)
    # With --preview: {codes:[..], codings, documents, coders:[..], memos, notes, decisions, joined}
    recast = "{removed:[..], added:[..], codings, joined, differing, uncoded, operation}"
    return {
        "codebook show": codebook,
        "codebook import": codebook,
        "codebook export": "{file, codes}",
        "codebook diff": shape(CodebookDiff),
        "codebook table": shape(PoolTable),
        "codebook take": "{changed:[..], added:[..], operation}",
        "codebook uses": "[{code, own, total, coders:[[..]], documents:[[..]], memos}]",
        "codebook version": f"{shape(VersionView)}, or without a name a list of these",
        "codebook log": _listed(CodebookChange),
        "codebook crosswalk": (
            "[{from, from_label, to, to_label, state, relation, score, because:[..], note, coder, created}]"
        ),
        "codebook merge": (
            "{codes, joined, added, conflicts:[{code, field, language, ours, theirs, book}], "
            "apart:[{from, from_book, to, to_book, score, reason}]}"
        ),
        "codebook recode": shape(RecodeReport),
        "codebook add": code,
        "codebook rename": code,
        "codebook define": code,
        "codebook colour": code,
        "codebook move": code,
        "codebook merge-codes": recast,
        "codebook split": recast,
        "codebook remove": recast,
    }


def _of_coding() -> dict[str, str]:
    """Codings, memos, suggestions."""
    recoded = "{changed, joined, differing, ids:[..], operation}"
    return {
        "recode": recoded,
        "effect": recoded,
        "facet": recoded,
        "code": f"{shape(CodingView)}, or a list of these where several codes are named",
        "codings list": f"[{_with(shape(CodingView), 'codebook_version')}]; with --under own_code too",
        "codings add": "{added, existing, operation}",
        "codings copy": _listed(CodingView),
        "codings split": _listed(CodingView),
        "codings join": recoded,
        "codings edges": shape(CodingView),
        "codings note": shape(CodingView),
        "codings add-note": "{changed}",
        "uncode": "{removed}",
        "memo list": _listed(MemoView),
        "memo add": shape(MemoView),
        "memo edit": shape(MemoView),
        "memo remove": "{removed}",
        "coders": _listed(CoderView),
        "autocode": "{added, existing, operation}",
        "suggest list": _listed(Suggestion),
        "suggest accept": shape(CodingView),
        "suggest refuse": shape(Decision),
    }


def _of_evaluation() -> dict[str, str]:
    """Enterprises, people, groups, what is found about them."""
    cases, people = _listed(CaseView), _listed(PersonView)
    return {
        "case list": cases,
        "case add": cases,
        "case set": cases,
        "case import": _table(),
        "evaluation": shape(EvaluationView),
        "group list": _listed(GroupView),
        "group add": _listed(GroupView),
        "group set": _listed(GroupView),
        "group remove": "{removed}",
        "group compare": shape(Comparison),
        "group handout": shape(HandoutView),
        "group session list": _listed(MeetingView),
        "group session add": _listed(MeetingView),
        "group session set": _listed(MeetingView),
        "group session remove": "{removed}",
        "person list": people,
        "person add": people,
        "person set": people,
        "person import": _table(),
        "reconcile show": shape(JointDisplay),
        "reconcile set": f"{{verdicts:{_listed(VerdictView)}}}",
        "reconcile quote": "{picked}; with --remove {removed}",
        "framework show": shape(FrameworkView),
        "framework set": shape(FrameworkCell),
        "framework link": shape(FrameworkCell),
        "framework clear": "{removed}",
    }


def _of_results() -> dict[str, str]:
    """Tables, agreement, translations, reports."""
    return {
        "matrix": shape(Matrix),
        "cooccurrence": shape(Cooccurrence),
        "agreement show": shape(Agreement),
        "agreement table": shape(TableAgreement),
        "assign list": _listed(AssignmentView),
        "assign add": _listed(AssignmentView),
        "assign remove": "{removed}",
        "assign plan": shape(DoubleCoding),
        "agreement queue": shape(Queue),
        "agreement settle": _listed(SettlementView),
        "agreement confusion": shape(Confusion),
        "translate": _listed(TranslationView),
        "translations list": _listed(TranslationView),
        "translations remove": "{removed}",
        "report": "{file, kind, language, excerpts, left_out:[..]}",
        "export codings": "{file, codings, without_words, left_out}",
    }


def _of_project() -> dict[str, str]:
    """The project as a whole."""
    return {
        "demo": "{project, files:[..], built}",
        "new": "{project, id, title, language, created, codes}",
        "merge projects": shape(MergeReport),
        "merge conflicts": _listed(ConflictView),
        "merge settle": shape(ConflictView),
        "history": f"{_listed(HistoryEntry)}; with --of {_listed(ForeignEntryView)}",
        "undo": "{undone:[..]}; with --preview {next}",
        "redo": "{redone:[..], undone:[..]}; with --preview {next}",
        "project show": "{project, id, title, language, created, backups}",
        "project set": "{project, id, title, language, created, backups}",
        "check": shape(CheckReport),
        "backup": "{file}",
        "stats": shape(Stats),
    }


def shapes() -> dict[str, str]:
    """The form of the JSON of every command that prints some, by the command's full name."""
    return {
        **_of_project(),
        **_of_documents(),
        **_of_codebook(),
        **_of_coding(),
        **_of_evaluation(),
        **_of_register("case", _listed(CaseView)),
        **_of_register("person", _listed(PersonView)),
        **_of_indicators(),
        **_of_results(),
    }
