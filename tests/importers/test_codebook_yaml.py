"""Codebooks from YAML: what is taken as it is written, and every fault with its line."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.errors import (
    BadData,
    EncodingUnknown,
    FileEmpty,
    FileMissing,
    FileTooLarge,
    FileUnreadable,
    QualcodeError,
)
from qualcode.importers import yaml_tree
from qualcode.importers.codebook_yaml import read_codebook_yaml
from qualcode.model.codebook import Codebook
from qualcode.model.ids import stable_id

HEAD = "format: qualcode-codebook/1\nname: pool\nlanguages: [fr, nl]\ncodes:\n"
SMALL = Path(__file__).parents[1] / "data" / "codebooks" / "small.yaml"


@pytest.fixture(params=["libyaml", "python"], autouse=True)
def _parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything holds with both of PyYAML's parsers: not every installation has the fast one."""
    if request.param == "python":
        monkeypatch.setattr(yaml_tree, "_LOADER", yaml.SafeLoader)
    elif not hasattr(yaml, "CSafeLoader"):
        pytest.skip("PyYAML is installed without libyaml")


def read(folder: Path, text: str | bytes) -> Codebook:
    path = folder / "codebook.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_codebook_yaml(path)


def faults(folder: Path, text: str | bytes) -> list[str]:
    with pytest.raises(BadData) as caught:
        read(folder, text)
    return [str(fault) for fault in caught.value.faults]


def test_texts_are_taken_as_written(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        "format: qualcode-codebook/1\nname: 2024\nversion: 1.10\ncodes:\n"
        "- key: a\n  labels: {no: no, fr: yes, de: 012}\n  sdg: [8.10, 17]\n  terms: {de: [null, 100]}\n"
        "  definition: {fr: null, no: 'null'}\n  include: {no: 2024-01-01}\n",
    )
    (code,) = book.codes
    assert (book.name, book.version, book.languages) == ("2024", "1.10", ("fr", "de", "no"))
    assert code.labels == {"no": "no", "fr": "yes", "de": "012"}
    assert code.sdg == ("8.10", "17")
    assert code.terms == {"de": ("null", "100")}
    assert code.definition == {"no": "null"}
    assert code.include == {"no": "2024-01-01"}


def test_ids_follow_from_names_unless_they_are_given(tmp_path: Path) -> None:
    given_id = "0B9D3B2E-6C0F-4A55-9B1F-2F1F6B7D9A01"
    book = read(tmp_path, f"{HEAD}- {{key: a, labels: {{fr: A}}}}\n- {{key: b, id: {given_id}, labels: {{fr: B}}}}\n")
    assert book.id == stable_id("codebook", "pool")
    assert [code.id for code in book.codes] == [stable_id("code", "pool", "a"), given_id.lower()]


def test_parents_come_before_children_and_the_rest_stays_in_order(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        HEAD
        + "- {key: z/1, parent: y, labels: {fr: z1}}\n- {key: x, labels: {fr: x}}\n"
        + "- {key: y, parent: w, labels: {fr: y}}\n- {key: w, labels: {fr: w}}\n"
        + "- {key: z/2, parent: w, labels: {fr: z2}}\n",
    )
    assert [code.key for code in book.codes] == ["w", "y", "z/1", "x", "z/2"]
    assert [code.position for code in book.codes] == [0, 1, 2, 3, 4]
    ids = {code.key: code.id for code in book.codes}
    assert {code.key: code.parent for code in book.codes} == {
        "w": None,
        "y": ids["w"],
        "z/1": ids["y"],
        "x": None,
        "z/2": ids["w"],
    }


def test_terms_have_one_spelling_and_names_are_composed(tmp_path: Path) -> None:
    (code,) = read(
        tmp_path, HEAD + "- {key: a, labels: {fr: ' e\u0301te\u0301 '}, terms: {fr: ['\"pôle  emploi\"']}}"
    ).codes
    assert code.labels == {"fr": "été"}
    assert code.terms == {"fr": ("pôle emploi",)}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_files_are_read(tmp_path: Path, encoding: str) -> None:
    assert read(tmp_path, SMALL.read_text(encoding="utf-8").encode(encoding)) == read_codebook_yaml(SMALL)


def test_windows_line_ends_make_no_difference(tmp_path: Path) -> None:
    assert read(tmp_path, SMALL.read_bytes().replace(b"\n", b"\r\n")) == read_codebook_yaml(SMALL)


