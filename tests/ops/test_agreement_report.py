"""Agreement between coders as a document: nothing in it that somebody does not want to be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.errors import UsageError
from qualcode.ops import cases, codings, documents, reports, settling
from qualcode.ops.agreement_input import TooFewCoders
from qualcode.ops.agreement_report import agreement_report
from tests.ops.stories import code, story, texts


def test_what_was_settled_stands_with_its_reason_before_the_numbers(tmp_path: Path) -> None:
    with story(tmp_path) as session:
        (contested,) = settling.queue(session, codes=["social/confidence"]).contested[:1]
        ids = [each.id for each in contested.codings]
        settling.settle(session, ids, "consensus", take=[ids[0]], reason="Didier parle d'elle.")
        made = agreement_report(session, "en")
        said = list(texts(made))
        assert made.subtitle == "Agreement between coders"
        headings = [each for each in said if each in ("What they do not agree on", "Coefficients", "How this was made")]
        assert headings == ["What they do not agree on", "Coefficients", "How this was made"]
        assert any("agreed on: Self-confidence (marie" in each for each in said)
        # Didier has a number, also in the reason.
        assert not any("Didier" in each for each in said)
        assert any("[Person 1] parle d'elle." in each for each in said)
        assert not any("substantial" in each.casefold() for each in said)
        french = list(texts(agreement_report(session, "fr")))
        assert any("0," in each for each in french)


def test_words_of_those_who_do_not_want_it_are_not_in_it(tmp_path: Path) -> None:
    with story(tmp_path) as session:
        for number, quote in (("2", "Le dos me fait mal"), ("3", "Je ne veux pas que cela se lise.")):
            code(session, tmp_path, {"document": number, "quote": quote, "code": "economic", "coder": "joris"})
        said = "\n".join(texts(agreement_report(session, "en")))
        assert "Le dos me fait mal" not in said and "se lise" not in said
        assert "as the person wished, not shown" in said
        cases.set_person(session, "Michel", consent="quote")
        assert "Le dos me fait mal" in "\n".join(texts(agreement_report(session, "en")))


@pytest.mark.parametrize("suffix", [".docx", ".html"])
def test_it_is_written_as_word_and_web_page(tmp_path: Path, suffix: str) -> None:
    with story(tmp_path) as session:
        path = tmp_path / f"accord{suffix}"
        reports.make(session, "agreement", path, language="fr")
        assert path.stat().st_size > 2000
        with pytest.raises(UsageError):
            reports.make(session, "agreement", path, code="social", force=True)


def test_one_coder_alone_has_nothing_to_report(tmp_path: Path) -> None:
    with story(tmp_path) as session:
        codings.remove(session, [each.id for each in codings.listing(session, coder="joris")])
        with pytest.raises(TooFewCoders):
            reports.make(session, "agreement", tmp_path / "a.docx")
        assert documents.listing(session)
