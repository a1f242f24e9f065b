"""What the columns of a table of cases or people hold: said by somebody, or guessed from their names and cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from qualcode.analysis.alike import words_of
from qualcode.errors import ValueRefused
from qualcode.model.case import ATTRIBUTE_TYPES, CONSENTS
from qualcode.model.case_table import ROLES, About, Choices, ColumnPlan, Table
from qualcode.model.codebook import fold_name
from qualcode.model.message import N_, Message
from qualcode.ops import table_values
from qualcode.ops.names import one_of

# The words that columns are called by, in French, Dutch, English and German, without accents.
_CALLED: Mapping[str, str] = {
    "name": "nom noms name naam namen intitule denomination benaming bezeichnung",
    "first name": "prenom prenoms voornaam vorname firstname",
    "person": "personne person persoon participant participante participants deelnemer deelneemster teilnehmer "
    "teilnehmerin interviewe interviewee interviewes enquete geinterviewde befragte befragter narrateur narratrice "
    "verteller erzahler repondant repondante respondent temoin pseudonyme pseudonym pseudoniem",
    "case": "entreprise entreprises enterprise onderneming bedrijf unternehmen betrieb cas case casus fall "
    "organisation organization organisatie structure association vereniging verein company cooperative cooperatie",
    "document": "fichier fichiers file filename bestand bestandsnaam datei dateiname document documents dokument "
    "source bron quelle transcript transcription transcriptie transkript retranscription",
    "consent": "consentement consent toestemming einwilligung autorisation accord akkoord instemming zustimmung "
    "einverstandnis citation citeren citer zitat zitieren",
    "index": "index n no nr num numero nummer number id rang volgnummer",
    # Small words between those that count.
    "between": "d de du des l la le les of the van der den het von sociale social en et",
}
_WORDS = {what: frozenset(words.split()) for what, words in _CALLED.items()}
_NAME = _WORDS["name"]

_SINGLE = ("case", "person", "consent", "document")
_SAMPLES = 3
_SAMPLE_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its name, the words in it that count, and the different filled cells in their order."""

    name: str
    words: frozenset[str]
    cells: tuple[str, ...]
    filled: int

    @classmethod
    def of(cls, table: Table, place: int) -> Column:
        """The column at a place, from 0."""
        name = table.header[place]
        cells = [row.cells[place] for row in table.rows if row.cells[place]]
        return cls(name, frozenset(words_of(name)) - _WORDS["between"], tuple(dict.fromkeys(cells)), len(cells))

    def is_called(self, what: str) -> bool:
        """Whether the name says this and at most `name` beside it: `Nom du fichier`, but not `Taille du fichier`."""
        return bool(self.words & _WORDS[what]) and self.words <= _WORDS[what] | _NAME

    @property
    def is_just_name(self) -> bool:
        """Whether the name says `name` and nothing more."""
        return bool(self.words) and self.words <= _NAME


@dataclass(slots=True)
class _Reading:
    """The roles given so far."""

    about: About
    columns: Sequence[Column]
    roles: dict[str, str] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)

    def free(self, fits: Callable[[Column], bool]) -> list[Column]:
        return [column for column in self.columns if column.name not in self.roles and fits(column)]

    def give(self, role: str, fits: Callable[[Column], bool]) -> bool:
        """Give a role to the first free column that fits, unless some column has it; whether one has it now."""
        if role not in self.roles.values():
            self.roles.update((column.name, role) for column in self.free(fits)[:1])
        return role in self.roles.values()


def plan_columns(
    table: Table, choices: Choices, types: Mapping[str, str]
) -> tuple[tuple[ColumnPlan, ...], list[Message]]:
    """What each column is read as, and what there is to tell about it. `types` are known attributes' by folded name.

    Raises ValueRefused for a column, role, type or consent that does not exist.
    """
    columns = [Column.of(table, place) for place in range(len(table.header))]
    reading = _Reading(choices.about, columns)
    told = _said(table, choices)
    for name, (role, kind) in told.items():
        reading.roles[name] = role
        if kind:
            reading.types[name] = kind
    _guess(reading)
    notes: list[Message] = []
    plans = tuple(_plan(column, reading, column.name not in told, choices, types, notes) for column in columns)
    if choices.about == "case" and "person" not in reading.roles.values():
        notes += [
            Message(
                N_(
                    "“{column}” tells of consent, which people give, and no column names people: nobody’s consent "
                    "comes from it. Import people with: qualcode person import"
                ),
                {"column": column.name},
            )
            for column in columns
            if reading.roles[column.name] in ("attribute", "consent") and _tells_consent(column)
        ]
    if choices.about == "person" and "consent" not in reading.roles.values():
        notes.append(
            Message(N_("No column tells of consent: reports may quote new people by name until you say otherwise."))
        )
    return plans, notes


