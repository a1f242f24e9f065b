"""Tables of cases and people: what each column and row would become, shown first, and stored in one step."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.data import data_path
from qualcode.errors import BadData, DocumentNotFound, NameRefused, ValueRefused
from qualcode.model.case_table import Table, TablePlan, TableRow
from qualcode.model.project import HistoryEntry
from qualcode.ops import case_tables, cases, documents, history
from qualcode.store.session import Session
from tests.store.making import dump, new_project

DEMO = data_path("samples/demo/documents")
STORIES = (
    "01-recit-de-fatima.txt",
    "02-encadrant-atelier-nord.docx",
    "03-recit-de-michel.md",
    "04-groupe-epicerie.txt",
)

PEOPLE = """\
N°;Nom;Structure;Consentement;Âge;Arrivée;Membre;Ancienneté;Code postal;Note
1;Fatima;Atelier Nord;oui v2;43;03/02/2021;oui;2,5;07110;"parle bas
longtemps absente"
2;Michel;Atelier Nord;Oui, anonyme;51;14/11/2019;non;4;59000;
3;Sofie;Vents du Hainaut;non;38;30/06/2020;oui;1,25;07000;
"""


def table(text: str, folder: Path, name: str = "cas.csv") -> Table:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return case_tables.read(path)


def grid(header: Sequence[str], *rows: Sequence[str]) -> Table:
    return Table("cas.csv", 1, tuple(header), tuple(TableRow(line, tuple(row)) for line, row in enumerate(rows, 2)))


def told(messages: Sequence[object]) -> str:
    return "\n".join(map(str, messages))


def faults(session: Session, plan: TablePlan) -> list[str]:
    """The plan's faults; storing it is refused with the same ones, and leaves everything as it was."""
    before = dump(session)
    with pytest.raises(BadData) as caught:
        case_tables.apply(session, plan)
    assert dump(session) == before
    assert caught.value.faults == plan.faults
    return list(map(str, plan.faults))


def bring(session: Session, *names: str) -> None:
    for name in names or STORIES:
        documents.import_file(session, DEMO / name)


def newest(session: Session) -> HistoryEntry:
    return history.listing(session)[-1]


def roles(plan: TablePlan) -> dict[str, tuple[str, str | None]]:
    return {column.column: (column.role, column.type) for column in plan.columns}


# What columns are


def test_a_table_of_people_is_understood_by_itself(session: Session, tmp_path: Path) -> None:
    plan = case_tables.plan(session, table(PEOPLE, tmp_path), about="person")
    assert roles(plan) == {
        "N°": ("ignore", None),
        "Nom": ("name", None),
        "Structure": ("case", None),
        "Consentement": ("consent", None),
        "Âge": ("attribute", "number"),
        "Arrivée": ("attribute", "date"),
        "Membre": ("attribute", "yes-no"),
        "Ancienneté": ("attribute", "number"),
        "Code postal": ("attribute", "text"),
        "Note": ("attribute", "text"),
    }
    assert all(column.guessed for column in plan.columns)
    assert plan.columns[3].values == {"oui v2": "quote", "Oui, anonyme": "anonymised", "non": "none"}
    assert (plan.added, plan.changed, plan.unchanged, plan.faults) == (3, 0, 0, ())
    assert cases.people(session) == []


def test_a_table_of_people_is_stored_with_types_cases_and_consent(session: Session, tmp_path: Path) -> None:
    report = case_tables.apply(session, case_tables.plan(session, table(PEOPLE, tmp_path), about="person"))
    assert (report.added, report.operation) == (3, newest(session).sequence)
    people = {person.name: person for person in cases.people(session)}
    fatima = people["Fatima"]
    assert (fatima.case, fatima.consent) == ("Atelier Nord", "quote")
    assert fatima.attributes == {
        "Ancienneté": 2.5,
        "Arrivée": "2021-02-03",
        "Code postal": "07110",
        "Membre": True,
        "Note": "parle bas\nlongtemps absente",
        "Âge": 43,
    }
    assert (people["Michel"].consent, people["Sofie"].consent) == ("anonymised", "none")
    assert [case.name for case in cases.cases(session)] == ["Atelier Nord", "Vents du Hainaut"]


