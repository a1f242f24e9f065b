"""The codebook beside others, from Python."""

from __future__ import annotations

from pathlib import Path

import qualcode


def test_compared_tabled_and_taken_over(tmp_path: Path) -> None:
    with qualcode.create(tmp_path / "a", coder="marie") as one, qualcode.create(tmp_path / "b", coder="jan") as other:
        other.add_code("Sport", parent="social", language="fr")
        path = other.path
        found = one.compare_codebook(path, file=tmp_path / "d.docx")
        assert (found.added, len(found.same)) == (("social/sport",), len(one.codebook().codes))
        assert (tmp_path / "d.docx").exists()
        made = one.codebook_table("@", path, file=tmp_path / "t.csv")
        assert (made.rows[-1].code, [each.codes for each in made.rows[-1].pools]) == (
            "social/sport",
            [(), ("social/sport",)],
        )
        assert one.take_codes(path, ["social/sport"]).added == ("social/sport",)
        assert one.compare_codebook(path).added == ()
