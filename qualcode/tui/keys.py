"""Every key, once: the bindings, the line of keys, the help and the palette are all made from these tables.

The words are fixed when this module is first imported, as Textual fixes its key labels: the language is chosen before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from textual.binding import Binding, BindingType
from textual.keys import format_key

from qualcode.i18n import _


@dataclass(frozen=True, slots=True)
class Key:
    """Keys that do one thing. `label` is short, for the line of keys; `help` says what happens, for help and palette.

    `action` is Textual's. Keys of one help text are shown together. `shown` is written in the line of keys where one
    key stands there for several.
    """

    keys: str
    action: str
    help: str
    label: str = ""
    shown: str = ""
    priority: bool = False

    @property
    def id(self) -> str:
        """What the key is called where people have changed it; it stays the same until the program's own changes."""
        return f"{self.action} {self.keys}"

    @property
    def now(self) -> str:
        """The keys that do it, as they were changed or not."""
        return _changed.get(self.id, self.keys)

    @property
    def name(self) -> str:
        """How the key is written in the line of keys."""
        return key_name(self.now) if self.id in _changed or not self.shown else self.shown


# What people have changed: other keys by `Key.id`. The lines of keys and the help are written from it.
_changed: dict[str, str] = {}


def use_changed(changed: Mapping[str, str]) -> None:
    """Write these keys for those that were changed; `App.set_keymap` has them do it."""
    _changed.clear()
    for name, keys in changed.items():
        _changed[name] = keys


@dataclass(frozen=True, slots=True)
class Group:
    """Keys that belong together, under a heading."""

    title: str
    keys: tuple[Key, ...]


def bindings(*groups: Group) -> list[BindingType]:
    """What a widget's or screen's `BINDINGS` hold."""
    return [
        Binding(key.keys, key.action, key.help, show=False, priority=key.priority, id=key.id)
        for group in groups
        for key in group.keys
    ]


_NAMES = {
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "pageup": _("page up"),
    "pagedown": _("page down"),
    "home": _("home"),
    "end": _("end"),
    "enter": _("enter"),
    "escape": _("esc"),
    "space": _("space"),
    "tab": _("tab"),
    "delete": _("delete"),
    "backspace": _("backspace"),
    "ctrl": _("ctrl"),
    "shift": _("shift"),
    "alt": _("alt"),
    "question_mark": "?",
}


def key_name(keys: str) -> str:
    """How the first of some keys is written for people: `ctrl+r`, `+`, `←`, `enter` in their language."""
    first = keys.split(",")[0] if keys != "," else keys
    if len(first) == 1:
        return first
    return "+".join(map(_part_name, first.split("+")))


def _part_name(part: str) -> str:
    if part in _NAMES or len(part) == 1:
        return _NAMES.get(part, part)
    if part[1:].isdecimal():
        return part.upper()
    # A sign such as `slash` or `latin_small_letter_e_with_acute` is written as it looks.
    sign = format_key(part)
    return sign if len(sign) == 1 else part


def help_rows(keys: Iterable[Key]) -> list[tuple[str, str]]:
    """Keys and what they do, a row for each thing they do."""
    rows: dict[str, list[str]] = {}
    for key in keys:
        rows.setdefault(key.help, []).append(key_name(key.now))
    return [(_together(names), text) for text, names in rows.items()]


def _together(names: list[str]) -> str:
    """Several keys in few letters: `1…9`, `shift+← → ↑ ↓`."""
    if len(names) > 5:
        return f"{names[0]}…{names[-1]}"
    held = {name.rpartition("+")[0] for name in names}
    if len(names) > 1 and len(held) == 1 and (modifier := held.pop()):
        return f"{modifier}+" + " ".join(name.rpartition("+")[2] for name in names)
    return " ".join(names)


def _pairs(keys: str, wheres: str, help: str) -> tuple[Key, ...]:
    return tuple(Key(key, f"move('{where}')", help) for key, where in zip(keys.split(), wheres.split(), strict=True))


def _selecting(keys: str, wheres: str, help: str) -> tuple[Key, ...]:
    pairs = zip(keys.split(), wheres.split(), strict=True)
    return tuple(Key(key, f"move('{where}', True)", help) for key, where in pairs)


