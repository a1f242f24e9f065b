"""The steps of the guided tour: what is told, and how it is seen that a step was done.

The tour looks at what a person does and goes on by itself; it never acts, and no key does anything else meanwhile.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

from qualcode.errors import FileUnwritable
from qualcode.i18n import _
from qualcode.model.message import N_
from qualcode.model.project import HistoryEntry
from qualcode.model.text import Span
from qualcode.tui.keys import CODING_SCREEN, TOUR, Group, key_name
from qualcode.tui.memory import TOUR_FOLDER
from qualcode.tui.places import where
from qualcode.tui.safe import Part


@dataclass(frozen=True, slots=True)
class Sight:
    """What the tour sees: the place, the document, where the caret is, what is selected, and the last change.

    `last` is what undo would take back.
    """

    place: str
    document: str = ""
    caret: int = 0
    selection: Span | None = None
    last: HistoryEntry | None = None

    @property
    def sequence(self) -> int:
        """The last change's place in the journal; 0 where there is none."""
        return self.last.sequence if self.last is not None else 0

    def did(self, *operations: str) -> bool:
        """Whether the last change is of one of these kinds."""
        return self.last is not None and self.last.operation.startswith(operations)


@dataclass(frozen=True, slots=True)
class Step:
    """A step: its title, what is told (keys by name in braces), and whether it was done since it was told.

    `in_transcript` is whether it can only be done there.
    """

    title: str
    text: str
    done: Callable[[Sight, Sight], bool]
    in_transcript: bool = True


def _changed(*operations: str) -> Callable[[Sight, Sight], bool]:
    return lambda before, now: now.sequence > before.sequence and now.did(*operations)


STEPS = (
    Step(
        N_("Read"),
        N_(
            "Coloured words are coded; the margin says with which code. {page} turns the page, the arrows or a click "
            "move the caret. {next} goes to the next coding: all about it stands below."
        ),
        lambda before, now: now.document == before.document != "" and now.caret != before.caret,
    ),
    Step(
        N_("Select a sentence"),
        N_("Go to a sentence that says something and press {sentence}; again takes the next one. Or drag the mouse."),
        lambda before, now: now.selection is not None and now.selection != before.selection,
    ),
    Step(
        N_("Put a code on it"),
        N_("Press {code}, type a few letters of a code in any language (conf, work), and press enter."),
        _changed("coding.add", "code"),
    ),
    Step(
        N_("The same code, one key"),
        N_(
            "Codes used last have the digits. Go to another sentence and press {recent}, or {again} for the last code "
            "again."
        ),
        _changed("coding.add"),
    ),
    Step(
        N_("For better or worse?"),
        N_("While the caret is on the coding, say what effect is told: {plus} for the better, {minus} for the worse."),
        _changed("coding.effect", "coding.facet"),
    ),
    Step(
        N_("A memo"),
        N_("What do you think about this passage? {memo} opens a memo; type it, and ctrl+s saves it."),
        _changed("memo"),
    ),
    Step(
        N_("A suggestion"),
        N_("{suggest} shows a passage that hints at a code, and why. {accept} takes it, {refuse} refuses it."),
        _changed("suggestion"),
    ),
    Step(
        N_("Take it back"),
        N_("Everything is saved as you do it. {undo} takes back the last change, also tomorrow; {redo} does it again."),
        lambda before, now: now.sequence < before.sequence,
    ),
    Step(
        N_("Other screens"),
        N_("{places} shows all screens: documents, codebook, search … Press it now, then {matrix}: the matrix."),
        lambda before, now: now.place == "matrix",
        in_transcript=False,
    ),
    Step(
        N_("Take it with you"),
        N_(
            "Here {write} writes the table for Excel or Word. {actions} finds any action by its name, {help} shows all "
            "keys. That was it: {leave} ends the tour. What you did here is not kept."
        ),
        lambda before, now: False,
        in_transcript=False,
    ),
)

# Where a key is told under a name: its action.
_ACTIONS = {
    "page": "move('page_down')",
    "next": "move('coding_down')",
    "sentence": "grow('sentence')",
    "code": "code",
    "recent": "recent(1)",
    "again": "again",
    "plus": "effect('positive')",
    "minus": "effect('negative')",
    "memo": "memo",
    "suggest": "proposal(1)",
    "accept": "accept",
    "refuse": "refuse",
    "undo": "undo",
    "redo": "redo",
    "places": "places",
    "actions": "palette",
    "help": "help",
    "write": "write",
    "leave": "tour_leave",
}


def key_names(matrix: Group) -> dict[str, str]:
    """What a step's braces stand for, with keys as they are now; `matrix` holds the keys of the matrix."""
    keys = [key for group in (*CODING_SCREEN, TOUR, matrix) for key in group.keys]
    names = {name: next(key_name(key.now) for key in keys if key.action == action) for name, action in _ACTIONS.items()}
    return {**names, "matrix": where("matrix").letter}


def told(step: Step, names: dict[str, str]) -> list[Part]:
    """What a step tells, its keys set off from the words."""
    parts: list[Part] = []
    for words, name, _spec, _conversion in Formatter().parse(_(step.text)):
        parts.append(words)
        if name is not None:
            parts.append((names[name], "bold $accent"))
    return parts


def tour_project(folder: Path, language: str, coder: str) -> Path:
    """A sample project made for one tour below the program's own folder; that of an earlier tour goes.

    Raises FileUnwritable.
    """
    from qualcode.ops import demo

    place = folder / TOUR_FOLDER
    # One that is still open stays where the system does not let it go; the next tour takes it away.
    shutil.rmtree(place, ignore_errors=True)
    try:
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = Path(tempfile.mkdtemp(dir=place))
    except OSError as error:
        raise FileUnwritable(path=str(place), reason=error.strerror or type(error).__name__) from error
    return demo.build(fresh, language=language, coder=coder).project
