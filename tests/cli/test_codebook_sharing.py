"""Codebook versions, crosswalks, unions and readings as commands, told to people and to programs."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.importers.codebooks import read
from tests.cli.conftest import Run
from tests.ops.stories import story

OTHER = """\
key,parent,label_fr,label_en,definition_en
social,,Social,Social,
social/confidence,social,Confiance en soi,Self-confidence,To dare.
social/reseau,social,Réseau,Network,
culture,,Culture,Culture,
"""


@pytest.fixture
def pool(run: Run, tmp_path: Path) -> Path:
    story(tmp_path).close()
    (tmp_path / "other.csv").write_text(OTHER, encoding="utf-8")
    return tmp_path / "p.qualcode"


def test_versions_are_named_listed_and_read(run: Run, pool: Path) -> None:
    made = run("codebook", "version", "pilot", "--note", "agreed", "--json").json
    assert (made["name"], made["note"], made["codes"]) == ("pilot", "agreed", 5)
    run("codebook", "rename", "social/ties", "Liens forts")
    assert [each["name"] for each in run("codebook", "version", "--json").json] == ["pilot"]
    assert "agreed" in run("--lang", "en", "codebook", "version").out
    assert run("codebook", "version", "PILOT", "--json").refusal["code"] == "name-refused"
    assert run("codebook", "version", "--note", "why").status == 2
    told = run("codebook", "log", "--json").json
    assert [(each["operation"], each["version"], each["reason"]) for each in told[1:]] == [
        ("codebook.version", "pilot", "agreed"), ("code.rename", None, ""),
    ]  # fmt: skip
    assert "Social ties is called “Liens forts”" in run("--lang", "en", "codebook", "log").out
    shown = run("codebook", "crosswalk", "@pilot", "--json").json
    assert {(each["from"], each["to"]) for each in shown} >= {("social/ties", "social/ties")}
    # Nobody is shown pairs of which there is nothing to decide.
    assert f"The same in both: {len(shown)}" in run("--lang", "en", "codebook", "crosswalk", "@pilot").out
    assert run("codebook", "crosswalk", "@other", "--json").refusal["code"] == "version-not-found"


def test_codings_tell_their_version(run: Run, pool: Path) -> None:
    run("codebook", "version", "pilot")
    made = run("code", "1", "31", "37", "social/ties", "--json").json
    versions = {each["id"]: each["codebook_version"] for each in run("codings", "--json").json}
    assert versions.pop(made["id"]) == "pilot"
    assert set(versions.values()) == {None}


def test_pairs_are_proposed_said_and_forgotten(run: Run, pool: Path) -> None:
    words = ("codebook", "crosswalk", "other.csv")
    assert {each["state"] for each in run(*words, "--json").json} == {"open"}
    said = run(
        *words, "--confirm", "social/ties=social/reseau", "--decline", "economic=", "--note", "seen", "--json"
    ).json
    assert [(each["from"], each["to"], each["state"], each["note"]) for each in said] == [
        ("social/ties", "social/reseau", "confirmed", "seen"), ("economic", None, "declined", "seen"),
    ]  # fmt: skip
    assert "confirmed" in run("--lang", "en", *words, "--list").out
    assert len(run(*words, "--all-above", ".9", "--json").json) == 4
    assert len(run(*words, "--remove", "economic=", "--json").json) == 3
    assert run(*words, "--confirm", "social", "--json").status == 2
    assert run(*words, "--all-above", "2").status == 2
    assert "confirmed" in run("--lang", "en", *words).out


def test_codebooks_are_made_one(run: Run, pool: Path, tmp_path: Path) -> None:
    run("codebook", "crosswalk", "other.csv", "--confirm", "social/ties=social/reseau")
    done = run("codebook", "merge", "p.qualcode", "other.csv", "-o", "both.yaml", "--json").json
    assert list(done) == ["codes", "joined", "added", "conflicts", "apart"]
    assert (done["codes"], done["joined"], done["added"]) == (6, 3, 1)
    assert {"code": "social/confidence", "field": "definition", "language": "en", "ours": "To feel able.",
            "theirs": "To dare.", "book": "other.csv"} in done["conflicts"]  # fmt: skip
    first = {code.key: code.id for code in read(tmp_path / "both.yaml").codes}
    shown = {code["key"]: code["id"] for code in run("codebook", "show", "--json").json["codes"]}
    assert {key: first[key] for key in shown} == shown
    again = run("codebook", "merge", "both.yaml", "other.csv", "-o", "again.yaml", "--json").json
    assert again["added"] == 0
    assert (tmp_path / "again.yaml").read_bytes() == (tmp_path / "both.yaml").read_bytes()
    words = ("codebook", "merge", "p.qualcode", "other.csv", "--preview")
    assert "Said differently" in run("--lang", "en", *words).out
    theirs = run(*words, "--words-of", "en=other.csv", "--json").json
    said = {(each["code"], each["field"]): (each["ours"], each["theirs"]) for each in theirs["conflicts"]}
    assert said["social/confidence", "definition"] == ("To dare.", "To feel able.")
    assert run(*words, "--words-of", "nowhere", "--json").refusal["code"] == "not-among-them"
    assert (
        run("codebook", "merge", "p.qualcode", "other.csv", "-o", "both.yaml", "--json").refusal["code"]
        == "file-exists"
    )
    for faulty in (("other.csv", "--preview"), ("p.qualcode", "other.csv"),
                   ("other.csv", "--into-project", "-o", "x.yaml")):  # fmt: skip
        assert run("codebook", "merge", *faulty).status == 2


def test_codebooks_come_into_the_project(run: Run, pool: Path) -> None:
    before = len(run("history", "--json").json)
    told = run("codebook", "merge", "other.csv", "--into-project", "--preview", "--json").json
    assert len(run("history", "--json").json) == before
    assert run("codebook", "merge", "other.csv", "--into-project", "--json").json == told
    assert len(run("codebook", "show", "--json").json["codes"]) == told["codes"]
    run("undo")
    assert len(run("codebook", "show", "--json").json["codes"]) == 5


def test_codings_are_read_and_recoded_under_another_codebook(run: Run, pool: Path) -> None:
    run("codebook", "crosswalk", "other.csv", "--confirm", "social/ties=social/reseau")
    run("codebook", "rename", "social/confidence", "Oser")
    answer = run("codings", "--under", "other.csv", "--json")
    assert {(each["own_code"], each["code"]) for each in answer.json} >= {("social/ties", "social/reseau")}
    shown = run("--lang", "en", "codings", "--under", "other.csv").out
    assert "Network (Social ties)" in shown
    run("codebook", "crosswalk", "other.csv", "--decline", "social=")
    assert "Social (1)" in run("--lang", "en", "codings", "--under", "other.csv").err
    refused = run("codebook", "recode", "--under", "other.csv", "--preview", "--json").refusal
    assert refused["code"] == "name-refused", "theirs would stand beside ours of the same name"
    run("codebook", "crosswalk", "other.csv", "--remove", "social=")
    told = run("codebook", "recode", "--under", "other.csv", "--preview", "--json").json
    assert told["operation"] is None
    assert "Nothing is stored." in run("--lang", "en", "codebook", "recode", "--under", "other.csv", "--preview").err
    done = run("codebook", "recode", "--under", "other.csv", "--json").json
    assert {**done, "operation": None, "differing": None} == told
    assert {each["code"] for each in run("codings", "--json").json} == {"social", "social/confidence", "social/reseau"}
    run("undo")
    assert {each["code"] for each in run("codings", "--json").json} == {"social", "social/confidence", "social/ties"}
