"""Agreement as one works through it: what is brought from the project, its lines, what is told of one of them.

What `collect` and the acts bring about is done in the desk's thread; all else is pure.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual.content import Content

from qualcode.i18n import _, ngettext
from qualcode.model.agreement import Agreement, CodeAgreement, Contested, Queue, SettlementView
from qualcode.model.codebook import CodeTree, Facet
from qualcode.model.coding import CodingView
from qualcode.ops import codebooks, documents, settling
from qualcode.ops.agreement import RARE, agreement
from qualcode.ops.agreement_input import TooFewCoders
from qualcode.ops.agreement_words import KIND_NAMES, MEASURE_NAMES, OUTCOME_NAMES, UNIT_NAMES, coefficient
from qualcode.ops.told import teller
from qualcode.tui import safe
from qualcode.tui.codes import CodeLook, looks, unknown
from qualcode.tui.dialogs.facets import facets_told
from qualcode.tui.knowable import not_compared
from qualcode.tui.safe import Part
from qualcode.tui.themes import Inks
from qualcode.tui.together import whom
from qualcode.tui.whose import View
from qualcode.tui.widgets.grouped import Grouped
from qualcode.tui.words import day_and_time, effect_name

if TYPE_CHECKING:
    from qualcode.ops import Session

AROUND = 160  # characters of context at either side
_MUTED = "$foreground-muted"
_SIGNS = {"missed": "∅", "other-code": "≠", "other-span": "↔"}
_VALUE, _BAR, _BETWEEN = 6, 12, 13
ALL = "\0all"


@dataclass(frozen=True, slots=True)
class AgreedOn:
    """A code's key, and the passage it is agreed on for: from `start` to `end`, in characters."""

    code: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Compared:
    """What the desk brings; `found` is None where nothing is compared; `why` as `knowable.not_compared` says.

    `coders` are those compared, None: all who have coded.
    """

    found: Agreement | None
    queue: Queue
    texts: Mapping[str, str]
    looks: Mapping[str, CodeLook]
    tree: CodeTree
    facets: tuple[Facet, ...]
    why: str
    coders: tuple[str, ...] | None
    language: str

    def look(self, code: str) -> CodeLook:
        """How a code looks."""
        return self.looks.get(code) or unknown(code)

    @property
    def measure(self) -> str:
        """The coefficient that stands beside each code."""
        return "cohen_kappa" if self.found is not None and len(self.found.coders) == 2 else "fleiss_kappa"


def collect(
    session: Session,
    view: View,
    language: str,
    mixed: tuple[str, str | None] | None = None,
    wished: Sequence[str] | None = None,
) -> Compared:
    """Compare coders: those wished for, or all. Who works blind sees nothing of it in documents they have not finished.

    `mixed`: of the passages only those where these two codes meet, as in `settling.queue`. Raises CoderNotFound.
    """
    book = codebooks.book(session)
    tree = CodeTree(book.codes)
    found: Agreement | None = None
    queue = Queue((), (), 0, 0, ())
    coders = whom(session, wished)
    try:
        found = agreement(session, coders)
        telling = teller(session, language)
        found = replace(found, notes=tuple(map(telling.told, found.notes)))
        queue = settling.queue(session, coders, settled=True, mixed=mixed)
    except TooFewCoders:
        pass
    why = not_compared(session, view, found.documents) if found is not None else ""
    if why or (found is not None and not found.documents):
        found, queue = None, Queue(queue.coders, (), 0, 0, ())
    wanted = dict.fromkeys(each.document for each in queue.contested)
    texts = {each: documents.text(session, each) for each in wanted}
    return Compared(found, queue, texts, dict(looks(tree, language)), tree, book.facets, why, coders, language)


def settle(
    session: Session,
    contested: Contested,
    outcome: str,
    take: Sequence[str] = (),
    agreed_on: AgreedOn | None = None,
) -> None:
    """Settle one passage by the codings one takes, or by a code and passage of one's own; a reason given stays."""
    reason = contested.settled[-1].reason if contested.settled else ""
    ids = [each.id for each in (*contested.codings, *contested.others)]
    if agreed_on is None:
        settling.settle(session, ids, outcome, take=take, reason=reason)
    else:
        code, start, end = agreed_on.code, agreed_on.start, agreed_on.end
        settling.settle(session, ids, outcome, take=take, code=code, start=start, end=end, reason=reason)


def explain(session: Session, rows: Sequence[SettlementView], reason: str) -> None:
    """Say why something was settled so."""
    settling.explain(session, [row.id for row in rows], reason)


def key(each: Contested) -> str:
    """What tells a passage in question from all others."""
    return "+".join(sorted(coding.id for coding in each.codings))


# The lines of the queue


