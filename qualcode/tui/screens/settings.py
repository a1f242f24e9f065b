"""The settings: what can be chosen for oneself and for the project, and what can be done to keep it safe."""

from __future__ import annotations

import asyncio
import os

from rich.cells import cell_len
from textual import work
from textual.app import ComposeResult
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from qualcode.i18n import _, language
from qualcode.model.message import N_
from qualcode.model.project import LANGUAGES
from qualcode.ops import projects
from qualcode.tui import keymap, safe, themes
from qualcode.tui.choices import Chapter, Choice, Known, chapters
from qualcode.tui.dialogs.choose import Chooser, Row
from qualcode.tui.dialogs.keylist import KeyList, Keys
from qualcode.tui.dialogs.tell import Ask, Confirm, Tell
from qualcode.tui.keys import PROGRAM, SECTION, Group, Key, bindings
from qualcode.tui.screens.section import Section
from qualcode.tui.widgets.page import LONGEST_LINE, NARROWEST, STEP, WIDEST
from qualcode.tui.words import language_name

SETTINGS = Group(
    _("Settings"),
    (
        Key("enter", "change", _("Change it, or do it"), _("change")),
        Key("k", "keys", _("All keys; change some"), _("keys")),
        Key("b", "backup", _("Make a backup now"), _("backup")),
        Key("c", "check", _("Check the project"), _("check")),
    ),
)
_CAPTION = 24
_THEMES = {themes.LIGHT: N_("light"), themes.DARK: N_("dark"), themes.CONTRAST: N_("high contrast")}


