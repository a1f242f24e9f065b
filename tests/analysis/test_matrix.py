"""Theme matrices: hand-computed ones on a told story, and every kind of cell against a slow, plain computation."""

from __future__ import annotations

import functools
import random
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import permutations
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.matrix import left_out, matrix
from qualcode.analysis.selection import Selection, select
from qualcode.analysis.table import CodingTable, Column, Turns, column, dimensions, needs, sets, words_of
from qualcode.model.results import COUNTED, Header

WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")

# The plain picture: values a person can read, from which both the table and the slow answers are made.


@dataclass
class PlainTurn:
    start: int
    end: int
    speaker: str | None
    person: str | None
    narrator: bool


@dataclass
class PlainDocument:
    text: str
    kind: str
    case: str | None
    turns: list[PlainTurn]


@dataclass
class PlainCoding:
    document: int
    start: int
    end: int
    code: str
    coder: str
    effect: str | None = None
    adrift: bool = False


@dataclass
class Plain:
    codes: dict[str, str | None]  # code -> the one above
    documents: list[PlainDocument]
    codings: list[PlainCoding]
    pools: dict[str, str] = field(default_factory=dict)  # case -> pool
    genders: dict[str, str] = field(default_factory=dict)  # person -> gender
    people: list[str] = field(default_factory=list)
    groups: dict[str, list[str]] = field(default_factory=dict)  # case -> groups it is in


def numbers(values: Iterable[int]) -> Any:
    return np.array(list(values), np.int64)


def as_table(plain: Plain) -> CodingTable:
    codes = list(plain.codes)
    cases = [document.case for document in plain.documents]
    turns = [(d, turn) for d, document in enumerate(plain.documents) for turn in document.turns]
    speakers = column([turn.speaker for _, turn in turns])
    effects = ("positive", "negative", "mixed", "none", "unclear")
    return CodingTable(
        codes=tuple(Header(code, code.title()) for code in codes),
        parents=tuple(-1 if plain.codes[c] is None else codes.index(str(plain.codes[c])) for c in codes),
        documents=tuple(Header(f"d{i}", f"Document {i}") for i in range(len(plain.documents))),
        people=tuple(Header(name, name) for name in plain.people),
        document=numbers(coding.document for coding in plain.codings),
        code=numbers(codes.index(coding.code) for coding in plain.codings),
        start=numbers(coding.start for coding in plain.codings),
        end=numbers(coding.end for coding in plain.codings),
        ids=[f"c{i}" for i in range(len(plain.codings))],
        adrift=np.array([coding.adrift for coding in plain.codings], np.bool_),
        document_columns={
            "case": column(cases),
            "kind": column([document.kind for document in plain.documents]),
            "pool": column([plain.pools.get(case or "") for case in cases]),
        },
        document_sets={"group": sets(plain.groups.get(case or "", []) for case in cases)},
        person_columns={"gender": column([plain.genders.get(name) for name in plain.people])},
        coding_columns={
            "coder": column([coding.coder for coding in plain.codings]),
            "effect": Column(
                tuple(Header(each, each) for each in effects),
                numbers(-1 if c.effect is None else effects.index(c.effect) for c in plain.codings),
            ),
        },
        turns=Turns(
            document=numbers(d for d, _ in turns),
            start=numbers(turn.start for _, turn in turns),
            end=numbers(turn.end for _, turn in turns),
            person=numbers(-1 if turn.person is None else plain.people.index(turn.person) for _, turn in turns),
            narrator=np.array([turn.narrator for _, turn in turns], np.bool_),
            speaker=speakers,
        ),
        words=words_of(document.text for document in plain.documents),
    )


# The slow computation.

Touch = tuple[PlainCoding, int, PlainTurn | None]


