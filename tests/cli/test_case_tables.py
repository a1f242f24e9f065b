"""`case import` and `person import`: what a table would do is shown, what it does is told, what is wrong is refused."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from qualcode.i18n import set_language

from .conftest import Run

PEOPLE = """\
N°;Nom;Structure;Consentement;Âge;Note
1;Fatima;Atelier Nord;oui v2;43,5;parle bas
2;Michel;Atelier Nord;Oui, anonyme;51;
3;Bernard;Vents du Hainaut;;62;[/bold] \x1b[31m
"""


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "gens.csv"
    path.write_text(PEOPLE, encoding="utf-8")
    return path


def test_a_preview_shows_columns_documents_and_counts_and_stores_nothing(project: Path, people: Path, run: Run) -> None:
    before = run("history", "--json").json
    answer = run("person", "import", people, "--dry-run")
    assert answer.status == 0
    lines = answer.out.splitlines()
    assert any(line.split()[:3] == ["Nom", "name", "guessed"] for line in lines)
    assert any(line.split()[:4] == ["Âge", "property", "(number)", "guessed"] for line in lines)
    assert "oui v2 → quote | Oui, anonyme → anonymised" in answer.out
    assert any("Michel" in line and "03-recit-de-michel" in line and "0.95" in line for line in lines)
    assert "Would be added: 1; changed: 2; as they are: 0." in answer.out
    assert "2 documents are theirs; rows without one: 1; documents without a row: 1." in answer.out
    assert "new people get the consent “none”" in answer.err
    assert "\x1b" not in answer.out + answer.err
    assert "[/bold]" in answer.out
    assert run("history", "--json").json == before


def test_the_preview_as_json_is_what_the_import_says(project: Path, people: Path, run: Run) -> None:
    preview = run("person", "import", people, "--dry-run", "--json").json
    done = run("person", "import", people, "--json").json
    assert list(done) == [
        "added", "changed", "unchanged", "documents", "doubtful", "unmatched", "left", "known", "columns", "warnings",
        "faults", "operation",
    ]  # fmt: skip
    assert preview["operation"] is None
    assert done == {**preview, "operation": done["operation"]}
    assert (done["added"], done["changed"], done["unchanged"]) == (1, 2, 0)
    assert [(each["row"], each["name"], each["number"]) for each in done["documents"]] == [
        (2, "Fatima", 1),
        (3, "Michel", 3),
    ]
    assert {each["document"] for each in done["documents"]} <= {each["id"] for each in run("documents", "--json").json}
    assert done["unmatched"] == [{"row": 4, "name": "Bernard"}]
    assert done["columns"][1] == {
        "column": "Nom", "as": "name", "type": None, "guessed": True,
        "samples": ["Fatima", "Michel", "Bernard"], "values": {},
    }  # fmt: skip
    assert run("history", "--json").json[-1]["operation"] == "person.import"
    stored = {each["name"]: each for each in run("person", "--json").json}
    assert stored["Fatima"]["attributes"] == {"Note": "parle bas", "Âge": 43.5}
    assert stored["Michel"]["case"] == "Atelier Nord"


def test_the_same_table_again_changes_nothing_and_undo_takes_all_back(project: Path, people: Path, run: Run) -> None:
    before = run("person", "--json").json
    run("person", "import", people)
    again = run("person", "import", people, "--json").json
    assert (again["added"], again["changed"], again["unchanged"], again["operation"]) == (0, 0, 3, None)
    assert run("undo").status == 0
    assert run("person", "--json").json == before


def test_columns_cells_and_lines_may_be_spoken_of(project: Path, people: Path, run: Run) -> None:
    words = ["case", "import", people, "--map", "Structure=name", "--map", "nom=person", "--map", "Âge=ignore"]
    words += ["--map", "Note=attribute:text", "--consent", "=count", "--match", "4=2", "--match", "2="]
    done = run(*words, "--kind", "workshop", "--json").json
    found = {column["column"]: (column["as"], column["type"]) for column in done["columns"]}
    assert found["Structure"] == ("name", None)
    assert found["Nom"] == ("person", None)
    assert found["Note"] == ("attribute", "text")
    assert [(each["row"], each["number"], each["how"]) for each in done["documents"]] == [
        (3, 3, "within"),
        (4, 2, "confirmed"),
    ]
    assert {each["name"]: each["kind"] for each in run("case", "--json").json} == {
        "Atelier Nord": "enterprise",
        "Vents du Hainaut": "workshop",
    }
    consents = {each["name"]: each["consent"] for each in run("person", "--json").json}
    assert consents["Bernard"] == "count"


def test_the_rows_may_be_about_the_other(project: Path, people: Path, run: Run) -> None:
    done = run("case", "import", people, "--as", "person", "--json").json
    assert (done["added"], done["changed"]) == (1, 2)


def test_doubtful_documents_are_listed(project: Path, tmp_path: Path, run: Run) -> None:
    (tmp_path / "cas.csv").write_text("Entreprise,Pool\nAtelier Nord,insertion\n", encoding="utf-8")
    answer = run("case", "import", "cas.csv")
    assert "Doubtful, and left alone" in answer.out
    assert "02-encadrant-atelier-nord" in answer.out
    assert run("case", "import", "cas.csv", "--accept-below", "0,8", "--json").json["documents"][0]["number"] == 2


def test_faults_refuse_all_and_are_shown_in_the_preview(project: Path, tmp_path: Path, run: Run) -> None:
    (tmp_path / "gens.csv").write_text("Nom,Consentement\nFatima,oui\n,oui\nMichel,peut-être\n", encoding="utf-8")
    before = run("person", "--json").json
    refused = run("person", "import", "gens.csv", "--json")
    assert refused.status == 1
    told = refused.refusal
    assert told["code"] == "bad-data"
    assert [fault.split(":")[0] for fault in told["faults"]] == ["line 3", "line 4"]
    assert run("person", "--json").json == before
    preview = run("person", "import", "gens.csv", "--dry-run")
    assert preview.status == 0
    assert "line 3: there is no name" in preview.out
    assert "peut-être → ?" in preview.out
    assert run("person", "import", "gens.csv", "--dry-run", "--json").json["faults"] == told["faults"]


def test_a_sheet_of_a_workbook_and_an_encoding_may_be_named(project: Path, tmp_path: Path, run: Run) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["x", "y"])
    page = book.create_sheet("Cas")
    page.append(["Entreprise", "Emplois"])
    page.append(["Vents du Hainaut", 12])
    book.save(tmp_path / "cas.xlsx")
    assert run("case", "import", "cas.xlsx", "--sheet", "cas", "--json").json["added"] == 1
    (tmp_path / "cas.csv").write_bytes("Entreprise;Siège\nÉpicerie;Liège\n".encode("cp850"))
    assert run("case", "import", "cas.csv", "--encoding", "cp850", "--json").json["added"] == 1
    assert [each["name"] for each in run("case", "--json").json] == ["Atelier Nord", "Épicerie", "Vents du Hainaut"]


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (["--map", "Nom"], 2, "“Nom” is not possible for --map."),
        (["--map", "Prénom=name"], 1, "“Prénom” is not possible for a column of the table."),
        (["--map", "Nom=nickname"], 1, "“nickname” is not possible for Nom."),
        (["--consent", "oui"], 2, "“oui” is not possible for --consent."),
        (["--consent", "oui=perhaps"], 1, "“perhaps” is not possible for consent."),
        (["--match", "x=1"], 2, "“x=1” is not possible for --match."),
        (["--match", "99=1"], 1, "“99” is not possible for a line of the table."),
        (["--match", "2=nowhere"], 1, "There is no document “nowhere”."),
        (["--accept-below", "high"], 2, "The value of --accept-below cannot be used: it must be a number"),
        (["--accept-below", "nan"], 2, "The value of --accept-below cannot be used: it must be a number"),
        (["--as", "group"], 2, "The value of --as cannot be used: possible are case, person."),
        (["--encoding", "cp1252000"], 1, "“gens.csv” is not text in the encoding cp1252000."),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(
    project: Path, people: Path, run: Run, words: list[str], status: int, sentence: str
) -> None:
    answer = run("person", "import", people.name, *words)
    assert (answer.status, answer.out) == (status, "")
    assert answer.err.startswith(sentence), answer.err


def test_a_file_that_is_no_table_is_refused_before_the_project_is_opened(tmp_path: Path, run: Run) -> None:
    (tmp_path / "cas.ods").write_bytes(b"x")
    answer = run("case", "import", "cas.ods")
    assert answer.status == 1
    assert "save it as .xlsx or .csv" in answer.err


def test_the_craftspeople_in_french(project: Path, shared: Path, run: Run) -> None:
    table = shared / "transcripts" / "fr-artisans" / "cases.csv"
    try:
        answer = run("--lang", "fr", "person", "import", table)
    finally:
        set_language("en")
    assert answer.status == 0
    assert len(run("person", "--json").json) == 3 + 58


def test_what_says_that_there_is_nothing_stays_missing_where_a_property_has_a_type(
    project: Path, tmp_path: Path, run: Run
) -> None:
    rows = ["Entreprise;Emplois;Agréée;Fondée;Note", "Un;12,5;oui;31/12/2019;n/a", "Deux;n/a;-;.;bien", "Trois;;–;nd;-"]
    (tmp_path / "cas.csv").write_text("\n".join(rows), encoding="utf-8")
    run("case", "import", "cas.csv")
    found = {each["name"]: each["attributes"] for each in run("case", "--json").json}
    assert found["Un"] == {"Emplois": 12.5, "Agréée": True, "Fondée": "2019-12-31", "Note": "n/a"}
    assert (found["Deux"], found["Trois"]) == ({"Note": "bien"}, {"Note": "-"})
