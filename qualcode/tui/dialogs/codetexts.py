"""A code's names in every language, and its definition, rules and examples language by language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.widgets import Static

from qualcode.i18n import _
from qualcode.model.codebook import Code
from qualcode.model.message import N_
from qualcode.tui import safe
from qualcode.tui.dialogs.base import CANCEL, Dialog
from qualcode.tui.dialogs.form import NEXT, Form
from qualcode.tui.dialogs.tell import Confirm
from qualcode.tui.keys import Group, Key, bindings
from qualcode.tui.widgets.cycle import Cycle
from qualcode.tui.widgets.entry import Entry, Notepad
from qualcode.tui.words import language_name

Texts = dict[str, dict[str, str | tuple[str, ...]]]
"""By field and language, as `ops.codebook_texts.describe` takes it."""

LANGUAGE = Key("f3,ctrl+l", "turn(1)", _("The next language"), _("language"), priority=True)
SAVE = Key("ctrl+s", "save", _("Save it in all languages"), _("save"), priority=True)

# The field, its caption, its rows, and whether each line is an entry of a list.
_FIELDS: tuple[tuple[str, str, int, bool], ...] = (
    ("definition", N_("Definition"), 4, False),
    ("include", N_("When it is used"), 3, False),
    ("exclude", N_("When it is not used"), 3, False),
    ("examples", N_("Examples, one a line"), 4, True),
    ("aliases", N_("Other names, one a line"), 2, True),
    ("indicators", N_("What could be counted, one a line"), 3, True),
)


class LabelsDialog(Form[dict[str, str]]):
    """The names of a code, new or known, by language; the answer holds all of them, empty ones too."""

    DEFAULT_CSS = """
    LabelsDialog #explained { height: auto; color: $text-muted; margin-bottom: 1; }
    LabelsDialog VerticalScroll { height: auto; max-height: 50vh; }
    """

    def __init__(self, title: str, explained: str, labels: Mapping[str, str], languages: Sequence[str]) -> None:
        super().__init__(title)
        self._explained = explained
        self._labels = labels
        self._languages = languages

    def compose_body(self) -> ComposeResult:
        """A line a language."""
        yield Static(safe.block(self._explained), id="explained")
        with VerticalScroll(can_focus=False):
            for language in self._languages:
                line = Entry(value=self._labels.get(language, ""), id=f"label-{language}")
                yield from self.row(language_name(language), line)

    def on_mount(self) -> None:
        """Stand in the first line."""
        self.query(Entry).first().focus()

    def action_accept(self) -> None:
        """Answer once there is a name in one language."""
        said = {each: self.query_one(f"#label-{each}", Entry).value.strip() for each in self._languages}
        if any(said.values()):
            self.dismiss(said)


class LanguageCycle(Cycle):
    """The language one writes in; says when it is another one."""

    class Turned(Message):
        """Another language."""

    def action_turn(self, step: int) -> None:
        """Go round."""
        super().action_turn(step)
        self.post_message(self.Turned())


class InLanguages(Dialog[Texts]):
    """What is filled in language by language: `take` puts away what stands there, `put` shows another language."""

    DEFAULT_CSS = """
    InLanguages .row { height: 1; margin-bottom: 1; }
    InLanguages .caption { color: $text-muted; height: 1; }
    InLanguages .row .caption { width: 14; }
    InLanguages LanguageCycle { width: 24; }
    """
    BINDINGS = bindings(Group("", (SAVE, LANGUAGE)))

    def __init__(self, title: str, languages: Sequence[str]) -> None:
        super().__init__(title)
        self._languages = languages
        self.language = languages[0]

    def language_row(self) -> ComposeResult:
        """The choice of the language."""
        with Horizontal(classes="row"):
            yield Static(safe.show(_("Language")), classes="caption")
            names = [(each, language_name(each)) for each in self._languages]
            yield LanguageCycle(names, self.language, id="language")

    def action_turn(self, step: int) -> None:
        """The next language."""
        self.query_one(LanguageCycle).action_turn(step)

    @on(LanguageCycle.Turned)
    def _turned(self) -> None:
        self.take()
        self.language = self.query_one(LanguageCycle).value
        self.put()

    def take(self) -> None:
        """Put away what stands there in this language."""

    def put(self) -> None:
        """Show what there is in this language."""

    def changed(self) -> Texts:
        """What is not as it was, of all languages."""
        return {}

    def action_save(self) -> None:
        """Answer with what has changed."""
        self.take()
        self.dismiss(self.changed())

    def action_cancel(self) -> None:
        """Give up; what was written is asked about first."""
        self.take()
        if self.changed():
            self._give_up()
        else:
            self.dismiss(None)

    @work
    async def _give_up(self) -> None:
        asked = _("What you have written here is not saved. Throw it away?")
        if await self.app.push_screen_wait(Confirm(_("Give up"), asked, _("throw it away"))):
            self.dismiss(None)


class DescribeDialog(InLanguages):
    """The answer holds the texts that have changed, in all languages."""

    DEFAULT_CSS = """
    DescribeDialog > #frame { width: 96; }
    DescribeDialog VerticalScroll { height: auto; scrollbar-size-vertical: 1; }
    DescribeDialog .field { height: auto; margin-bottom: 1; }
    """
    KEYS = (SAVE, LANGUAGE, NEXT, CANCEL)

    def __init__(self, title: str, code: Code, languages: Sequence[str]) -> None:
        super().__init__(title, languages)
        self._before = {
            name: {each: _written(getattr(code, name).get(each)) for each in languages} for name, *_rest in _FIELDS
        }
        self._now = {name: dict(texts) for name, texts in self._before.items()}

    def compose_body(self) -> ComposeResult:
        """The fields, one below the other."""
        yield from self.language_row()
        with VerticalScroll(can_focus=False):
            for name, caption, rows, _many in _FIELDS:
                with Vertical(classes="field"):
                    yield Static(safe.show(_(caption)), classes="caption")
                    notepad = Notepad(self._now[name][self.language])
                    notepad.id = f"text-{name}"
                    notepad.styles.height = rows
                    yield notepad

    def on_resize(self) -> None:
        """The fields are scrolled where the screen is low, so that the keys stay in sight."""
        self.query_one(VerticalScroll).styles.max_height = max(self.size.height - 11, 3)

    def on_mount(self) -> None:
        """Stand in the definition."""
        self.put()
        self._pad("definition").focus(scroll_visible=False)

    def _pad(self, name: str) -> Notepad:
        return self.query_one(f"#text-{name}", Notepad)

    def take(self) -> None:
        """Put away what stands in the fields."""
        for name in self._now:
            self._now[name][self.language] = self._pad(name).text

    def put(self) -> None:
        """Show what there is in this language; where there is nothing, faintly what another language says."""
        for name, texts in self._now.items():
            pad = self._pad(name)
            if pad.text != texts[self.language]:
                pad.load_text(texts[self.language])
                pad.move_cursor(pad.document.end)
            pad.placeholder = safe.block(self._elsewhere(texts))

    def _elsewhere(self, texts: Mapping[str, str]) -> str:
        """What another language says."""
        other = next((each for each, text in texts.items() if text and each != self.language), None)
        if other is None:
            return ""
        return _("{language}: {text}").format(language=language_name(other), text=texts[other])

    def changed(self) -> Texts:
        """What is not as it was."""
        many = {name for name, _caption, _rows, several in _FIELDS if several}
        found: Texts = {}
        for name, texts in self._now.items():
            for language, text in texts.items():
                if text.strip() != self._before[name][language]:
                    told = tuple(text.split("\n")) if name in many else text
                    found.setdefault(name, {})[language] = told
        return found


def _written(value: str | Sequence[str] | None) -> str:
    return value if isinstance(value, str) else "\n".join(value or ())