class Slow:
    """Every cell by going through all codings, turns, words."""

    def __init__(self, plain: Plain) -> None:
        self.plain = plain
        # What each cell asks again.
        self.words = functools.cache(self._words)
        self.touches = functools.cache(self._touches)

    def line(self, code: str) -> list[str]:
        above = self.plain.codes[code]
        return [code] if above is None else [code, *self.line(above)]

    def of_source(self, name: str, number: int, turn: PlainTurn | None) -> list[str | None]:
        document = self.plain.documents[number]
        if name == "group":
            return [*self.plain.groups.get(document.case or "", [])] or [None]
        narrator = turn.person if turn and turn.narrator else None
        found = {
            "document": f"d{number}",
            "case": document.case,
            "kind": document.kind,
            "pool": self.plain.pools.get(document.case or ""),
            "speaker": turn.speaker if turn else None,
            "person": narrator,
            "gender": self.plain.genders.get(narrator or ""),
        }
        return [found[name]]

    def values(self, name: str, touch: Touch) -> list[str | None]:
        coding, document, turn = touch
        if name == "code":
            return list(self.line(coding.code))
        if name == "dimension":
            return [self.line(coding.code)[-1]]
        if name in {"coder", "effect"}:
            return [getattr(coding, name)]
        return self.of_source(name, document, turn)

    def _touches(self, number: int, by_person: bool) -> list[Touch]:
        coding = self.plain.codings[number]
        turns = self.plain.documents[coding.document].turns
        hit = [t for t in turns if max(t.start, coding.start) < min(t.end, coding.end)]
        if by_person and any(turn.narrator for turn in hit):
            hit = [turn for turn in hit if turn.narrator]
        return [(coding, coding.document, turn) for turn in hit] or [(coding, coding.document, None)]

    def _words(self, document: int, start: int, end: int) -> set[tuple[int, int]]:
        found = WORD.finditer(self.plain.documents[document].text)
        return {(document, m.start()) for m in found if max(m.start(), start) < min(m.end(), end)}

    def base(self, conditions: list[tuple[str, str | None]]) -> int:
        about_coding = {"code", "dimension", "coder", "effect"}
        return sum(
            len(self.words(d, turn.start, turn.end))
            for d, document in enumerate(self.plain.documents)
            for turn in document.turns
            if turn.narrator
            and all(key in self.of_source(n, d, turn) for n, key in conditions if n not in about_coding)
        )

    def cell(self, cells: str, conditions: list[tuple[str, str | None]], by_person: bool) -> Any:
        touches = [
            touch
            for number, coding in enumerate(self.plain.codings)
            if not coding.adrift
            for touch in self.touches(number, by_person)
            if all(key in self.values(name, touch) for name, key in conditions)
        ]
        codings = {id(coding): coding for coding, _, _ in touches}.values()
        if cells == "count":
            return len(codings)
        if cells == "passages":
            return len({(c.document, c.start, c.end) for c in codings})
        if cells == "documents":
            return len({c.document for c in codings})
        if cells == "cases":
            return len({self.plain.documents[c.document].case for c in codings} - {None})
        if cells == "people":
            return len({turn.person for _, _, turn in touches if turn and turn.narrator} - {None})
        if cells == "rate":
            base = self.base(conditions)
            return len(codings) * 1000 / base if base else None
        if cells == "coverage":
            covered: set[tuple[int, int]] = set()
            for coding, document, turn in touches:
                if turn and turn.narrator:
                    covered |= self.words(document, max(coding.start, turn.start), min(coding.end, turn.end))
            base = self.base(conditions)
            return len(covered) / base if base else None
        by_place = [(c.document, c.start, c.end, list(self.plain.codes).index(c.code)) for c in self.plain.codings]
        wanted = {id(c) for c in codings}
        order = sorted(range(len(by_place)), key=by_place.__getitem__)
        return tuple(f"c{i}" for i in order if id(self.plain.codings[i]) in wanted)


def assert_equals_slow(slow: Slow, rows: str, columns: str, cells: str) -> None:
    result = matrix(as_table(slow.plain), rows, columns, cells)
    by_person = bool({rows, columns} & {"person", "gender"})
    for r, row in enumerate(result.rows):
        for c, col in enumerate(result.columns):
            expected = slow.cell(cells, [(rows, row.key), (columns, col.key)], by_person)
            assert result.cells[r][c] == pytest.approx(expected), (row, col)
        assert result.row_totals[r] == pytest.approx(slow.cell(cells, [(rows, row.key)], by_person)), row
    for c, col in enumerate(result.columns):
        assert result.column_totals[c] == pytest.approx(slow.cell(cells, [(columns, col.key)], by_person)), col
    assert result.total == pytest.approx(slow.cell(cells, [], by_person))