def test_all_faults_are_told_at_once_in_the_order_of_the_lines(tmp_path: Path) -> None:
    text = """\
format: qualcode-codebook/1
name: pool
languages: [fr, nl, FR]
codes:
  - key: social
    label: {fr: Social}
    colour: blue
  - key: Social/Confidence
    parent: sozial
    labels: {fr: "Con\\u202Efiance", es: Confianza}
    terms: {fr: [confiance, "*fi*", em*]}
  - key: social
    labels: [Social]
    sdg: ["18"]
    pools: [Insertion]
  - labels: {fr: Liens}
    definition: {fr: [un, deux]}
    terms: {fr: lien}
    id: 12
"""
    assert faults(tmp_path, text) == [
        "line 3: “FR” is not a language: use its code of two or three letters, such as fr, nl, en or de",
        "line 5: the code “social” has no label",
        "line 6: the field “label” is not known; did you mean “labels”?",
        "line 7: “blue” is not a colour: write it as #RRGGBB, such as #0072B2",
        "line 8: “Social/Confidence” is not a key: use lower-case letters a to z, digits and hyphens, and at most one"
        " slash, as in social/confidence",
        "line 9: there is no code with the key “sozial” to be the parent; did you mean “social”?",
        "line 10: “Con\u202efiance” holds the invisible character U+202E, which may not stand here",
        "line 10: the language “es” is not among those of this codebook (fr, nl)",
        "line 11: “*fi*” has a star at both ends and would be found inside too much; keep one",
        "line 11: “em*” is too short beside its star; it needs at least 3 letters",
        "line 12: the key “social” is already that of the code on line 5",
        "line 12: the code “social” has no label",
        "line 13: names with their values are expected here, such as fr: …",
        "line 14: “18” is not a target of the Sustainable Development Goals, such as 8.5",
        "line 15: “Insertion” is not a name for programs: use lower-case letters a to z, digits and hyphens",
        "line 16: this code has no key",
        "line 17: one text is expected here, not a list or a mapping",
        "line 18: a list is expected here: [ … ] or lines that begin with a hyphen",
    ]


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        (
            "- {key: a, parent: b, labels: {fr: A}}\n- {key: b, parent: c, labels: {fr: B}}\n"
            "- {key: c, parent: b, labels: {fr: C}}\n- {key: d, parent: d, labels: {fr: D}}\n",
            [
                "line 5: these codes stand above each other in a circle: b → c → b",
                "line 8: these codes stand above each other in a circle: d → d",
            ],
        ),
        (
            '- {key: a, labels: {fr: Été}}\n- {key: b, labels: {fr: "É  TÉ"}}\n'
            "- {key: c, labels: {fr: e\u0301te\u0301}}\n",
            ["line 7: the label “été” (fr) is already that of a code on line 5, same parent"],
        ),
        ("- {key: a, labels: {fr: ''}}\n", ["line 5: the code “a” has no label"]),
        ("- {key: a/b/c, labels: {fr: A}}\n", ["line 5: “a/b/c” is not a key"]),
        ("- {key: -a, labels: {fr: A}}\n", ["line 5: “-a” is not a key"]),
        (
            f"- {{key: a, labels: {{fr: {'x' * 201}}}}}\n",
            [f"line 5: “{'x' * 30}…” has 201 characters; 200 are allowed"],
        ),
        ('- {key: a, labels: {fr: "a\\nb"}}\n', ["U+000A, which may not stand here"]),
        ('- {key: a, labels: {fr: A}, definition: {fr: "a\\x07b"}}\n', ["U+0007, which may not stand here"]),
        ('- {key: a, labels: {fr: A}, aliases: {fr: ["a\\u200Bb"]}}\n', ["U+200B, which may not stand here"]),
        ("- key: a\n  labels: {fr: A}\n  colour: #0072B2\n", ["line 7: no colour is seen here; it begins with #"]),
        ("- {key: a, labels: {fr: A}, id: x}\n", ["line 5: “x” is not an id (a UUID)"]),
        (
            "- {key: a, labels: {fr: A}}\n- key: b\n  labels: {fr: B}\n  id: " + stable_id("code", "pool", "a"),
            ["line 8: this code has the same id as the code on line 5"],
        ),
        ("- {key: a, labels: {fr: A}, terms: {fr: ['']}}\n", ["line 5: this entry of the list is empty"]),
        ("- {key: a, labels: {fr: A}, terms: {fr: [[b]]}}\n", ["line 5: one text is expected here"]),
        (
            "- key: a\n  labels: {fr: A}\n  key: b\n  labels:\n    fr: B\n    fr: C\n",
            [
                "line 7: “key” stands here a second time, first on line 5",
                "line 8: “labels” stands here a second time, first on line 6",
                "line 10: “fr” stands here a second time, first on line 9",
            ],
        ),
        ("- just a text\n", ["line 5: names with their values are expected here", "line 5: this code has no key"]),
        ("  a: b\n", ["line 1: the codebook has no codes", "line 5: a list is expected here"]),
    ],
)
def test_faults_of_codes(tmp_path: Path, codes: str, expected: list[str]) -> None:
    told = faults(tmp_path, HEAD + codes)
    for part in expected:
        assert any(part in fault for fault in told), told


