"""The tree of codes: who stands above and below whom, and which code a name means."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from hypothesis import HealthCheck, given, settings

from qualcode.importers.codebooks import read
from qualcode.model.codebook import Codebook, CodeTree, fold_name, label, letters
from tests.strategies import codebooks

SMALL = Path(__file__).parents[1] / "data" / "codebooks" / "small.yaml"
BOOK = read(SMALL)
TREE = CodeTree(BOOK.codes)
SOCIAL, TERRITORIAL, CONFIDENCE, RECOGNITION = BOOK.codes


def test_up_and_down_the_tree() -> None:
    assert TREE.by_id(SOCIAL.id) is SOCIAL
    assert TREE.by_key("social/confidence") is CONFIDENCE
    assert TREE.by_key("nothing") is None
    assert TREE.children(None) == [SOCIAL, TERRITORIAL]
    assert TREE.children(SOCIAL.id) == [CONFIDENCE, RECOGNITION]
    assert TREE.children(CONFIDENCE.id) == []
    assert list(TREE.ancestors(CONFIDENCE)) == [SOCIAL]
    assert TREE.dimension(CONFIDENCE) is TREE.dimension(SOCIAL) is SOCIAL
    assert [(depth, code.key) for depth, code in TREE.walk()] == [
        (0, "social"),
        (1, "social/confidence"),
        (1, "social/recognition"),
        (0, "territorial"),
    ]


def test_paths_and_labels_fall_back_on_other_languages() -> None:
    assert TREE.path(CONFIDENCE, "nl") == "Sociaal / Zelfvertrouwen"
    assert TREE.path(RECOGNITION, "de") == "Sozial / Reconnaissance"
    assert label(RECOGNITION, "en") == "Reconnaissance"
    assert label(BOOK.facets[0].values[1], "nl") == "pendant"


def test_a_code_has_the_colour_of_the_nearest_above() -> None:
    assert TREE.colour(CONFIDENCE) == "#0072B2"


def test_a_code_is_found_by_key_path_label_and_alias_in_any_language() -> None:
    for name in (
        "social/confidence",
        "SOCIAL/Confidence",
        "Social / Confiance en soi",
        "sociaal / zelfvertrouwen",
        "  confiance   EN soi ",
        "Selbstvertrauen",
        "confiance",
        "estime; de soi",
    ):
        assert TREE.find(name) == [CONFIDENCE], name
    assert TREE.find("bonheur") == []


def test_accents_may_be_written_either_way() -> None:
    assert fold_name(unicodedata.normalize("NFD", "Équité")) == fold_name("éQUITÉ")


def test_every_dimension_has_a_letter_of_its_own() -> None:
    assert letters(TREE, "fr") == {SOCIAL.id: "S", TERRITORIAL.id: "T"}


@given(codebooks())
@settings(max_examples=40, suppress_health_check=list(HealthCheck), deadline=None)
def test_a_walk_meets_every_code_once_below_its_parent(codebook: Codebook) -> None:
    tree = CodeTree(codebook.codes)
    walked = [code for _, code in tree.walk()]
    assert sorted(code.position for code in walked) == list(range(len(codebook.codes)))
    for depth, code in tree.walk():
        above = list(tree.ancestors(code))
        assert len(above) == depth
        assert all(walked.index(each) < walked.index(code) for each in above)
        assert code in list(tree.branch(tree.dimension(code)))
        assert code in tree.find(code.key)
    assert len(set(letters(tree, "fr").values())) == len(tree.children(None))