# A small world, told by hand.

FATIMA = (
    "INT : Qu'est-ce qui a changé ?\n"
    "FATIMA : Je me lève à six heures. Mon fils dit que sa mère est mécanicienne.\n"
    "DIDIER : Elle a pris confiance.\n"
)
MICHEL = "MICHEL : Rien n'a changé pour moi, le dos surtout."


def turn_of(text: str, label: str, person: str | None, narrator: bool = True) -> PlainTurn:
    line = next(line for line in text.split("\n") if line.startswith(label))
    start = text.index(line) + len(label) + 3
    return PlainTurn(start, text.index(line) + len(line), label, person, narrator)


def coded(document: int, words: str, code: str, coder: str = "marie", effect: str | None = None) -> PlainCoding:
    text = (FATIMA, MICHEL)[document]
    start = text.index(words)
    return PlainCoding(document, start, start + len(words), code, coder, effect)


def story() -> Plain:
    return Plain(
        codes={"social": None, "social/confidence": "social", "social/health": "social", "economic": None},
        documents=[
            PlainDocument(
                FATIMA,
                "life-story",
                "Atelier Nord",
                [
                    turn_of(FATIMA, "INT", None, narrator=False),
                    turn_of(FATIMA, "FATIMA", "Fatima"),
                    turn_of(FATIMA, "DIDIER", "Didier"),
                ],
            ),
            PlainDocument(MICHEL, "interview", None, [turn_of(MICHEL, "MICHEL", "Michel")]),
        ],
        codings=[
            coded(0, "Je me lève à six heures", "social/confidence", effect="positive"),
            coded(0, "Je me lève à six heures", "social/confidence", coder="joris"),
            coded(0, "sa mère est mécanicienne.\nDIDIER : Elle a pris confiance", "social/confidence"),
            coded(1, "Rien n'a changé pour moi, le dos surtout", "social/health", effect="none"),
            coded(1, "le dos", "social/health", coder="joris"),
        ],
        pools={"Atelier Nord": "insertion"},
        genders={"Fatima": "f", "Didier": "m", "Michel": "m"},
        people=["Didier", "Fatima", "Michel"],
    )


def keys(headers: tuple[Header, ...]) -> list[str | None]:
    return [header.key for header in headers]


def near(found: Any, expected: Any) -> bool:
    return bool(found == pytest.approx(expected))


def test_codes_by_document_count_codings_and_a_parent_holds_its_children() -> None:
    result = matrix(as_table(story()), "code", "document")
    assert keys(result.rows) == ["social", "social/confidence", "social/health", "economic"]
    assert result.cells == ((3, 2), (3, 0), (0, 2), (0, 0))
    assert result.row_totals == (5, 3, 2, 0)
    assert result.column_totals == (3, 2)
    assert result.total == 5


def test_passages_are_counted_once_over_coders() -> None:
    assert matrix(as_table(story()), "code", "document", "passages").cells == ((2, 2), (2, 0), (0, 2), (0, 0))


def test_dimensions_are_the_codes_at_the_top() -> None:
    result = matrix(as_table(story()), "dimension", "coder")
    assert keys(result.rows) == ["social", "economic"]
    assert (keys(result.columns), result.cells) == (["joris", "marie"], ((2, 3), (0, 0)))


def test_a_document_without_a_case_stands_under_an_absent_case_at_the_end() -> None:
    result = matrix(as_table(story()), "code", "case", "people")
    assert keys(result.columns) == ["Atelier Nord", None]
    assert result.cells[0] == (2, 1)
    assert result.row_totals[0] == 3


def test_a_passage_of_two_people_counts_for_each_once() -> None:
    result = matrix(as_table(story()), "code", "person", "passages")
    assert keys(result.columns) == ["Didier", "Fatima", "Michel"]
    assert result.cells[1] == (1, 2, 0)
    assert result.row_totals[1] == 2