class SettingsScreen(Section):
    """A list of all that can be chosen; what each means stands below."""

    DEFAULT_CSS = """
    SettingsScreen OptionList {
        height: 1fr; border: none; background: $background; padding: 0 1; scrollbar-size-vertical: 1;
    }
    SettingsScreen OptionList:focus { border: none; background-tint: $foreground 0%; }
    SettingsScreen OptionList > .option-list--option-disabled { text-style: bold; color: $primary; }
    SettingsScreen #about { height: auto; max-height: 4; padding: 0 1; border-top: solid $border; color: $text-muted; }
    SettingsScreen.-tiny #about, SettingsScreen.-low #about { display: none; }
    """
    NAME = "settings"
    GROUPS = (SETTINGS, SECTION, PROGRAM)
    BINDINGS = bindings(SETTINGS)

    def __init__(self) -> None:
        super().__init__()
        self._known: Known | None = None
        self._chapters: tuple[Chapter, ...] = ()

    def compose_body(self) -> ComposeResult:
        """The list, and what the chosen row means."""
        yield OptionList(id="choices")
        yield Static(id="about")

    def on_mount(self) -> None:
        """The list has the keys."""
        super().on_mount()
        self._list.focus()

    @property
    def _list(self) -> OptionList:
        return self.query_one("#choices", OptionList)

    # What is shown

    async def fill(self) -> None:
        """Gather what is known."""
        coding = self.home.coding
        if coding is None:
            return
        project = await self.home.desk.run(projects.project)
        stats = await self.home.desk.run(projects.stats)
        backups = await self.home.desk.run(projects.backups_folder)
        read_only = coding.shelf.read_only if coding.shelf is not None else False
        memory = self.home.memory
        stored = await asyncio.to_thread(memory.setting, "text-width") or ""
        allowed = await asyncio.to_thread(memory.noted, "suggestions", project.id)
        self._known = Known(
            language=language(),
            theme=_(_THEMES.get(self.app.theme, "")),
            colours=not self.home.no_color,
            width=int(stored) if stored.isdecimal() and len(stored) < 5 else LONGEST_LINE,
            changed_keys=len(keymap.remembered(memory.noted("keys", "all"))),
            coder=self.home.coder,
            project=project,
            stats=stats,
            blind=coding.view.blind,
            suggestions=allowed is not False,
            path=coding.path.absolute(),
            backups=backups.absolute(),
            memory=memory.folder,
            read_only=read_only,
        )
        self._show()

    def _show(self) -> None:
        if self._known is None:
            return
        self._chapters = chapters(self._known)
        at = self._list.highlighted
        self._list.clear_options()
        for number, chapter in enumerate(self._chapters):
            space = "\n" if number and self.size.height >= 24 else ""
            self._list.add_options([Option(safe.block(space + chapter.title), disabled=True)])
            self._list.add_options(
                [Option(safe.show(_caption(each), (each.value, "bold")), id=each.id) for each in chapter.choices]
            )
        self._list.highlighted = at if at is not None else 1

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Say what it means."""
        event.stop()
        about = self._choice(event.option_id)
        self.query_one("#about", Static).update(safe.show(about.about if about is not None else ""))

    def _choice(self, id: str | None) -> Choice | None:
        return next((each for chapter in self._chapters for each in chapter.choices if each.id == id), None)

    # What is done

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click."""
        event.stop()
        self._do(event.option_id or "")

    def action_change(self) -> None:
        """Change what the cursor is on."""
        at = self._list.highlighted
        if at is not None:
            self._do(self._list.get_option_at_index(at).id or "")

    def _do(self, id: str) -> None:
        doings = {
            "language": self._choose_language,
            "theme": self._next_theme,
            "colours": self._other_colours,
            "width": self._choose_width,
            "keys": self.action_keys,
            "title": self._rename,
            "spoken": self._choose_spoken,
            "blind": self._other_blind,
            "suggestions": self._other_suggestions,
            "check": self.action_check,
            "check_deep": self._check_deep,
            "backup": self.action_backup,
        }
        choice = self._choice(id)
        if id in doings:
            doings[id]()
        elif choice is not None:
            self.app.push_screen(Tell(choice.caption, choice.value, "\n\n", (choice.about, "$foreground-muted")))

    def _again(self) -> None:
        self.act(self.fill)

    @work
    async def _choose_language(self) -> None:
        rows = [Row(each, safe.show(language_name(each)), (language_name(each), each)) for each in LANGUAGES]
        chosen = await self.app.push_screen_wait(Chooser(_("Language"), rows))
        if chosen is None:
            return
        # Kept also where it is spoken already: another one may have been chosen for the next start.
        await asyncio.to_thread(self.home.memory.set, "language", chosen[0])
        if chosen[0] == language():
            return
        question = _("The program starts again in {language}. Everything is saved. Now?").format(
            language=language_name(chosen[0])
        )
        if await self.app.push_screen_wait(Confirm(_("Language"), question, _("start again"))):
            await self._restart(chosen[0])
        else:
            self.say(_("It speaks {language} from the next start on.").format(language=language_name(chosen[0])))

    async def _restart(self, speech: str | None) -> None:
        await self.settled()
        self.app.call_later(self.home.restart, speech)

    def _next_theme(self) -> None:
        names = list(_THEMES)
        at = names.index(self.app.theme) if self.app.theme in names else -1
        self.home.change_theme(names[(at + 1) % len(names)])

    def on_theme(self) -> None:
        """Say which one it is."""
        self._again()

    @work
    async def _other_colours(self) -> None:
        if os.environ.get("NO_COLOR") is not None:
            self.say(_("Your terminal wants no colours: NO_COLOR is set there."))
            return
        memory, now = self.home.memory, "none" if self.home.no_color else "some"
        before = await asyncio.to_thread(memory.setting, "colours") or now
        wanted = "some" if before == "none" else "none"
        await asyncio.to_thread(memory.set, "colours", wanted)
        if wanted == now:
            # What was chosen for the next start is taken back.
            self.say(_("It stays as it is."))
            return
        question = _("The program starts again for this. Everything is saved. Now?")
        if await self.app.push_screen_wait(Confirm(_("Colours"), question, _("start again"))):
            await self._restart(None)
        else:
            self.say(_("It is so from the next start on."))

    @work
    async def _choose_width(self) -> None:
        now = self._known.width if self._known is not None else LONGEST_LINE
        widths = sorted({*range(NARROWEST, WIDEST + 1, STEP), LONGEST_LINE, now})
        rows = [Row(str(n), safe.show(("● " if n == now else "  ", "$accent"), str(n)), (str(n),)) for n in widths]
        chosen = await self.app.push_screen_wait(Chooser(_("Signs a line, at most"), rows))
        coding = self.home.coding
        if chosen is not None and coding is not None:
            await asyncio.to_thread(self.home.memory.set, "text-width", chosen[0])
            coding.transcript.set_longest(int(chosen[0]))
            self._again()

    @work
    async def action_keys(self) -> None:
        """All keys; change some."""
        known = await asyncio.to_thread(keymap.screens)
        changed = keymap.remembered(await asyncio.to_thread(self.home.memory.noted, "keys", "all"))
        await self.app.push_screen_wait(KeyList(Keys(known, changed, self.home.change_keys)))
        self._again()

    @work
    async def _rename(self) -> None:
        title = self._known.project.title if self._known is not None else ""
        answer = await self.app.push_screen_wait(Ask(_("Title of the project"), prompt=_("Title"), value=title))
        if answer is not None:
            self.act(lambda: self._describe(title=answer))

    @work
    async def _choose_spoken(self) -> None:
        rows = [Row(each, safe.show(language_name(each)), (language_name(each), each)) for each in LANGUAGES]
        chosen = await self.app.push_screen_wait(Chooser(_("Spoken language"), rows))
        if chosen is not None:
            self.act(lambda: self._describe(language=chosen[0]))

    async def _describe(self, *, title: str | None = None, language: str | None = None) -> None:
        await self.home.desk.run(projects.describe, title=title, language=language)
        await self.refresh_if_changed()

    async def refresh_if_changed(self) -> None:
        """The transcript's screen holds the project's title as well."""
        await super().refresh_if_changed()
        coding = self.home.coding
        if coding is not None and self._known is not None and coding.project != self._known.project:
            coding.project = self._known.project
            self.show_header()

    def _other_blind(self) -> None:
        coding = self.home.coding
        if coding is not None:
            coding.action_blind()
            self.act(coding.settled)
            self._again()

    def _other_suggestions(self) -> None:
        known = self._known
        if known is None:
            return

        async def step() -> None:
            allowed = not known.suggestions
            await asyncio.to_thread(self.home.memory.note, "suggestions", known.project.id, allowed)
            coding = self.home.coding
            if coding is not None and not allowed:
                coding.suggesting.stop()
            await self.fill()

        self.act(step)

    # Safety

    def action_check(self) -> None:
        """Prove that the project is whole."""
        self.act(lambda: self._check(deep=False))

    def _check_deep(self) -> None:
        self.act(lambda: self._check(deep=True))

    async def _check(self, *, deep: bool) -> None:
        self.say(_("The project is being checked…"))
        report = await self.home.desk.run(projects.check, deep)
        said = _("Everything is in order.") if report.ok else _("There are problems:")
        problems = "".join(f"\n• {safe.sentence(each)}" for each in report.problems)
        self.app.push_screen(Tell(_("Check"), (said, "bold"), problems))

    def action_backup(self) -> None:
        """Copy the project as it is now."""

        async def step() -> None:
            path = await self.home.desk.run(projects.backup)
            self.app.push_screen(Tell(_("Backup"), (_("The project is copied to"), "bold"), "\n\n", str(path)))

        self.act(step)


def _caption(choice: Choice) -> str:
    return "  " + choice.caption + " " * max(_CAPTION - cell_len(choice.caption), 1)