@pytest.mark.parametrize(
    ("about", "header", "name"),
    [
        ("case", ("Secteur", "Entreprise", "Taille de l'entreprise"), "Entreprise"),
        ("case", ("Naam van de onderneming", "Sector", "Aantal personen"), "Naam van de onderneming"),
        ("case", ("Unternehmen", "Rechtsform", "Name des Beraters"), "Unternehmen"),
        ("case", ("Index", "Nom Fichier", "Statut"), "Nom Fichier"),
        ("case", ("Secteur d'activité", "Dénomination sociale", "NACE"), "Dénomination sociale"),
        ("person", ("Entreprise", "Participant", "Nom du conseiller"), "Participant"),
        ("person", ("Bestand", "Deelnemer", "Toestemming"), "Deelnemer"),
        ("person", ("Pseudonyme", "Prénom réel", "Âge"), "Pseudonyme"),
    ],
)
def test_the_column_of_names_is_found(session: Session, about: str, header: tuple[str, ...], name: str) -> None:
    subject = "person" if about == "person" else "case"
    rows = [[f"{letter}{column}" for column in range(3)] for letter in "ab"]
    plan = case_tables.plan(session, grid(header, *rows), about="person" if subject == "person" else "case")
    assert [column.column for column in plan.columns if column.role == "name"] == [name]


def test_without_a_telling_header_the_name_is_what_differs_in_every_row(session: Session) -> None:
    plan = case_tables.plan(session, grid(("Pool", "Quoi"), ("insertion", "Atelier"), ("insertion", "Vents")))
    assert roles(plan) == {"Pool": ("attribute", "text"), "Quoi": ("name", None)}


def test_what_is_said_of_columns_goes_before_what_is_guessed(session: Session, tmp_path: Path) -> None:
    mapping = {"nom": "ignore", "Structure": "name", "âge": "attribute:text", "Note": "document", "Membre": "ignore"}
    plan = case_tables.plan(session, table(PEOPLE, tmp_path), mapping={**mapping, "Consentement": "ignore"})
    found = roles(plan)
    assert found["Nom"] == ("ignore", None)
    assert found["Structure"] == ("name", None)
    assert found["Âge"] == ("attribute", "text")
    assert found["Note"] == ("document", None)
    assert [column.column for column in plan.columns if not column.guessed] == [
        "Nom", "Structure", "Consentement", "Âge", "Membre", "Note",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "mapping",
    [
        {"Prénom": "name"},
        {"Nom": "nickname"},
        {"Nom": "attribute:colour"},
        {"Nom": "name:text"},
        {"Âge": "consent", "Note": "consent"},
    ],
)
def test_what_cannot_be_said_of_columns_is_refused(session: Session, tmp_path: Path, mapping: dict[str, str]) -> None:
    with pytest.raises(ValueRefused):
        case_tables.plan(session, table(PEOPLE, tmp_path), mapping=mapping)


def test_other_choices_that_make_no_sense_are_refused(session: Session, tmp_path: Path) -> None:
    people = table(PEOPLE, tmp_path)
    with pytest.raises(ValueRefused):
        case_tables.plan(session, people, accept_below=0.2)
    with pytest.raises(ValueRefused):
        case_tables.plan(session, people, about="person", consents={"oui v2": "perhaps"})
    with pytest.raises(ValueRefused):
        case_tables.plan(session, people, about="person", matches={99: ""})
    with pytest.raises(DocumentNotFound):
        case_tables.plan(session, people, about="person", matches={2: "nowhere"})
    with pytest.raises(NameRefused):
        case_tables.plan(session, people, kind="")


def test_a_table_without_names_says_so_and_shows_its_columns(session: Session) -> None:
    plan = case_tables.plan(session, grid(("Âge", "Taille"), ("1", "2"), ("1", "3")))
    assert faults(session, plan) == ["line 1: no column holds the names; say which one with --map COLUMN=name"]
    assert roles(plan) == {"Âge": ("attribute", "number"), "Taille": ("attribute", "number")}


def test_a_type_there_already_stays(session: Session) -> None:
    cases.add_case(session, "Atelier Nord", attributes={"emplois": "12", "secteur": "vélo"})
    plan = case_tables.plan(
        session,
        grid(("Nom", "Emplois", "Secteur"), ("Atelier Nord", "12,5", "3"), ("Vents", "8", "4")),
        mapping={"Secteur": "attribute:number"},
    )
    assert roles(plan)["Secteur"] == ("attribute", "text")
    assert "“Secteur” is already a property of the type text" in told(plan.warnings)
    case_tables.apply(session, plan)
    assert cases.cases(session)[0].attributes == {"emplois": 12.5, "secteur": "3"}


