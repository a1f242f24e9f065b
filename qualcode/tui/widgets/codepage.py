"""A code as a printed codebook has it: what it means, in as many languages beside each other as there is room for."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from qualcode.i18n import _, ngettext
from qualcode.model.codebook import Code
from qualcode.model.message import N_
from qualcode.ops.codebook_usage import CodeUse
from qualcode.tui import safe
from qualcode.tui.codes import CodeLook
from qualcode.tui.safe import Part
from qualcode.tui.themes import Inks
from qualcode.tui.words import language_name

# A column of text is read easily from about this width on.
_COLUMN = 34
_GAP = 3
_MOST_NAMED = 4

_ROWS: tuple[tuple[str, str], ...] = (
    ("labels", N_("Name")),
    ("definition", N_("Definition")),
    ("include", N_("When it is used")),
    ("exclude", N_("When it is not used")),
    ("examples", N_("Examples")),
    ("terms", N_("Words that hint at it")),
    ("indicators", N_("What could be counted")),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A code to be shown. `languages` are the codebook's, those to be seen first at the front."""

    code: Code
    look: CodeLook
    use: CodeUse
    languages: tuple[str, ...]


class CodePage(VerticalScroll, can_focus=True):
    """Heading, use, and the texts row by row; rows with nothing in any language are left out."""

    DEFAULT_CSS = """
    CodePage { padding: 1 1 0 2; background: $background; scrollbar-size-vertical: 1; }
    CodePage:focus { background-tint: $primary 3%; }
    CodePage Static { height: auto; }
    """

    def __init__(self) -> None:
        super().__init__(id="page")
        self._shown: Shown | None = None
        self._inks: Inks | None = None
        self._empty = ""

    def compose(self) -> ComposeResult:
        """All of it is one text: a page is laid out at once as one walks through the codes."""
        yield Static(id="print")

    def show(self, shown: Shown, inks: Inks) -> None:
        """Show a code."""
        another = self._shown is None or self._shown.code.id != shown.code.id
        if another or (self._shown, self._inks) != (shown, inks):
            self._shown, self._inks = shown, inks
            self._print()
        if another:
            self.scroll_home(animate=False)

    def say_instead(self, sentence: str) -> None:
        """Say something where there is no code to show."""
        self._shown, self._empty = None, sentence
        self._print()

    @property
    def _room(self) -> int:
        return max(self.size.width - 4, 10)

    @property
    def columns(self) -> int:
        """How many languages stand beside each other."""
        n = len(self._shown.languages) if self._shown else 1
        return min(n, max(self._room // _COLUMN, 1))

    def on_resize(self) -> None:
        """Another number of languages may fit."""
        self._print()

    def _print(self) -> None:
        static = self.query_one("#print", Static)
        if self._shown is None or self._inks is None:
            static.update(safe.block((self._empty, "$foreground-muted")))
        else:
            joined = printed(self._shown, self._inks, self._room, self.columns)
            static.update(joined)


def printed(shown: Shown, inks: Inks, width: int, columns: int) -> Content:
    """The page of a code in lines of at most `width` cells, with as many languages beside each other."""
    colour = inks.code(shown.look.colour).color
    ink = colour.name if colour is not None else ""
    heading: list[Part] = [(f"█ {shown.look.letter} ", f"bold {ink}"), (shown.look.path, "bold")]
    pieces = [safe.block(*heading), safe.block((_sum(shown.use), "$foreground-muted")), safe.block("")]
    languages = shown.languages[:columns]
    for field, caption in _ROWS:
        if not getattr(shown.code, field) and field != "definition":
            continue
        if field != "labels":
            pieces.append(safe.block((_(caption), "$primary")))
        cells = [_cell(field, shown.code, language, languages) for language in languages]
        pieces += [*_beside(cells, width), safe.block("")]
    pieces.append(safe.block(("─" * width, "$border")))
    pieces.append(safe.block(*((part, "$foreground-muted") for part in _use(shown))))
    return safe.block("\n").join(pieces)


def _beside(cells: Sequence[Sequence[Part]], width: int) -> Iterator[Content]:
    """Texts in columns of equal width, line by line."""
    room = (width - _GAP * (len(cells) - 1)) // len(cells)
    for line in itertools.zip_longest(*(safe.block(*cell).wrap(room) for cell in cells), fillvalue=safe.block("")):
        filled = [each.pad_right(max(room - each.cell_length, 0)) for each in line]
        yield safe.show(" " * _GAP).join(filled)


def _cell(field: str, code: Code, language: str, beside: Sequence[str]) -> list[Part]:
    """What a field says in a language; where it says nothing, in which other languages it does."""
    value = getattr(code, field).get(language)
    if field == "labels":
        return list(_names(code, language))
    if not value:
        others = [each for each in getattr(code, field) if each not in beside]
        said = _("not in {language}").format(language=language_name(language))
        if others:
            said += " " + _("(but in {languages})").format(languages=", ".join(map(language_name, others)))
        return [(said, "$foreground-muted italic")]
    if isinstance(value, str):
        return [value]
    if field == "terms":
        return [" · ".join(value)]
    return ["\n".join(f"• {each}" for each in value)]


def _names(code: Code, language: str) -> Iterator[Part]:
    yield language_name(language), "$foreground-muted"
    yield "\n"
    yield code.labels.get(language, "–"), "bold"
    if aliases := code.aliases.get(language):
        yield "\n"
        yield _("also: {names}").format(names=", ".join(aliases)), "$foreground-muted"


def _sum(use: CodeUse) -> str:
    """How much it is used, in a line."""
    if not use.total:
        return _("Not used yet.") + _memos(use)
    told = [ngettext("{n} coding", "{n} codings", use.total).format(n=use.total)]
    if use.own != use.total:
        own = ngettext("{n} with this code itself", "{n} with this code itself", use.own).format(n=use.own)
        told.append(own if use.own else _("all with codes below it"))
    there = len(use.documents)
    told.append(ngettext("in {n} document", "in {n} documents", there).format(n=there))
    return ", ".join(told) + _memos(use)


def _memos(use: CodeUse) -> str:
    if not use.memos:
        return ""
    return " · ✎ " + ngettext("{n} memo on the code", "{n} memos on the code", use.memos).format(n=use.memos)


def _use(shown: Shown) -> Iterator[str]:
    """Codings by coder and document, key, colour, pools and goals."""
    code, use = shown.code, shown.use
    for heading, counted in ((_("Coders: "), use.coders), (_("Documents: "), use.documents)):
        if counted:
            named = " · ".join(f"{name} {n}" for name, n in counted[:_MOST_NAMED])
            yield heading + named + (" · …" if len(counted) > _MOST_NAMED else "") + "\n"
    yield " · ".join([_("key: {key}").format(key=code.key), code.colour or _("colour of the code above"), *_tags(code)])


def _tags(code: Code) -> Iterator[str]:
    if code.pools:
        yield _("pools: {names}").format(names=", ".join(code.pools))
    if code.sdg:
        yield _("SDG {targets}").format(targets=", ".join(code.sdg))
