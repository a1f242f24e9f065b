"""Before a transcript is brought in: what was found in the file, and what only a person can say about it."""

from __future__ import annotations

from pathlib import Path

from textual.app import ComposeResult
from textual.widgets import Static

from qualcode.i18n import _, ngettext
from qualcode.model.document import KINDS, DocumentView, ImportedDocument, SpeakerView
from qualcode.model.project import LANGUAGES
from qualcode.model.text import words
from qualcode.tui import safe
from qualcode.tui.dialogs.form import Form
from qualcode.tui.jobs import Import
from qualcode.tui.safe import Part
from qualcode.tui.widgets.cycle import Cycle
from qualcode.tui.widgets.entry import Entry
from qualcode.tui.widgets.passage import quoted
from qualcode.tui.words import kind_name, language_name

_LONGEST_SAMPLE = 160


class ImportDialog(Form[Import]):
    """The answer says what to bring in, and as what."""

    DEFAULT_CSS = """
    ImportDialog #preview { height: auto; max-height: 11; margin-bottom: 1; }
    """

    def __init__(self, path: Path, found: ImportedDocument, language: str, case: str | None) -> None:
        super().__init__(_("Import a document"))
        self._path = path
        self._found = found
        self._language = found.language or language
        self._case = case

    def compose_body(self) -> ComposeResult:
        """The preview and the fields."""
        yield Static(safe.block(*_preview(self._found)), id="preview")
        yield from self.row(_("Title"), Entry(value=self._found.title, id="document-title"))
        kinds = [(kind, kind_name(kind)) for kind in KINDS]
        yield from self.row(_("Kind"), Cycle(kinds, "interview", id="kind"))
        languages = [(each, language_name(each)) for each in LANGUAGES]
        yield from self.row(_("Language"), Cycle(languages, self._language, id="language"))
        enterprise, narrator = safe.plain(_("the enterprise")), safe.plain(_("the main narrator"))
        yield from self.row(_("Case"), Entry(value=self._case or "", placeholder=enterprise, id="case"))
        yield from self.row(_("Person"), Entry(placeholder=narrator, id="person"))

    def _said(self, field: str) -> str | None:
        return self.query_one(f"#{field}", Entry).value.strip() or None

    def action_accept(self) -> None:
        """Answer."""
        self.dismiss(
            Import(
                path=self._path,
                kind=self.query_one("#kind", Cycle).value,
                title=self._said("document-title"),
                case=self._said("case"),
                person=self._said("person"),
                language=self.query_one("#language", Cycle).value,
                encoding=self._found.encoding,
            )
        )


def _preview(found: ImportedDocument) -> list[Part]:
    """File, size, speakers, the first words, and whatever was replaced, lost or guessed."""
    n_words, n_turns = words(found.text), len(found.turns)
    facts = [
        found.source,
        found.encoding or found.format,
        ngettext("{n} word", "{n} words", n_words).format(n=n_words),
        ngettext("{n} turn", "{n} turns", n_turns).format(n=n_turns),
    ]
    names = ", ".join(each.name + (f" ({_('interviewer')})" if each.interviewer else "") for each in found.speakers)
    parts: list[Part] = [
        (" · ".join(facts), "bold"),
        "\n",
        (_("Speakers: "), "$foreground-muted"),
        names or _("none found"),
        "\n",
        (quoted(found.text[:_LONGEST_SAMPLE] + "…"), "italic"),
    ]
    for warning in found.warnings:
        parts += ["\n", ("! ", "bold $warning"), safe.sentence(warning)]
    return parts


def imported(view: DocumentView, speakers: list[SpeakerView]) -> list[Part]:
    """What is said once it is in."""
    parts: list[Part] = [(view.title, "bold"), "\n"]
    n = view.words
    parts.append(ngettext("{n} word", "{n} words", n).format(n=n))
    for speaker in speakers:
        said = ngettext("{n} turn", "{n} turns", speaker.turns).format(n=speaker.turns)
        who = _("interviewer") if speaker.interviewer else speaker.person or ""
        parts += ["\n  ", (speaker.speaker, "bold"), f"  {said}" + (f"  {who}" if who else "")]
    for warning in view.warnings:
        parts += ["\n", ("! ", "bold $warning"), safe.sentence(warning)]
    return parts
