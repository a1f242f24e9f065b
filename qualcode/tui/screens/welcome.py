"""The list of projects: those opened before, a new one, the sample, the guided tour."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path

from rich.cells import cell_len
from textual import events, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from qualcode import __version__
from qualcode.errors import QualcodeError
from qualcode.i18n import _, language
from qualcode.tui import jobs, safe
from qualcode.tui.dialogs.files import FileChooser
from qualcode.tui.dialogs.project import NewProject, ProjectDialog
from qualcode.tui.dropped import starting_folder
from qualcode.tui.keys import WELCOME, WELCOME_SCREEN, bindings
from qualcode.tui.memory import Memory, Recent
from qualcode.tui.safe import Part
from qualcode.tui.screens.base import Place
from qualcode.tui.widgets.bars import KeyLine
from qualcode.tui.words import lately

# What there is to do, in the order of the list: actions of `keys.WELCOME`.
_DOINGS = ("new_project", "open_project", "tour", "demo")


@dataclass(frozen=True, slots=True)
class Known:
    """A project opened before, and whether its file is still there."""

    recent: Recent
    is_there: bool


class WelcomeScreen(Place):
    """Where one comes in without a project."""

    DEFAULT_CSS = """
    WelcomeScreen { align: center middle; }
    WelcomeScreen #card { width: 92; max-width: 96%; height: auto; max-height: 100%; padding: 0 2; }
    WelcomeScreen #name { text-style: bold; color: $primary; height: 1; }
    WelcomeScreen #about { color: $text-muted; height: auto; margin-bottom: 1; }
    WelcomeScreen .heading { color: $text-muted; height: 1; margin-top: 1; }
    WelcomeScreen OptionList {
        height: auto; border: none; background: transparent; padding: 0; scrollbar-size-vertical: 1;
    }
    WelcomeScreen OptionList:focus { border: none; background-tint: transparent; }
    WelcomeScreen OptionList:blur > .option-list--option-highlighted { background: transparent; color: $foreground; }
    WelcomeScreen #recents { max-height: 100%; }
    WelcomeScreen #first { color: $accent; height: auto; margin-top: 1; }
    WelcomeScreen KeyLine { dock: bottom; }
    WelcomeScreen.-tiny #about, WelcomeScreen.-tiny #name, WelcomeScreen.-tiny #first { display: none; }
    """
    BINDINGS = bindings(*WELCOME_SCREEN)
    GROUPS = WELCOME_SCREEN

    def __init__(self, refused: QualcodeError | None = None) -> None:
        super().__init__()
        self._refused = refused
        self._known: list[Known] = []

    def compose(self) -> ComposeResult:
        """Name, what can be done, projects."""
        keys = {key.action: key for key in WELCOME.keys}
        with Vertical(id="card"):
            yield Static(safe.show(f"qualcode {__version__}"), id="name")
            about = _("Interviews and life stories, coded against a shared impact codebook.")
            yield Static(safe.show(about), id="about")
            doings = [keys[action] for action in _DOINGS]
            yield OptionList(
                *(Option(safe.show((f"{each.name}  ", "bold $accent"), each.help), id=each.action) for each in doings),
                id="doings",
            )
            yield Static(safe.show(_("Opened before")), classes="heading", id="before")
            yield OptionList(id="recents")
            first = _("New here? The guided tour takes two minutes, and nothing can break.")
            yield Static(safe.show(first), id="first")
        line = KeyLine()
        line.show([key for group in WELCOME_SCREEN for key in group.keys if key.label])
        yield line

    async def on_mount(self) -> None:
        """Show the projects opened before, and why one could not be opened just now."""
        if self._refused is not None:
            self.call_after_refresh(self.complain, self._refused)
        self.query_one("#first").display = self.home.memory.setting("tour") is None
        await self._list()

    async def _list(self) -> None:
        self._known = await asyncio.to_thread(_known, self.home.memory)
        self._draw()
        doings, recents = self.query_one("#doings", OptionList), self.query_one("#recents", OptionList)
        recents.display = self.query_one("#before").display = bool(self._known)
        if self._known:
            recents.focus()
        else:
            # Who comes for the first time stands on the tour.
            doings.highlighted = _DOINGS.index("tour") if self.home.memory.setting("tour") is None else 0
            doings.focus()

    def on_resize(self, event: events.Resize) -> None:
        """Times stand at the right edge, and the list is as high as there is room."""
        recents = self.query_one("#recents", OptionList)
        others = 12 if self.query_one("#first").display else 10
        recents.styles.max_height = max(event.size.height - others, 2)
        self._draw()

    def _draw(self) -> None:
        recents = self.query_one("#recents", OptionList)
        at = recents.highlighted or 0
        # The card's edges, the scroll bar, and the list's own margins.
        width = min(92, self.size.width * 96 // 100) - 4 - 3
        recents.clear_options()
        recents.add_options(Option(safe.block(*_told(each, width))) for each in self._known)
        recents.highlighted = min(at, len(self._known) - 1) if self._known else None

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Do it, or open the project."""
        event.stop()
        if event.option_list.id == "doings" and event.option_id is not None:
            await self.run_action(event.option_id)
            return
        chosen = self._known[event.option_index]
        if await asyncio.to_thread(chosen.recent.path.exists):
            self.home.open(chosen.recent.path)
        else:
            self.say(_("The file is not there any more. If it was moved, o opens it where it is now."))
            await self._list()

    @work
    async def action_new_project(self) -> None:
        """Make a project and go there; what cannot be made is asked for again, as it was filled in."""
        wanted: NewProject | None = None
        while (wanted := await self.app.push_screen_wait(ProjectDialog(Path.cwd(), wanted))) is not None:
            try:
                await self._make(wanted)
            except QualcodeError as error:
                self.complain(error)
            else:
                return

    async def _make(self, wanted: NewProject) -> None:
        make = jobs.maker(
            wanted.path, self.home.coder, title=wanted.title, codebook=wanted.codebook, language=wanted.language
        )
        await self.home.desk.open(make)
        await asyncio.to_thread(self.home.memory.set, "projects", str(wanted.path.absolute().parent))
        self.home.open(wanted.path)

    @work
    async def action_open_project(self) -> None:
        """Choose a project's file."""
        folder = await asyncio.to_thread(_projects_folder, self.home.memory.setting("projects"))
        path = await self.app.push_screen_wait(FileChooser(_("Open a project"), folder, (".qualcode",)))
        if path is not None:
            await asyncio.to_thread(self.home.memory.set, "projects", str(path.absolute().parent))
            self.home.open(path)

    def action_demo(self) -> None:
        """Build the sample project, unless it is there, and go to it."""
        self.say(_("The sample project is being made; this takes some seconds."))
        self.act(self._demo)

    async def _demo(self) -> None:
        path = await asyncio.to_thread(jobs.demo, Path.cwd(), language(), self.home.coder)
        self.home.open(path)

    async def action_forget(self) -> None:
        """Take a project off the list."""
        recents = self.query_one("#recents", OptionList)
        if recents.has_focus and recents.highlighted is not None:
            await asyncio.to_thread(self.home.memory.forgotten, self._known[recents.highlighted].recent.path)
            await self._list()


def _known(memory: Memory) -> list[Known]:
    """The projects opened before, each looked for; reads the disk."""
    return [Known(each, each.path.exists()) for each in memory.recents()]


def _told(known: Known, width: int) -> list[Part]:
    """A project in two lines of `width` cells: its title and when it was opened, where it lies."""
    recent = known.recent
    when = lately(recent.at) if known.is_there else _("the file is not there")
    # On the line one stands on, words have its colour; so what is missing is told in words too.
    style = "" if known.is_there else "$warning"
    room = width - cell_len(when) - 2
    title = safe.fit(recent.title or recent.path.stem, max(room, 0))
    lies = safe.clip(_short(recent.path), width - 2)
    return [(title, "bold"), "  ", (when, style), "\n", "  ", lies]


def _short(path: Path) -> str:
    """A path with `~` for one's own folder."""
    home = Path.home()
    return f"~/{path.relative_to(home).as_posix()}" if path.is_relative_to(home) else str(path)


def _projects_folder(remembered: str | None) -> Path:
    """Where to look for projects first: here, where there are some, else where one was opened last."""
    return Path.cwd() if any(Path.cwd().glob("*.qualcode")) else starting_folder(remembered)