def test_coverage_is_the_share_of_the_narrators_words_and_counts_a_word_once() -> None:
    result = matrix(as_table(story()), "code", "document", "coverage")
    # Fatima says 14 words and Didier 4: 6 in her first passage, 4 of her last and all of his are coded.
    assert near(result.cells[1], [14 / 18, 0])
    # Michel's two passages overlap: the whole turn is covered, once.
    assert near(result.cells[2], [0, 1])
    assert near(result.total, (14 + 8) / (18 + 8))


def test_coverage_by_person_gives_each_their_own_words() -> None:
    result = matrix(as_table(story()), "code", "person", "coverage")
    assert near(result.cells[1], [1, 10 / 14, 0])


def test_an_empty_turn_inside_a_word_holds_no_words() -> None:
    plain = story()
    plain.documents[1].turns.insert(0, PlainTurn(1, 1, "INT", "Fatima", True))
    assert near(matrix(as_table(plain), "code", "person", "coverage").cells[1], [1, 10 / 14, 0])


def test_rate_is_per_thousand_words() -> None:
    assert near(matrix(as_table(story()), "code", "document", "rate").cells[2], [0, 2 * 1000 / 8])


def test_quotes_come_by_place() -> None:
    assert matrix(as_table(story()), "code", "document", "quotes").cells[2] == ((), ("c3", "c4"))


def test_interviewers_are_never_people_and_an_interviewers_passage_is_nobodys() -> None:
    plain = story()
    plain.codings = [coded(0, "Qu'est-ce qui a changé", "economic")]
    result = matrix(as_table(plain), "code", "person", "people")
    assert keys(result.columns) == ["Didier", "Fatima", "Michel", None]
    assert result.cells[3] == (0, 0, 0, 0)
    assert matrix(as_table(plain), "code", "person").cells[3] == (0, 0, 0, 1)
    assert matrix(as_table(plain), "code", "speaker", "coverage").cells[3] == (0, 0, None, 0)


def test_codings_adrift_are_left_out_and_counted() -> None:
    plain = story()
    plain.codings[0].adrift = True
    table = as_table(plain)
    assert matrix(table, "code", "document").total == 4
    assert left_out(table) == 1
    assert left_out(table, select(table, {"coder": "joris"})) == 0


def test_a_filter_on_codings_leaves_the_base_whole() -> None:
    table = as_table(story())
    result = matrix(table, "code", "document", "coverage", select(table, {"coder": "joris"}))
    assert near(result.cells[2], [0, 2 / 8])


def test_a_filter_on_sources_narrows_base_and_headers() -> None:
    table = as_table(story())
    result = matrix(table, "code", "document", "coverage", select(table, {"pool": "Insertion"}))
    assert keys(result.columns) == ["d0"]
    assert near(result.total, 14 / 18)
    nobody = matrix(table, "code", "document", "count", select(table, {"pool": "solidarity"}))
    assert (nobody.columns, nobody.total) == ((), 0)


def test_a_filter_on_people_counts_only_what_they_said() -> None:
    table = as_table(story())
    women = select(table, {"gender": "f"})
    assert matrix(table, "code", "document", "count", women).cells[1] == (3,)
    assert near(matrix(table, "code", "person", "coverage", women).cells[1], [10 / 14])
    men = matrix(table, "code", "case", "people", select(table, {"gender": "m"}))
    assert men.cells[0] == (1, 1)


def test_a_code_selects_its_branch_and_an_empty_value_what_is_absent() -> None:
    table = as_table(story())
    assert matrix(table, "code", "document", "count", select(table, {"code": "social"})).total == 5
    assert matrix(table, "code", "document", "count", select(table, {"effect": ""})).total == 3
    assert matrix(table, "code", "document", "count", select(table, {"case": ""})).total == 2


def test_unknown_names_are_refused() -> None:
    table = as_table(story())
    for rows, columns, cells in [("code", "code", "count"), ("code", "document", "colour")]:
        with pytest.raises(ValueError):
            matrix(table, rows, columns, cells)
    with pytest.raises(KeyError):
        matrix(table, "code", "shoe-size")
    with pytest.raises(KeyError):
        select(table, {"shoe-size": "38"})