READING = Group(
    _("Reading"),
    (
        *_pairs("left right up down", "left right up down", _("Move by a character or a line")),
        *_pairs("ctrl+left ctrl+right", "word_left word_right", _("Move by a word")),
        *_pairs("ctrl+up ctrl+down", "turn_up turn_down", _("Move by a turn")),
        *_pairs("pageup pagedown", "page_up page_down", _("Turn the page")),
        Key("space", "move('page_down')", _("Turn the page")),
        *_pairs("home end", "line_start line_end", _("Go to the line's beginning or end")),
        *_pairs("ctrl+home ctrl+end", "start end", _("Go to the document's beginning or end")),
        *_pairs("j k", "coding_down coding_up", _("Go to the next or previous coding")),
        *_pairs("alt+home alt+end", "coding_first coding_last", _("Go to the first or last coding")),
        Key(")", "same_code(1)", _("Next coding with the same code")),
        Key("(", "same_code(-1)", _("Previous coding with the same code")),
        *_pairs("J K", "uncoded_down uncoded_up", _("Go to the next or previous uncoded turn")),
    ),
)
VIEWING = Group(
    _("What is shown"),
    (
        Key("<", "width(-1)", _("Shorter lines")),
        Key(">", "width(1)", _("Longer lines")),
        Key("y", "whose", _("All codings, yours, another’s, or both"), _("whose")),
        Key("B", "blind", _("Blind: hide others’ work until done")),
    ),
)
SELECTING = Group(
    _("Selecting"),
    (
        Key("W", "grow('word')", _("Select the word, then one more each time")),
        Key("S", "grow('sentence')", _("Select the sentence, then one more each time"), _("sentence")),
        Key("P", "grow('paragraph')", _("Select the paragraph, then one more each time")),
        Key("T", "grow('turn')", _("Select the turn, then one more each time")),
        Key("backspace", "shrink", _("Back to the selection before")),
        *_selecting("shift+left shift+right shift+up shift+down", "left right up down", _("Select as the caret moves")),
        *_selecting("ctrl+shift+left ctrl+shift+right", "word_left word_right", _("Select by words")),
        *_selecting("shift+home shift+end", "line_start line_end", _("Select to the line's beginning or end")),
        *_selecting("shift+pageup shift+pagedown", "page_up page_down", _("Select by pages")),
        *_selecting("ctrl+shift+home ctrl+shift+end", "start end", _("Select to the document's beginning or end")),
        Key("escape", "let_go", _("Let the selection go")),
        Key("ctrl+c", "copy", _("Copy the selected words")),
    ),
)
CODING = Group(
    _("Coding"),
    (
        Key("c", "code", _("Put codes on the selected passage"), _("code it")),
        Key("1", "recent(1)", _("Put a recent code on it"), _("recent"), "1-9"),
        *(Key(str(number), f"recent({number})", _("Put a recent code on it")) for number in range(2, 10)),
        Key(".", "again", _("The same code again"), _("again")),
        Key("v", "in_vivo", _("Make a code of the selected words (in vivo)"), _("in vivo")),
        Key("C", "more_codes", _("More codes on the same passage"), _("more codes")),
        Key("m", "memo", _("Write a memo on the coding"), _("memo")),
        Key("M", "memos", _("Memos on what is at hand: code, case …"), _("memos")),
        Key("+", "effect('positive')", _("Its effect: positive"), _("effect"), "+ -"),
        Key("-", "effect('negative')", _("Its effect: negative")),
        Key("*", "effect('mixed')", _("Its effect: mixed")),
        Key("=", "effect('none')", _("Its effect: told that nothing changed")),
        Key("f", "choose_effect", _("Choose its effect from all there are")),
        Key("F", "facets", _("Effect, level, time: all facets at once"), _("facets")),
        Key("a", "another", _("Another of the codings at this place"), _("another")),
        Key("e", "other_code", _("Another code for the coding or the suggestion"), _("other code")),
        Key("[", "edge('start', -1)", _("Move its beginning out by a word"), _("edges"), "[ ]"),
        Key("{", "edge('start', 1)", _("Move its beginning in by a word")),
        Key("]", "edge('end', 1)", _("Move its end out by a word")),
        Key("}", "edge('end', -1)", _("Move its end in by a word")),
        Key("r", "reshape", _("Move its edges by letters, words, sentences"), _("reshape")),
        Key("|", "split", _("Split the coding at the caret")),
        Key("L", "join", _("Join it with those it touches, of its code")),
        Key("l", "translate", _("Translate the passage into another language")),
        Key("Y", "take_codes", _("Take its codes along; . puts them elsewhere")),
        Key("delete", "uncode", _("Remove the coding"), _("remove")),
    ),
)
SUGGESTIONS = Group(
    _("Suggestions"),
    (
        Key("s", "suggest", _("Suggestions on and off")),
        Key("n", "proposal(1)", _("Next suggestion"), _("suggestion"), "n p"),
        Key("p", "proposal(-1)", _("Previous suggestion")),
        Key("enter", "accept", _("Accept the suggestion"), _("accept")),
        Key("x", "refuse", _("Refuse the suggestion"), _("refuse")),
        Key("w", "why", _("Why it is suggested; all about the coding"), _("why")),
    ),
)
GOING = Group(
    _("Going about"),
    (
        Key("/", "find", _("Find words in this document"), _("find")),
        Key("f3", "found(1)", _("Next place found")),
        Key("shift+f3", "found(-1)", _("Previous place found")),
        Key("g", "go_to_turn", _("Go to a turn or a time")),
        Key("o", "other_document", _("Open another document"), _("documents")),
        Key("d", "documents", _("To the list of documents")),
        Key("b", "codebook", _("To the codes; b again: the whole codebook")),
        Key("tab", "cycle(1)", _("To the next or previous part of the screen")),
        Key("shift+tab", "cycle(-1)", _("To the next or previous part of the screen")),
        Key("E", "edit_text", _("Correct the text of this turn")),
        Key("R", "replace_words", _("Replace words in the whole document")),
        Key("A", "adrift", _("Codings that have lost their words")),
        Key("i", "import_document", _("Import a document"), _("import")),
        Key("D", "done", _("Mark the document as finished, or not")),
        Key("h", "welcome", _("Close the project")),
    ),
)
PROGRAM = Group(
    _("Program"),
    (
        Key("G,f2", "places", _("Go to another screen of the project"), _("go to")),
        Key("u", "undo", _("Take back your last change"), _("undo")),
        Key("U,ctrl+r", "redo", _("Do again what was taken back"), _("redo")),
        Key("question_mark", "help", _("All keys"), _("help")),
        Key("ctrl+p", "palette", _("All actions, to search in"), _("actions")),
        Key("t", "theme", _("Light, dark, high contrast")),
        Key("q", "leave", _("Quit; everything is saved"), _("quit")),
    ),
)
WELCOME = Group(
    _("Projects"),
    (
        Key("n", "new_project", _("Make a new project"), _("new project")),
        Key("o", "open_project", _("Open a project"), _("open")),
        Key("d", "demo", _("Try the sample project"), _("sample")),
        Key("g", "tour", _("A guided tour, in a sample project"), _("tour")),
        Key("delete", "forget", _("Take the project off this list; its file stays"), _("off the list")),
    ),
)
WELCOME_PROGRAM = Group(PROGRAM.title, PROGRAM.keys[3:])

# While the guided tour goes on, on every screen.
TOUR = Group(
    _("Guided tour"),
    (
        Key("ctrl+n", "tour_next", _("To the next step of the tour"), _("next")),
        Key("ctrl+x", "tour_leave", _("Leave the tour"), _("leave")),
    ),
)

# What is the same on every screen beside the transcript.
SECTION = Group(
    _("This screen"),
    (
        Key("escape", "back", _("Back to the transcript"), _("back")),
        Key("tab", "app.focus_next", _("To the next or previous part of the screen")),
        Key("shift+tab", "app.focus_previous", _("To the next or previous part of the screen")),
        Key("h", "welcome", _("Close the project")),
    ),
)

CODING_SCREEN = (READING, SELECTING, CODING, SUGGESTIONS, VIEWING, GOING, PROGRAM)
WELCOME_SCREEN = (WELCOME, WELCOME_PROGRAM)
