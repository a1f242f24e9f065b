"""What is proposed for the indicators and the codebook: made from a code or in one's own words, discussed, decided."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual import work

from qualcode.i18n import _, language
from qualcode.model.codebook import CodeTree, label
from qualcode.model.indicator_view import ProposalView, localised
from qualcode.ops import codebooks, indicators, projects, proposals
from qualcode.ops.proposal_doing import FIELD_NAMES
from qualcode.ops.shown_words import PROPOSED_NAMES, STATE_NAMES
from qualcode.ops.told import GoneCodes
from qualcode.tui import knowable, safe
from qualcode.tui.codes import looks
from qualcode.tui.courses import MUTED
from qualcode.tui.dialogs.choose import Chooser, Row
from qualcode.tui.dialogs.codechoice import TOP, CodeChooser
from qualcode.tui.dialogs.codepassages import SplitDialog
from qualcode.tui.dialogs.indicators import IndicatorForm
from qualcode.tui.dialogs.tell import Ask
from qualcode.tui.keys import PROGRAM, SECTION, Group, Key, bindings
from qualcode.tui.safe import Part
from qualcode.tui.screens.besides import OPEN, BesidesScreen
from qualcode.tui.whose import View
from qualcode.tui.widgets.card import CardLine, CardPart
from qualcode.tui.widgets.passage import quoted
from qualcode.tui.widgets.table import Cell, Column, Line
from qualcode.tui.words import day_and_time, language_name

if TYPE_CHECKING:
    from qualcode.ops import Session

PROPOSALS = Group(
    _("Proposals"),
    (
        OPEN,
        Key("p", "propose", _("Propose an indicator in your own words"), _("propose")),
        Key("c", "propose_from_code", _("Propose the codebook's indicator for a code"), _("from a code")),
        Key("k", "propose_code", _("Propose a change to the codebook"), _("codes")),
        Key("m", "discuss", _("Say something about it"), _("remark")),
        Key("a", "accept", _("Accept it, with a reason; it is done at once"), _("accept")),
        Key("x", "decline", _("Decline it, with a reason"), _("decline")),
        Key("o", "only_open", _("Only those not decided yet, or all")),
    ),
)

_SIGNS = {"open": ("○ ", "$accent"), "accepted": ("✓ ", "$success"), "declined": ("✕ ", "$error")}
_CODE_FIELDS = ("code", "parent", "under", "into", "move_codings_to")


@dataclass(frozen=True, slots=True)
class Seen:
    """What the screen shows, read at one go."""

    proposals: tuple[ProposalView, ...]
    names: dict[str, str]
    quotes: dict[str, str]
    tree: CodeTree
    language: str


def read(session: Session, view: View) -> Seen:
    """Everything about proposals that the reader may know of; done in the desk's thread."""
    found = proposals.listing(session)
    cited = {id for each in found for id in each.content.get("codings", "").split()}
    tree = codebooks.tree(session)
    names = {each.key: localised(each.labels, language()) for each in indicators.listing(session)}
    names |= {code.key: label(code, language()) for code in tree.codes}
    names |= _gone(session, found, names)
    quotes = {id: each.quote for id, each in knowable.some(session, cited, view).items()}
    return Seen(tuple(found), names, quotes, tree, projects.project(session).language)


def _gone(session: Session, found: Sequence[ProposalView], names: Mapping[str, str]) -> dict[str, str]:
    """How codes were called that proposals name and that are no more, as after an accepted merge."""
    about = [each for each in found if each.about == "code"]
    named = {each.subject or "" for each in about}
    named |= {each.content.get(field, "") for each in about for field in _CODE_FIELDS}
    known = GoneCodes(session)
    return {
        name: label(code, language()) for name in named if name and name not in names and (code := known.find(name))
    }


