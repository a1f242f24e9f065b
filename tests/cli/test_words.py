"""Tables in the reader's language: no raw value is left in them, and JSON keeps every one."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.cli import words
from qualcode.model.case import CONSENTS
from qualcode.model.codebook import EFFECTS
from qualcode.model.coding import MEMO_SUBJECTS, ORIGINS
from qualcode.model.document import KINDS
from qualcode.model.project import LANGUAGES
from qualcode.model.suggestion import EVIDENCE_KINDS
from tests.cli.conftest import Run


@pytest.fixture
def tokyo(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if not hasattr(time, "tzset"):
        pytest.skip("the time zone cannot be changed here")
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_every_value_of_ours_has_a_name() -> None:
    for values, name in ((KINDS, words.kind), (ORIGINS, words.origin), (MEMO_SUBJECTS, words.subject)):
        assert all(name(value)[:1].isupper() for value in values)
    assert all(words.tongue(language) != language for language in LANGUAGES)
    assert [words.effect(effect) for effect in EFFECTS][3] == "Nothing changed"
    assert words.effect(None) is None
    assert all(words.consent(value).startswith(f"{value} (") for value in CONSENTS)
    assert all(words.evidence(kind) for kind in EVIDENCE_KINDS)


def test_what_people_chose_stays_as_they_wrote_it() -> None:
    assert (words.case_kind("enterprise"), words.case_kind("réseau local")) == ("Enterprise", "réseau local")


@pytest.mark.usefixtures("tokyo")
def test_moments_are_told_by_the_clock_on_the_wall(run: Run, project: Path) -> None:
    assert words.when("2026-11-21T23:30:00+00:00") == "2026-11-22 08:30"
    entry = run("history", "--limit", 1, "--json").json[0]
    assert entry["at"][19:] in {"Z", "+00:00"} or "." in entry["at"]
    told = run("history", "--limit", 1).out
    assert words.when(entry["at"]) in told
    assert entry["at"] not in told


def test_tables_name_things_and_json_keeps_the_values(run: Run, project: Path) -> None:
    assert "Récit de vie" in run("--lang", "fr", "documents").out
    assert {each["kind"] for each in run("--lang", "fr", "documents", "--json").json} == {"life-story", "interview"}
    table = run("--lang", "fr", "codings").out
    assert "Liens sociaux" in table and "Négatif" in table
    assert "social/ties" not in table and "negative" not in table
    assert "economic/income" in {each["code"] for each in run("--lang", "fr", "codings", "--json").json}


def test_codes_of_one_name_are_told_by_their_path(run: Run, project: Path) -> None:
    run("codebook", "add", "Santé", "--parent", "economic", "--language", "fr")
    run("codebook", "rename", "social/health", "Santé", "--language", "fr")
    run("code", 1, 0, 9, "economic/sante")
    assert "Économique / Santé" in run("--lang", "fr", "codings").out
