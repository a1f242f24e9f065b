"""Agreement, typed as commands."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run

MEASURES = [
    "percent", "holsti", "cohen_kappa", "fleiss_kappa", "brennan_prediger", "gwet_ac1", "alpha_binary", "u_alpha",
    "cu_alpha",
]  # fmt: skip


def test_agreement_has_the_keys_of_the_interface(run: Run, project: Path) -> None:
    found = run("agreement", "--json").json
    keys = ["coders", "unit", "n_units", "measures", "intervals", "codes", "disagreements", "notes"]
    assert list(found)[: len(keys)] == keys
    assert (found["coders"], found["unit"]) == (["jan", "marie"], "character")
    assert list(found["measures"]) == MEASURES
    assert list(found["codes"][0])[:3] == ["code", "measures", "coded"]
    assert set(found["codes"][0]["coded"]) == {"jan", "marie"}
    assert list(found["disagreements"][0]) == ["document", "start", "end", "by"]
    assert set(found["disagreements"][0]["by"]) == {"jan", "marie"}
    assert all(isinstance(note, str) for note in found["notes"])
    documents = {each["id"] for each in run("documents", "--json").json}
    assert {each["document"] for each in found["disagreements"]} <= documents
    ties = next(each for each in found["codes"] if each["code"] == "social/ties")
    assert ties["measures"]["percent"] == 1


def test_agreement_is_shown_to_people_without_a_verdict(run: Run, project: Path) -> None:
    shown = run("agreement", "show", "--unit", "sentence", "--draws", "0").out
    assert "Cohen’s kappa" in shown and "social/ties" in shown and "Stretches on which they differ" in shown
    assert not any(word in shown.casefold() for word in ("substantial", "almost perfect", "moderate", "slight"))


def test_options_narrow_what_is_compared(run: Run, project: Path) -> None:
    found = run("agreement", "--coders", "marie,jan", "--codes", "social", "--region", "all", "--json").json
    assert found["coders"] == ["marie", "jan"]
    assert [each["code"] for each in found["codes"]] == ["social"]


def test_fewer_than_two_coders_are_refused(run: Run, project: Path) -> None:
    refused = run("agreement", "--coders", "marie", "--json")
    assert refused.status == 1 and refused.refusal["code"] == "too-few-coders"
    assert run("agreement", "--unit", "word").status == 2


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval", "ratio"])
def test_a_table_of_ratings(run: Run, tmp_path: Path, level: str) -> None:
    (tmp_path / "r.csv").write_text("unit,A,B\n1,1,1\n2,2,1\n3,,2\n4,2,2\n", encoding="utf-8")
    found = run("agreement", "table", "r.csv", "--level", level, "--json").json
    assert list(found)[:2] == ["measures", "notes"]
    assert list(found["measures"]) == [
        "percent", "cohen_kappa", "fleiss_kappa", "brennan_prediger", "gwet_ac1", "alpha",
    ]  # fmt: skip
    assert found["measures"]["percent"] == pytest.approx(2 / 3)
    assert "Krippendorff" in run("agreement", "table", "r.csv", "--level", level).out


def test_disagreements_are_listed_settled_and_told(run: Run, project: Path) -> None:
    found = run("agreement", "queue", "--json").json
    assert list(found) == ["coders", "contested", "settled", "total", "notes"]
    first = found["contested"][0]
    assert list(first)[:7] == ["document", "title", "start", "end", "quote", "code", "kind"]
    assert first["kind"] in {"missed", "other-code", "other-span"}
    one = first["codings"][0]["id"]
    made = run("agreement", "settle", one, "--take", one, "--reason", "Dit ainsi.", "--json").json
    assert (made[0]["outcome"], made[0]["coder"], made[0]["consensus"]["coder"]) == ("consensus", "marie", "consensus")
    after = run("agreement", "queue", "--json").json
    assert (after["settled"], after["total"]) == (1, found["total"])
    told = run("agreement", "queue", "--settled").out
    assert "Dit ainsi." in told and "agreed on" in told
    run("undo")
    assert run("agreement", "queue", "--json").json == found
    assert run("agreement", "settle", one, "--json").refusal["code"] == "nothing-agreed"
    assert "left open" in run("agreement", "settle", one, "--outcome", "left").out


def test_codes_that_are_mixed_up(run: Run, project: Path) -> None:
    found = run("agreement", "confusion", "--json").json
    assert list(found) == ["coders", "pairs", "codes", "notes"]
    assert {each["code"] for each in found["codes"]} >= {"economic/income", "social/confidence"}
    assert "social/confidence" in run("agreement", "confusion").out
    run("agreement", "confusion", "-o", "mixed.csv", "--lang", "fr")
    assert "rien" in Path("mixed.csv").read_text("utf-8")
    mixed = run("agreement", "queue", "--mixed", "economic/income=", "--json").json
    assert {each["code"] for each in mixed["contested"]} == {"economic/income"}
    assert run("agreement", "queue", "--mixed", "economic/income", "--json").refusal["code"] == "usage"