def _said(table: Table, choices: Choices) -> dict[str, tuple[str, str | None]]:
    """What was said of columns: role and type, by the column's name in the table."""
    names = {fold_name(name): name for name in table.header}
    found: dict[str, tuple[str, str | None]] = {}
    for name, said in choices.mapping.items():
        column = names.get(fold_name(name))
        if column is None:
            raise ValueRefused(value=name, what=Message(N_("a column of the table")), choices=", ".join(table.header))
        role, _, kind = said.partition(":")
        one_of(role, ROLES, column)
        if kind:
            one_of(kind, ATTRIBUTE_TYPES if role == "attribute" else (), column)
        # Of a table of cases the case is the name, of a table of people the person.
        found[column] = ("name" if role == choices.about else role, kind or None)
    for role in _SINGLE:
        having = [name for name, (given, _) in found.items() if given == role]
        if len(having) > 1:
            raise ValueRefused(value=", ".join(having), what=role, choices=Message(N_("one column only")))
    return found


def _guess(reading: _Reading) -> None:
    """Roles for what nobody spoke of."""
    reading.roles.update((column.name, "ignore") for column in reading.free(lambda column: not column.filled))
    reading.roles.update((column.name, "ignore") for column in reading.free(is_index)[:1])
    other = "person" if reading.about == "case" else "case"
    if "name" not in reading.roles.values():
        _guess_name(reading, other)
    reading.give("document", lambda column: column.is_called("document"))
    reading.give(other, lambda column: column.is_called(other))
    if reading.about == "person" or "person" in reading.roles.values():
        reading.give("consent", _tells_consent)
    reading.roles.update((column.name, "attribute") for column in reading.free(lambda column: True))


def _guess_name(reading: _Reading, other: str) -> None:
    """The column that names the row's case or person; of people perhaps two, first name and family name."""
    first = reading.free(lambda column: column.is_called("first name"))[:1]
    last = reading.free(lambda column: column.is_just_name)[:1]
    if reading.about == "person" and first and not reading.free(lambda column: column.is_called("person")):
        reading.roles.update((column.name, "name") for column in (*first, *last))
        return
    ways: tuple[Callable[[Column], bool], ...] = (
        lambda column: column.is_called(reading.about),
        lambda column: column.is_just_name,
        lambda column: column.is_called("document"),
        lambda column: _could_name(column) and not column.is_called(other),
    )
    for fits in ways:
        if reading.give("name", fits):
            return


def is_index(column: Column) -> bool:
    """Whether a column only numbers the rows: it is called so and counts up, if with repetitions, as people slip."""
    if not (column.words <= _WORDS["index"] or column.name.startswith("#")):
        return False
    if not column.filled or not all(cell.isdecimal() for cell in column.cells):
        return False
    numbers = [int(cell) for cell in column.cells]
    return numbers == sorted(numbers) and len(numbers) * 2 > column.filled


def _could_name(column: Column) -> bool:
    """Whether the cells all differ, as names do, and are no numbers or dates."""
    return column.filled > 0 and len(column.cells) == column.filled and table_values.guess_type(column.cells) == "text"


def _tells_consent(column: Column) -> bool:
    """Whether the name says so outright, or says it among other words while some cell is an answer to it.

    One answer is enough: cells that are none are asked about then, where a property would let everybody be quoted.
    """
    answers = any(table_values.consent(cell) for cell in column.cells)
    return column.is_called("consent") or (bool(column.words & _WORDS["consent"]) and answers)


def _plan(
    column: Column,
    reading: _Reading,
    guessed: bool,
    choices: Choices,
    types: Mapping[str, str],
    notes: list[Message],
) -> ColumnPlan:
    role = reading.roles[column.name]
    kind = None
    if role == "attribute":
        known = types.get(fold_name(column.name))
        kind = known or reading.types.get(column.name) or table_values.guess_type(column.cells)
        if known and reading.types.get(column.name, known) != known:
            template = N_("“{column}” is already a property of the type {known}; it stays so.")
            notes.append(Message(template, {"column": column.name, "known": known}))
        notes += table_values.doubts(column.name, kind, column.cells)
    return ColumnPlan(
        column=column.name,
        role=role,
        type=kind,
        guessed=guessed,
        samples=tuple(_short(cell) for cell in column.cells[:_SAMPLES]),
        values=_consents(column, choices.consents) if role == "consent" else {},
    )


def _consents(column: Column, said: Mapping[str, str]) -> dict[str, str]:
    """What every different cell means: what somebody said of it, else what its words mean, else nothing."""
    by_name = {fold_name(cell): one_of(value, CONSENTS, "consent") for cell, value in said.items()}
    found = {cell: by_name.get(fold_name(cell)) or table_values.consent(cell) or "" for cell in column.cells}
    return {**found, **({"": by_name[""]} if "" in by_name else {})}


def _short(cell: str) -> str:
    line = " ".join(cell.split())
    return line if len(line) <= _SAMPLE_LENGTH else line[: _SAMPLE_LENGTH - 1] + "…"