class ProposalsScreen(BesidesScreen):
    """A row a proposal, and beside it all that was said about it."""

    DEFAULT_CSS = """
    ProposalsScreen #both > Table, ProposalsScreen Card { width: 1fr; }
    """
    LIST = "proposals"
    NAME = "indicators"
    GROUPS = (PROPOSALS, SECTION, PROGRAM)
    BINDINGS = bindings(PROPOSALS)

    def __init__(self) -> None:
        super().__init__()
        self.seen: Seen | None = None
        self._only_open = False

    def nothing_yet(self) -> Sequence[Part]:
        """How one proposes something, or sees what is decided."""
        if self.seen is not None and self.seen.proposals:
            return ((_("None is open any more."), "bold"), "\n\n", _("Press o to see those that are decided."))
        return (
            (_("Nothing is proposed yet."), "bold"),
            "\n\n",
            _("Press c to propose an indicator that the codebook has for a code, p to word one yourself,"),
            "\n",
            _("k to propose a change to the codebook. Others can then talk about it and decide, with reasons."),
        )

    @property
    def proposal(self) -> ProposalView | None:
        """The one at the cursor."""
        at = self.table.at
        return next((each for each in self.seen.proposals if each.id == at), None) if self.seen is not None else None

    # What stands there

    async def fill(self) -> None:
        """Read them all."""
        self.seen = await self.home.desk.run(read, self.home.view)
        self._show()

    def _show(self) -> None:
        seen = self.seen
        if seen is None:
            return
        shown = [each for each in seen.proposals if each.status == "open" or not self._only_open]
        n = sum(each.status == "open" for each in seen.proposals)
        about = _("proposals: {n}, open: {open}").format(n=len(seen.proposals), open=n)
        self.show_list(_columns(), [_line(each, seen) for each in shown], about, none=not shown)

    def card(self, id: str) -> tuple[Sequence[Part], Sequence[CardPart]]:
        """What is proposed, and what was said about it."""
        proposal, seen = self.proposal, self.seen
        return _card(proposal, seen) if proposal is not None and seen is not None else ((), ())

    def open_line(self, line: str) -> None:
        """Say something about it."""
        self.action_discuss()

    def action_only_open(self) -> None:
        """Only the open ones, or all."""
        self._only_open = not self._only_open
        self._show()

    def action_back(self) -> None:
        """Back to the indicators."""
        self.then(self.leave)

    # Proposing

    @work
    async def action_propose(self) -> None:
        """Propose an indicator in one's own words."""
        if self.seen is None:
            return
        said = await self.app.push_screen_wait(IndicatorForm(_("Propose an indicator"), self.seen.language))
        if said is None:
            return
        reason = await self._reason(_("Why do you propose it?"))
        if reason is not None:
            job = partial(
                proposals.propose_indicator,
                labels={each: text for each, text in said.labels.items() if text},
                definition=said.definition,
                kind=said.kind,
                unit=said.unit,
                direction=said.direction,
                threshold=said.threshold,
                rungs=said.rungs,
                source=said.source,
                reason=reason,
            )
            self.change_and_show(job)

    @work
    async def action_propose_from_code(self) -> None:
        """Propose what the codebook has for a code."""
        code = await self._choose_code(_("For which code?"))
        if code is None:
            return
        reason = await self._reason(_("Why do you propose it?"))
        if reason is not None:
            self.change_and_show(partial(proposals.propose_indicator, from_code=code, reason=reason))

    @work
    async def action_propose_code(self) -> None:
        """Propose a change to the codebook."""
        names = {action: _(name) for (about, action), name in PROPOSED_NAMES.items() if about == "code"}
        rows = [Row(action, safe.show(name), (name,)) for action, name in names.items()]
        chosen = await self.app.push_screen_wait(Chooser(_("What do you propose?"), rows))
        if chosen is None:
            return
        job = await self._code_job(chosen[0])
        if job is None:
            return
        reason = await self._reason(_("Why do you propose it?"))
        if reason is not None:
            self.change_and_show(partial(job, reason=reason))

    async def _code_job(self, action: str) -> Callable[..., ProposalView] | None:
        """What is asked for a change: the code, and what else it takes."""
        asked = _("Below which code? (escape: a dimension of its own)") if action == "add" else _("Which code?")
        code = await self._choose_code(asked)
        if code is None and action != "add":
            return None
        make = partial(proposals.propose_code, action=action)
        if action in ("add", "rename"):
            text = await self.app.push_screen_wait(Ask(_("Its name"), prompt=_("a short name")))
            make = partial(make, labels=text, **({"parent": code} if action == "add" else {"code": code}))
            return make if text is not None else None
        if action == "redefine":
            text = await self.app.push_screen_wait(Ask(_("What it means"), prompt=_("a definition")))
            return partial(make, code=code, definition=text) if text is not None else None
        if action == "split":
            return await self._split_job(make, code or "")
        if action == "remove":
            other = await self._choose_code(_("Which code do its passages get? (escape: none)"))
            return partial(make, code=code, move_codings_to=other, with_codings=other is None)
        into = await self._choose_code(
            _("Below which code?") if action == "move" else _("Into which code?"), top=action == "move"
        )
        if into is None:
            return None
        if action == "merge":
            return partial(make, code=code, into=into)
        return partial(make, code=code, under="" if into == TOP else into)

    async def _split_job(self, make: Callable[..., ProposalView], code: str) -> Callable[..., ProposalView] | None:
        """Which of a code's passages are to have a new one."""
        found, titles = await self.home.desk.run(knowable.passages, code, self.home.view)
        own = [each for each in found if each.code == code]
        if not own:
            self.say(_("No passage has this code itself, so there is nothing to split."))
            return None
        name = self.seen.names.get(code, code) if self.seen is not None else code
        answer = await self.app.push_screen_wait(SplitDialog(f"{_('Split')} · {name}", own, titles))
        return partial(make, code=code, parts={answer[0]: answer[1]}) if answer is not None else None

    async def _choose_code(self, title: str, *, top: bool = False) -> str | None:
        if self.seen is None:
            return None
        tree = self.seen.tree
        dialog = CodeChooser(title, tree, looks(tree, language()), self.home.inks, but=(), top=top)
        chosen = await self.app.push_screen_wait(dialog)
        return chosen[0] if chosen is not None else None

    async def _reason(self, title: str) -> str | None:
        return await self.app.push_screen_wait(Ask(title, prompt=_("a reason, which is kept")))

    # Talking and deciding

    @work
    async def action_discuss(self) -> None:
        """Say something about it."""
        proposal = self.proposal
        if proposal is None:
            return
        text = await self.app.push_screen_wait(Ask(_("What do you say about it?"), prompt=_("a remark")))
        if text is not None:
            self.change(proposals.discuss, proposal.id, text)

    async def _decide(self, job: Callable[..., ProposalView], title: str, said: str) -> None:
        proposal = self.proposal
        if proposal is None:
            return
        if proposal.status != "open":
            self.say(_("This was decided already."))
            return
        reason = await self._reason(title)
        if reason is not None:
            self.change(job, proposal.id, reason, said=said)

    @work
    async def action_accept(self) -> None:
        """Accept it, and do what it proposes."""
        said = _("Accepted and done. Undo (u) takes both back.")
        await self._decide(proposals.accept, _("Why is it accepted?"), said)

    @work
    async def action_decline(self) -> None:
        """Decline it."""
        await self._decide(proposals.decline, _("Why is it declined?"), _("Declined. Undo (u) takes it back."))


