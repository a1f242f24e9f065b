"""What the codebook went through: every change with who, when and why, and the versions that were named between."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult

from qualcode.i18n import _, language, ngettext
from qualcode.model.codebook_history import CodebookChange, VersionView
from qualcode.ops import codebook_log, versions
from qualcode.ops.told import teller
from qualcode.tui import safe
from qualcode.tui.courses import MUTED
from qualcode.tui.dialogs.tell import Tell
from qualcode.tui.dialogs.versions import VersionForm
from qualcode.tui.keys import PROGRAM, SECTION, Group, Key, bindings
from qualcode.tui.safe import Part
from qualcode.tui.screens.section import Section
from qualcode.tui.widgets.table import Column, Line, Table
from qualcode.tui.words import day_and_time

if TYPE_CHECKING:
    from qualcode.ops import Session

VERSIONS = Group(
    _("Versions and changes"),
    (
        Key("enter", "tell", _("All about this change"), _("read")),
        Key("n", "name", _("Name the codebook as it is now"), _("name a version")),
        Key("v", "only_versions", _("Only the versions, or all changes"), _("versions")),
        Key("p", "proposals", _("What is proposed for the codes"), _("proposals")),
    ),
)


@dataclass(frozen=True, slots=True)
class Seen:
    """The changes, oldest first, told with the labels of codes; and the versions that stand."""

    changes: tuple[CodebookChange, ...]
    versions: tuple[VersionView, ...]


def read(session: Session, speech: str) -> Seen:
    """Both at one go; done in the desk's thread."""
    telling = teller(session, speech)
    told = [replace(each, summary=telling.told(each.summary)) for each in codebook_log.listing(session)]
    return Seen(tuple(told), tuple(versions.listing(session)))


class VersionsScreen(Section):
    """The changes of the codebook, newest first."""

    NAME = "codebook"
    AUTO_FOCUS = "#changes"
    GROUPS = (VERSIONS, SECTION, PROGRAM)
    BINDINGS = bindings(VERSIONS)

    def __init__(self) -> None:
        super().__init__()
        self.seen = Seen((), ())
        self._only_versions = False

    def compose_body(self) -> ComposeResult:
        """A row a change."""
        yield Table("changes")

    @property
    def table(self) -> Table:
        """The changes."""
        return self.query_one("#changes", Table)

    async def fill(self) -> None:
        """Read the journal."""
        self.seen = await self.home.desk.run(read, language())
        self._show()

    def _show(self) -> None:
        shown = [each for each in self.seen.changes if each.version is not None or not self._only_versions]
        columns = (
            Column("", 5, right=True),
            Column(_("When"), 16, least=60),
            Column(_("Who"), 10, least=70),
            Column(_("What")),
            Column(_("Why"), least=100),
        )
        self.table.show_lines(columns, [_line(each) for each in reversed(shown)])
        changes, named = len(self.seen.changes), len(self.seen.versions)
        about = [
            ngettext("{n} change", "{n} changes", changes).format(n=changes),
            ngettext("{n} version", "{n} versions", named).format(n=named),
        ]
        self.show_header((" · ".join(about), MUTED))

    @property
    def change_at(self) -> CodebookChange | None:
        """The change with the cursor."""
        at = self.table.at
        return next((each for each in self.seen.changes if str(each.sequence) == at), None)

    def action_only_versions(self) -> None:
        """Only the versions, or all."""
        self._only_versions = not self._only_versions
        self._show()

    @on(Table.Chosen)
    def action_tell(self) -> None:
        """The whole of it, which the row may have cut."""
        entry = self.change_at
        if entry is None:
            return
        parts: list[Part] = [safe.sentence(entry.summary), "\n\n"]
        if entry.reason:
            parts += [_("Why: {reason}").format(reason=safe.paragraphs(entry.reason)), "\n\n"]
        version = next((each for each in self.seen.versions if each.name == entry.version), None)
        if version is not None:
            parts += [ngettext("{n} code", "{n} codes", version.codes).format(n=version.codes), "\n\n"]
        parts.append((_facts(entry), MUTED))
        self.app.push_screen(Tell(_("Change {n}").format(n=entry.sequence), *parts))

    @work
    async def action_name(self) -> None:
        """Give the codebook as it is now a name."""
        answer = await self.app.push_screen_wait(VersionForm([each.name for each in self.seen.versions]))
        if answer is not None:
            name, note = answer
            self.change(
                versions.name_version,
                name,
                note,
                said=_("The codebook as it is now is called “{name}”.").format(name=name),
            )

    def action_proposals(self) -> None:
        """To what is proposed."""
        from qualcode.tui.screens.proposals import ProposalsScreen

        self.then(self.app.push_screen, ProposalsScreen())

    def action_back(self) -> None:
        """Back to the codes."""
        self.then(self.leave)


def _facts(entry: CodebookChange) -> str:
    facts = [day_and_time(entry.at), entry.coder]
    return " · ".join([*facts, _("taken back")] if entry.undone else facts)


def _line(entry: CodebookChange) -> Line:
    style = "bold $accent" if entry.version is not None else ""
    if entry.undone:
        style = "$foreground-muted strike"
    sign = "◆ " if entry.version is not None else ""
    state = _("taken back:") + " " if entry.undone else ""
    return Line(
        str(entry.sequence),
        (
            (str(entry.sequence), MUTED),
            day_and_time(entry.at),
            entry.coder,
            [(state, f"italic {MUTED}"), (sign + safe.sentence(entry.summary), style)],
            (" ".join(entry.reason.split()), MUTED),
        ),
    )
