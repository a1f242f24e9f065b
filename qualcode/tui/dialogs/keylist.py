"""All keys in a list, and giving one of them another key."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from textual import events, on, work
from textual.app import ComposeResult
from textual.widgets import Static

from qualcode.i18n import _
from qualcode.tui import keymap, safe
from qualcode.tui.dialogs.base import CANCEL, Dialog
from qualcode.tui.dialogs.tell import Confirm
from qualcode.tui.keymap import Screen
from qualcode.tui.keys import Group, Key, bindings, key_name
from qualcode.tui.widgets.table import Column, Line, Table

CHANGE = Key("enter", "change", _("Give it another key"), _("another key"))
OWN = Key("delete", "own", _("Back to its own key"), _("its own key"))
ALL_OWN = Key("ctrl+r", "all_own", _("All keys as they were"), _("all as they were"))
CLOSE = Key("escape", "cancel", _("Close"), _("close"))


@dataclass(frozen=True, slots=True)
class Keys:
    """What the list works on: the keys of every screen, those changed, and what to do with other changes."""

    known: Sequence[Screen]
    changed: Mapping[str, str]
    use: Callable[[Mapping[str, str]], None]


class KeyList(Dialog[None]):
    """Every key with what it does and where; a change counts at once."""

    DEFAULT_CSS = """
    KeyList > #frame { height: 94%; }
    KeyList Table { background: $surface; }
    """
    BINDINGS = bindings(Group("", (OWN, ALL_OWN)))
    KEYS = (CHANGE, OWN, ALL_OWN, CLOSE)

    def __init__(self, keys: Keys) -> None:
        super().__init__(_("Keys"))
        self._keys = keys
        self._changed = dict(keys.changed)
        self._lines = {line.key.id: line for line in keymap.lines(keys.known)}

    def compose_body(self) -> ComposeResult:
        """The list."""
        yield Table("all-keys")

    def on_mount(self) -> None:
        """Show them."""
        self._show()
        self.query_one(Table).focus()

    def _show(self) -> None:
        columns = (Column(_("Keys"), 14), Column(_("What it does")), Column(_("Where"), 16, least=60))
        rows = []
        for line in self._lines.values():
            own = line.key.id in self._changed
            name = (key_name(line.key.now), "bold $accent" if own else "bold")
            before = _("was {key}").format(key=key_name(line.key.keys))
            was = f"   ({before})" if own else ""
            rows.append(Line(line.key.id, (name, [line.key.help, (was, "$accent")], (line.title, "$foreground-muted"))))
        self.query_one(Table).show_lines(columns, rows)

    @property
    def _key(self) -> Key | None:
        at = self.query_one(Table).at
        return self._lines[at].key if at in self._lines else None

    @on(Table.Chosen)
    @work
    async def action_change(self) -> None:
        """Ask for a key that can be had."""
        key = self._key
        if key is not None:
            pressed = await self.app.push_screen_wait(KeyCatcher(key, self._keys.known))
            if pressed is not None:
                self._use(keymap.with_key(self._changed, key, pressed))

    def action_own(self) -> None:
        """Back to the key it had, unless that is taken by now."""
        key = self._key
        if key is None or key.id not in self._changed:
            return
        refused = next((said for each in key.keys.split(",") if (said := self._taken(key, each))), None)
        if refused is not None:
            self.notify(safe.plain(refused), markup=False, severity="warning")
        else:
            self._use(keymap.with_key(self._changed, key, None))

    def _taken(self, key: Key, wanted: str) -> str | None:
        return keymap.refusal(key, wanted, self._keys.known) if keymap.is_key(wanted) else None

    @work
    async def action_all_own(self) -> None:
        """All keys as they were."""
        question = _("Should every key do again what it did at first?")
        if not self._changed:
            return
        sure = await self.app.push_screen_wait(Confirm(_("Keys"), question, _("all as they were")))
        if sure:
            self._use({})

    def _use(self, changed: Mapping[str, str]) -> None:
        self._changed = dict(changed)
        self._keys.use(self._changed)
        self._show()


class KeyCatcher(Dialog[str]):
    """The answer is the first key pressed that can be had; of others it says why not."""

    DEFAULT_CSS = "KeyCatcher #refused { color: $warning; height: auto; min-height: 2; margin-top: 1; }"
    KEYS = (CANCEL,)

    def __init__(self, key: Key, known: Sequence[Screen]) -> None:
        super().__init__(_("Another key"))
        self._key = key
        self._known = known

    def compose_body(self) -> ComposeResult:
        """What the key is for, and why one cannot be had."""
        yield Static(safe.block((self._key.help, "bold"), "\n\n", _("Press the key that shall do it.")))
        yield Static(id="refused")

    def on_key(self, event: events.Key) -> None:
        """Take it."""
        if event.key == "escape":
            return
        event.stop()
        refused = keymap.refusal(self._key, event.key, self._known)
        if refused is None:
            self.dismiss(event.key)
        else:
            self.query_one("#refused", Static).update(safe.show(refused))