# The list


def _columns() -> list[Column]:
    return [
        Column(_("Stands"), 12),
        Column(_("About")),
        Column(_("Proposed"), 20, least=84),
        Column(_("By"), 10, least=50),
        Column("✎", 3, right=True),
    ]


def _line(proposal: ProposalView, seen: Seen) -> Line:
    sign, ink = _SIGNS[proposal.status]
    remarks: Cell = str(len(proposal.remarks)) if proposal.remarks else ("–", MUTED)
    return Line(
        proposal.id,
        (
            [(f"{sign}{_(STATE_NAMES[proposal.status])}", ink)],
            _subject(proposal, seen),
            _(PROPOSED_NAMES[proposal.about, proposal.action]),
            proposal.coder,
            remarks,
        ),
    )


def _subject(proposal: ProposalView, seen: Seen) -> str:
    """What it is about: its present name, or the one that is proposed for something new."""
    if proposal.subject is not None:
        return seen.names.get(proposal.subject, proposal.subject)
    labels = {name[6:]: text for name, text in proposal.content.items() if name.startswith("label_")}
    return localised(labels, language())


# The card


def _card(proposal: ProposalView, seen: Seen) -> tuple[Sequence[Part], Sequence[CardPart]]:
    """What is proposed, why, what was said, what was decided."""
    parts = [CardPart(_("Proposed"), [*_content_lines(proposal, seen)])]
    why = [CardLine("", proposal.coder, [proposal.reason or (_("no reason given"), MUTED)])]
    why.append(CardLine("", "", [(day_and_time(proposal.created), MUTED)]))
    parts.append(CardPart(_("Why"), why))
    remarks = [CardLine(f"remark:{each.id}", each.coder, [each.text]) for each in proposal.remarks]
    parts.append(CardPart(_("What was said"), [*remarks, CardLine("say:", "", [("+ " + _("a remark"), MUTED)])]))
    if proposal.decided_by is not None:
        _sign, ink = _SIGNS[proposal.status]
        when = (f"  {day_and_time(proposal.decided_at)}", MUTED) if proposal.decided_at else ""
        decided = [CardLine("", proposal.decided_by, [(_(STATE_NAMES[proposal.status]), ink), when])]
        decided.append(CardLine("", "", [proposal.decision]))
        parts.append(CardPart(_("Decision"), decided))
    title = _("{what}: {name}").format(
        what=_(PROPOSED_NAMES[proposal.about, proposal.action]), name=_subject(proposal, seen)
    )
    return [(title, "bold")], parts


def _content_lines(proposal: ProposalView, seen: Seen) -> list[CardLine]:
    lines = []
    for name, text in proposal.content.items():
        field, colon, behind = name.partition(":")
        stem, _dash, tongue = field.rpartition("_")
        if stem in FIELD_NAMES and field not in FIELD_NAMES:
            lines.append(CardLine("", f"{_(FIELD_NAMES[stem])} ({language_name(tongue)})", [text]))
        elif field in ("codings", "part"):
            caption = behind if colon else _(FIELD_NAMES[field])
            quotes = [quoted(seen.quotes[id]) for id in text.split() if id in seen.quotes]
            lines.append(CardLine("", caption, ["; ".join(quotes) or str(len(text.split()))]))
        else:
            shown = seen.names.get(text, text) if field in _CODE_FIELDS else text
            lines.append(CardLine("", _(FIELD_NAMES.get(field, field)), [shown]))
    return lines or [CardLine("", "", [_(PROPOSED_NAMES[proposal.about, proposal.action])])]
