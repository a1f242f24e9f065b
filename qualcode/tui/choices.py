"""What can be set and seen in the settings, as rows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qualcode.i18n import _, ngettext
from qualcode.model.project import Project, Stats
from qualcode.tui.words import language_name


@dataclass(frozen=True, slots=True)
class Known:
    """All that the settings show."""

    language: str
    theme: str
    colours: bool
    width: int
    changed_keys: int
    coder: str
    project: Project
    stats: Stats
    blind: bool
    suggestions: bool
    path: Path
    backups: Path
    memory: Path
    read_only: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """A row: its id (what is done with it), what it is called, what it is at present, and what it means."""

    id: str
    caption: str
    value: str
    about: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """Rows under a heading."""

    title: str
    choices: tuple[Choice, ...]


def chapters(known: Known) -> tuple[Chapter, ...]:
    """Everything there is."""
    return (
        Chapter(_("On this machine, for you"), _for_you(known)),
        Chapter(_("In this project"), _in_project(known)),
        Chapter(_("Safety"), _safety(known)),
        Chapter(_("Where things lie"), _places(known)),
    )


def _for_you(known: Known) -> tuple[Choice, ...]:
    changed = ngettext("{n} changed", "{n} changed", known.changed_keys).format(n=known.changed_keys)
    return (
        Choice(
            "language",
            _("Language"),
            language_name(known.language),
            _("The language of the program. It starts again for that and comes back to where you are."),
        ),
        Choice("theme", _("Theme"), known.theme, _("Light, dark, or with high contrast. It changes at once.")),
        Choice(
            "colours",
            _("Colours"),
            _("in colour") if known.colours else _("without colours"),
            _("Without colours, letters and underlines tell what colours tell. The program starts again for that."),
        ),
        Choice(
            "width",
            _("Width of the text"),
            ngettext("{n} sign a line", "{n} signs a line", known.width).format(n=known.width),
            _("How long the lines of a transcript may be; < and > change it while you read, too."),
        ),
        Choice(
            "keys",
            _("Keys"),
            changed if known.changed_keys else _("as they come"),
            _("All keys with what they do. Any of them can be another one."),
        ),
        Choice(
            "coder",
            _("You code as"),
            known.coder,
            _("Your codings and memos carry this name. It is chosen when the program starts: qualcode --coder NAME"),
        ),
    )


def _in_project(known: Known) -> tuple[Choice, ...]:
    stats = known.stats
    facts = [
        ngettext("{n} document", "{n} documents", stats.documents).format(n=stats.documents),
        ngettext("{n} word", "{n} words", stats.words).format(n=stats.words),
        ngettext("{n} coding", "{n} codings", stats.codings).format(n=stats.codings),
        ngettext("{n} coder", "{n} coders", stats.coders).format(n=stats.coders),
    ]
    more = [
        ngettext("{n} code", "{n} codes", stats.codes).format(n=stats.codes),
        ngettext("{n} enterprise", "{n} enterprises", stats.cases).format(n=stats.cases),
        ngettext("{n} person", "{n} people", stats.people).format(n=stats.people),
    ]
    return (
        Choice("title", _("Title"), known.project.title, _("What the project is called; its file keeps its name.")),
        Choice(
            "spoken",
            _("Spoken language"),
            language_name(known.project.language),
            _("What people speak most in it; transcripts whose language cannot be told are taken to be in it."),
        ),
        Choice(
            "blind",
            _("Working blind"),
            _("on") if known.blind else _("off"),
            _("What others coded in a document is hidden until you mark it as finished (D): you judge alone."),
        ),
        Choice(
            "suggestions",
            _("Suggestions"),
            _("when you ask for them") if known.suggestions else _("never"),
            _("Whether codes are suggested in this project (s and n in a transcript). None is put by itself."),
        ),
        Choice(
            "facts",
            _("Made on"),
            known.project.created[:10] + ("   " + _("opened to be read only") if known.read_only else ""),
            " · ".join([*facts, *more]),
        ),
    )


def _safety(known: Known) -> tuple[Choice, ...]:
    return (
        Choice(
            "check",
            _("Check the project"),
            "",
            _("Proves that texts, quotes and history hold together. Takes some seconds in a large project."),
        ),
        Choice(
            "check_deep",
            _("Check its history too"),
            "",
            _("Does everything ever done once more, and compares. Takes longer."),
        ),
        Choice("backup", _("Make a backup now"), "", _("Copies the project as it is now, beside it.")),
    )


def _places(known: Known) -> tuple[Choice, ...]:
    return (
        Choice("path", _("The project"), str(known.path), _("One file. Copy it, and you have all of it.")),
        Choice(
            "backups",
            _("Backups"),
            str(known.backups),
            _("Copies that you made, and those made before a newer version."),
        ),
        Choice(
            "memory",
            _("What is remembered"),
            str(known.memory),
            _("Settings, where you were reading, drafts of memos: for you alone, on this machine."),
        ),
    )
