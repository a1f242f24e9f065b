"""Agreement between coders as a document to hand in: what was talked about and settled, then the numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from qualcode.i18n import catalogue
from qualcode.model.agreement import Agreement, CodeAgreement, Confusion, Contested, Queue, SettlementView
from qualcode.model.codebook import CodeTree, label
from qualcode.model.coding import CodingView
from qualcode.model.message import N_
from qualcode.model.report import Block, Bullets, Heading, Paragraph, Report, Table
from qualcode.model.together import OUTCOMES
from qualcode.ops import codebooks
from qualcode.ops.agreement import SEED, agreement
from qualcode.ops.agreement_words import KIND_NAMES, MEASURE_NAMES, OUTCOME_NAMES, UNIT_NAMES, coefficient
from qualcode.ops.confusion import confusion
from qualcode.ops.joint_words import figure
from qualcode.ops.picks import quotable
from qualcode.ops.projects import last_change, project
from qualcode.ops.pseudonyms import pseudonyms
from qualcode.ops.report_frame import changed_on, whole_report
from qualcode.ops.report_words import pair
from qualcode.ops.settling import queue
from qualcode.store.session import Session

# The coefficients that a page has room for beside a code.
_BESIDE = ("percent", "cohen_kappa", "fleiss_kappa", "gwet_ac1", "u_alpha", "cu_alpha")
_PASSAGES = (17, 28, 25, 11, 19)
_LONGEST = 400  # characters of a passage in a table


def agreement_report(
    session: Session, language: str, *, coders: Sequence[str] | None = None, seed: int = SEED
) -> Report:
    """The report on coders (None: all), in `language`. What people do not want to be read stands there without words.

    Intervals are drawn from `seed` on. Raises TooFewCoders, CoderNotFound.
    """
    words = _Words(session, language)
    found = agreement(session, coders, seed=seed)
    talked = queue(session, coders, settled=True)
    record = project(session)
    changed = last_change(session)
    say = words.say
    return whole_report(
        say,
        title=record.title,
        subtitle=say(N_("Agreement between coders")),
        lines=(
            say(N_("Coders: {names}")).format(names=", ".join(found.coders)),
            say(N_("Documents: {n}")).format(n=len(found.documents)),
            changed_on(say, changed),
        ),
        language=language,
        created=changed,
        blocks=(
            *_talked_about(words, talked),
            *_coefficients(words, found),
            *_mixed_up(words, confusion(session, coders)),
            *_method(words, found),
        ),
    )


class _Words:
    """Everything in the report's language: sentences, codes, names that may be read."""

    def __init__(self, session: Session, language: str) -> None:
        self.session = session
        self.language = language
        self.say = catalogue(language).gettext
        self.tree: CodeTree = codebooks.tree(session)
        self.names = pseudonyms(session, self.say)

    def code(self, key: str | None) -> str:
        """A code's label, its key where it is no more."""
        found = self.tree.by_key(key) if key else None
        return label(found, self.language) if found else key or "–"

    def value(self, value: float | None) -> str:
        """A coefficient."""
        return coefficient(value, self.language)


def _talked_about(words: _Words, found: Queue) -> list[Block]:
    """How far the talk has come, and every passage with what was made of it."""
    say = words.say
    blocks: list[Block] = [Heading(say(N_("What they do not agree on")))]
    if not found.total:
        return [*blocks, Paragraph(say(N_("They agree on every passage.")))]
    told = say(N_("Passages on which they differ: {total}. Settled: {n}."))
    blocks.append(Paragraph(told.format(total=found.total, n=found.settled)))
    outcomes = Counter(each.settled[-1].outcome for each in found.contested if each.settled)
    rows = tuple((say(OUTCOME_NAMES[name]), str(outcomes[name])) for name in OUTCOMES if outcomes[name])
    if rows:
        counted = (say(N_("Outcome")), say(N_("Passages")))
        blocks.append(Table(say(N_("How passages were settled")), counted, rows, (1,)))
    shown = quotable(words.session, [coding.id for each in found.contested for coding in (*each.codings, *each.others)])
    for title in dict.fromkeys(each.title for each in found.contested):
        own = [each for each in found.contested if each.title == title]
        name = words.names.mask(title)
        blocks.append(Heading(name, 2))
        header = (
            say(N_("Code")),
            say(N_("Passage")),
            say(N_("Coders")),
            say(N_("Difference")),
            say(N_("Settled, and why")),
        )
        caption = say(N_("Passages to talk about in “{title}”")).format(title=name)
        blocks.append(Table(caption, header, tuple(_row(words, each, shown) for each in own), widths=_PASSAGES))
    return blocks