def test_what_could_be_read_in_two_ways_is_told(session: Session) -> None:
    rows = (("A", "1.234", "03/04/2024"), ("B", "7,5", "25/04/2024"))
    plan = case_tables.plan(session, grid(("Nom", "Chiffre", "Date"), *rows))
    assert "“1.234” in the column “Chiffre” is read with decimals" in told(plan.warnings)
    assert "Dates such as “03/04/2024” in the column “Date” are read with the day before the month." in told(
        plan.warnings
    )
    assert plan.rows[0].attributes == {"Chiffre": "1.234", "Date": "2024-04-03"}


@pytest.mark.parametrize(
    ("text", "kind", "stored"),
    [
        ("12,5", "number", "12.5"),
        ("1 250", "number", "1250.0"),
        ("1\u202f250,75", "number", "1250.75"),
        ("1.250.000", "number", "1250000.0"),
        ("1.250,75", "number", "1250.75"),
        ("1,250.75", "number", "1250.75"),
        ("-3", "number", "-3.0"),
        ("−3", "number", "-3.0"),
        ("VRAI", "yes-no", "yes"),
        ("onwaar", "yes-no", "no"),
        ("31.12.2024", "date", "2024-12-31"),
        ("2024/12/31", "date", "2024-12-31"),
        ("2024-12-31", "date", "2024-12-31"),
        ("2024-12-31 09:30", "date", "2024-12-31T09:30"),
    ],
)
def test_values_are_understood_as_people_write_them(session: Session, text: str, kind: str, stored: str) -> None:
    plan = case_tables.plan(session, grid(("Nom", "Valeur"), ("A", text)))
    assert roles(plan)["Valeur"] == ("attribute", kind)
    assert plan.rows[0].attributes == {"Valeur": stored}


@pytest.mark.parametrize(
    "text", ["007", "12 ans", "inf", "1e999", "24.10.03", "31/02/2024", "12/25/2024", "x", "1.2.3"]
)
def test_what_only_looks_like_a_value_stays_text(session: Session, text: str) -> None:
    plan = case_tables.plan(session, grid(("Nom", "Valeur"), ("A", text)))
    assert roles(plan)["Valeur"] == ("attribute", "text")
    assert plan.rows[0].attributes == {"Valeur": text}


# Consent


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("oui v2", "quote"), ("ouiv2", "quote"), ("Oui", "quote"), ("JA", "quote"), ("akkoord 12/2024", "quote"),
        ("oui, anonymisé", "anonymised"), ("anoniem", "anonymised"), ("count", "count"), ("Nein", "none"),
        ("refusé", "none"), ("retirée", "none"),
    ],
)  # fmt: skip
def test_plain_words_of_consent_are_understood(session: Session, text: str, meaning: str) -> None:
    plan = case_tables.plan(session, grid(("Nom", "Consentement"), ("A", text)), about="person")
    assert plan.columns[1].values == {text: meaning}
    case_tables.apply(session, plan)
    assert [person.consent for person in cases.people(session)] == [meaning]


@pytest.mark.parametrize("text", ["peut-être", "oui sauf la vidéo", "non, mais oui", "pas de refus", "v2", "2", "?"])
def test_consent_that_is_not_understood_is_asked_for(session: Session, text: str) -> None:
    people = grid(("Nom", "Consentement"), ("A", "oui"), ("B", text))
    plan = case_tables.plan(session, people, about="person")
    assert plan.columns[1].values == {"oui": "quote", text: ""}
    assert plan.warnings == ()
    assert faults(session, plan) == [
        f"line 3: “{text}” in the column “Consentement” is not understood; say what it means with --consent"
    ]
    case_tables.apply(session, case_tables.plan(session, people, about="person", consents={text.upper(): "count"}))
    assert [person.consent for person in cases.people(session)] == ["quote", "count"]


def test_silence_is_no_consent_and_takes_none_away(session: Session) -> None:
    cases.add_person(session, "A", consent="anonymised")
    people = grid(("Nom", "Consentement"), ("A", ""), ("B", ""), ("C", "oui"))
    plan = case_tables.plan(session, people, about="person")
    assert "(lines 3), new people get the consent “none”" in told(plan.warnings)
    case_tables.apply(session, plan)
    assert [person.consent for person in cases.people(session)] == ["anonymised", "none", "quote"]
    again = case_tables.plan(session, people, about="person")
    assert (again.unchanged, again.warnings) == (3, ())
    case_tables.apply(session, case_tables.plan(session, people, about="person", consents={"": "count"}))
    assert [person.consent for person in cases.people(session)] == ["count", "count", "quote"]


