"""What may be chosen for a column, a row or a document of a table that is to be taken in."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.i18n import _
from qualcode.model.case import ATTRIBUTE_TYPES
from qualcode.model.case_table import About, RowPlan, TablePlan
from qualcode.model.document import DocumentView
from qualcode.model.register import AttributeSheet
from qualcode.tui import safe
from qualcode.tui.consent import type_expects, type_name
from qualcode.tui.dialogs.choose import Row
from qualcode.tui.tableplan import percent, role_name

AS = "as:"
_MUTED = "$foreground-muted"


def role_rows(about: About, header: str, attributes: Sequence[AttributeSheet]) -> list[Row]:
    """What a column can be; `as:NAME` stands for a property that is there already under another name."""
    other = "case" if about == "person" else "person"
    rows = [_role(role, role_name(role, None, about)) for role in ("name", other, "consent", "document", "ignore")]
    for sheet in attributes:
        if sheet.name.casefold() != header.casefold():
            said = _("the property “{name}”").format(name=sheet.name)
            shown = safe.show(said, (f"   {type_name(sheet.type)}", _MUTED))
            rows.append(Row(f"{AS}{sheet.name}", shown, (sheet.name, said)))
    for kind in ATTRIBUTE_TYPES:
        said = _("a property of its own: {type}").format(type=type_name(kind))
        rows.append(Row(f"attribute:{kind}", safe.show(said, (f"   {type_expects(kind)}", _MUTED)), (said,)))
    return rows


def _role(role: str, name: str) -> Row:
    about = {
        "name": _("several such columns are joined: first name, family name"),
        "document": _("finds the transcript that belongs to the row"),
        "consent": _("what may be shown of their words"),
        "ignore": _("nothing of it is taken in"),
    }.get(role, "")
    return Row(role, safe.show(name, (f"   {about}", _MUTED)), (name,))


def same_rows(row: RowPlan, names: Sequence[str], resembled: Sequence[str], news: Sequence[str]) -> list[Row]:
    """Those a row may be about: those it resembles, a new one, then all there are. `news` is what it brings."""
    detail = safe.block("\n".join(news) or _("It brings nothing new."))
    new = Row("", safe.show(_("a new one: {name}").format(name=row.name)), (row.name, _("new")), detail)
    likely = list(dict.fromkeys([*resembled, *([row.known] if row.known is not None else [])]))
    ordered = [*likely, *(name for name in dict.fromkeys(names) if name not in likely)]
    known = [
        Row(name, safe.show(name, (f"   {_('alike')}" if name in resembled else "", _MUTED)), (name,), detail)
        for name in ordered
    ]
    return [*known[: len(likely)], new, *known[len(likely) :]]


def document_rows(plan: TablePlan, line: int, listing: Sequence[DocumentView]) -> list[Row]:
    """Those a row may mean: what was found and the next best, none at all, then all others."""
    scores: dict[str, float] = {}
    for match in [*plan.documents, *plan.doubtful]:
        if match.row == line:
            scores[match.title] = match.score
            if match.runner_up is not None:
                scores.setdefault(match.runner_up, match.runner_up_score or 0)
    likely = sorted((each for each in listing if each.title in scores), key=lambda each: -scores[each.title])
    others = [each for each in listing if each.title not in scores]
    none = Row("", safe.show((_("none of them"), _MUTED)), (_("none of them"),))
    return [
        *(_document(each, scores.get(each.title)) for each in likely),
        none,
        *(_document(each, None) for each in others),
    ]


def _document(each: DocumentView, score: float | None) -> Row:
    told = (f"   {percent(score)}" if score is not None else "") + (f"   {each.case}" if each.case else "")
    return Row(each.id, safe.show(each.title, (told, _MUTED)), (each.title, each.source))
