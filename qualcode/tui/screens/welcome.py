"""The list of projects: those opened before, a new one, the sample."""

from __future__ import annotations

import asyncio
from pathlib import Path

from textual import work
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
from qualcode.tui.keys import WELCOME_SCREEN, bindings
from qualcode.tui.memory import Recent
from qualcode.tui.screens.base import Place
from qualcode.tui.widgets.bars import KeyLine


class WelcomeScreen(Place):
    """Where one comes in without a project."""

    DEFAULT_CSS = """
    WelcomeScreen { align: center middle; }
    WelcomeScreen #card { width: 76; max-width: 96%; height: auto; max-height: 100%; padding: 0 2; }
    WelcomeScreen #name { text-style: bold; color: $primary; height: 1; }
    WelcomeScreen #about { color: $text-muted; height: auto; margin-bottom: 1; }
    WelcomeScreen .heading { color: $text-muted; height: 1; margin-top: 1; }
    WelcomeScreen OptionList { height: auto; max-height: 14; border: none; background: $background; padding: 0; }
    WelcomeScreen OptionList:focus { border: none; }
    WelcomeScreen KeyLine { dock: bottom; }
    """
    BINDINGS = bindings(*WELCOME_SCREEN)
    GROUPS = WELCOME_SCREEN

    def __init__(self, refused: QualcodeError | None = None) -> None:
        super().__init__()
        self._refused = refused
        self._recents: list[Recent] = []

    def compose(self) -> ComposeResult:
        """Name, what can be done, projects."""
        with Vertical(id="card"):
            yield Static(safe.show(f"qualcode {__version__}"), id="name")
            about = _("Interviews and life stories, coded against a shared impact codebook.")
            yield Static(safe.show(about), id="about")
            yield OptionList(
                Option(safe.show(("n  ", "bold"), _("Make a new project")), id="new_project"),
                Option(safe.show(("o  ", "bold"), _("Open a project")), id="open_project"),
                Option(safe.show(("d  ", "bold"), _("Try the sample project")), id="demo"),
                id="doings",
            )
            yield Static(safe.show(_("Opened before")), classes="heading", id="before")
            yield OptionList(id="recents")
        line = KeyLine()
        line.show([key for group in WELCOME_SCREEN for key in group.keys if key.label])
        yield line

    async def on_mount(self) -> None:
        """Show the projects opened before, and why one could not be opened just now."""
        if self._refused is not None:
            self.call_after_refresh(self.complain, self._refused)
        await self._list()

    async def _list(self) -> None:
        self._recents = await asyncio.to_thread(self.home.memory.recents)
        recents = self.query_one("#recents", OptionList)
        recents.clear_options()
        recents.add_options(
            Option(safe.show((each.title or each.path.stem, "bold"), "  ", str(each.path))) for each in self._recents
        )
        recents.display = self.query_one("#before").display = bool(self._recents)
        if self._recents:
            recents.highlighted = 0
            recents.focus()
        else:
            self.query_one("#doings").focus()

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Do it, or open the project."""
        event.stop()
        if event.option_list.id == "doings" and event.option_id is not None:
            await self.run_action(event.option_id)
        else:
            self.home.open(self._recents[event.option_index].path)

    @work
    async def action_new_project(self) -> None:
        """Make a project and go there."""
        wanted = await self.app.push_screen_wait(ProjectDialog(Path.cwd()))
        if wanted is not None:
            self.act(lambda: self._make(wanted))

    async def _make(self, wanted: NewProject) -> None:
        make = jobs.maker(
            wanted.path, self.home.coder, title=wanted.title, codebook=wanted.codebook, language=wanted.language
        )
        await self.home.desk.open(make)
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
            await asyncio.to_thread(self.home.memory.forgotten, self._recents[recents.highlighted].path)
            await self._list()


def _projects_folder(remembered: str | None) -> Path:
    """Where to look for projects first: here, where there are some, else where one was opened last."""
    return Path.cwd() if any(Path.cwd().glob("*.qualcode")) else starting_folder(remembered)
