"""What the columns of a table of indicators hold, and which shape it has: said by somebody, or guessed from headers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualcode.analysis.alike import words_of
from qualcode.errors import ValueRefused
from qualcode.importers.workbook import Figure
from qualcode.model.case_table import Table
from qualcode.model.codebook import fold_name
from qualcode.model.indicator_table import ROLES, SHAPES, IndicatorColumn, TableChoices
from qualcode.model.message import N_, Message
from qualcode.ops.indicator_table_values import written
from qualcode.ops.names import one_of
from qualcode.ops.table_values import is_missing


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# The words that columns are called by, in French, Dutch, English and German, without accents; in the order in which
# they are asked, so that `Valeur cible` is a target.
_CALLED: Mapping[str, str] = {
    "target": "cible cibles objectif objectifs target targets doel doelen doelwaarde streefwaarde ziel zielwert goal",
    "baseline": "baseline reference basis referentie referenz ausgangswert nulmeting",
    "threshold": "seuil threshold drempel drempelwaarde schwelle schwellenwert",
    "unit": "unite unites unit units eenheid einheit",
    "direction": "sens direction richting richtung amelioration verbetering improvement",
    "definition": "definition definitie description beschrijving beschreibung",
    "period": "periode periodes period annee annees an year years jaar jaren jahr date datum trimestre quarter "
    "kwartaal quartal semestre semester mois month maand monat exercice moment zeitraum zeitpunkt tijdstip",
    "indicator": "indicateur indicateurs indicator indicators indicatoren indikator indikatoren kpi",
    "case": "entreprise entreprises enterprise enterprises onderneming ondernemingen bedrijf unternehmen betrieb cas "
    "case cases casus fall organisation organization organisatie structure association vereniging verein company "
    "cooperative cooperatie",
    "rungs": "echelons rungs niveaux niveaus stufen",
    "kind": "type kind soort art nature",
    "source": "source bron quelle",
    "note": "note notes remarque remarques commentaire commentaires comment comments opmerking opmerkingen bemerkung "
    "bemerkungen anmerkung observation observations",
    "code": "code codes theme thema themes",
    "value": "valeur valeurs value values waarde waarden wert werte resultat resultats result resultaat ergebnis "
    "mesure measurement measure meting messwert chiffre chiffres score montant bedrag betrag",
}
_WORDS = {role: frozenset(words.split()) for role, words in _CALLED.items()}
_BESIDE = _WORDS["value"] | _set(
    "nom noms name naam intitule libelle label d de du des l la le les of the van der den in et en"
)
_NAME = _set("nom name naam")

_YEAR = re.compile(r"(?:19|20)\d\d")
_IN_PERIODS = _set(
    "t q k s h trim trimestre kwartaal kwart quarter quartal semestre semester annee an year jaar jahr exercice "
    "fin debut end begin eind ende avant apres before after voor na vor nach"
)
_MOMENTS = _set("avant pendant apres before during after voor tijdens na vorher wahrend nachher t0 t1 t2")
_UNIT_BEHIND = re.compile(r"(?P<name>.+?)\s*[(\[](?P<unit>[^()\[\]]{1,40})[)\]]")
_SAMPLES = 3


@dataclass(frozen=True, slots=True)
class Layout:
    """The shape of a table, and what its columns are."""

    shape: str
    columns: tuple[IndicatorColumn, ...]
    notes: tuple[Message, ...]

    def places(self, role: str) -> list[int]:
        """Where the columns of a role stand."""
        return [place for place, column in enumerate(self.columns) if column.role == role]


def is_period(header: str) -> bool:
    """Whether a header names a period: a year with perhaps its quarter or month, or before, during, after."""
    words = words_of(header)
    if len(words) == 1 and (words[0] in _MOMENTS or fold_name(header) in _MOMENTS):
        return True
    return any(_YEAR.fullmatch(word) for word in words) and all(
        word[0].isdigit() or word in _IN_PERIODS for word in words
    )


def name_and_unit(header: str) -> tuple[str, str]:
    """`Personnes embauchées (ETP)` taken apart."""
    match = _UNIT_BEHIND.fullmatch(header.strip())
    return (match["name"], match["unit"].strip()) if match else (header.strip(), "")


def role_of(header: str) -> str | None:
    """What a header says its column holds; None where it says nothing of the kind."""
    words = frozenset(words_of(header))
    for role, known in _WORDS.items():
        if words & known and words <= known | _BESIDE:
            return role
    return "case" if words and words <= _NAME else None


def lay_out(table: Table, choices: TableChoices) -> Layout:
    """The shape and the columns. Raises ValueRefused for a shape, column or role that does not exist."""
    said = _said(table, choices)
    guessed = {name: role for name in table.header if name not in said and (role := role_of(name))}
    periods = [name for name in table.header if is_period(name) and said.get(name, "value") == "value"]
    shape = choices.shape or _shape({**guessed, **said}, periods)
    one_of(shape, SHAPES, "shape")
    roles: dict[str, str] = dict(said)
    if shape == "wide-periods":
        roles |= {name: "value" for name in periods if name not in said}
    for name, role in guessed.items():
        several = role == "value" and shape != "long"
        if name not in roles and (role not in roles.values() or several):
            # In a wide table a value is named by its header, and `Valeur` is none.
            roles[name] = "ignore" if several else role
    if shape == "wide-indicators":
        roles |= {
            name: "value" for place, name in enumerate(table.header) if name not in roles and _holds(table, place)
        }
    columns = tuple(_column(table, place, roles, said, shape) for place in range(len(table.header)))
    left = [column.column for column in columns if column.role == "ignore" and column.guessed]
    told = N_("These columns were not read: {names}. Say what they are with --map COLUMN=ROLE.")
    notes = (Message(told, {"names": ", ".join(left)}),) if left else ()
    return Layout(shape, columns, notes)


def _said(table: Table, choices: TableChoices) -> dict[str, str]:
    names = {fold_name(name): name for name in table.header}
    found: dict[str, str] = {}
    for name, role in choices.mapping.items():
        column = names.get(fold_name(name))
        if column is None:
            raise ValueRefused(value=name, what=Message(N_("a column of the table")), choices=", ".join(table.header))
        found[column] = one_of(role, ROLES, column)
    return found


def _shape(roles: Mapping[str, str], periods: Sequence[str]) -> str:
    """Values in one column are a long table; else headers that are periods tell, else what is left are indicators."""
    values = [name for name, role in roles.items() if role == "value" and name not in periods]
    if len(values) == 1:
        return "long"
    return "wide-periods" if periods else "wide-indicators" if "indicator" not in roles.values() else "long"


def _holds(table: Table, place: int) -> bool:
    """Whether a column holds numbers, if perhaps not only: most of its filled cells."""
    cells = [row.cells[place] for row in table.rows if row.cells[place] and not is_missing(row.cells[place])]
    return bool(cells) and 2 * sum(isinstance(cell, Figure) or written(cell) is not None for cell in cells) > len(cells)


def _column(table: Table, place: int, roles: Mapping[str, str], said: Mapping[str, str], shape: str) -> IndicatorColumn:
    name = table.header[place]
    role = roles.get(name, "ignore")
    cells = dict.fromkeys(" ".join(row.cells[place].split()) for row in table.rows if row.cells[place])
    means = ""
    if role == "value" and shape != "long":
        means = name if shape == "wide-periods" else name_and_unit(name)[0]
    return IndicatorColumn(name, role, name not in said, tuple(cell[:60] for cell in list(cells)[:_SAMPLES]), means)
