"""The text of a document changed: a turn corrected, words replaced, and what that does to the codings shown before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from qualcode.i18n import _, ngettext
from qualcode.model.document import SearchHit
from qualcode.model.revision import Reanchored, RevisionReport
from qualcode.tui import safe
from qualcode.tui.changes import Foreseen, TextChange
from qualcode.tui.dialogs.base import CANCEL, Dialog
from qualcode.tui.dialogs.drafting import Draft, DraftDialog
from qualcode.tui.dialogs.form import Form
from qualcode.tui.keys import Group, Key, bindings
from qualcode.tui.safe import Part
from qualcode.tui.widgets.cycle import Cycle
from qualcode.tui.widgets.entry import Entry, Notepad
from qualcode.tui.widgets.passage import quoted

GO_ON = Key("ctrl+s", "go_on", _("See what it does to the codings"), _("see what it does"), priority=True)
STORE = Key("enter", "store", _("Store it; one undo takes it back"), _("store"))
BACK = Key("escape", "cancel", _("Back; nothing is changed"), _("back"))

_MOST_SHOWN = 40
_GLIMPSE = 30

Named = Callable[[str], str]


class TextDialog(DraftDialog):
    """The answer is the stretch of text as it shall be; `stored` is how it is."""

    DEFAULT_CSS = """
    TextDialog Notepad { height: auto; min-height: 6; max-height: 60vh; }
    TextDialog #hint { height: auto; color: $text-muted; margin-bottom: 1; }
    TextDialog.-low #hint { display: none; }
    """
    BINDINGS = bindings(Group("", (GO_ON,)))
    KEYS = (GO_ON, CANCEL)

    def __init__(self, title: str, text: str, at: int, *, stored: str, draft: Draft) -> None:
        super().__init__(title, text, saved=stored, draft=draft)
        self._warned = False
        self._at = min(max(at, 0), len(text))

    def compose_body(self) -> ComposeResult:
        """The text to be changed."""
        hint = _("Nothing is stored yet: first you see which codings go along with the change.")
        yield Static(safe.show(hint), id="hint")
        yield from self.compose_notepad()

    async def on_mount(self) -> None:
        """The cursor stands where the caret was."""
        lines = self._shown[: self._at].split("\n")
        self.query_one(Notepad).move_cursor((len(lines) - 1, len(lines[-1])))

    def action_cancel(self) -> None:
        """Give up; what was typed only once that was said."""
        if self._warned or self.text == self._saved:
            self.run_worker(self.discard(), name="work")
        else:
            self._warned = True
            told = _("Your change is not stored. Escape once more gives it up.")
            self.notify(safe.plain(told), severity="warning", markup=False)

    async def action_go_on(self) -> None:
        """Answer. The draft stays until the change is stored."""
        text = self.text
        await self.at_rest()
        self.dismiss(text)


class ReplaceDialog(Form[TextChange]):
    """The answer says which words to replace by which."""

    def __init__(self, document: str, change: TextChange) -> None:
        super().__init__(_("Replace words in the whole document"))
        self._document = document
        self._change = change

    def compose_body(self) -> ComposeResult:
        """The fields."""
        change = self._change
        yield from self.row(_("Words"), Entry(value=change.old, id="old"))
        yield from self.row(_("Replace by"), Entry(value=change.new, id="new"))
        wholes = [("yes", _("whole words only")), ("", _("also within words"))]
        yield from self.row(_("Where"), Cycle(wholes, "yes" if change.whole_word else "", id="whole"))
        cases = [("", _("as names are written")), ("yes", _("in capitals or not"))]
        yield from self.row(_("Letters"), Cycle(cases, "yes" if change.any_case else "", id="case"))

    def action_accept(self) -> None:
        """Answer once there are words to replace."""
        old = self.query_one("#old", Entry).value.strip()
        if old:
            new, whole = self.query_one("#new", Entry).value, bool(self.query_one("#whole", Cycle).value)
            case = bool(self.query_one("#case", Cycle).value)
            self.dismiss(TextChange(self._document, old=old, new=new, whole_word=whole, any_case=case))


class ForeseenDialog(Dialog[bool]):
    """What a change would do to the codings; the answer is whether to store it."""

    DEFAULT_CSS = """
    ForeseenDialog VerticalScroll { height: auto; max-height: 60vh; scrollbar-size-vertical: 1; }
    ForeseenDialog VerticalScroll Static { height: auto; }
    """
    BINDINGS = bindings(Group("", (STORE,)))
    KEYS = (STORE, BACK)

    def __init__(self, foreseen: Foreseen, name: Named) -> None:
        super().__init__(_("Before it is stored"))
        self._parts = list(told(foreseen, name))

    def compose_body(self) -> ComposeResult:
        """Places, numbers, and each coding that would not simply stay on its words."""
        with VerticalScroll():
            yield Static(safe.block(*self._parts))

    def action_store(self) -> None:
        """Yes."""
        self.dismiss(True)


def told(foreseen: Foreseen, name: Named) -> Iterator[Part]:
    """What is said of a change before it is stored; `name` gives a code's label for its key."""
    report, hits = foreseen.report, foreseen.places.hits
    if hits:
        n = len(hits)
        yield ngettext("{n} place in the document:", "{n} places in the document:", n).format(n=n), "bold"
        yield "\n"
        yield from _places(hits)
        yield "\n"
    yield counted(report), "bold"
    yield "\n"
    adrift = _("These lose their words; each is kept, and you decide where it belongs:")
    changed = _("These change together with their words:")
    moved = _("These have their words in another place:")
    for heading, some in ((adrift, report.adrift), (changed, report.changed), (moved, report.moved)):
        if some:
            yield "\n" + heading + "\n", "$accent"
            for each in some[:_MOST_SHOWN]:
                yield from _row(each, name)
            if len(some) > _MOST_SHOWN:
                yield f"  … {len(some) - _MOST_SHOWN}\n"
    for note in report.notes:
        yield "\n! ", "bold $warning"
        yield safe.sentence(note)


def counted(report: RevisionReport) -> str:
    """How many codings stay, change, move and lose their words; what there is none of is not said."""
    kept, changed, moved, adrift = (len(each) for each in (report.kept, report.changed, report.moved, report.adrift))
    parts = [ngettext("{n} coding stays on its words", "{n} codings stay on their words", kept).format(n=kept)]
    if changed:
        parts.append(ngettext("{n} changes with them", "{n} change with them", changed).format(n=changed))
    if moved:
        parts.append(ngettext("{n} moves", "{n} move", moved).format(n=moved))
    lost = ngettext("{n} loses them", "{n} lose them", adrift).format(n=adrift) if adrift else _("none loses them")
    return " · ".join([*parts, lost])


def _places(hits: Sequence[SearchHit]) -> Iterator[Part]:
    for hit in hits[:_MOST_SHOWN]:
        yield "  …" + _line(hit.before)[-_GLIMPSE:]
        yield hit.quote, "bold reverse"
        yield _line(hit.after)[:_GLIMPSE] + "…\n"
    if len(hits) > _MOST_SHOWN:
        yield f"  … {len(hits) - _MOST_SHOWN}\n"


def _row(each: Reanchored, name: Named) -> Iterator[Part]:
    yield f"  {name(each.code)}", "bold"
    yield f" ({each.coder})  ", "$foreground-muted"
    yield quoted(each.old_quote), "italic"
    if each.quote != each.old_quote:
        yield " → "
        yield quoted(each.quote), "italic"
    yield "\n"


def _line(text: str) -> str:
    return " ".join(text.split("\n"))