def _row(words: _Words, each: Contested, shown: set[str]) -> tuple[str, ...]:
    say = words.say
    quote = say(N_("(as the person wished, not shown)"))
    if all(coding.id in shown for coding in each.codings):
        quote = words.names.mask(each.quote if len(each.quote) <= _LONGEST else each.quote[:_LONGEST].rstrip() + "…")
    settled = [
        ". ".join(
            part
            for part in (
                f"{_outcome(words, row)} ({row.coder}, {row.created[:10]})",
                words.names.mask(row.reason),
            )
            if part
        )
        for row in each.settled
    ]
    return (
        words.code(each.code),
        quote,
        "\n".join(_told(words, coding, coding.id in shown) for coding in (*each.codings, *each.others)),
        say(KIND_NAMES[each.kind]),
        "\n".join(settled) or "–",
    )


def _outcome(words: _Words, row: SettlementView) -> str:
    """What came of the talk, with the code that was agreed on."""
    outcome = words.say(OUTCOME_NAMES[row.outcome])
    return outcome if row.consensus is None else pair(words.say, outcome, words.code(row.consensus.code))


def _told(words: _Words, coding: CodingView, may_be_read: bool) -> str:
    """Who gave which code, with the memo where the words it is about may be read too."""
    told = pair(words.say, coding.coder, words.code(coding.code))
    return f"{told} ({words.names.mask(coding.memo)})" if coding.memo and may_be_read else told


def _coefficients(words: _Words, found: Agreement) -> list[Block]:
    say = words.say
    rows = tuple(
        (
            say(MEASURE_NAMES[name]),
            words.value(value),
            " – ".join(words.value(end) for end in found.intervals[name]) if name in found.intervals else "",
        )
        for name, value in found.measures.items()
    )
    header = (say(N_("Coefficient")), say(N_("Value")), say(N_("95 % interval")))
    blocks: list[Block] = [
        Heading(say(N_("Coefficients"))),
        Table(say(N_("Agreement over all codes")), header, rows, (1, 2)),
    ]
    for title, caption, codes in (
        (N_("Dimension"), N_("Agreement by dimension"), found.branches),
        (N_("Code"), N_("Agreement by code"), found.codes),
    ):
        if codes:
            blocks.append(_by_code(words, say(title), say(caption), found, codes))
    return blocks


def _by_code(words: _Words, title: str, caption: str, found: Agreement, codes: Sequence[CodeAgreement]) -> Table:
    say = words.say
    left_out = "fleiss_kappa" if len(found.coders) == 2 else "cohen_kappa"
    shown = [name for name in _BESIDE if name != left_out]
    header = (title, *(say(MEASURE_NAMES[name]) for name in shown), say(N_("Share of units")))
    rows = tuple(
        (
            words.code(each.code),
            *(words.value(each.measures[name]) for name in shown),
            f"{figure(round(each.prevalence * 100, 1), words.language)} %",
        )
        for each in codes
    )
    return Table(caption, header, rows, tuple(range(1, len(header))))


def _mixed_up(words: _Words, found: Confusion) -> list[Block]:
    say = words.say
    pairs = [each for each in found.pairs if each.other is not None]
    if not pairs:
        return []
    rows = tuple((words.code(each.code), words.code(each.other), str(each.stretches)) for each in pairs)
    blocks: list[Block] = [
        Heading(say(N_("Codes that are mixed up"))),
        Table(
            say(N_("Codes taken for one another")),
            (say(N_("Code")), say(N_("taken for")), say(N_("Stretches"))),
            rows,
            (2,),
        ),
    ]
    bare = [each for each in found.codes if each.mixed and not (each.defined and each.bounded)]
    if bare:
        told = say(N_("Without a definition, or without what it leaves out: {codes}."))
        blocks.append(Paragraph(told.format(codes=", ".join(words.code(each.code) for each in bare)), "note"))
    return blocks


def _method(words: _Words, found: Agreement) -> list[Block]:
    say = words.say
    told = [
        say(N_("Unit: {unit}; {n} in all.")).format(unit=say(UNIT_NAMES[found.unit]), n=found.n_units),
        say(
            N_(
                "Codes may overlap, so each is compared by itself, coded or not; over all codes observed and expected "
                "agreement are summed before they are divided."
            )
        ),
        say(N_("No coefficient is called good or bad here: what is enough depends on what is done with the codes.")),
    ]
    if found.draws:
        drawn = say(N_("Intervals: {n} draws of documents with replacement, seed {seed}."))
        told.append(drawn.format(n=found.draws, seed=found.seed))
    told += [note.say(say) for note in found.notes]
    return [Heading(say(N_("How this was made"))), Bullets(tuple(told))]
