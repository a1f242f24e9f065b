"""Before a transcript is brought in: what was found in the file, and what only a person can say about it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from qualcode.errors import EncodingUnknown
from qualcode.i18n import _, ngettext
from qualcode.model.document import KINDS
from qualcode.model.project import LANGUAGES
from qualcode.tui import safe
from qualcode.tui.dialogs.base import CANCEL
from qualcode.tui.dialogs.form import ENTER, NEXT, Form
from qualcode.tui.keys import Key
from qualcode.tui.offers import ENCODINGS, Known, Look, Offer, look
from qualcode.tui.safe import Part
from qualcode.tui.widgets.cycle import Cycle
from qualcode.tui.widgets.entry import Entry
from qualcode.tui.widgets.named import Named
from qualcode.tui.words import kind_name, language_name

AS_FOUND = ""
KEEP = "·"
_MOST_LINES = 8


class ImportDialog(Form[Offer]):
    """One file: the answer says as what it shall come in. `deed` is what accepting it is called."""

    DEFAULT_CSS = """
    ImportDialog .row { margin-bottom: 0; }
    ImportDialog #preview { height: auto; max-height: 14; margin: 1 0 0 0; border-top: solid $border;
                            scrollbar-size-vertical: 1; }
    ImportDialog #preview Static { height: auto; }
    ImportDialog > #frame { width: 100; }
    """

    def __init__(self, offer: Offer, known: Known, deed: str) -> None:
        super().__init__(_("Import a document"))
        self._offer = offer
        self._known = known
        self._deed = deed
        self._reading = False
        self._accepted = False

    def compose_body(self) -> ComposeResult:
        """The fields, and what was found below them."""
        offer, there = self._offer, self._known
        yield from self.row(_("Title"), Entry(value=offer.title, id="document-title"))
        kinds = [(kind, kind_name(kind)) for kind in KINDS]
        yield from self.row(_("Kind"), Cycle(kinds, offer.kind, id="kind"))
        languages = [(each, language_name(each)) for each in LANGUAGES]
        yield from self.row(_("Language"), Cycle(languages, offer.language, id="language"))
        yield from self.row(_("Case"), case_field(offer.case, there, _("the enterprise")))
        yield from self.row(_("Person"), person_field(offer.person, there, _("the main narrator")))
        if offer.look.is_text:
            yield from self.row(_("Letters read as"), Cycle(_encodings(offer.look), _chosen(offer.look), id="encoding"))
        with VerticalScroll(id="preview", can_focus=True):
            yield Static(safe.block(*preview(offer)))

    def keys(self) -> tuple[Key, ...]:
        """The deed by its name."""
        return (replace(ENTER, label=self._deed), NEXT, CANCEL)

    def on_resize(self) -> None:
        """What was found gets the rows that the fields leave."""
        super().on_resize()
        fields = len(self.query(".row"))
        self.query_one("#preview").styles.max_height = max(self.size.height * 94 // 100 - fields - 8, 3)

    @on(Cycle.Changed, "#encoding")
    def _another_encoding(self, event: Cycle.Changed) -> None:
        event.stop()
        self._reading = True
        self.run_worker(self._read(event.value or None), exclusive=True, group="look")

    async def _read(self, encoding: str | None) -> None:
        self._offer = self._offer.seen(await asyncio.to_thread(look, self._offer.look.path, encoding))
        self.query_one("#preview Static", Static).update(safe.block(*preview(self._offer)))
        self._reading = False
        if self._accepted:
            self.action_accept()

    def action_accept(self) -> None:
        """Answer, once the file is read as was asked last and there is text in it."""
        self._accepted = self._reading
        if self._reading:
            return
        if self._offer.look.found is None:
            self.notify(safe.plain(_("There is nothing to import: the file could not be read.")), markup=False)
            return
        told = replace(
            self._offer,
            title=self.query_one("#document-title", Entry).value.strip(),
            kind=self.query_one("#kind", Cycle).value,
            language=self.query_one("#language", Cycle).value,
            case=self.query_one("#case", Named).value,
            person=self.query_one("#person", Named).value,
            wanted=True,
        )
        self.dismiss(told)


def case_field(case: str, known: Known, placeholder: str) -> Named:
    """A line for the case."""
    return Named(case, known.cases, id="case", title=_("Cases"), placeholder=placeholder)


def person_field(person: str, known: Known, placeholder: str) -> Named:
    """A line for the person."""
    return Named(person, known.people, id="person", title=_("People"), placeholder=placeholder)


def _chosen(found: Look) -> str:
    return found.encoding or AS_FOUND


def _encodings(found: Look) -> list[tuple[str, str]]:
    """The one that was found, by its name, and the others."""
    guessed = found.found.encoding if found.found is not None and found.encoding is None else None
    first = _("{encoding}, as found").format(encoding=guessed) if guessed else _("as found")
    return [(AS_FOUND, first), *((each, each) for each in ENCODINGS)]


@dataclass(frozen=True, slots=True)
class Alike:
    """What is said of several files at once; None leaves it as it is for each."""

    kind: str | None = None
    language: str | None = None
    case: str | None = None
    person: str | None = None
    encoding: str | None = None


class AlikeDialog(Form[Alike]):
    """What all files have in common."""

    def __init__(self, n: int, known: Known) -> None:
        super().__init__(ngettext("For {n} file", "For all {n} files", n).format(n=n))
        self._known = known

    def compose_body(self) -> ComposeResult:
        """Every field begins with leaving things as they are."""
        keep = (KEEP, _("as it is for each"))
        kinds = [keep, *((kind, kind_name(kind)) for kind in KINDS)]
        yield from self.row(_("Kind"), Cycle(kinds, KEEP, id="kind"))
        languages = [keep, *((each, language_name(each)) for each in LANGUAGES)]
        yield from self.row(_("Language"), Cycle(languages, KEEP, id="language"))
        yield from self.row(_("Case"), case_field("", self._known, _("as it is for each")))
        yield from self.row(_("Person"), person_field("", self._known, _("as it is for each; one name is one person")))
        encodings = [keep, (AS_FOUND, _("as found")), *((each, each) for each in ENCODINGS)]
        yield from self.row(_("Letters read as"), Cycle(encodings, KEEP, id="encoding"))

    def action_accept(self) -> None:
        """Answer."""
        kind, language, encoding = (
            self.query_one(f"#{each}", Cycle).value for each in ("kind", "language", "encoding")
        )
        self.dismiss(
            Alike(
                kind=None if kind == KEEP else kind,
                language=None if language == KEEP else language,
                case=self.query_one("#case", Named).value or None,
                person=self.query_one("#person", Named).value or None,
                encoding=None if encoding == KEEP else encoding,
            )
        )


def preview(offer: Offer) -> list[Part]:
    """What is in the file: its size, who speaks, what was replaced, lost or guessed, how it begins."""
    seen = offer.look
    found = seen.found
    if found is None:
        return [(seen.name, "bold"), "\n", ("! ", "bold $error"), _refusal(seen)]
    n_turns = len(found.turns)
    facts = [
        found.source,
        found.encoding or found.format,
        ngettext("{n} word", "{n} words", seen.words).format(n=seen.words),
        ngettext("{n} turn", "{n} turns", n_turns).format(n=n_turns),
    ]
    parts: list[Part] = [(" · ".join(facts), "bold")]
    if offer.number is not None:
        already = _("The same file is there already, as document {n}.").format(n=offer.number)
        parts += ["\n", ("! ", "bold $warning"), already]
    for warning in found.warnings:
        parts += ["\n", ("! ", "bold $warning"), safe.sentence(warning)]
    parts += _who_speaks(seen)
    if seen.is_text and seen.sample:
        parts += ["\n", (_("Letters: "), "$foreground-muted"), ("… " + seen.sample + " …", "italic")]
    parts += ["\n", (_("It begins:"), "$foreground-muted")]
    for line in seen.beginning[:_MOST_LINES]:
        parts += ["\n  ", line]
    return parts


def _refusal(seen: Look) -> str:
    if seen.refused is None:
        return ""
    if isinstance(seen.refused, EncodingUnknown):
        return safe.sentence(seen.refused.message) + "\n" + _("Choose another encoding above.")
    return safe.complaint(seen.refused)


def _who_speaks(seen: Look) -> list[Part]:
    parts: list[Part] = ["\n", (_("Speakers: "), "$foreground-muted")]
    if not seen.speakers:
        return [*parts, _("none found")]
    for speaker in seen.speakers:
        turns = ngettext("{n} turn", "{n} turns", speaker.turns).format(n=speaker.turns)
        n_words = ngettext("{n} word", "{n} words", speaker.words).format(n=speaker.words)
        asks = f" ({_('interviewer')})" if speaker.interviewer else ""
        parts += ["\n  ", (speaker.speaker, "bold"), f"{asks}  {turns}, {n_words}"]
    return parts


def listed(names: Sequence[str], most: int = 8) -> str:
    """Some names with commas between them, and how many more there are."""
    more = len(names) - most
    return ", ".join(names[:most]) + (f" … +{more}" if more > 0 else "")
