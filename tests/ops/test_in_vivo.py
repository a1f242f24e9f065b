from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.errors import CodeNotFound, SpanRefused
from qualcode.ops import codebooks, codings, documents, history, in_vivo, projects

STORY = "MARK : Ik durfde niet meer. Nu bel ik zelf de leverancier."


def test_a_code_in_vivo_keeps_the_words_in_their_language_and_is_one_undo(tmp_path: Path) -> None:
    (tmp_path / "verhaal.txt").write_text(STORY, encoding="utf-8")
    with projects.create(tmp_path / "p.qualcode", coder="marie", language="fr") as session:
        document = documents.import_file(session, tmp_path / "verhaal.txt", language="nl").id
        start = STORY.index("Ik durfde")
        before = codebooks.book(session)
        made = in_vivo.add(session, document, start, start + 19, "ik durfde niet", parent="social", in_vivo=True)
        assert (made.quote, made.code) == ("Ik durfde niet meer", "social/ik-durfde-niet")
        code = codebooks.tree(session).by_key(made.code)
        assert code is not None
        assert (code.labels, code.examples) == ({"nl": "ik durfde niet"}, {"nl": ("Ik durfde niet meer",)})
        plain = in_vivo.add(session, document, start, start + 19, "oser", parent="social")
        found = codebooks.tree(session).by_key(plain.code)
        assert found is not None and (found.labels, found.examples) == ({"fr": "oser"}, {})
        history.undo(session, 2)
        assert codebooks.book(session) == before
        assert codings.listing(session) == []


def test_what_cannot_be_coded_makes_no_code(tmp_path: Path) -> None:
    (tmp_path / "verhaal.txt").write_text(STORY, encoding="utf-8")
    with projects.create(tmp_path / "p.qualcode", coder="marie") as session:
        document = documents.import_file(session, tmp_path / "verhaal.txt", language="nl").id
        before = codebooks.book(session)
        with pytest.raises(SpanRefused):
            in_vivo.add(session, document, 5, 5, "leeg")
        with pytest.raises(CodeNotFound):
            in_vivo.add(session, document, 5, 9, "leeg", parent="nergens")
        assert codebooks.book(session) == before
