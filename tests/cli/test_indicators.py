"""`indicators`, `propose` and `proposals` on the command line: their JSON, their tables, what they refuse."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Run

LONG = """\
case,indicator,period,value,target,unit,direction,code,kind
Atelier Nord,Jobs,2022,10,,FTE,higher,economic/employment,number
Atelier Nord,Jobs,2024,"12,5",15,FTE,,,
Atelier Nord,Absence,2022,n/a,,%,lower,,
"""
KEYS = [
    "key", "labels", "definition", "kind", "unit", "direction", "threshold", "code", "rungs", "aggregate", "source",
    "status", "measurements",
]  # fmt: skip


@pytest.fixture
def table(project: Path, tmp_path: Path) -> Path:
    path = tmp_path / "values.csv"
    path.write_text(LONG, encoding="utf-8")
    return path


def test_a_table_is_taken_in_and_listed_with_the_keys_of_the_interface(table: Path, run: Run) -> None:
    done = run("indicators", "import", table, "--json").json
    assert (done["indicators"], done["measurements"]) == (2, {"added": 3, "changed": 0, "same": 0})
    assert isinstance(done["warnings"], list) and isinstance(done["operation"], int)
    again = run("indicators", "import", table, "--json").json
    assert (again["measurements"], again["operation"]) == ({"added": 0, "changed": 0, "same": 3}, None)
    jobs = run("indicators", "list", "--json").json[0]
    assert list(jobs)[: len(KEYS)] == KEYS
    assert list(jobs["measurements"][0]) == [
        "case", "period", "value", "target", "baseline", "note", "codings", "coder",
    ]  # fmt: skip
    assert [(each["period"], each["value"], each["baseline"]) for each in jobs["measurements"]] == [
        ("2022", 10.0, True), ("2024", 12.5, False),
    ]  # fmt: skip
    assert (jobs["code"], jobs["trends"][0]["change"]) == ("economic/employment", 2.5)
    shown = run("indicators").out
    assert "12.5 (2024)" in shown and "↗ better" in shown


def test_a_preview_stores_nothing_and_faults_are_told_by_line(table: Path, run: Run) -> None:
    assert "Would be added: 3" in run("indicators", "import", table, "--preview").out
    assert run("indicators", "--json").json == []
    table.write_text(LONG + "Nowhere,Jobs,2024,x,,,,,\nAtelier Nord,Jobs,2025,?!,,,,,\n", encoding="utf-8")
    refused = run("indicators", "import", table)
    assert (refused.status, refused.out) == (1, "")
    assert "line 5" in refused.err and "line 6" in refused.err and "Nowhere" in refused.err
    assert run("indicators", "import", table, "--json").refusal["code"] == "bad-data"
    assert run("indicators", "--json").json == []


def test_an_indicator_is_added_changed_measured_judged_and_removed(project: Path, run: Run) -> None:
    run("indicators", "add", "Autonomie", "--label", "en=Autonomy", "--rung", "none", "--rung", "fr=seule;en=alone")
    made = run("indicators", "set", "autonomy", "--code", "social/confidence", "--source", "stories", "--json").json[0]
    assert (made["kind"], made["code"], made["rungs"][1]) == (
        "level",
        "social/confidence",
        {"fr": "seule", "en": "alone"},
    )
    assert run("indicators", "measure", "autonomy", "Atelier Nord", "2024", "1").status == 1
    assert run("indicators", "judge", "autonomy", "Atelier Nord", "2024", "alone").status == 1
    coding = run("code", 1, 0, 20, "social/confidence", "--json").json["id"]
    judged = run("indicators", "judge", "autonomy", "Atelier Nord", "2024", "alone", "--cite", coding, "--json").json[0]
    assert (judged["measurements"][0]["value"], judged["measurements"][0]["codings"]) == (1.0, [coding])
    run("indicators", "add", "Jobs", "--unit", "FTE")
    run("indicators", "measure", "jobs", "Atelier Nord", "2023", "1 204,5", "--target", "1300")
    run("indicators", "measure", "jobs", "Atelier Nord", "2024", "--", "-")
    values = run("indicators", "list", "--case", "Atelier Nord", "--json").json[1]["measurements"]
    assert [(each["value"], each["target"]) for each in values] == [(1204.5, 1300.0), (None, None)]
    assert run("indicators", "unmeasure", "jobs", "Atelier Nord", "2024", "--json").json == {"removed": 1}
    assert run("indicators", "remove", "jobs", "--json").json == {"removed": 1, "measurements": 1}
    assert run("indicators", "set", "autonomy").status == 2
    assert run("indicators", "measure", "autonomy", "Atelier Nord", "2024", "many").status == 2
    assert run("indicators", "remove", "jobs").status == 1
    assert run("indicators", "add", "Emplois", "--label", "fr=Postes").status == 2


def test_proposals_are_made_discussed_and_decided(project: Path, run: Run) -> None:
    made = run("propose", "indicator", "--from-code", "economic/employment", "--reason", "asked for", "--json").json
    assert set(made["content"]) >= {"label_fr", "label_nl", "label_en", "label_de", "code"}
    coding = run("code", 1, 0, 20, "social/confidence", "--json").json["id"]
    second = run("propose", "indicator", "Courage", "--from-codings", coding, "--json").json
    assert (second["content"]["codings"], second["content"]["code"]) == (coding, "social/confidence")
    third = run("propose", "code", "add", "Voice", "--under", "social", "--definition", "To be heard.", "--json").json
    run("proposals", "discuss", made["id"], "Six months is short.")
    accepted = run("proposals", "accept", made["id"][:8], "--reason", "agreed", "--json").json
    assert (accepted["status"], accepted["remarks"][0]["text"]) == ("accepted", "Six months is short.")
    assert run("proposals", "decline", second["id"], "--reason", "vague", "--json").json["decision"] == "vague"
    assert [each["id"] for each in run("proposals", "list", "--open", "--json").json] == [third["id"]]
    run("proposals", "accept", third["id"], "--reason", "yes")
    assert any(code["parent"] == "social" for code in run("codebook", "show", "--json").json["codes"])
    assert len(run("indicators", "--json").json) == 1
    assert run("proposals", "accept", made["id"], "--reason", "again", "--json").refusal["code"] == "proposal-closed"
    assert run("proposals", "accept", third["id"]).status == 2
    assert "declined" in run("proposals").out