def test_no_codings_and_no_documents_give_an_empty_table() -> None:
    plain = Plain({"social": None}, [], [])
    for cells in COUNTED:
        result = matrix(as_table(plain), "code", "document", cells)
        assert (keys(result.rows), result.columns, result.cells) == (["social"], (), ((),))


PARTS: dict[str, Callable[[CodingTable], dict[str, Any]]] = {
    "spans": lambda table: {"start": table.start, "end": table.end},
    "turns": lambda table: {"turns": table.turns},
    "words": lambda table: {"words": table.words},
    "ids": lambda table: {"ids": table.ids},
}


@pytest.mark.parametrize("cells", COUNTED)
@pytest.mark.parametrize("columns", ["document", "case", "coder", "speaker", "person", "gender"])
def test_what_is_not_needed_may_be_missing(cells: str, columns: str) -> None:
    whole = as_table(story())
    parts = needs(["code", columns], cells, ["gender"])
    lean = CodingTable(
        codes=whole.codes,
        parents=whole.parents,
        documents=whole.documents,
        people=whole.people,
        document=whole.document,
        code=whole.code,
        document_columns=whole.document_columns,
        person_columns=whole.person_columns,
        coding_columns=whole.coding_columns,
        **{name: value for part in parts for name, value in PARTS[part](whole).items()},
    )
    assert matrix(lean, "code", columns, cells) == matrix(whole, "code", columns, cells)


# Random worlds.

TALK = "Je me lève à six heures. Mon fils, le grand, l'a dit : c'est peut-être ça, re-vivre… [rire] "


@st.composite
def plain_worlds(draw: st.DrawFn) -> Plain:
    codes: dict[str, str | None] = {"a": None, "a/b": "a", "a/b/c": "a/b", "d": None, "d/e": "d"}
    people = ["Ann", "Bo", "Cy"]
    documents = []
    for _ in range(draw(st.integers(0, 3))):
        text = TALK * draw(st.integers(1, 2))
        cuts = sorted(draw(st.lists(st.integers(0, len(text)), min_size=0, max_size=8)))
        turns = [
            PlainTurn(
                start,
                end,
                draw(st.sampled_from(["INT", "A", "B", None])),
                draw(st.sampled_from([*people, None])),
                draw(st.booleans()),
            )
            for start, end in zip(cuts[::2], cuts[1::2], strict=False)
        ]
        kind, case = draw(st.sampled_from(["interview", "survey"])), draw(st.sampled_from(["X", "Y", None]))
        documents.append(PlainDocument(text, kind, case, turns))
    codings = []
    for _ in range(draw(st.integers(0, 12)) if documents else 0):
        number = draw(st.integers(0, len(documents) - 1))
        start = draw(st.integers(0, len(documents[number].text) - 1))
        end = draw(st.integers(start + 1, min(start + 60, len(documents[number].text))))
        codings.append(
            PlainCoding(
                number,
                start,
                end,
                draw(st.sampled_from(list(codes))),
                draw(st.sampled_from(["marie", "joris"])),
                draw(st.sampled_from(["positive", "none", None])),
                draw(st.integers(0, 9)) == 0,
            )
        )
    groups = {"X": ["north", "south"], "Y": draw(st.sampled_from([["south"], []]))}
    return Plain(codes, documents, codings, {"X": "insertion"}, {"Ann": "f", "Bo": "m"}, people, groups)


@given(plain_worlds(), st.data())
def test_every_cell_equals_the_slow_computation(plain: Plain, data: st.DataObject) -> None:
    rows, columns = data.draw(st.permutations(dimensions(as_table(plain))))[:2]
    slow = Slow(plain)
    for cells in COUNTED:
        assert_equals_slow(slow, rows, columns, cells)