@pytest.mark.parametrize("header", ["Accord (citation)", "Accord", "Akkoord om te citeren", "Zustimmung zum Zitat"])
def test_agreement_in_other_words_is_consent_too(session: Session, header: str) -> None:
    people = grid(("Nom", header), ("A", "oui, anonyme"), ("B", "nee"))
    case_tables.apply(session, case_tables.plan(session, people, about="person"))
    assert [person.consent for person in cases.people(session)] == ["anonymised", "none"]
    unclear = case_tables.plan(session, grid(("Nom", header), ("A", "peut-être"), ("B", "nee")), about="person")
    assert len(unclear.faults) == 1


def test_where_nothing_is_said_of_consent_people_are_added_as_always(session: Session) -> None:
    case_tables.apply(session, case_tables.plan(session, grid(("Nom", "Âge"), ("A", "3")), about="person"))
    assert cases.people(session)[0].consent == "quote"


def test_it_is_told_that_nothing_is_said_of_consent(session: Session) -> None:
    (note,) = case_tables.plan(session, grid(("Nom", "Âge"), ("A", "3")), about="person").warnings
    assert note.template.startswith("No column tells of consent")


def test_a_sum_below_the_list_is_no_enterprise(session: Session) -> None:
    plan = case_tables.plan(session, grid(("Entreprise", "ETP"), ("A", "3"), ("B", "4"), ("Total", "7")), about="case")
    assert (plan.added, [each.values["line"] for each in plan.warnings]) == (2, [4])
    case_tables.apply(session, plan)
    assert [each.name for each in cases.cases(session)] == ["A", "B"]


# Cases and people who are there, and who are not


def test_a_table_twice_changes_nothing_and_one_undo_takes_it_back(session: Session, tmp_path: Path) -> None:
    bring(session)
    before, people = dump(session), table(PEOPLE, tmp_path)
    case_tables.apply(session, case_tables.plan(session, people, about="person"))
    after = dump(session)
    again = case_tables.plan(session, people, about="person")
    assert (again.added, again.changed, again.unchanged) == (0, 0, 3)
    assert case_tables.apply(session, again).operation is None
    assert dump(session) == after
    assert [entry.operation for entry in history.undo(session)] == ["person.import"]
    assert dump(session) == before


def test_only_what_differs_is_changed_and_an_empty_cell_takes_nothing_away(session: Session) -> None:
    header = ("Nom", "Secteur", "Taille")
    case_tables.apply(session, case_tables.plan(session, grid(header, ("A", "vélo", "3"), ("B", "bois", "4"))))
    plan = case_tables.plan(session, grid(header, ("a", "", "5"), ("B", "bois", "4"), ("C", "", "")))
    assert [(row.known, row.status) for row in plan.rows] == [("A", "changed"), ("B", "unchanged"), (None, "added")]
    report = case_tables.apply(session, plan)
    assert (report.added, report.changed, report.unchanged) == (1, 1, 1)
    assert cases.cases(session)[0].attributes == {"Secteur": "vélo", "Taille": 5}


def test_a_case_is_known_however_it_is_written_and_look_alikes_are_asked_about(session: Session) -> None:
    cases.add_case(session, "Atelier Nord")
    cases.add_case(session, "Vents du Hainaut")
    rows = (("ATELIER-NORD", "a"), ("Vent du Hainaut", "b"))
    plan = case_tables.plan(session, grid(("Entreprise", "Note"), *rows))
    assert [(row.known, row.case) for row in plan.rows] == [("Atelier Nord", "Atelier Nord"), (None, "Vent du Hainaut")]
    assert [(match.known, match.score >= 0.9, match.taken) for match in plan.known] == [
        ("Atelier Nord", True, True),
        ("Vents du Hainaut", True, False),
    ]
    assert "Line 3: “Vent du Hainaut” resembles “Vents du Hainaut” (0.92) but is taken for another." in told(
        plan.warnings
    )
    taken = case_tables.plan(session, grid(("Entreprise", "Note"), *rows), accept_below=0.9)
    assert [row.known for row in taken.rows] == ["Atelier Nord", "Vents du Hainaut"]
    assert taken.added == 0


def test_a_case_with_several_people_has_a_row_each(session: Session) -> None:
    rows = (
        ("Atelier Nord", "insertion", "Fatima", "oui"),
        ("Atelier Nord", "", "Didier", "anonyme"),
        ("Vents du Hainaut", "solidarité", "Bernard", ""),
    )
    plan = case_tables.plan(session, grid(("Entreprise", "Pool", "Personne", "Consentement"), *rows))
    assert roles(plan)["Personne"] == ("person", None)
    assert roles(plan)["Consentement"] == ("consent", None)
    assert plan.added == 2
    case_tables.apply(session, plan)
    assert [(case.name, case.members) for case in cases.cases(session)] == [
        ("Atelier Nord", ("Didier", "Fatima")),
        ("Vents du Hainaut", ("Bernard",)),
    ]
    assert [person.consent for person in cases.people(session)] == ["anonymised", "quote", "none"]


