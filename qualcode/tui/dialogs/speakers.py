"""Who speaks in a document: labels renamed, joined, and told whose they are."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.widgets import Static

from qualcode.i18n import _, ngettext
from qualcode.model.document import DocumentView, SpeakerView
from qualcode.ops import documents
from qualcode.tui import safe
from qualcode.tui.dialogs.base import Dialog
from qualcode.tui.dialogs.choose import Chooser, Row
from qualcode.tui.dialogs.form import Form
from qualcode.tui.dialogs.tell import CLOSE, Ask, Confirm
from qualcode.tui.document_jobs import Voices
from qualcode.tui.keys import Group, Key, bindings
from qualcode.tui.widgets.named import Named
from qualcode.tui.widgets.table import Column, Line, Table

PERSON = Key("p", "person", _("Say which person it is"), _("who it is"), shown=_("enter"))
RENAME = Key("r", "rename", _("Give the speaker another name"), _("rename"))
JOIN = Key("j", "join", _("The same as another speaker: join them"), _("join"))
INTERVIEWER = Key("i", "interviewer", _("It is the interviewer, or not"), _("interviewer"))
NOBODY = Key("n", "nobody", _("Nobody who is known"), _("nobody"))

# Does something to a speaker and gives back who speaks then; None where it was refused, which has been said.
Do = Callable[..., Awaitable[Voices | None]]


class SpeakersDialog(Dialog[None]):
    """A row a speaker. What is done here is stored at once, each with an undo of its own."""

    DEFAULT_CSS = """
    SpeakersDialog Table { height: auto; max-height: 14; background: $surface; }
    SpeakersDialog #none { height: auto; }
    """
    BINDINGS = bindings(Group("", (PERSON, RENAME, JOIN, INTERVIEWER, NOBODY)))
    KEYS: ClassVar[tuple[Key, ...]] = (
        PERSON,
        RENAME,
        JOIN,
        INTERVIEWER,
        NOBODY,
        Key("escape", "cancel", "", CLOSE.label),
    )

    def __init__(self, document: DocumentView, voices: Voices, do: Do) -> None:
        super().__init__(_("Speakers in “{title}”").format(title=document.title))
        self._document = document
        self._voices = voices
        self._do = do

    def compose_body(self) -> ComposeResult:
        """The table, or that there is nobody."""
        yield Table("speakers")
        if not self._voices.speakers:
            yield Static(safe.show(_("Nobody is named as a speaker in this document.")), id="none")

    def on_mount(self) -> None:
        """Show them."""
        self._show()
        self.query_one(Table).focus()

    def on_resize(self) -> None:
        """The table takes the rows there are."""
        super().on_resize()
        self.query_one(Table).styles.max_height = max(self.size.height - 8, 2)

    def _show(self) -> None:
        columns = (
            Column(_("Speaker")),
            Column(_("Turns"), 8, right=True),
            Column(_("Words"), 7, right=True),
            Column(_("Who it is"), 26),
        )
        self.query_one(Table).display = bool(self._voices.speakers)
        self.query_one(Table).show_lines(columns, [_line(each) for each in self._voices.speakers])

    @property
    def _speaker(self) -> SpeakerView | None:
        at = self.query_one(Table).at
        return next((each for each in self._voices.speakers if _id(each) == at), None)

    async def _change(self, job: Callable[..., object], *args: object, **told: object) -> None:
        voices = await self._do(job, self._document.id, *args, **told)
        if voices is not None:
            self._voices = voices
            self._show()

    @work
    async def action_rename(self) -> None:
        """Another name; one that another speaker has joins the two, if that is meant."""
        speaker = self._speaker
        if speaker is None:
            return
        heading = _("Another name for {speaker}").format(speaker=speaker.speaker)
        name = await self.app.push_screen_wait(Ask(heading, prompt=_("name"), value=speaker.speaker))
        if name is None or name == speaker.speaker:
            return
        if any(each.speaker == name for each in self._voices.speakers):
            question = _("{name} speaks here already. Join the two?").format(name=name)
            if not await self.app.push_screen_wait(Confirm(_("Join"), question, _("join"))):
                return
        await self._change(documents.rename_speaker, speaker.speaker, name)

    @work
    async def action_join(self) -> None:
        """What this one says is said by another from now on."""
        speaker = self._speaker
        others = [each for each in self._voices.speakers if each != speaker and each.speaker]
        if speaker is None or not others:
            self.notify(safe.plain(_("There is no other speaker to join with.")), markup=False)
            return
        n = speaker.turns
        said = ngettext("{n} turn of {speaker} is said by:", "{n} turns of {speaker} are said by:", n)
        rows = [Row(_id(each), safe.show(each.speaker), (each.speaker,)) for each in others]
        chosen = await self.app.push_screen_wait(Chooser(said.format(n=n, speaker=speaker.speaker), rows))
        if chosen is not None:
            other = next(each for each in others if _id(each) == chosen[0])
            await self._change(documents.rename_speaker, speaker.speaker, other.speaker)

    @on(Table.Chosen)
    @work
    async def action_person(self) -> None:
        """Say who it is."""
        speaker = self._speaker
        if speaker is None:
            return
        dialog = WhoDialog(speaker, self._voices.people, self._document.case)
        name = await self.app.push_screen_wait(dialog)
        if name is not None and name != (speaker.person or ""):
            await self._change(documents.map_speaker, speaker.speaker, person=name)

    @work
    async def action_interviewer(self) -> None:
        """It is the interviewer, or not."""
        speaker = self._speaker
        if speaker is not None:
            await self._change(documents.map_speaker, speaker.speaker, interviewer=not speaker.interviewer)

    @work
    async def action_nobody(self) -> None:
        """Neither a person who is known nor the interviewer."""
        speaker = self._speaker
        if speaker is not None:
            await self._change(documents.map_speaker, speaker.speaker, person="")


class WhoDialog(Form[str]):
    """A person's name; empty for nobody who is known."""

    def __init__(self, speaker: SpeakerView, people: Sequence[str], case: str | None) -> None:
        super().__init__(_("Who is {speaker}?").format(speaker=speaker.speaker or "–"))
        self._speaker = speaker
        self._people = people
        self._case = case

    def compose_body(self) -> ComposeResult:
        """The name, and in which case a new person comes."""
        name = Named(self._speaker.person or "", self._people, id="person", title=_("People"), placeholder=_("nobody"))
        yield from self.row(_("Person"), name)
        if self._case:
            said = _("A name that is new is added to the people of “{case}”.").format(case=self._case)
        else:
            said = _("A name that is new is added to the people; the document has no case.")
        yield Static(safe.show((said, "$text-muted")))

    def action_accept(self) -> None:
        """Answer."""
        self.dismiss(self.query_one("#person", Named).value)


def _id(speaker: SpeakerView) -> str:
    return f"speaker {speaker.speaker}"


def _line(speaker: SpeakerView) -> Line:
    who = _("interviewer") if speaker.interviewer else speaker.person or "–"
    name = speaker.speaker or _("(without a label)")
    return Line(
        _id(speaker),
        ((name, "bold"), str(speaker.turns), str(speaker.words), (who, "" if who != "–" else "$foreground-muted")),
    )
