"""Each command, as people call it and as programs do; what is refused leaves nothing behind."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from qualcode.cli.commands.documents import clock, expand, glimpse
from qualcode.model.text import canonical
from tests.rights import bound_by_rights

from .conftest import DIDIER, FATIMA, MICHEL, Run

DOCUMENT_KEYS = [
    "number", "id", "title", "kind", "language", "characters", "words", "turns", "speakers", "case", "sha256",
    "text_sha256", "source", "warnings", "codings",
]  # fmt: skip
CODING_KEYS = [
    "id", "document", "start", "end", "quote", "code", "coder", "effect", "facets", "memo", "origin", "created",
]  # fmt: skip


def test_a_project_is_made_and_says_what_to_type_next(run: Run, tmp_path: Path) -> None:
    answer = run("new", "pool", "--title", "Pool insertion")
    assert answer.status == 0
    assert (tmp_path / "pool.qualcode").exists()
    assert "qualcode -p pool.qualcode import" in answer.out
    made = run("new", "second.qualcode", "--language", "nl", "--json").json
    assert made["project"] == "second.qualcode"
    assert made["language"] == "nl"
    assert made["codes"] > 30
    again = run("new", "second.qualcode", "--json")
    assert again.status == 1
    assert again.refusal["code"] == "file-exists"


def test_transcripts_come_in_and_are_listed(run: Run) -> None:
    run("new", "pool.qualcode")
    answer = run("import", FATIMA, DIDIER, "--case", "Atelier Nord", "--kind", "interview", "--json")
    assert answer.status == 0
    assert [list(document)[:15] for document in answer.json] == [DOCUMENT_KEYS, DOCUMENT_KEYS]
    first = answer.json[0]
    assert first["case"] == "Atelier Nord"
    assert first["speakers"] == ["INT", "FATIMA"]
    assert first["sha256"] == hashlib.sha256(FATIMA.read_bytes()).hexdigest()
    assert run("documents", "--json").json == answer.json
    assert "01-recit-de-fatima" in run("documents").out
    assert run("--json", "documents").json == answer.json


def test_good_files_stay_and_bad_ones_are_told(run: Run, tmp_path: Path) -> None:
    run("new", "pool.qualcode")
    (tmp_path / "leer.txt").touch()
    (tmp_path / "kaputt.docx").write_bytes(b"not a zip file at all")
    answer = run("import", "leer.txt", FATIMA, "kaputt.docx", "fehlt.txt", "--json")
    assert answer.status == 1
    assert [document["source"] for document in answer.json] == [FATIMA.name]
    codes = [json.loads(line)["code"] for line in answer.err.splitlines()]
    assert len(codes) == 3
    assert {"file-empty", "file-not-found"} <= set(codes)
    assert run("stats", "--json").json["documents"] == 1


def test_an_import_where_nothing_was_good_leaves_standard_output_empty(run: Run) -> None:
    run("new", "pool.qualcode")
    answer = run("import", "fehlt.txt", "--json")
    assert (answer.status, answer.refusal["code"]) == (1, "file-not-found")
    assert run("import", "fehlt.txt").out == ""


def test_a_file_that_is_there_already_is_skipped_with_a_warning(run: Run, project: Path) -> None:
    answer = run("import", FATIMA, "--json")
    assert answer.status == 0
    assert answer.json[0]["number"] == 1
    assert "imported before" in answer.json[0]["warnings"][0]
    assert "imported before" in answer.err
    assert run("stats", "--json").json["documents"] == 3


def test_text_is_exactly_the_canonical_text(run: Run, project: Path, tmp_path: Path) -> None:
    assert run("text", 1).out == canonical(FATIMA.read_text("utf-8")).text
    (tmp_path / "windows.txt").write_bytes("INT: Bonjour à toi.\r\nMarc: Ça va…\r\n".encode())
    run("import", "windows.txt")
    assert run("text", "windows").out == "INT: Bonjour à toi.\nMarc: Ça va…\n"


def test_documents_are_named_by_number_id_title_or_their_beginning(run: Run, project: Path) -> None:
    whole = run("documents", "--json").json[0]
    for name in ("1", whole["id"], whole["id"][:8], whole["title"], "01-recit"):
        assert run("text", name, "--json").json["document"] == whole["id"]
    assert run("text", "0", "--json").refusal["code"] in {"ambiguous", "document-not-found"}
    assert run("text", "nulle part", "--json").refusal["code"] == "document-not-found"


def test_turns_say_where_speech_begins(run: Run, project: Path) -> None:
    turns = run("turns", 1, "--json").json
    text = run("text", 1, "--json").json["text"]
    keys = ["index", "start", "end", "label_start", "speaker", "person", "time", "end_time"]
    assert set(keys) <= set(turns[0])
    narrator = next(turn for turn in turns if turn["speaker"] == "FATIMA")
    assert text[narrator["start"] :].startswith("Où je veux")
    assert text[narrator["label_start"] : narrator["start"]] == "FATIMA : "
    assert narrator["person"] == "Fatima"
    assert "Où je veux" in run("turns", 1).out


def test_speakers_are_listed_renamed_joined_and_mapped(run: Run, project: Path) -> None:
    listed = run("speakers", 1, "--json").json
    assert [list(view) for view in listed] == [["speaker", "turns", "words", "person", "interviewer"]] * 2
    assert run("speakers", "list", 1, "--json").json == listed
    assert run("speakers", "--json", "rename", 1, "INT", "Enquêtrice").json[0]["speaker"] == "Enquêtrice"
    mapped = run("speakers", "map", 2, "Didier", "--interviewer", "--json").json
    assert next(view for view in mapped if view["speaker"] == "Didier")["interviewer"] is True
    joined = run("speakers", "rename", 1, "Enquêtrice", "FATIMA", "--json").json
    assert [view["speaker"] for view in joined] == ["FATIMA"]
    assert joined[0]["turns"] == sum(view["turns"] for view in listed)
    assert run("speakers", "map", 1, "Personne", "--interviewer", "--json").refusal["code"] == "speaker-not-found"


def test_a_document_called_like_a_command_is_reached_by_its_number(run: Run, project: Path, tmp_path: Path) -> None:
    (tmp_path / "rename.txt").write_text("INT: Bonjour.\nMarc: Bonjour à vous.\n", "utf-8")
    number = run("import", "rename.txt", "--json").json[0]["number"]
    assert run("speakers", "rename").status == 2
    assert [view["speaker"] for view in run("speakers", number, "--json").json] == ["INT", "Marc"]


def test_done_marks_who_has_finished(run: Run, project: Path) -> None:
    assert run("done", 1, "--json").json["done_by"] == ["marie"]
    assert run("--coder", "jan", "done", 1, "--json").json["done_by"] == ["jan", "marie"]
    titles = {view["name"]: view["done"] for view in run("coders", "--json").json}
    assert titles == {"jan": ["01-recit-de-fatima"], "marie": ["01-recit-de-fatima"]}
    assert run("done", 1, "--undo", "--json").json["done_by"] == ["jan"]


def test_the_codebook_is_shown_and_goes_through_files(run: Run, project: Path, tmp_path: Path) -> None:
    book = run("codebook", "--json").json
    assert book == run("codebook", "show", "--json").json
    assert [code["key"] for code in book["codes"] if code["parent"] is None] == [
        "economic", "social", "political", "environmental", "territorial",
    ]  # fmt: skip
    code = next(code for code in book["codes"] if code["key"] == "social/confidence")
    assert code["dimension"] == "social"
    assert set(code["labels"]) == {"fr", "nl", "en", "de"}
    for name in ("book.yaml", "book.csv"):
        assert run("codebook", "export", name, "--json").json["codes"] == len(book["codes"])
        assert run("codebook", "export", name, "--json").refusal["code"] == "file-exists"
        assert run("codebook", "export", name, "--force").status == 0
        assert len(run("codebook", "import", name, "--json").json["codes"]) == len(book["codes"])
    (tmp_path / "bad.csv").write_text("key,label_fr\n,Sans clé\n", "utf-8")
    refused = run("codebook", "import", "bad.csv", "--json")
    assert refused.status == 1
    assert refused.refusal["faults"]


def test_a_passage_is_coded_once_however_often_it_is_said(run: Run, project: Path) -> None:
    words = (
        "code",
        1,
        305,
        320,
        "social/confidence",
        "--effect",
        "positive",
        "--facet",
        "time=before",
        "--memo",
        "Tôt",
    )
    coding = run(*words, "--json").json
    assert list(coding)[:12] == CODING_KEYS
    assert coding["coder"] == "marie"
    assert coding["facets"] == {"time": "before"}
    assert coding["memo"] == "Tôt"
    text = run("text", 1, "--json").json["text"]
    assert coding["quote"] == text[305:320]
    assert run(*words, "--json").json["id"] == coding["id"]
    assert "Self-esteem and confidence on “" in run(*words).out
    assert len(run("codings", "--json").json) == 6


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((1, 10, 10, "social/confidence"), "span-out-of-range"),
        ((1, 20, 10, "social/confidence"), "span-out-of-range"),
        ((1, 0, 999_999, "social/confidence"), "span-out-of-range"),
        ((1, 0, 10, "social/nimporte"), "code-not-found"),
        ((99, 0, 10, "social/confidence"), "document-not-found"),
        ((1, 0, 10, "social/confidence", "--facet", "time=demain"), "facet-not-found"),
    ],
)
def test_a_coding_that_cannot_be_is_refused_and_changes_nothing(
    run: Run, project: Path, words: tuple[object, ...], code: str
) -> None:
    before = project.read_bytes()
    answer = run("code", *words, "--json")
    assert answer.status == 1
    assert answer.refusal["code"] == code
    assert project.read_bytes() == before


def test_codings_are_listed_and_filtered(run: Run, project: Path) -> None:
    codings = run("codings", "--json").json
    assert len(codings) == 5
    assert [(each["document"], each["start"]) for each in codings] == sorted(
        (each["document"], each["start"]) for each in codings
    )
    assert {each["coder"] for each in run("codings", "--coder", "jan", "--json").json} == {"jan"}
    assert len(run("codings", "--code", "social", "--json").json) == 3
    assert run("codings", "--document", 3, "--json").json == []
    assert run("codings", "list", "--origin", "import", "--json").json == []
    assert "je parlais à personne" in run("codings").out
    assert run("codings", "--coder", "personne", "--json").refusal["code"] == "coder-not-found"


def test_codings_come_from_files_all_or_none(run: Run, project: Path, tmp_path: Path) -> None:
    (tmp_path / "good.csv").write_text(
        "document,start,end,code,coder,effect\n1,305,320,social/ties,jan,positive\n2,0,20,economic/skills,,\n", "utf-8"
    )
    added = run("codings", "add", "good.csv", "--json").json
    assert list(added) == ["added", "existing", "operation"]
    assert (added["added"], added["existing"]) == (2, 0)
    assert run("codings", "add", "good.csv", "--json").json["existing"] == 2
    (tmp_path / "bad.jsonl").write_text(
        '{"document": 1, "start": 1, "end": 5, "code": "social/ties"}\n'
        '{"document": 1, "start": 9, "end": 2, "code": "x"}\n'
    )
    before = project.read_bytes()
    refused = run("codings", "add", "bad.jsonl", "--json")
    assert refused.status == 1
    assert refused.refusal["code"] == "bad-data"
    assert refused.refusal["faults"][0].startswith("Line 2")
    assert project.read_bytes() == before
    assert "2" in run("codings", "add", "good.csv").out


def test_codings_are_taken_off_and_brought_back(run: Run, project: Path) -> None:
    ids = [each["id"] for each in run("codings", "--coder", "marie", "--json").json]
    assert run("uncode", *ids[:2], "--json").json == {"removed": 2}
    assert len(run("codings", "--json").json) == 3
    sequence = run("history", "--json").json[-1]["sequence"]
    assert run("undo", "--json").json == {"undone": [sequence]}
    assert len(run("codings", "--json").json) == 5
    assert run("redo", "--json").json == {"redone": [sequence], "undone": []}
    assert run("uncode", "nimporte", "--json").refusal["code"] == "coding-not-found"
    assert run("redo", "--json").refusal["code"] == "nothing-to-undo"
    assert "Removed 2 codings" in run("undo").out
    assert "Removed 2 codings" in run("redo", 1).out


def test_history_tells_every_change(run: Run, project: Path) -> None:
    entries = run("history", "--json").json
    assert {"sequence", "at", "coder", "operation", "summary", "undone"} <= set(entries[0])
    assert [each["sequence"] for each in entries] == sorted(each["sequence"] for each in entries)
    assert run("history", "--limit", 2, "--json").json == entries[-2:]
    assert "marie" in run("history").out


def test_memos_are_about_one_thing(run: Run, project: Path) -> None:
    coding = run("codings", "--json").json[0]["id"]
    for about, thing in (
        ("--document", 1), ("--code", "social/ties"), ("--case", "Atelier Nord"), ("--person", "Fatima"),
        ("--coding", coding),
    ):  # fmt: skip
        memo = run("memo", "add", f"À propos de {thing}", about, thing, "--json").json
        assert {"id", "about", "text", "coder", "created"} <= set(memo)
        assert run("memo", "list", about, thing, "--json").json == [memo]
    assert run("memo", "add", "Pour tous", "--json").json["about_kind"] == "project"
    assert len(run("memo", "--json").json) == 6
    assert "Pour tous" in run("memo", "--kind", "project").out
    assert run("memo", "add", "deux", "--document", 1, "--code", "social").status == 2
    assert run("memo", "add", " ", "--json").refusal["code"] == "value-refused"


def test_words_are_found_whatever_their_case_and_accents(run: Run, project: Path) -> None:
    hits = run("search", "REPRIS", "--json").json
    text = {document["id"]: run("text", document["number"], "--json").json["text"] for document in
            run("documents", "--json").json}  # fmt: skip
    assert all(list(hit) == ["document", "start", "end", "quote", "before", "after"] for hit in hits)
    for hit in run("search", "a personne", "--json").json:
        assert text[hit["document"]][hit["start"] : hit["end"]] == hit["quote"]
    assert run("search", "à personne", "--json").json == run("search", "A PERSONNE", "--json").json != []
    assert "personne" in run("search", "personne").out
    assert run("search", "  ", "--json").refusal["code"] == "value-refused"


def test_suggestions_come_with_their_evidence(run: Run, project: Path) -> None:
    answer = run("suggest", 1, "--limit", 5, "--json")
    assert 0 < len(answer.json) <= 5
    text = run("text", 1, "--json").json["text"]
    scores = [each["score"] for each in answer.json]
    assert scores == sorted(scores, reverse=True)
    for each in answer.json:
        assert list(each) == ["document", "start", "end", "quote", "code", "score", "evidence"]
        assert text[each["start"] : each["end"]] == each["quote"]
        assert all(list(reason) == ["kind", "text", "start", "end", "detail"] for reason in each["evidence"])
    only = run("suggest", 1, "--code", "social", "--json").json
    assert {each["code"].split("/")[0] for each in only} == {"social"}
    told = run("suggest", 1, "--code", "social").out
    assert "Self-esteem and confidence" in told
    assert "social/" not in told
    assert run("suggest", 1, "--code", "nimporte", "--json").refusal["code"] == "code-not-found"


def test_cases_and_people_have_attributes(run: Run, project: Path) -> None:
    added = run("case", "add", "De Kringfabriek", "-a", "pool=insertion", "--attribute", "size=61", "--json").json
    assert added == [
        {
            "name": "De Kringfabriek",
            "kind": "enterprise",
            "attributes": {"pool": "insertion", "size": 61},
            "members": [],
            "documents": [],
        }
    ]
    changed = run("case", "set", "De Kringfabriek", "size=62", "--attribute", "pool=", "--json").json
    assert changed[0]["attributes"] == {"size": 62}
    assert [each["name"] for each in run("case", "--json").json] == ["Atelier Nord", "De Kringfabriek"]
    assert run("case", "add", "de kringfabriek", "--json").refusal["code"] == "name-refused"
    person = run("person", "add", "Koen", "--case", "De Kringfabriek", "--consent", "count", "--json").json
    assert list(person[0])[:5] == ["name", "kind", "case", "consent", "attributes"]
    assert run("person", "set", "Koen", "gender=m", "--name", "K.", "--json").json[0]["name"] == "K."
    assert {each["name"] for each in run("person", "list", "--json").json} == {"Fatima", "Didier", "Michel", "K."}
    assert "Fatima" in run("person").out
    assert "pool=insertion" in run("case").out
    assert run("person", "set", "Niemand", "a=b", "--json").refusal["code"] == "person-not-found"


def test_codes_that_occur_together_are_told_and_written(run: Run, project: Path, tmp_path: Path) -> None:
    made = run("cooccurrence", "--within", "document", "--json").json
    assert set(made) >= {"codes", "counts", "coefficient", "overlap"}
    size = len(made["codes"])
    assert all(len(made[name]) == size == len(made[name][0]) for name in ("counts", "coefficient", "overlap"))
    assert "coefficient" in run("cooccurrence", "--within", "document").out
    picture = tmp_path / "together.png"
    run("cooccurrence", "--within", "document", "--measure", "counts", "-o", str(picture))
    assert picture.read_bytes().startswith(b"\x89PNG")
    drawn = tmp_path / "matrix.svg"
    run("matrix", "--rows", "dimension", "--columns", "case", "-o", str(drawn))
    assert "<svg" in drawn.read_text("utf-8")


def test_a_matrix_crosses_themes_with_cases(run: Run, project: Path, tmp_path: Path) -> None:
    made = run("matrix", "--rows", "dimension", "--columns", "case", "--json").json
    assert {"rows", "columns", "cells", "row_totals", "column_totals", "total", "unit"} <= set(made)
    assert made["rows"][1] == {"key": "social", "label": "Social"}
    assert made["columns"][0]["key"] == "Atelier Nord"
    assert made["cells"][1][0] == 3
    assert made["total"] == 5
    mine = run("matrix", "--rows", "dimension", "--columns", "case", "--coder", "marie", "--json").json
    assert mine["total"] == 3
    passages = run("matrix", "--rows", "dimension", "--columns", "case", "--cells", "passages", "--json").json
    assert passages["total"] == 4
    pool = run(
        "matrix", "--rows", "code", "--columns", "pool", "--where", "pool=insertion", "--effect", "positive", "--json"
    )
    assert pool.json["total"] == 1
    assert "Social" in run("matrix", "--rows", "dimension", "--columns", "case").out
    assert run("matrix", "--rows", "code", "--columns", "couleur", "--json").refusal["code"] == "attribute-not-found"
    for name in ("m.csv", "m.xlsx", "m.docx"):
        told = run("matrix", "--rows", "code", "--columns", "case", "-o", name, "--json")
        assert told.json["file"] == name
        assert (tmp_path / name).stat().st_size > 0
        assert (
            run("matrix", "--rows", "code", "--columns", "case", "-o", name, "--json").refusal["code"] == "file-exists"
        )
        assert run("matrix", "--rows", "code", "--columns", "case", "-o", name, "--force").status == 0


@pytest.mark.parametrize("kind", ["excerpts", "codebook"])
def test_reports_are_written_whole_and_never_over_another(run: Run, project: Path, tmp_path: Path, kind: str) -> None:
    told = run("report", kind, "-o", "report.docx", "--lang", "fr", "--json")
    excerpts = 4 if kind == "excerpts" else None
    told_of: dict[str, Any] = {
        "file": "report.docx",
        "kind": kind,
        "language": "fr",
        "excerpts": excerpts,
        "left_out": [],
    }
    assert told.json == told_of
    assert (tmp_path / "report.docx").read_bytes()[:2] == b"PK"
    assert run("report", kind, "-o", "report.docx", "--json").refusal["code"] == "file-exists"
    assert run("report", kind, "-o", "report.docx", "--force").status == 0
    assert run("report", kind, "-o", "nowhere/report.docx", "--json").refusal["code"] == "file-unwritable"
    assert run("report", kind, "-o", "report.odt", "--json").refusal["code"] == "format-unknown"


def test_filters_mean_nothing_to_a_report_of_the_codebook(run: Run, project: Path, tmp_path: Path) -> None:
    answer = run("report", "codebook", "-o", "report.docx", "--case", "Atelier Nord")
    assert answer.status == 2
    assert not (tmp_path / "report.docx").exists()


def test_codings_are_exported_for_other_programs(run: Run, project: Path, tmp_path: Path) -> None:
    for name in ("c.csv", "c.xlsx", "c.jsonl"):
        assert run("export", "codings", name, "--json").json == {
            "file": name,
            "codings": 5,
            "without_words": 0,
            "left_out": 0,
        }
        assert run("export", "codings", name, "--json").refusal["code"] == "file-exists"
    rows = [json.loads(line) for line in (tmp_path / "c.jsonl").read_text("utf-8").splitlines()]
    assert {row["coder"] for row in rows} == {"marie", "jan"}
    assert rows[0]["case:pool"] == "insertion"
    assert run("export", "codings", "c.ods", "--json").refusal["code"] == "format-unknown"


def test_a_project_is_checked_counted_and_copied(run: Run, project: Path, tmp_path: Path) -> None:
    assert run("check", "--json").json == {"ok": True, "problems": []}
    assert run("check", "--deep", "--json").json == {"ok": True, "problems": []}
    assert "in order" in run("check").out
    stats = run("stats", "--json").json
    assert list(stats) == ["documents", "words", "codes", "codings", "coders", "cases", "people"]
    assert (stats["documents"], stats["codings"], stats["coders"], stats["cases"]) == (3, 5, 2, 1)
    assert "codings" in run("stats").out
    copy = run("backup", "copy.qualcode", "--json").json["file"]
    assert run("-p", copy, "codings", "--json").json == run("-p", project, "codings", "--json").json
    assert run("-p", project, "backup", "copy.qualcode", "--json").refusal["code"] == "file-exists"
    assert Path(run("-p", project, "backup", "--json").json["file"]).exists()


def test_without_a_project_every_command_that_needs_one_says_so(run: Run) -> None:
    for words in (["documents"], ["codings"], ["matrix", "--rows", "code", "--columns", "case"], ["undo"], ["check"]):
        answer = run(*words, "--json")
        assert (answer.status, answer.refusal["code"]) == (1, "no-project")


def test_what_is_no_project_is_refused_and_left_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "notes.qualcode").write_text("ceci n'est pas un projet", "utf-8")
    assert run("documents", "--json").refusal["code"] == "not-a-project"
    assert (tmp_path / "notes.qualcode").read_text("utf-8") == "ceci n'est pas un projet"


def test_the_screen_needs_a_terminal(run: Run, project: Path) -> None:
    for words in ([], ["open"], ["open", "pool.qualcode"]):
        answer = run(*words)
        assert answer.status == 1
        assert answer.out == ""
        assert answer.err.startswith("The screen needs a terminal")
    assert run("open", "fehlt.qualcode", "--json").refusal["code"] == "project-not-found"


def test_what_people_wrote_never_acts_on_the_terminal(run: Run, project: Path, tmp_path: Path) -> None:
    nasty = "[red]x[/red] [/] \x1b[2J\x9b1m"
    (tmp_path / "n.txt").write_text(f"INT: Bonjour {nasty}\nMarc: Oui {nasty}\n", "utf-8")
    run("import", "n.txt")
    run("memo", "add", nasty)
    run("code", "n", 5, 30, "social/ties", "--memo", nasty)
    for words in (["documents"], ["turns", "n"], ["codings"], ["memo"], ["search", "Oui"], ["history"]):
        answer = run(*words)
        assert answer.status == 0
        assert not {char for char in answer.out + answer.err if char < " " and char != "\n"}
        assert "\x9b" not in answer.out
    assert "[red]x[/red] [/]" in run("memo").out


def test_wildcards_are_filled_in_where_the_shell_does_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.txt", "b.txt", "c.docx", "[1].txt"):
        (tmp_path / name).touch()
    assert expand(["*.txt"], wildcards=True) == [Path("[1].txt"), Path("a.txt"), Path("b.txt")]
    assert expand(["[1].txt", "c.docx"], wildcards=True) == [Path("[1].txt"), Path("c.docx")]
    assert expand(["*.odt"], wildcards=True) == [Path("*.odt")]
    assert expand(["*.txt"], wildcards=False) == [Path("*.txt")]


def test_times_and_glimpses_are_short() -> None:
    assert [clock(None), clock(0), clock(62.9), clock(3723)] == [None, "0:00", "1:02", "1:02:03"]
    assert glimpse("court") == "court"
    assert len(glimpse("long " * 50)) <= 70


@bound_by_rights
def test_a_read_only_project_is_read_and_not_written(run: Run, project: Path) -> None:
    project.chmod(0o444)
    assert run("stats").status == 0
    assert run("done", 1, "--json").refusal["code"] == "read-only"


def test_michel_is_told_once(run: Run, project: Path) -> None:
    """The same transcript under another name is still the same transcript."""
    Path("kopie.md").write_bytes(MICHEL.read_bytes())
    assert run("import", "kopie.md", "--json").json[0]["number"] == 3
