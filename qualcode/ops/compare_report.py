"""Two codebooks side by side as a document to talk about: what is the same, what became of the rest, and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from qualcode.exporters.dates import UNDATED
from qualcode.i18n import catalogue
from qualcode.model.codebook import Code, CodeTree, label, letters
from qualcode.model.comparison import RELATIONS, Match, PoolCell, PoolTable
from qualcode.model.message import N_
from qualcode.model.report import Block, Bullets, Heading, Line, Paragraph, Report, SideBySide, Table
from qualcode.ops import compare_words
from qualcode.ops.codebook_compare import Comparison, differences
from qualcode.ops.compare_words import FIELD_NAMES, RELATION_NAMES
from qualcode.ops.report_frame import whole_report
from qualcode.ops.report_words import written

_PLAIN = 0.98  # how sure a pair is that has the same key
_REASONS = 3  # as many as a cell has room for
_NOTES = {
    "same": N_("Nothing differs that both books say."),
    "renamed": N_("They have another name in a language that both books have."),
    "moved": N_("They stand below another code."),
    "changed": N_("Definition, rules, examples or words differ."),
    "split": N_("One code became several."),
    "merged": N_("Several codes became one."),
    "added": N_("Only in the second."),
    "removed": N_("Only in the first."),
}


def comparison_report(made: Comparison, language: str) -> Report:
    """The report, in `language`, codes by their label in it."""
    words = _Words(made, language)
    say = words.say
    counts = say(N_("Codes in “{name}”: {n}"))
    return whole_report(
        say,
        title=say(N_("Two codebooks side by side")),
        subtitle=f"{made.first.name} → {made.second.name}",
        lines=tuple(counts.format(name=each.name, n=len(each.codebook.codes)) for each in (made.first, made.second)),
        language=language,
        created=max(made.first.changed, made.second.changed) or UNDATED,
        blocks=(
            *_glance(words),
            Heading(say(N_("What became of the codes"))),
            *_renamed(words),
            *_moved(words),
            *_changed(words),
            *_parted(words),
            *_alone(words, "added", made.added),
            *_alone(words, "removed", made.removed),
            *_same(words),
            *_pairs(words),
            *_method(words),
        ),
    )


class _Words:
    """The comparison in the report's language."""

    def __init__(self, made: Comparison, language: str) -> None:
        self.made = made
        self.language = language
        self.say: Callable[[str], str] = catalogue(language).gettext
        self.trees = CodeTree(made.first.codebook.codes), CodeTree(made.second.codebook.codes)

    def name(self, code: Code) -> str:
        """A code's label."""
        return label(code, self.language)

    def parent(self, side: int, code: Code) -> str:
        """The label of the code above; of none, that it stands at the top."""
        if code.parent is None:
            return self.say(N_("(at the top)"))
        return self.name(self.trees[side].by_id(code.parent))

    def having(self, relation: str) -> list[Match]:
        """The pairs of a relation."""
        return [match for match in self.made.matches if relation in match.relations]

    def number(self, relation: str) -> int:
        """How many codes have become so: of what was split or merged, the wholes."""
        if relation in ("added", "removed"):
            return len(self.made.added if relation == "added" else self.made.removed)
        found = self.having(relation)
        if relation == "merged":
            return len({match.second.id for match in found})
        return len({match.first.id for match in found})


def _glance(words: _Words) -> list[Block]:
    say = words.say
    rows = tuple(
        (say(RELATION_NAMES[name]), str(words.number(name)), say(_NOTES[name]))
        for name in RELATIONS
        if words.number(name)
    )
    header = (say(N_("What became of them")), say(N_("Codes")), say(N_("That is")))
    blocks: list[Block] = [
        Heading(say(N_("At a glance"))),
        Table(say(N_("The codes by what became of them")), header, rows, (1,), (24, 10, 66)),
    ]
    blocks.append(Paragraph(say(N_("A code may be renamed, moved and described otherwise at once.")), "note"))
    if words.made.notes:
        blocks.append(Bullets(tuple(note.say(say) for note in words.made.notes)))
    return blocks