def test_two_rows_that_contradict_each_other_are_told(session: Session) -> None:
    rows = (("A", "vélo", "3"), ("B", "bois", "4"), ("a", "bois", "3"))
    plan = case_tables.plan(session, grid(("Nom", "Secteur", "Taille"), *rows))
    assert faults(session, plan) == ["line 4: “Secteur” of “a” is not what it is on line 2"]


def test_two_rows_that_contradict_each_other_on_consent_are_told(session: Session) -> None:
    rows = (("A", "Nord", "oui"), ("A", "", "non"))
    plan = case_tables.plan(session, grid(("Nom", "Entreprise", "Consentement"), *rows), about="person")
    assert faults(session, plan) == ["line 3: the consent of “A” is not what it is on line 2"]


def test_consent_has_nobody_to_go_to_in_a_table_of_cases_alone(session: Session) -> None:
    rows = (("A", "oui"), ("B", "non"))
    for mapping in ({}, {"Consentement": "consent"}):
        plan = case_tables.plan(session, grid(("Nom", "Consentement"), *rows), mapping=mapping)
        assert "“Consentement” tells of consent, which people give, and no column names people" in told(plan.warnings)


def test_every_fault_is_named_by_its_line_and_nothing_is_stored(session: Session) -> None:
    rows = (("A", "12"), ("", "3"), ("x" * 201, "4"), ("B\u200b", "5"), ("C", "beaucoup"), ("D", "6"))
    plan = case_tables.plan(session, grid(("Nom", "Âge"), *rows), mapping={"Âge": "attribute:number"})
    found = faults(session, plan)
    assert [fault.split(":")[0] for fault in found] == ["line 3", "line 4", "line 5", "line 6"]
    assert found[0] == "line 3: there is no name"
    assert found[3] == "line 6: “beaucoup” in the column “Âge” is not a number"


def test_people_of_one_name_need_their_case(session: Session) -> None:
    for case in ("Nord", "Sud"):
        cases.add_case(session, case)
        cases.add_person(session, "Marie", case=case)
    plan = case_tables.plan(session, grid(("Nom", "Âge"), ("Marie", "3")), about="person")
    assert "several people called “Marie” (Nord, Sud)" in faults(session, plan)[0]
    header = ("Nom", "Entreprise", "Âge")
    named = case_tables.plan(session, grid(header, ("Marie", "Sud", "3"), ("Marie", "Est", "4")), about="person")
    assert (named.added, named.changed) == (1, 1)
    case_tables.apply(session, named)
    assert [(person.case, person.attributes) for person in cases.people(session)] == [
        ("Est", {"Âge": 4}),
        ("Nord", {}),
        ("Sud", {"Âge": 3}),
    ]


def test_somebody_without_a_case_gets_one(session: Session) -> None:
    cases.add_person(session, "Marie")
    plan = case_tables.plan(session, grid(("Nom", "Entreprise"), ("Marie", "Nord")), about="person")
    assert (plan.added, plan.changed) == (0, 1)
    case_tables.apply(session, plan)
    assert [(person.name, person.case) for person in cases.people(session)] == [("Marie", "Nord")]


def test_first_and_family_name_are_one(session: Session) -> None:
    plan = case_tables.plan(session, grid(("PRÉNOM", "NOM", "ÂGE"), ("Léa", "Samvarian", "55")), about="person")
    assert [row.name for row in plan.rows] == ["Léa Samvarian"]


def test_new_cases_are_of_the_kind_that_is_told(session: Session) -> None:
    case_tables.apply(session, case_tables.plan(session, grid(("Nom", "x"), ("A", "b")), kind="entretien"))
    assert cases.cases(session)[0].kind == "entretien"


# Documents


def test_people_become_the_narrators_of_their_documents(session: Session, tmp_path: Path) -> None:
    bring(session)
    plan = case_tables.plan(session, table(PEOPLE, tmp_path), about="person")
    assert [(match.row, match.number, match.how) for match in plan.documents] == [(2, 1, "within"), (4, 3, "within")]
    assert all(match.score >= 0.9 and match.runner_up for match in plan.documents)
    assert [(row.row, row.name) for row in plan.unmatched] == [(5, "Sofie")]
    assert plan.left == ("02-encadrant-atelier-nord", "04-groupe-epicerie")
    case_tables.apply(session, plan)
    first = documents.find(session, "1").id
    assert [(each.speaker, each.person) for each in documents.speakers(session, first)] == [
        ("INT", None),
        ("FATIMA", "Fatima"),
    ]
    assert documents.view(session, first).case == "Atelier Nord"