def large_world(codings: int) -> Plain:
    """Twelve documents in three cases, two of them in groups, with so many codings: always the same ones."""
    chance = random.Random(20261122)
    codes: dict[str, str | None] = {"a": None, "a/b": "a", "a/b/c": "a/b", "d": None, "d/e": "d", "d/f": "d"}
    people = ["Ann", "Bo", "Cy", "Di"]
    documents = []
    for number in range(12):
        text = TALK * chance.randint(4, 9)
        cuts = sorted(chance.sample(range(len(text)), 14))
        turns = [
            PlainTurn(
                start, end, chance.choice(["INT", "A", "B"]), chance.choice([*people, None]), chance.random() < 0.7
            )
            for start, end in zip(cuts[::2], cuts[1::2], strict=True)
        ]
        documents.append(
            PlainDocument(text, chance.choice(["interview", "survey"]), ["X", "Y", "Z", None][number % 4], turns)
        )
    made = []
    for _ in range(codings):
        number = chance.randrange(len(documents))
        start = chance.randrange(len(documents[number].text) - 1)
        end = min(start + chance.randint(1, 120), len(documents[number].text))
        code, coder = chance.choice(list(codes)), chance.choice(["marie", "joris", "an"])
        effect = chance.choice(["positive", "negative", "mixed", "none", None])
        made.append(PlainCoding(number, start, end, code, coder, effect, chance.random() < 0.05))
    groups = {"X": ["north", "south"], "Y": ["south"]}
    return Plain(codes, documents, made, {"X": "insertion", "Y": "solidarity"}, {"Ann": "f", "Bo": "m"}, people, groups)


CROSSINGS = list(permutations(dimensions(as_table(story())), 2))


@pytest.mark.parametrize("cells", COUNTED)
@pytest.mark.parametrize("part", range(2))
def test_every_two_properties_of_several_hundred_codings(part: int, cells: str) -> None:
    slow = Slow(large_world(400 if cells != "coverage" else 150))
    # Each crossing is met twice, with two kinds of cells.
    for place, (rows, columns) in enumerate(CROSSINGS):
        if (place + COUNTED.index(cells)) % len(COUNTED) == part:
            assert_equals_slow(slow, rows, columns, cells)


def test_any_of_several_values_will_do() -> None:
    table = as_table(large_world(300))
    both = matrix(table, "code", "coder", "count", select(table, {"coder": ("marie", "an")}))
    alone = [matrix(table, "code", "coder", "count", select(table, {"coder": name})) for name in ("marie", "an")]
    assert keys(both.columns) == ["an", "marie"]
    assert both.total == sum(int(str(each.total)) for each in alone)
    grouped = select(table, {"group": ("north", "south")})
    assert keys(matrix(table, "code", "case", "count", grouped).columns) == ["X", "Y"]
    assert keys(matrix(table, "code", "case", "count", select(table, {"case": ("X", "")})).columns) == ["X", None]


@given(plain_worlds())
def test_shares_stay_between_nothing_and_everything(plain: Plain) -> None:
    result = matrix(as_table(plain), "code", "person", "coverage")
    values = [value for row in result.cells for value in row if value is not None]
    assert all(isinstance(value, float) and 0 <= value <= 1 for value in values)


@given(plain_worlds(), st.sampled_from(["X", "Y"]))
def test_a_selected_case_is_the_same_as_a_project_of_that_case_alone(plain: Plain, case: str) -> None:
    table = as_table(plain)
    chosen = select(table, {"case": case})
    kept = [i for i, document in enumerate(plain.documents) if document.case == case]
    alone = Plain(
        plain.codes,
        [plain.documents[i] for i in kept],
        [
            PlainCoding(kept.index(c.document), c.start, c.end, c.code, c.coder, c.effect, c.adrift)
            for c in plain.codings
            if c.document in kept
        ],
        plain.pools,
        plain.genders,
        plain.people,
    )
    for cells in ("count", "people", "coverage", "rate"):
        mine, theirs = matrix(table, "code", "person", cells, chosen), matrix(as_table(alone), "code", "person", cells)
        assert (mine.columns, mine.cells, mine.total) == (theirs.columns, theirs.cells, theirs.total)


def test_a_mask_may_be_given_by_hand() -> None:
    table = as_table(story())
    only_first = np.arange(len(table)) == 0
    assert matrix(table, "code", "document", "count", Selection(codings=only_first)).total == 1