class Questions(Grouped[Contested]):
    """The passages to talk about under their documents: sign, code, who, the words, whether it is settled."""

    def __init__(self, made: Compared, inks: Inks, *, open_only: bool) -> None:
        rows = [each for each in made.queue.contested if not (open_only and each.settled)]
        super().__init__(rows, key, lambda each: each.document)
        self._made, self._inks = made, inks

    def next_open(self, index: int, step: int) -> int | None:
        """The next line that is not settled."""
        return self.next_that(lambda each: not each.settled, index, step)

    def draw_heading(self, held: Sequence[Contested], width: int) -> Content:
        """The document, and how much of it is settled."""
        n, done = len(held), sum(bool(each.settled) for each in held)
        told = ngettext("{done} of {n} settled", "{done} of {n} settled", n).format(done=done, n=n)
        return safe.show(held[0].title, (f"   {told}", f"not bold {_MUTED}"))

    def draw_row(self, each: Contested, width: int) -> Content:
        """One passage."""
        look = self._made.look(each.code)
        name = min(max(width // 3, 12), 30)
        sign = _SIGNS[each.kind]
        ink = self._inks.code(look.colour).color
        return safe.show(
            _settled_sign(each.settled[-1].outcome if each.settled else None),
            (sign + " ", "$warning"),
            (look.letter + " ", f"bold {ink.name}" if ink else "bold"),
            (safe.fit(look.label, name) + " ", ""),
            (safe.clip(" ".join(each.quote.split()), max(width - name - 7, 1)), _MUTED),
        )


# The lines of the coefficients


class Coefficients:
    """All codes, then each dimension with its codes: the coefficient as a bar, its interval, a sign for rare codes."""

    def __init__(self, made: Compared, inks: Inks) -> None:
        self._made, self._inks = made, inks
        found = made.found
        self.rows: list[CodeAgreement | None] = [None] if found is not None else []
        self._above: set[int] = set()
        for branch in found.branches if found is not None else ():
            self._above.add(len(self.rows))
            below = [each for each in found.codes if _dimension(made, each.code) == branch.code] if found else []
            self.rows += [branch, *below]
        self.keys = [
            ALL if row is None else f"{'d' if at in self._above else 'c'}:{row.code}"
            for at, row in enumerate(self.rows)
        ]

    def __len__(self) -> int:
        return len(self.rows)

    def is_heading(self, index: int) -> bool:
        """Whether the line is a dimension, or all."""
        return index == 0 or index in self._above

    def ids(self, index: int) -> Sequence[str]:
        """The line itself."""
        return (self.keys[index],)

    def group(self, index: int) -> Sequence[str]:
        """The line itself: nothing is done with several."""
        return self.ids(index)

    def draw(self, index: int, width: int) -> Content:
        """One line."""
        row, made = self.rows[index], self._made
        assert made.found is not None
        source = made.found if row is None else row
        value, ends = source.measures[made.measure], source.intervals.get(made.measure)
        room = max(width - _VALUE - _BAR - _BETWEEN - 6, 8)
        if row is None:
            name: list[Part] = [(safe.fit(_("All codes"), room + 3), "bold")]
        else:
            look = made.look(row.code)
            ink = self._inks.code(look.colour).color
            name = [(look.letter + " ", f"bold {ink.name}" if ink else "bold"), safe.fit(look.label, room) + " "]
        rare = row is not None and not RARE <= row.prevalence <= 1 - RARE
        between = f"{coefficient(ends[0], made.language)}–{coefficient(ends[1], made.language)}" if ends else ""
        return safe.show(
            *name,
            *bar(value, _BAR),
            (safe.tail(coefficient(value, made.language), _VALUE), "bold"),
            (" " + safe.tail(between, _BETWEEN - 1), _MUTED),
            (" !" if rare else "  ", "bold $warning"),
        )


def _dimension(made: Compared, code: str) -> str:
    found = made.tree.by_key(code)
    return made.tree.dimension(found).key if found is not None else code


def bar(value: float | None, width: int) -> list[Part]:
    """From 0 to 1; below 0 a mark at the left, nothing where it is undefined."""
    if value is None:
        return [(" " * width, "")]
    if value < 0:
        return [("◂" + "·" * (width - 1), "$error")]
    cells = round(min(value, 1) * width)
    return [("█" * cells, "$primary"), ("·" * (width - cells), _MUTED)]


def about_code(made: Compared, row: CodeAgreement | None, width: int) -> list[Part]:
    """Every coefficient of a code or of all, who coded how much, and what there is to be told."""
    assert made.found is not None
    source = made.found if row is None else row
    title = _("All codes") if row is None else made.look(row.code).path
    parts: list[Part] = [(title, "bold $primary"), "\n\n"]
    named = {name: _(MEASURE_NAMES[name]) for name in source.measures}
    wide = min(max(map(len, named.values())) + 1, max(width - 30, 12))
    for name, value in source.measures.items():
        ends = source.intervals.get(name)
        between = f"  {coefficient(ends[0], made.language)}–{coefficient(ends[1], made.language)}" if ends else ""
        parts += [safe.fit(named[name], wide) + " ", *bar(value, _BAR)]
        parts += [(safe.tail(coefficient(value, made.language), _VALUE), "bold"), (between, _MUTED), "\n"]
    parts.append("\n")
    if row is not None:
        share = coefficient(row.prevalence * 100, made.language)
        parts += [(_("Coded on average: {share} % of units").format(share=share), ""), "\n"]
        parts += [part for coder, n in row.coded.items() for part in ((coder, "bold"), f" {n}  ")]
        parts.append("\n")
        if not RARE <= row.prevalence <= 1 - RARE:
            told = _("Rare or nearly everywhere: kappas and alphas fall with every slip here.")
            parts += [("! " + told, "$warning"), "\n"]
        return parts
    units = _("Units ({unit}): {n}").format(unit=_(UNIT_NAMES[made.found.unit]), n=made.found.n_units)
    parts += [(_("Coders: {names}").format(names=", ".join(made.found.coders)), ""), "\n", (units, ""), "\n"]
    for note in made.found.notes:
        parts += ["\n", (safe.sentence(note), _MUTED), "\n"]
    return parts


# One passage, both sides


def sides(made: Compared, each: Contested) -> tuple[list[CodingView], list[CodingView]]:
    """What stands at the left and at the right: one coder's against the others'."""
    if each.kind != "other-span":
        return list(each.codings), list(each.others)
    first = each.codings[0].coder
    left = [coding for coding in each.codings if coding.coder == first]
    return left, [coding for coding in each.codings if coding.coder != first]


def side(made: Compared, each: Contested, held: Sequence[CodingView], key_name: str) -> list[Part]:
    """What somebody did there, in its surroundings; where nobody did anything, that is said."""
    if not held:
        names = {coding.coder for coding in (*each.codings, *each.others)}
        silent = ", ".join(name for name in made.queue.coders if name not in names)
        return [(silent, "bold"), "  ", (_("coded nothing here"), f"italic {_MUTED}"), "\n\n", *_around(made, each, ())]
    parts: list[Part] = []
    for coding in held:
        look = made.look(coding.code)
        parts += [(f"{key_name} ", "bold $accent"), (coding.coder, "bold"), "  ", (look.letter + " ", "bold")]
        parts += [(look.label, "bold $primary")]
        told = [effect_name(coding.effect)] if coding.effect else []
        for name, value in facets_told(made.facets, coding.facets):
            told.append(_("{facet}: {value}").format(facet=name, value=value))
        parts += [("  " + ", ".join(told) if told else "", _MUTED), "\n"]
        if coding.memo:
            parts += [("✎ " + coding.memo, "italic"), "\n"]
    return [*parts, "\n", *_around(made, each, held)]


def _around(made: Compared, each: Contested, held: Sequence[CodingView]) -> list[Part]:
    """The words around, with those that are coded standing out."""
    text = made.texts[each.document]
    start, end = max(each.start - AROUND, 0), min(each.end + AROUND, len(text))
    edges = sorted({start, end, *(min(max(edge, start), end) for one in held for edge in (one.start, one.end))})
    parts: list[Part] = [("…" if start else "", _MUTED)]
    for first, last in itertools.pairwise(edges):
        coded = any(one.start <= first and last <= one.end for one in held)
        parts.append((text[first:last], "bold $text on $primary 30%" if coded else _MUTED))
    return [*parts, ("…" if end < len(text) else "", _MUTED)]


def _settled_sign(outcome: str | None) -> Part:
    """Settled; talked about and left open; or neither."""
    if outcome is None:
        return "· ", _MUTED
    return ("○ ", "bold $warning") if outcome == "left" else ("✓ ", "bold $success")


def settled(made: Compared, each: Contested) -> list[Part]:
    """What was made of it, by whom and why; or the keys with which that is said."""
    kind = _(KIND_NAMES[each.kind])
    if not each.settled:
        keys = _("1 left · 2 right · 3 both · 4 longest · 5 what they share · c another code · 8 stand · 9 leave open")
        return [(f"{kind}. ", "bold $warning"), (keys, "$accent")]
    parts: list[Part] = []
    for row in each.settled:
        outcome = _(OUTCOME_NAMES[row.outcome])
        if row.consensus is not None:
            outcome = _("{name}: {value}").format(name=outcome, value=made.look(row.consensus.code).label)
        parts += [_settled_sign(row.outcome), (outcome, "bold"), "  "]
        parts += [(f"{row.coder}, {day_and_time(row.created)}", _MUTED), "\n"]
    reason = each.settled[-1].reason
    parts += [(reason, "italic") if reason else (_("n: say why"), "$accent")]
    return parts