def test_documents_become_the_cases(session: Session) -> None:
    bring(session)
    rows = (("Atelier Nord", "02-encadrant-atelier-nord.docx; 01-recit-de-fatima"), ("Épicerie", "04 groupe épicerie"))
    plan = case_tables.plan(session, grid(("Entreprise", "Fichiers"), *rows))
    assert [(match.row, match.number) for match in plan.documents] == [(2, 2), (2, 1), (3, 4)]
    case_tables.apply(session, plan)
    assert [(case.name, case.documents) for case in cases.cases(session)] == [
        ("Atelier Nord", ("01-recit-de-fatima", "02-encadrant-atelier-nord")),
        ("Épicerie", ("04-groupe-epicerie",)),
    ]


def test_in_a_group_everybody_is_found_by_their_label(session: Session) -> None:
    bring(session)
    rows = (("Nadia", "04-groupe-epicerie"), ("Paul", "04-groupe-epicerie"), ("Inès", "04-groupe-epicerie"))
    plan = case_tables.plan(session, grid(("Nom", "Document"), *rows), about="person")
    assert "Which speaker of “04-groupe-epicerie” is “Inès”?" in told(plan.warnings)
    case_tables.apply(session, plan)
    found = documents.speakers(session, documents.find(session, "4").id)
    assert {each.speaker: each.person for each in found} == {
        "Q": None,
        "NADIA": "Nadia",
        "PAUL": "Paul",
        "Mme D.": None,
    }


def test_of_several_narrators_the_one_who_says_most_is_taken_and_told(session: Session) -> None:
    bring(session, "05-cooperateur-vents-du-hainaut.txt")
    rows = [("Coopérateur", "05-cooperateur-vents-du-hainaut.txt")]
    plan = case_tables.plan(session, grid(("Nom", "Fichier"), *rows), about="person")
    assert "Several people speak in “05-cooperateur-vents-du-hainaut”; “Bernard”, who says most" in told(plan.warnings)
    case_tables.apply(session, plan)
    found = documents.speakers(session, documents.find(session, "1").id)
    assert {each.speaker: each.person for each in found} == {"Julie": None, "Bernard": "Coopérateur"}


