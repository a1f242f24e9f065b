"""Which pipeline is taken where, and that texts of any length come through it whole.

What is installed decides, so the tests of that run in a process of their own which finds a small trained pipeline
installed beside the libraries, exactly as a person's own would be.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from spacy.lookups import Lookups
from spacy.pipeline import Lemmatizer

from qualcode.analysis.segment import sentences
from qualcode.model.document import TurnView
from qualcode.suggest.pipeline import docs, pipeline

ROOT = Path(__file__).parents[2]
ASK = """
import json, sys, warnings
warnings.simplefilter("error")
{before}
from qualcode.suggest.pipeline import pipeline
made = pipeline("en")
doc = made.nlp("The houses were big. They stood.")
print(json.dumps({{
    "source": made.source, "lemmas": made.lemmas, "notes": [str(note) for note in made.notes],
    "pipes": made.nlp.pipe_names, "found": [token.lemma_ for token in doc][:3], "sentences": len(list(doc.sents)),
}}))
"""
TABLES = """
from pathlib import Path
from spacy.util import registry
registry.lookups.register("en", func={{"lemma_lookup": Path({path!r})}})
"""


def asked(site: Path, before: str = "") -> dict[str, object]:
    """What a fresh process finds and does, with the packages in `site` installed."""
    done = subprocess.run(
        [sys.executable, "-c", ASK.format(before=before)],
        env={"PYTHONPATH": f"{site}:{ROOT}", "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


def install(site: Path, name: str, tables: dict[str, str]) -> None:
    """Put a trained pipeline into `site` as its wheel would: with lemmas from `tables` and parts nobody needs."""
    nlp = spacy.blank("en")
    nlp.meta["version"] = "1.0.0"
    nlp.meta["name"] = name.partition("_")[2]
    lemmatizer = nlp.add_pipe("lemmatizer", config={"mode": "lookup"})
    assert isinstance(lemmatizer, Lemmatizer)
    lookups = Lookups()
    lookups.add_table("lemma_lookup", tables)
    lemmatizer.initialize(lookups=lookups)
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("merge_subtokens")
    package = site / name
    package.mkdir(parents=True)
    nlp.to_disk(package / f"{name}-1.0.0")
    (package / "meta.json").write_text(json.dumps(nlp.meta))
    (package / "__init__.py").write_text(
        "from pathlib import Path\n"
        "from spacy.util import load_model_from_init_py\n"
        "def load(**overrides):\n"
        "    return load_model_from_init_py(__file__, **overrides)\n"
    )
    info = site / f"{name}-1.0.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0.0\n")
    (info / "entry_points.txt").write_text(f"[spacy_models]\n{name} = {name}\n")


def test_a_trained_pipeline_that_is_installed_is_used_without_what_nobody_needs(tmp_path: Path) -> None:
    install(tmp_path, "en_core_web_lg", {"houses": "large"})
    install(tmp_path, "en_core_web_sm", {"houses": "house", "were": "be"})
    install(tmp_path, "fr_core_news_sm", {"houses": "maison"})
    assert asked(tmp_path) == {
        "source": "en_core_web_sm 1.0.0",
        "lemmas": True,
        "notes": [],
        "pipes": ["qualcode_segments", "lemmatizer"],
        "found": ["The", "house", "be"],
        "sentences": 2,
    }


def test_one_without_lemmas_or_that_does_not_load_is_passed_over_and_told(tmp_path: Path) -> None:
    install(tmp_path, "en_core_web_sm", {"mice": "mouse"})
    install(tmp_path, "en_core_web_md", {"houses": "house"})
    (tmp_path / "en_core_web_md" / "en_core_web_md-1.0.0" / "config.cfg").write_text("[nlp]\n")
    answer = asked(tmp_path)
    assert (answer["source"], answer["lemmas"], answer["pipes"]) == ("spacy", False, ["qualcode_segments"])
    assert answer["notes"] == [
        "The installed spaCy pipeline en_core_web_sm is not used: it makes no lemmas.",
        "The installed spaCy pipeline en_core_web_md is not used: ValueError [E993].",
    ]


def test_lemma_tables_are_used_where_they_are_installed(tmp_path: Path) -> None:
    (tmp_path / "lookup.json").write_text(json.dumps({"houses": "house", "were": "be"}))
    answer = asked(tmp_path, before=TABLES.format(path=str(tmp_path / "lookup.json")))
    assert (answer["source"], answer["lemmas"]) == ("spacy-lookups-data", True)
    assert answer["found"] == ["The", "house", "be"]


@pytest.mark.parametrize("language", ["en", "nl", "tlh"])
def test_any_language_can_be_read(language: str) -> None:
    doc = pipeline(language).nlp("Een zin. En nog één…  Ja")
    assert [sentence.text.strip() for sentence in doc.sents] == ["Een zin.", "En nog één…", "Ja"]
    assert pipeline(language) is pipeline(language)


def test_a_long_text_is_read_in_chunks_cut_between_sentences() -> None:
    text = "I came here. Nobody helped me (at first). " * 500 + "word " * 2_000 + "end"
    told = sentences(text, ())
    pieces = list(docs(pipeline("en").nlp, text, told, 1_000))
    assert [doc.text for doc, offset, _ in pieces] == [
        text[offset : offset + len(doc.text)] for doc, offset, _ in pieces
    ]
    assert "".join(doc.text for doc, _, _ in pieces).replace(" ", "") == text.replace(" ", "")
    assert all(told[first].start == offset for _, offset, first in pieces)
    assert all(len(doc.text) <= 1_000 for doc, _, _ in pieces[:-1]) and len(pieces[-1][0].text) > 1_000
    assert [s.text for s in pieces[0][0].sents][:2] == ["I came here.", "Nobody helped me (at first)."]


def test_a_text_past_spacys_own_limit_is_read() -> None:
    text = "and so we went on " * 60_000
    (only,) = docs(pipeline("en").nlp, text, sentences(text, ()))
    assert len(only[0].text) > 1_000_000


def test_what_lies_between_turns_is_no_sentence_of_theirs() -> None:
    text = "Q: Well? A: It was hard. Then easy."
    turns = [
        TurnView(0, 3, 8, 0, None, None, True, None, None),
        TurnView(1, 12, 35, 9, None, None, False, None, None),
    ]
    told = sentences(text, turns)
    ((doc, _, _),) = docs(pipeline("en").nlp, text, told)
    assert [each.text.strip() for each in doc.sents] == ["Well?", "A:", "It was hard.", "Then easy."]