@pytest.mark.parametrize(
    ("facet", "expected"),
    [
        ("{name: time, labels: {fr: Moment}}", ["this facet has no values"]),
        ("{labels: {fr: Moment}, values: [{name: a, labels: {fr: A}}]}", ["this has no name"]),
        ("{name: time, labels: {fr: M}, values: [{name: a}]}", ["this has no label"]),
        ("{name: le temps, labels: {fr: M}, values: [{name: a, labels: {fr: A}}]}", ["is not a name for programs"]),
        (
            "{name: time, labels: {fr: M}, cues: {fr: ['*']}, values: [{name: a, labels: {fr: A}}]}",
            ["a star without a word"],
        ),
        (
            "{name: time, labels: {fr: M}, values: [{name: a, labels: {fr: A}},\n{name: a, labels: {fr: B}}]}",
            ["line 7: the name “a” is already used on line 6"],
        ),
    ],
)
def test_faults_of_facets(tmp_path: Path, facet: str, expected: list[str]) -> None:
    text = f"format: qualcode-codebook/1\nname: pool\ncodes:\n- {{key: a, labels: {{fr: A}}}}\nfacets:\n- {facet}\n"
    told = faults(tmp_path, text)
    assert [any(part in fault for fault in told) for part in expected] == [True] * len(expected), told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- a\n- b\n", "line 1: names with their values are expected here"),
        ("name: pool\ncodes: []\n", "line 1: a codebook begins with: format: qualcode-codebook/1"),
        ("schema: codebook-draft/1\n", "the field “schema” is not known; possible here are: format, name"),
        ("format: qualcode-codebook/2\n", "line 1: the format “qualcode-codebook/2” is not known here"),
        (
            "format: qualcode-codebook/1\ncodes: []\n",
            "line 1: the codebook has no name; write for example: name: impact",
        ),
        ("format: [a\nname: b\n", "line 2: this is not YAML"),
        ("a: b: c\n", "line 1: this is not YAML"),
        ("format: qualcode-codebook/1\n---\nname: b\n", "line 2: a second document begins here"),
        ("format: &f qualcode-codebook/1\nname: *f\n", "line 2: references (*f) are not used here"),
        ("format: &f qualcode-codebook/1\nname: *f\n", "line 1: names for references (&f) are not used here"),
        (
            "format: !!python/object/apply:os.system [ls]\n",
            "line 1: tags (tag:yaml.org,2002:python/object/apply:os.system)",
        ),
        ("format: !secret x\n", "line 1: tags (!secret) are not used here"),
        ("? [a, b]\n: c\n", "line 1: a name is expected here"),
        ("a: " + "[" * 30 + "]" * 30, "line 1: this is nested more than 20 deep"),
        ("format: a\nname: b\x07\n", "line 2: the invisible character U+0007 may not stand here"),
    ],
)
def test_files_that_are_no_codebook(tmp_path: Path, text: str, expected: str) -> None:
    told = faults(tmp_path, text)
    assert any(expected in fault for fault in told), told


def test_a_small_file_cannot_blow_up(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    start = time.process_time()
    assert len(faults(tmp_path, "\n".join(lines))) == 30 + 29 * 9
    assert time.process_time() - start < 2


def test_a_file_of_too_many_entries_is_left_early(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_tree, "SIZE_LIMIT", 1000)
    assert faults(tmp_path, "- a\n" * 2000) == ["line 999: the file holds more than 1000 entries"]


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        read_codebook_yaml(tmp_path / "nowhere.yaml")
    with pytest.raises(FileUnreadable):
        read_codebook_yaml(tmp_path)
    with pytest.raises(FileUnreadable):
        read_codebook_yaml(tmp_path / "nul\0.yaml")
    for empty in ("", " \n\n", "# only a remark\n"):
        with pytest.raises(FileEmpty):
            read(tmp_path, empty)
    with pytest.raises(EncodingUnknown):
        read(tmp_path, "name: été".encode("cp1252"))
    with pytest.raises(FileTooLarge, match="5\\.0 MB"):
        read(tmp_path, b"#" * 5_000_001)


LINES = (
    "format: qualcode-codebook/1\n",
    "name: x\n",
    "codes:\n",
    "- key: a\n",
    "  labels: {fr: A}\n",
    "  terms: {fr: [",
)
MARKS = ("a*", "é", "&a ", "*a", "!!x ", "? ", ": ", "- ", "  ", *"{}[]\n#\"'|>\t\ufeff\x85")
YAMLISH = st.lists(st.sampled_from([*LINES, *MARKS]), max_size=25).map("".join)


@given(YAMLISH.map(str.encode) | st.binary(max_size=200))
@settings(max_examples=150, suppress_health_check=list(HealthCheck), deadline=None)
def test_any_file_is_read_or_refused_in_plain_words(tmp_path: Path, data: bytes) -> None:
    try:
        read(tmp_path, data)
    except QualcodeError as refusal:
        assert str(refusal)
