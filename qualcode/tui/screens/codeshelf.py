"""The codebook to look at: the codes as a tree at the left, the page of one of them at the right, a line to search."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input

from qualcode.errors import QualcodeError
from qualcode.i18n import _, language, ngettext
from qualcode.model.codebook import Code, Codebook, CodeTree, label
from qualcode.model.project import LANGUAGES
from qualcode.ops import codebook_usage, codebooks, documents
from qualcode.ops.codebook_usage import CodeUse
from qualcode.tui import safe
from qualcode.tui.codefind import found, searchable
from qualcode.tui.codes import CodeLook, looks
from qualcode.tui.keys import Group, Key, bindings
from qualcode.tui.screens.section import Section
from qualcode.tui.whose import View
from qualcode.tui.widgets.codepage import CodePage, Shown
from qualcode.tui.widgets.codetree import CodesTree
from qualcode.tui.widgets.entry import Entry

if TYPE_CHECKING:
    from qualcode.ops import Session

P = ParamSpec("P")
T = TypeVar("T")

# Below this width the page stands under the tree.
_NARROW = 72


@dataclass(frozen=True, slots=True)
class Shelf:
    """The codebook and how much of it is used."""

    book: Codebook
    tree: CodeTree
    uses: dict[str, CodeUse]


def shelf(session: Session, view: View) -> Shelf:
    """Read both, in one trip; what who works blind may not know of is not counted."""
    book = codebooks.book(session)
    hidden = [each.id for each in documents.listing(session) if view.hides(each)]
    return Shelf(book, CodeTree(book.codes), codebook_usage.uses(session, hidden=hidden))


class SearchLine(Entry):
    """What is typed finds codes at once; escape shows all again."""

    BINDINGS = bindings(
        Group("", (Key("escape", "let_go", _("Show all codes again")), Key("down", "take", _("To the codes"))))
    )

    @dataclass
    class Left(Message):
        """The tree is wanted."""

    def action_let_go(self) -> None:
        """Show all again."""
        self.value = ""
        self.post_message(self.Left())

    def action_take(self) -> None:
        """To what was found."""
        self.post_message(self.Left())


class CodebookShelf(Section):
    """What is shown of the codebook. What is done with it is added in `CodebookScreen`."""

    DEFAULT_CSS = """
    CodebookShelf #both { height: 1fr; }
    CodebookShelf #left { width: 34; background: $surface; border-right: solid $border; }
    CodebookShelf #search { background: $surface; }
    CodebookShelf #search:focus { background: $panel; }
    CodebookShelf CodesTree { height: 1fr; }
    CodebookShelf CodePage { width: 1fr; height: 1fr; }
    CodebookShelf.-broad #left { width: 46; }
    CodebookShelf.-under #both { layout: vertical; }
    CodebookShelf.-under #left { width: 1fr; height: 1fr; border-right: none; border-bottom: solid $border; }
    CodebookShelf.-alone #left { display: none; }
    CodebookShelf.-tiny CodePage, CodebookShelf.-tiny #search { display: none; }
    CodebookShelf.-tiny #left { border: none; }
    """

    AUTO_FOCUS = "CodesTree"

    def __init__(self) -> None:
        super().__init__()
        self.shelf: Shelf | None = None
        self.looks: dict[str, CodeLook] = {}
        self._words: dict[str, str] = {}
        self._turned = 0
        self._sought = ""
        # The code to stand on once the codebook is read again, such as one that was just made.
        self.next_code: str | None = None

    def compose_body(self) -> ComposeResult:
        """Search and tree, page."""
        with Horizontal(id="both"):
            with Vertical(id="left"):
                yield SearchLine(placeholder=safe.plain(_("/ search in all texts")), id="search")
                yield CodesTree()
            yield CodePage()

    def on_mount(self) -> None:
        """Keys go to the tree."""
        super().on_mount()
        self.codes.focus()

    def on_resize(self, event: events.Resize) -> None:
        """On a narrow screen the page stands under the tree."""
        self.set_class(event.size.width < _NARROW, "-under")

    @property
    def codes(self) -> CodesTree:
        """The tree on the screen."""
        return self.query_one(CodesTree)

    @property
    def page(self) -> CodePage:
        """The page of a code."""
        return self.query_one(CodePage)

    @property
    def tree_of_codes(self) -> CodeTree:
        """The codes there are."""
        return self.shelf.tree if self.shelf is not None else CodeTree(())

    @property
    def code(self) -> Code | None:
        """The code with the cursor."""
        return self.tree_of_codes.by_key(self.codes.at or "")

    @property
    def languages(self) -> tuple[str, ...]:
        """The reader's language, then the codebook's, then those that the program speaks."""
        own = self.shelf.book.languages if self.shelf is not None else ()
        first = [language()] if language() in own else []
        return tuple(dict.fromkeys([*first, *own, *LANGUAGES]))

    def called(self, code: Code) -> str:
        """A code's label as the reader knows it."""
        return label(code, language())

    # Reading

    async def fill(self) -> None:
        """Read the codebook and show it."""
        self.shelf = await self.home.desk.run(shelf, self.home.view)
        self.looks = dict(looks(self.shelf.tree, language()))
        self._words = {}
        self._show_tree(self.next_code)
        self.next_code = None
        n, tops = len(self.shelf.tree.codes), len(self.shelf.tree.children(None))
        told = [
            ngettext("{n} code", "{n} codes", n).format(n=n),
            ngettext("{n} dimension", "{n} dimensions", tops).format(n=tops),
        ]
        self.show_header((" · ".join(told), "$foreground-muted"))

    def _show_tree(self, at: str | None = None) -> None:
        if self.shelf is None:
            return
        query = self.query_one("#search", SearchLine).value
        if query.strip() and not self._words:
            self._words = {code.key: searchable(code) for code in self.shelf.tree.codes}
        only = found(self.shelf.tree, self._words, query) if query.strip() else None
        if only and self._sought != query:
            at = only[0]
        self._sought = query
        counts = {key: use.total for key, use in self.shelf.uses.items()}
        self.codes.show(self.shelf.tree, self.looks, counts, self.home.inks, only=only, at=at)
        self._show_page()

    @on(CodesTree.At)
    def _show_page(self) -> None:
        if self.shelf is None:
            return
        code = self.code
        if code is not None:
            own = self.shelf.book.languages
            first = [each for each in self.languages if each in own or code.labels.get(each)]
            turn = self._turned % max(len(first), 1)
            shown = Shown(code, self.looks[code.key], self.shelf.uses[code.key], tuple(first[turn:] + first[:turn]))
            self.page.show(shown, self.home.inks)
        elif self.shelf.tree.codes:
            self.page.say_instead(_("No code holds these words. Press esc to see all codes again."))
        else:
            self.page.say_instead(
                _("The codebook is empty. Press n to add a first dimension, or i to take a codebook from a file.")
            )

    def on_theme(self) -> None:
        """Draw with other inks."""
        self._show_tree()

    # Searching and looking

    def action_back(self) -> None:
        """From the codes found to all of them, from there to the transcript."""
        if self._sought.strip():
            self.query_one("#search", SearchLine).action_let_go()
        else:
            super().action_back()

    def action_find(self) -> None:
        """To the line to search in."""
        self.remove_class("-alone")
        self.query_one("#search", SearchLine).focus()

    @on(Input.Changed, "#search")
    def _search(self, event: Input.Changed) -> None:
        event.stop()
        self._show_tree()

    @on(SearchLine.Left)
    @on(Input.Submitted, "#search")
    def _leave_search(self) -> None:
        self.codes.focus()

    def action_fold(self) -> None:
        """Fold or unfold the codes below."""
        self.codes.action_toggle_node()

    def action_other_language(self) -> None:
        """Let the next language stand first."""
        self._turned += 1
        self._show_page()

    def action_alone(self) -> None:
        """The page on the whole screen, or beside the tree again."""
        self.toggle_class("-alone")
        (self.page if self.has_class("-alone") else self.codes).focus()

    # Asking in the middle of a dialogue

    async def ask(self, job: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T | None:
        """What a job on the project says; None where it was refused, which is told."""
        return await self.heed(lambda: self.home.desk.run(job, *args, **kwargs))

    async def heed(self, step: Callable[[], Awaitable[T]]) -> T | None:
        """What a step gives; None where it was refused, which is told."""
        try:
            return await step()
        except QualcodeError as error:
            self.complain(error)
            return None

    async def beside(self, work: Callable[..., T], *args: object) -> T:
        """Do something long that needs no project, while keys are answered."""
        return await asyncio.to_thread(work, *args)
