"""Questions with a few answers each, an answer one key or one click: headings at the left, answers beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from qualcode.tui import safe
from qualcode.tui.safe import Part

# Cells of the headings, with a blank: of the longest one, but not so many that the answers lose their room.
_HEADING, _WIDEST_HEADING = 17, 30
_GAP = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: its value, the key that gives it, its name."""

    value: str
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question: its name for programs, its name for people, its answers."""

    name: str
    title: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class _Placed:
    """Where an answer stands."""

    line: int
    column: int
    width: int
    question: str
    answer: Answer


class Choices(Widget):
    """Questions below each other; what is chosen is marked with more than colour."""

    DEFAULT_CSS = "Choices { height: auto; }"
    ALLOW_SELECT = False

    @dataclass
    class Chosen(Message):
        """An answer was clicked."""

        question: str
        value: str

    def __init__(self, questions: Sequence[Question], chosen: Mapping[str, str]) -> None:
        super().__init__()
        self._questions = questions
        self._chosen = dict(chosen)

    def choose(self, chosen: Mapping[str, str]) -> None:
        """Mark other answers."""
        self._chosen = dict(chosen)
        self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the answers take at this width."""
        return max((each.line for each in self._placed(width)), default=0) + 1

    def _placed(self, width: int) -> Iterator[_Placed]:
        line, left = -1, self._heading(width)
        for question in self._questions:
            line, column = line + 1, left
            for answer in question.answers:
                size = cell_len(_worded(answer)) + 2
                if column > left and column + size > width:
                    line, column = line + 1, left
                yield _Placed(line, column, size, question.name, answer)
                column += size + _GAP

    def _heading(self, width: int) -> int:
        longest = max((cell_len(safe.plain(question.title)) for question in self._questions), default=0) + 1
        return max(min(longest, _WIDEST_HEADING, width // 4), min(_HEADING, width))

    def render(self) -> Content:
        """The questions, each answer in brackets where it is chosen."""
        titles = {question.name: question.title for question in self._questions}
        parts: list[Part] = []
        left = self._heading(self.content_size.width)
        line, column, told = 0, 0, set[str]()
        for each in self._placed(self.content_size.width):
            parts.append("\n" * (each.line - line))
            line, column = each.line, column if each.line == line else 0
            if each.question not in told:
                told.add(each.question)
                parts.append((safe.fit(titles[each.question], left - 1), "$foreground-muted"))
                column = left - 1
            parts.append(" " * (each.column - column))
            parts += self._drawn(each)
            column = each.column + each.width
        return safe.block(*parts)

    def _drawn(self, each: _Placed) -> list[Part]:
        is_chosen = self._chosen.get(each.question) == each.answer.value
        opening, closing = ("[", "]") if is_chosen else (" ", " ")
        style = "bold reverse" if is_chosen else ""
        return [
            (opening, style),
            (each.answer.key, style or "bold $accent"),
            (f" {safe.plain(each.answer.name)}{closing}", style),
        ]

    def on_click(self, event: events.Click) -> None:
        """The answer under the mouse."""
        for each in self._placed(self.content_size.width):
            if each.line == event.y and each.column <= event.x < each.column + each.width:
                self.post_message(self.Chosen(each.question, each.answer.value))


def _worded(answer: Answer) -> str:
    return f"{answer.key} {safe.plain(answer.name)}"