def _heads(words: _Words, *more: str) -> tuple[str, ...]:
    return (words.made.first.name, words.made.second.name, *(words.say(each) for each in more))


def _renamed(words: _Words) -> list[Block]:
    say, found = words.say, words.having("renamed")
    if not found:
        return []
    rows = tuple(
        (
            *compare_words.names(match, words.language),
            compare_words.sure(match.score),
            compare_words.why(say, match.because),
        )
        for match in found
    )
    header = _heads(words, N_("Sure"), N_("Because of"))
    return [
        Heading(say(N_("Other names")), 2),
        Table(say(N_("Codes that are called otherwise")), header, rows, (2,), (34, 34, 10, 22)),
    ]


def _moved(words: _Words) -> list[Block]:
    say, found = words.say, words.having("moved")
    if not found:
        return []
    rows = tuple(
        (words.name(match.first), words.parent(0, match.first), words.parent(1, match.second)) for match in found
    )
    header = (say(N_("Code")), *_heads(words))
    return [
        Heading(say(N_("Other places")), 2),
        Table(say(N_("Codes that stand below another code")), header, rows, (), (40, 30, 30)),
    ]


def _changed(words: _Words) -> list[Block]:
    say, found = words.say, words.having("changed")
    if not found:
        return []
    blocks: list[Block] = [Heading(say(N_("Other descriptions")), 2)]
    tree = words.trees[0]
    marks = letters(tree, words.language)
    for match in found:
        top = tree.dimension(match.first)
        blocks.append(Heading(words.name(match.first), 3, tree.colour(top), marks[top.id]))
        rows = []
        for each in differences(words.made, match):
            if each.field == "labels":
                continue
            field = say(FIELD_NAMES[each.field])
            title = f"{field} ({each.language})" if each.language else field
            rows.append((_told(words, title, each.first), _told(words, title, each.second)))
        caption = say(N_("What is said of “{name}”")).format(name=words.name(match.first))
        blocks.append(SideBySide(caption, (words.made.first.name, words.made.second.name), tuple(rows)))
    return blocks


def _told(words: _Words, title: str, text: str) -> tuple[Line, ...]:
    if not text:
        return Line(title, "strong"), Line(words.say(N_("(nothing)")), "note")
    return Line(title, "strong"), Line(text)


def _parted(words: _Words) -> list[Block]:
    """What was split, and what was merged."""
    say, made = words.say, words.made
    blocks: list[Block] = []
    for relation, title, caption in (
        ("split", N_("Split"), N_("Codes that became several")),
        ("merged", N_("Merged"), N_("Codes that became one")),
    ):
        found = words.having(relation)
        if not found:
            continue
        rows: dict[tuple[str, str], tuple[str, str]] = {}
        for match in found:
            # One row a whole: its parts, each on a line.
            group = [
                each
                for each in made.matches
                if (each.first is match.first if relation == "split" else each.second is match.second)
            ]
            lefts = dict.fromkeys(words.name(each.first) for each in group)
            rights = dict.fromkeys(words.name(each.second) for each in group)
            key = (match.first.id, "") if relation == "split" else ("", match.second.id)
            rows[key] = ("\n".join(lefts), "\n".join(rights))
        blocks += [Heading(say(title), 2), Table(say(caption), _heads(words), tuple(rows.values()))]
    return blocks


def _alone(words: _Words, relation: str, codes: Sequence[Code]) -> list[Block]:
    say = words.say
    if not codes:
        return []
    source = words.made.second if relation == "added" else words.made.first
    side = 1 if relation == "added" else 0
    title = say(N_("Only in “{name}”")).format(name=source.name)
    rows = tuple(
        (words.name(code), words.parent(side, code), written(code.definition, words.language)) for code in codes
    )
    header = (say(N_("Code")), say(N_("Below")), say(N_("Definition")))
    caption = say(N_("Codes that only “{name}” has")).format(name=source.name)
    return [Heading(title, 2), Table(caption, header, rows, (), (28, 22, 50))]


