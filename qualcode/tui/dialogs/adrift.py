"""Codings whose words were edited away: each in its old place beside the places it may belong to; a person decides."""

from __future__ import annotations

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from qualcode.i18n import _
from qualcode.model.revision import AdriftCoding, NewPlace, Places
from qualcode.model.text import Span
from qualcode.tui import safe
from qualcode.tui.codes import CodeLook
from qualcode.tui.dialogs.base import Dialog
from qualcode.tui.keys import Group, Key, bindings

PUT = Key("enter", "decide", _("Do what is marked in the list"), _("do it"))
NEXT = Key("right,tab", "go(1)", _("The next coding"), _("next"), "→")
BEFORE = Key("left,shift+tab", "go(-1)", _("The coding before"), _("before"), "←")
WALK = (Key("down", "walk(1)", _("Down the list")), Key("up", "walk(-1)", _("Up the list")))
LATER = Key("escape", "cancel", _("Later; nothing is lost"), _("later"))

_LONGEST = 120
# Below this it would be no help to say how alike the words are.
_HARDLY = 0.5

PUT_HERE, BY_HAND, TAKE_OFF, OTHER = "put", "hand", "off", "other"


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do with a coding adrift: put it on `span`, select by hand, take it off; or look at the one `step` on."""

    what: str
    span: Span | None = None
    step: int = 0


class AdriftDialog(Dialog[Decision]):
    """One coding adrift; `number` is which of how many."""

    DEFAULT_CSS = """
    AdriftDialog .heading { color: $text-muted; height: 1; }
    AdriftDialog #old { height: auto; max-height: 5; margin-bottom: 1; }
    AdriftDialog #facts { height: auto; }
    """
    BINDINGS = bindings(Group("", (PUT, NEXT, BEFORE, *WALK)))
    KEYS = (PUT, NEXT, BEFORE, LATER)

    def __init__(
        self, coding: AdriftCoding, found: Places, look: CodeLook, number: tuple[int, int], *, is_own: bool
    ) -> None:
        super().__init__(_("Lost its words: {n} of {total}").format(n=number[0], total=number[1]))
        self._coding = coding
        self._found = found
        self._look = look
        self._own = is_own
        free = [each for each in found.places if not each.taken] if is_own else []
        self._decisions = [Decision(PUT_HERE, Span(each.start, each.end)) for each in free]
        self._shown = [_place(each) for each in free]
        if is_own:
            self._decisions += [Decision(BY_HAND), Decision(TAKE_OFF)]
            self._shown += [
                safe.show(("✎ ", "bold $accent"), _("Select its words in the text by hand")),
                safe.show(("✗ ", "bold $accent"), _("Take the coding off; undo brings it back")),
            ]

    def compose_body(self) -> ComposeResult:
        """The coding, what it stood on, and what can be done."""
        look, coding, found = self._look, self._coding, self._found
        yield Static(
            safe.show((f"{look.letter} ", "bold"), (look.path, "bold"), (f"   {coding.coder}", "$foreground-muted")),
            id="facts",
        )
        yield Static(safe.show(_("It stood here:")), classes="heading")
        before, after = " ".join(found.before.split("\n")), " ".join(found.after.split("\n"))
        shown = safe.block(
            ("…" + before, "$foreground-muted"), (found.quote, "bold"), (after + "…", "$foreground-muted")
        )
        yield Static(shown, id="old")
        if not self._own:
            told = _("It is {coder}’s, who decides where it belongs.").format(coder=coding.coder)
            yield Static(safe.show(told), classes="heading")
            return
        yield Static(safe.show(_("In the text as it is now:")), classes="heading")
        ways = OptionList(*(Option(shown) for shown in self._shown), id="ways")
        ways.can_focus = False
        yield ways

    def on_mount(self) -> None:
        """Stand on the most likely place."""
        for ways in self.query("#ways").results(OptionList):
            ways.highlighted = 0

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click decides."""
        event.stop()
        self.action_decide()

    def action_walk(self, step: int) -> None:
        """Another of the ways."""
        for ways in self.query("#ways").results(OptionList):
            ways.highlighted = min(max((ways.highlighted or 0) + step, 0), len(self._decisions) - 1)

    def action_go(self, step: int) -> None:
        """Another coding; this one stays as it is."""
        self.dismiss(Decision(OTHER, step=step))

    def action_decide(self) -> None:
        """Answer with what is marked."""
        for ways in self.query("#ways").results(OptionList):
            if ways.highlighted is not None:
                self.dismiss(self._decisions[ways.highlighted])


def _glimpse(words: str) -> str:
    """A long passage's beginning and end."""
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST // 2]} … {words[-_LONGEST // 2 :]}"


def _place(each: NewPlace) -> Content:
    """A place in the present text: its words in what stands around them, and how like the old ones they are."""
    alike = _("{share} % alike").format(share=round(100 * each.score))
    if each.score == 1 or each.score < _HARDLY:
        alike = _("the same words") if each.score == 1 else _("what stands there now")
    before, after = " ".join(each.before.split("\n"))[-24:], " ".join(each.after.split("\n"))[:24]
    return safe.show(
        ("→ ", "bold $accent"),
        (f"{alike}  ", "$foreground-muted"),
        f"…{before}",
        (_glimpse(" ".join(each.quote.split("\n"))), "bold underline"),
        f"{after}…",
    )