def test_a_story_without_labels_is_all_its_persons(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "Mercredi soir.txt"
    path.write_text("J'étais seule.\n\nPuis j'ai poussé la porte de l'atelier.\n", encoding="utf-8")
    document = documents.import_file(session, path)
    plan = case_tables.plan(session, grid(("Nom", "Fichier"), ("Nadia", "Mercredi_soir")), about="person")
    case_tables.apply(session, plan)
    assert [each.person for each in documents.speakers(session, document.id)] == ["Nadia"]
    assert {turn.person for turn in documents.turns(session, document.id)} == {"Nadia"}
    assert cases.people(session)[0].documents == ("Mercredi soir",)
    assert case_tables.plan(session, plan.table, about="person").unchanged == 1


def test_what_belongs_to_others_stays_theirs_and_is_told(session: Session) -> None:
    documents.import_file(session, DEMO / STORIES[0], case="Ailleurs", person="Leïla")
    rows = [("Fatima", "Atelier Nord")]
    plan = case_tables.plan(session, grid(("Nom", "Entreprise"), *rows), about="person")
    assert "“01-recit-de-fatima” belongs to “Ailleurs” already" in told(plan.warnings)
    assert "“FATIMA” in “01-recit-de-fatima” is “Leïla” already" in told(plan.warnings)
    case_tables.apply(session, plan)
    assert documents.view(session, documents.find(session, "1").id).case == "Ailleurs"


def test_doubtful_documents_are_listed_and_taken_only_when_confirmed(session: Session) -> None:
    bring(session)
    people = grid(("Nom", "Âge"), ("Atelier Nord", "3"), ("Épicerie", "4"))
    plan = case_tables.plan(session, people)
    assert [(match.row, match.number) for match in plan.documents] == [(3, 4)]
    assert [(match.row, match.number, match.score, match.how) for match in plan.doubtful] == [(2, 2, 0.85, "within")]
    assert "02-encadrant-atelier-nord" in plan.left
    lower = case_tables.plan(session, people, accept_below=0.8)
    assert [(match.row, match.number) for match in lower.documents] == [(2, 2), (3, 4)]
    third = documents.find(session, "3").id
    chosen = case_tables.plan(session, people, matches={2: third, 3: ""})
    assert [(match.row, match.number, match.how) for match in chosen.documents] == [(2, 3, "confirmed")]
    assert [row.row for row in chosen.unmatched] == [3]


def test_a_document_that_two_rows_resemble_alike_is_nobodys(session: Session) -> None:
    bring(session)
    rows = (("Fatima", "Nord"), ("fatima", "Sud"))
    plan = case_tables.plan(session, grid(("Nom", "Entreprise"), *rows), about="person")
    assert plan.documents == ()
    assert [match.row for match in plan.doubtful] == [2, 3]


def test_a_plan_is_stored_only_while_it_still_says_what_would_be_done(session: Session) -> None:
    people = grid(("Nom", "Âge"), ("Fatima", "43"))
    plan = case_tables.plan(session, people, about="person")
    cases.add_case(session, "Ailleurs")
    case_tables.apply(session, plan)
    stale = case_tables.plan(session, grid(("Nom", "Âge"), ("Michel", "51")), about="person")
    cases.add_person(session, "Michel")
    before = dump(session)
    with pytest.raises(case_tables.PlanOutdated):
        case_tables.apply(session, stale)
    assert dump(session) == before


# Any table


NAMES = st.sampled_from(
    ["Fatima", "fatima", "Michel", "Entretien 1", "Entretien 1a", "Entretien 1b", "=A", "Zoë", "", "J."]
)
CELLS = st.sampled_from(
    ["", "", "12", "3,5", "oui", "non", "2024-01-02", "un\ndeux", "Atelier Nord", "=1+1", "x" * 300]
)
HEADERS = st.lists(
    st.sampled_from(["Nom", "Entreprise", "Personne", "Consentement", "Âge", "Note", "Fichier", "N°"]),
    min_size=1,
    max_size=5,
    unique=True,
)


@given(st.data())
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_a_table_says_it_is_whole_or_absent_and_once_is_enough(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    header = data.draw(HEADERS)
    rows = data.draw(st.lists(st.tuples(NAMES, *[CELLS] * (len(header) - 1)), min_size=1, max_size=6))
    about = data.draw(st.sampled_from(["case", "person"]))
    subject = "person" if about == "person" else "case"
    with new_project(tmp_path_factory.mktemp("any") / "p.qualcode") as session:
        bring(session, STORIES[0], STORIES[2])
        before = dump(session)
        people = grid(header, *rows)
        plan = case_tables.plan(session, people, about="person" if subject == "person" else "case")
        assert dump(session) == before
        if plan.faults:
            faults(session, plan)
            return
        report = case_tables.apply(session, plan)
        stored = cases.people(session) if subject == "person" else cases.cases(session)
        assert report.added == len(stored)
        again = case_tables.plan(session, people, about=plan.choices.about)
        assert (again.added, again.changed, again.unchanged) == (0, 0, len(stored))
        after = dump(session)
        assert case_tables.apply(session, again).operation is None
        assert dump(session) == after
        if report.operation is not None:
            history.undo(session)
            assert dump(session) == before


def test_a_workbook_says_the_same_as_a_text_file(session: Session, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for line in PEOPLE.replace('"parle bas\nlongtemps absente"', "parle bas").splitlines():
        book.worksheets[0].append([float(each.replace(",", ".")) if "," in each and each[0].isdigit() else each
                                   for each in line.split(";")])  # fmt: skip
    buffer = io.BytesIO()
    book.save(buffer)
    (tmp_path / "gens.xlsx").write_bytes(buffer.getvalue())
    from_book = case_tables.plan(session, case_tables.read(tmp_path / "gens.xlsx"), about="person")
    text = PEOPLE.replace('"parle bas\nlongtemps absente"', "parle bas")
    from_text = case_tables.plan(session, table(text, tmp_path), about="person")
    assert from_book.rows == from_text.rows


# The real table of the craftspeople


@pytest.fixture
def artisans(session: Session, shared: Path) -> Session:
    for path in sorted((shared / "transcripts" / "fr-artisans").glob("*.docx")):
        documents.import_file(session, path)
    return session


def test_the_craftspeople_are_people_with_their_interviews(artisans: Session, shared: Path) -> None:
    people = case_tables.read(shared / "transcripts" / "fr-artisans" / "cases.csv")
    plan = case_tables.plan(artisans, people, about="person")
    assert roles(plan)["Index"] == ("ignore", None)
    assert roles(plan)["Nom Fichier"] == ("name", None)
    assert roles(plan)["Consentement"] == ("consent", None)
    assert plan.columns[2].values == {"oui v2": "quote", "oui v1": "quote", "ouiv2": "quote"}
    assert roles(plan)["Observation (2)"] == ("attribute", "text")
    # 65 rows, of which 7 continue the one above; 21 documents, each with its row, 37 rows without a document.
    assert (plan.added, len(plan.rows), len(plan.documents), len(plan.unmatched)) == (58, 58, 21, 37)
    assert (plan.doubtful, plan.left, plan.faults) == ((), (), ())
    matched = {match.name: match for match in plan.documents}
    assert matched["Entretien_01_24.10.03_01"].title == "Entretien 01 24.10.03 01_traitement_A"
    assert (matched["Entretien_01_24.12.09a"].number, matched["Entretien_01_24.12.09a"].how) == (4, "part")
    assert all(match.score >= 0.9 and (match.runner_up_score or 0) < 0.75 for match in plan.documents)
    assert "12, 20, 23, 26, 29, 32, 54" in told(plan.warnings)
    assert "(lines 9, 10, 45, 59, 60), new people get the consent “none”" in told(plan.warnings)
    before = dump(artisans)
    report = case_tables.apply(artisans, plan)
    assert report.operation is not None
    stored = {person.name: person for person in cases.people(artisans)}
    cut = stored["Entretien_01_24.12.09a"]
    assert cut.attributes["Observation"] == "en 2 parties + ref ext\nrassemblé sur traitement\npas de question 4"
    assert cut.documents == ("Entretien 01 24.12.09ab_traitement_A",)
    assert (stored["Entretien_01_24.12.03"].consent, cut.consent) == ("none", "quote")
    assert sum(bool(person.documents) for person in stored.values()) == 21
    again = case_tables.plan(artisans, people, about="person")
    assert (again.added, again.changed, again.unchanged) == (0, 0, 58)
    history.undo(artisans)
    assert dump(artisans) == before


def test_the_craftspeople_as_cases(artisans: Session, shared: Path) -> None:
    people = case_tables.read(shared / "transcripts" / "fr-artisans" / "cases.csv")
    plan = case_tables.plan(artisans, people, kind="interview")
    assert roles(plan)["Consentement"] == ("attribute", "text")
    assert "“Consentement” tells of consent, which people give" in told(plan.warnings)
    report = case_tables.apply(artisans, plan)
    assert (report.added, len(report.documents)) == (58, 21)
    assert sum(len(case.documents) for case in cases.cases(artisans)) == 21
    assert documents.view(artisans, documents.find(artisans, "4").id).case == "Entretien_01_24.12.09a"


def test_the_parisians_are_named_by_two_columns(session: Session, shared: Path) -> None:
    people = case_tables.read(shared / "transcripts" / "fr-cfpp" / "cfpp_metadata.csv")
    plan = case_tables.plan(session, people, about="person")
    assert (roles(plan)["PRÉNOM"], roles(plan)["NOM"]) == (("name", None), ("name", None))
    assert plan.rows[0].name == "LEA SAMVARIAN"


def test_somebody_says_which_case_a_row_is_about(session: Session) -> None:
    cases.add_case(session, "Atelier du Nord", attributes={"size": "24"})
    rows = grid(("Nom", "size"), ("Ateliers du Nord", "30"), ("Atelier du Nord-Est", "9"))
    plan = case_tables.plan(session, rows, same={2: "atelier du nord", 3: ""})
    assert [(row.case, row.known, row.status) for row in plan.rows] == [
        ("Atelier du Nord", "Atelier du Nord", "changed"),
        ("Atelier du Nord-Est", None, "added"),
    ]
    assert plan.known == ()
    case_tables.apply(session, plan)
    assert [(case.name, case.attributes["size"]) for case in cases.cases(session)] == [
        ("Atelier du Nord", 30),
        ("Atelier du Nord-Est", 9),
    ]
    with pytest.raises(ValueRefused):
        case_tables.plan(session, rows, same={2: "Ailleurs"})


def test_somebody_says_which_person_a_row_is_about(session: Session) -> None:
    cases.add_person(session, "Fatima Ait")
    rows = grid(("Nom", "Âge"), ("F. Ait", "43"))
    plan = case_tables.plan(session, rows, about="person", same={2: "Fatima Ait"})
    assert [(row.person, row.status) for row in plan.rows] == [("Fatima Ait", "changed")]