def _same(words: _Words) -> list[Block]:
    say, found = words.say, words.having("same")
    if not found:
        return []
    names = " · ".join(words.name(match.first) for match in found)
    return [Heading(say(N_("The same in both")), 2), Paragraph(names)]


def _pairs(words: _Words) -> list[Block]:
    """The pairs that people should look at, the doubtful ones first."""
    say = words.say
    found = [match for match in words.made.matches if not (match.relations == ("same",) and match.score >= _PLAIN)]
    if not found:
        return []
    rows = tuple(
        (
            *compare_words.names(match, words.language),
            compare_words.relations(say, match.relations),
            compare_words.sure(match.score),
            compare_words.why(say, match.because[:_REASONS]),
        )
        for match in sorted(found, key=lambda each: each.score)
    )
    header = _heads(words, N_("What became of it"), N_("Sure"), N_("Because of"))
    left_out = say(N_("Codes that are the same under the same key are left out here."))
    return [
        Heading(say(N_("Pairs to talk about"))),
        Table(say(N_("Which code is which, how sure that is, and why")), header, rows, (3,), (27, 27, 18, 8, 20)),
        Paragraph(left_out, "note"),
    ]


def _method(words: _Words) -> list[Block]:
    say = words.say
    told = [
        say(N_("What people confirmed or declined of pairs comes first; then the codes’ ids and keys.")),
        say(
            N_(
                "Names, definitions and terms are compared within a language, by their words, the rare ones weighing "
                "more; passages where both projects coded the same text."
            )
        ),
        say(N_("Pairs are chosen for all codes at once, so that the sum is the greatest.")),
        say(
            N_(
                "A code left over is taken for a part of another where half of its words and passages at least lie "
                "within that one’s."
            )
        ),
        say(N_("Nothing here is certain but what people confirmed: a pair is an offer to talk about.")),
    ]
    return [Heading(say(N_("How this was made"))), Bullets(tuple(told))]


# Several pools


def table_report(made: PoolTable, language: str) -> Report:
    """The shared codebook beside those of pools, as a table and a list of what only pools have."""
    say: Callable[[str], str] = catalogue(language).gettext
    shared = [row for row in made.rows if row.is_shared]
    own = [row for row in made.rows if not row.is_shared]
    header = (say(N_("Code")), *made.pools)
    widths = (34, *(66 // len(made.pools) for _ in made.pools))
    blocks: list[Block] = [
        Heading(say(N_("The shared codes in each pool"))),
        Table(
            say(N_("What each pool has of “{name}”")).format(name=made.shared),
            header,
            tuple((row.label, *(cell_text(each, row.label, say) for each in row.pools)) for row in shared),
            (),
            widths,
        ),
    ]
    if own:
        blocks += [
            Heading(say(N_("What only pools have")), 2),
            Table(
                say(N_("Codes that “{name}” has not")).format(name=made.shared),
                header,
                tuple((row.label, *(cell_text(each, row.label, say) for each in row.pools)) for row in own),
                (),
                widths,
            ),
        ]
    if made.notes:
        blocks += [
            Heading(say(N_("What could not be compared")), 2),
            Bullets(tuple(each.say(say) for each in made.notes)),
        ]
    return whole_report(
        say,
        title=say(N_("A codebook and those of the pools")),
        subtitle=made.shared,
        lines=made.pools,
        language=language,
        created=UNDATED,
        blocks=blocks,
    )


def cell_text(cell: PoolCell, name: str, say: Callable[[str], str]) -> str:
    """What a pool has, in a few words: its label where that is another one, and how it differs."""
    if not cell.codes:
        return "–"
    labels = "\n".join(cell.labels) if cell.labels != (name,) else ""
    told = "" if cell.relations in (("added",), ("same",)) else compare_words.relations(say, cell.relations)
    if cell.fields and "changed" in cell.relations:
        told = f"{told} ({compare_words.fields(say, cell.fields)})"
    return "\n".join(part for part in (labels, told) if part) or "✓"
