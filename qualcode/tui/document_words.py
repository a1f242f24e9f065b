"""How documents are shown: their rows, a few lines about one, all about one."""

from __future__ import annotations

import math

from qualcode.i18n import _, ngettext
from qualcode.model.document import DocumentView
from qualcode.tui import safe
from qualcode.tui.consent import value_words
from qualcode.tui.document_jobs import Details, Library
from qualcode.tui.safe import Part
from qualcode.tui.widgets.table import Column, Line
from qualcode.tui.words import day_and_time, kind_name, language_name

_MUTED = "$foreground-muted"


def columns(library: Library) -> tuple[Column, ...]:
    """The columns; what matters less is left out where there is less room."""
    return (
        Column(_("No."), 4, right=True),
        Column(_("Title")),
        Column(_("Kind"), 12, least=96),
        Column(_("Case"), 18, least=70),
        Column(library.attribute, 14, least=132 if library.attribute else 10_000),
        Column(_("Language"), 8, least=150),
        Column(_("Words"), 7, right=True),
        Column(_("Coded"), 6, right=True),
        Column(_("Codings"), 11, right=True, least=76),
        Column(_("Finished by"), 14, least=100),
    )


def line(document: DocumentView, library: Library, share: float | None) -> Line:
    """The row of a document; `share` is None while it is being counted."""
    codings = len(library.passages.get(document.id, ()))
    return Line(
        document.id,
        (
            (str(document.number), _MUTED),
            (document.title, "bold"),
            kind_name(document.kind),
            document.case or ("–", _MUTED),
            value_of(document, library) or ("–", _MUTED),
            document.language,
            str(document.words),
            percent(share),
            (str(codings), "" if codings else _MUTED),
            ", ".join(document.done) or ("–", _MUTED),
        ),
    )


def value_of(document: DocumentView, library: Library) -> str:
    """What the document's case has for the property that is shown."""
    value = library.values.get(document.case or "")
    return value_words(value) if value is not None else ""


def percent(share: float | None) -> str:
    """Whole percents, rounded down, except that something is at least one."""
    if share is None:
        return "…"
    return f"{max(math.floor(100 * share), 1 if share else 0)} %"


def found_by(document: DocumentView, library: Library) -> str:
    """What the filter looks in."""
    return "\n".join(
        (
            str(document.number),
            document.title,
            kind_name(document.kind),
            document.case or "",
            value_of(document, library),
            language_name(document.language),
            *document.speakers,
            *document.done,
            document.source,
        )
    )


def about(document: DocumentView, library: Library, share: float | None) -> list[Part]:
    """A few lines about the document with the cursor."""
    value = value_of(document, library)
    facts = [kind_name(document.kind), language_name(document.language), document.case or _("no case"), value]
    codings = len(library.passages.get(document.id, ()))
    turns = ngettext("{n} turn", "{n} turns", document.turns).format(n=document.turns)
    said = ngettext("{n} coding", "{n} codings", codings).format(n=codings)
    parts: list[Part] = [
        (document.title, "bold"),
        ("  " + " · ".join(fact for fact in facts if fact), ""),
        "\n",
        (_("Speakers: "), _MUTED),
        ", ".join(document.speakers) or _("none found"),
        (f"  {turns}", _MUTED),
        "\n",
        (_("Coded: "), _MUTED),
        _("{share} of the words, {codings}").format(share=percent(share), codings=said),
    ]
    if document.done:
        parts += [("   " + _("finished by") + " ", _MUTED), ", ".join(document.done)]
    n = len(document.warnings)
    if n:
        noticed = ngettext(
            "{n} thing was noticed at its import; w tells", "{n} things were noticed at its import; w tells", n
        )
        parts += ["\n", ("! ", "bold $warning"), noticed.format(n=n)]
    return parts


def everything(details: Details, codings: int) -> list[Part]:
    """All that is known of a document; `codings` are those that the reader may know of."""
    document, record = details.document, details.record
    facts = [
        (_("Number"), str(document.number)),
        (_("Kind"), kind_name(document.kind)),
        (_("Language"), language_name(document.language)),
        (_("Case"), document.case or "–"),
        (_("Size"), _size(document)),
        (_("Codings"), str(codings)),
        (_("Finished by"), ", ".join(document.done) or "–"),
        (_("File"), document.source),
        (_("Format"), " · ".join(filter(None, (document.format, document.encoding)))),
        (_("Imported"), day_and_time(record.created)),
        (_("File, SHA-256"), document.sha256),
        (_("Text, SHA-256"), document.text_sha256),
    ]
    width = max(len(name) for name, _value in facts) + 2
    parts: list[Part] = []
    for name, value in facts:
        parts += [(name.ljust(width), _MUTED), value, "\n"]
    parts += ["\n", (_("Speakers"), "bold"), "\n"]
    for speaker in details.speakers:
        who = _("interviewer") if speaker.interviewer else speaker.person or ""
        turns = ngettext("{n} turn", "{n} turns", speaker.turns).format(n=speaker.turns)
        n_words = ngettext("{n} word", "{n} words", speaker.words).format(n=speaker.words)
        parts += ["  ", speaker.speaker or "–", (f"  {who}" if who else ""), (f"  {turns}, {n_words}", _MUTED), "\n"]
    if not details.speakers:
        parts += ["  ", _("Nobody is named as a speaker in this document."), "\n"]
    parts += ["\n", (_("The text and its edits"), "bold"), "\n"]
    for revision in details.revisions:
        now = f"  {_('now')}" if revision.id == record.revision else ""
        parts += [
            f"  {revision.number}  {day_and_time(revision.created)}",
            (f"  {revision.text_sha256[:12]}{now}", _MUTED),
        ]
        parts += ["\n"]
    if document.warnings:
        parts += ["\n", (_("Noticed at its import"), "bold"), "\n"]
        for warning in document.warnings:
            parts += [("  ! ", "bold $warning"), safe.sentence(warning), "\n"]
    return parts


def _size(document: DocumentView) -> str:
    counted = (
        ngettext("{n} word", "{n} words", document.words).format(n=document.words),
        ngettext("{n} turn", "{n} turns", document.turns).format(n=document.turns),
        ngettext("{n} character", "{n} characters", document.characters).format(n=document.characters),
    )
    return " · ".join(counted)
