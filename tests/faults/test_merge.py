"""Merging diverged copies and strangers: commutative, idempotent, nothing lost, whole or absent, undone to the row."""

from __future__ import annotations

import gzip
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from qualcode.analysis.merging.rules import APART, RULES
from qualcode.errors import QualcodeError, ReadOnly
from qualcode.model.ids import new_id
from qualcode.model.message import Message
from qualcode.model.together import Correspondence
from qualcode.ops import (
    assignments,
    case_edits,
    cases,
    codebook_edits,
    codebook_files,
    codebook_merging,
    codebook_source,
    codebook_union,
    codebooks,
    codings,
    crosswalk,
    documents,
    history,
    memos,
    merging,
    projects,
    revisions,
)
from qualcode.ops import merging_conflicts as conflicts
from qualcode.ops.merging_plan import make_plan
from qualcode.store.session import Session, open_project
from qualcode.store.tables import METADATA
from tests.conftest import NIGHTLY
from tests.store.making import KEYS, digest_of, dump, imported, is_whole, new_project

from .harness import DIED, Child, Tell, dying_at, needs_fork, verify
from .merging import canonical, live

SEEDS = range(400) if NIGHTLY else range(3)
FROZEN = Path(__file__).resolve().parents[1] / "data" / "projects"


@dataclass(frozen=True)
class Two:
    """Two copies of a project with one interview and one coding, worked in apart from here on."""

    folder: Path
    marie: Session
    piet: Session
    document: str

    def copy(self, session: Session) -> Path:
        """A project as it is now, for the other to take in."""
        target = self.folder / f"copy-{new_id()}.qualcode"
        shutil.copy(session.path, target)
        return target

    def swap(self, *, reanchor: bool = False) -> tuple[Session, Session]:
        """Let each take in the other as it is now."""
        marie, piet = self.copy(self.marie), self.copy(self.piet)
        merging.merge(self.marie, [piet], reanchor=reanchor)
        merging.merge(self.piet, [marie], reanchor=reanchor)
        assert is_whole(self.marie) and is_whole(self.piet)
        return self.marie, self.piet


@pytest.fixture
def two(tmp_path: Path) -> Two:
    with new_project(tmp_path / "marie.qualcode") as session:
        document = imported(session, 1, case="Nord", person="Fatima").id
        codings.add(session, document, 20, 30, KEYS[6], effect="positive")
    shutil.copy(tmp_path / "marie.qualcode", tmp_path / "piet.qualcode")
    sessions = [open_project(tmp_path / f"{name}.qualcode", coder=name) for name in ("marie", "piet")]
    for session in sessions:
        cases.set_case(session, "Nord", attributes={"by": session.coder})
    return Two(tmp_path, sessions[0], sessions[1], document)


def test_every_table_and_column_has_a_rule() -> None:
    assert set(RULES) | APART == set(METADATA.tables)
    for table, rule in RULES.items():
        assert set(rule.fields) == {column.name for column in METADATA.tables[table].columns}, table
        named = {*rule.key, *rule.unique, *rule.folded, *rule.owners, *([rule.within] if rule.within else [])}
        assert named <= set(rule.fields), table


def test_references_are_merged_after_what_they_refer_to() -> None:
    order = list(RULES)
    for table, rule in RULES.items():
        for name, field in rule.fields.items():
            for other in field.to.split("|") if field.to and not field.to.startswith("@") else ():
                if field.hard and other != table:
                    assert order.index(other) < order.index(table), f"{table}.{name}"


def copies(folder: Path, pick: Random) -> None:
    """Two copies of a project in which people did anything, who then went on apart."""
    with new_project(folder / "a.qualcode") as session:
        live(session, pick, 12)
    shutil.copy(folder / "a.qualcode", folder / "b.qualcode")


def strangers(folder: Path, pick: Random) -> None:
    """Two projects that began with the same codebook and know nothing of each other."""
    for name in "ab":
        with new_project(folder / f"{name}.qualcode", coder=pick.choice(["marie", "piet"])) as session:
            live(session, pick, 8)


def begun_on_the_union(folder: Path, pick: Random) -> None:
    """A pool's project, and one that was begun on a codebook made of the pool's and another's."""
    sources = []
    for name in "ac":
        with new_project(folder / f"{name}.qualcode") as session:
            live(session, pick, 8)
            sources.append(codebook_source.of_project(session))
    codebook_files.save(codebook_union.unite(sources[:: pick.choice([1, -1])]).codebook, folder / "b.yaml")
    projects.create(folder / "b.qualcode", coder="piet", codebook=folder / "b.yaml").close()
    with open_project(folder / "b.qualcode", coder="piet") as session:
        imported(session, 1)


PASTS = [(seed, past) for past in (copies, strangers, begun_on_the_union) for seed in SEEDS]


@pytest.mark.parametrize(("seed", "past"), PASTS if NIGHTLY else PASTS[:-2])
def test_whatever_people_did(tmp_path: Path, seed: int, past: Callable[[Path, Random], None]) -> None:
    """Either way round the same comes out, again changes nothing, and undone all is as it was."""
    pick = Random(seed)
    past(tmp_path, pick)
    for name in "ab":
        with open_project(tmp_path / f"{name}.qualcode", coder=pick.choice(["marie", "piet"])) as session:
            live(session, pick, 12)
        shutil.copy(tmp_path / f"{name}.qualcode", tmp_path / f"{name}-alone.qualcode")
    outcomes = []
    for name, other in ("ab", "ba"):
        with open_project(tmp_path / f"{name}.qualcode", coder="marie") as session:
            before, bytes_of_other = dump(session), digest_of(tmp_path / f"{other}-alone.qualcode")
            report = merging.merge(session, [tmp_path / f"{other}-alone.qualcode"])
            outcomes.append(canonical(session))
            assert is_whole(session)
            for again in "ab":
                assert merging.merge(session, [tmp_path / f"{again}-alone.qualcode"]).operation is None
            if report.operation is not None:
                history.undo(session)
                after = dump(session)
                before["coder"] = after["coder"]  # who first writes stays known when that is taken back
                assert after == before
                history.redo(session)
                assert canonical(session) == outcomes[-1]
            assert digest_of(tmp_path / f"{other}-alone.qualcode") == bytes_of_other
    for held in outcomes:
        held.pop("coder")  # who merges is entered in the one project that they write to
    if past is begun_on_the_union and outcomes[0]["code"].keys() != outcomes[1]["code"].keys():
        # Of two codes that became one each side keeps its own key, and things are told by keys here.
        outcomes = [{table: Counter({"": many.total()}) for table, many in held.items()} for held in outcomes]
    assert outcomes[0] == outcomes[1]


@pytest.mark.parametrize("seed", range(60) if NIGHTLY else range(2))
def test_the_order_of_several_does_not_matter(tmp_path: Path, seed: int) -> None:
    pick = Random(seed)
    with new_project(tmp_path / "0.qualcode") as session:
        live(session, pick, 10)
    for name in "abc":
        shutil.copy(tmp_path / "0.qualcode", tmp_path / f"{name}.qualcode")
        with open_project(tmp_path / f"{name}.qualcode", coder=name) as session:
            live(session, pick, 8, texts=False)
    held = []
    for order in ("bc", "cb"):
        shutil.copy(tmp_path / "a.qualcode", tmp_path / f"{order}.qualcode")
        with open_project(tmp_path / f"{order}.qualcode", coder="a") as session:
            others = [tmp_path / f"{name}.qualcode" for name in order]
            merging.merge(session, others)
            assert is_whole(session)
            assert merging.merge(session, others).operation is None
            held.append(canonical(session))
            held[-1].pop("merge_conflict")  # the first of three values is in conflict with the second, or the third
    assert held[0] == held[1]


# What is the same, what is in conflict, what was taken out


def test_the_same_passage_coded_on_both_sides_is_one_with_both_memos(two: Two) -> None:
    for session in (two.marie, two.piet):
        with open_project(session.path, coder="lena") as lena:
            codings.add(lena, two.document, 40, 50, KEYS[7], memo=f"Chez {session.coder}.")
    marie, piet = two.swap()
    for session in (marie, piet):
        own = [each for each in codings.listing(session) if each.coder == "lena"]
        assert len(own) == 1
        noted = memos.listing(session, "coding", own[0].id)
        assert sorted(memo.text for memo in noted) == ["Chez marie.", "Chez piet."]
    assert canonical(marie) == canonical(piet)


def test_a_field_that_both_changed_is_a_conflict_that_a_person_settles(two: Two) -> None:
    codebook_edits.define(two.marie, "social", definition="De Marie.", language="fr")
    codebook_edits.define(two.piet, "social", definition="Van Piet.", language="fr")
    codebook_edits.define(two.piet, "social", definition="In het Nederlands.", language="nl")
    marie, piet = two.swap()
    for session in (marie, piet):
        held = next(code for code in codebooks.tree(session).codes if code.key == "social").definition
        assert held == {"fr": "Van Piet.", "nl": "In het Nederlands."}
    told = [each for each in conflicts.conflicts(marie) if each.table == "code"]
    assert [(each.field, each.ours, each.theirs, each.stands) for each in told] == [
        ("definition.fr", "De Marie.", "Van Piet.", "theirs")
    ]
    settled = conflicts.settle(marie, told[0].id, "ours")
    assert (settled.stands, settled.status) == ("ours", "ours")
    assert next(code for code in codebooks.tree(marie).codes if code.key == "social").definition["fr"] == "De Marie."
    assert told[0].id not in {each.id for each in conflicts.conflicts(marie)}
    history.undo(marie)
    assert told[0] in conflicts.conflicts(marie)
    conflicts.settle(marie, told[0].id, "ours")
    # Who takes that in has it settled too.
    merging.merge(piet, [two.copy(marie)])
    assert next(code for code in codebooks.tree(piet).codes if code.key == "social").definition["fr"] == "De Marie."
    assert [each for each in conflicts.conflicts(piet) if each.table == "code"] == []


def _french(session: Session) -> str:
    return next(code for code in codebooks.tree(session).codes if code.key == "social").definition["fr"]


def _open(session: Session) -> list[str]:
    return [each.id for each in conflicts.conflicts(session) if each.table == "code"]


@pytest.fixture
def crossed(two: Two) -> Two:
    """Both changed one field, and more, and took each other in: both hold one value, and an open conflict."""
    for session, text in ((two.marie, "De Marie."), (two.piet, "Van Piet.")):
        codebook_edits.define(session, "social", definition=text, language="fr")
        codebook_edits.define(session, "economic", definition=text, language="fr" if text[0] == "D" else "nl")
    two.swap()
    assert (_french(two.marie), _french(two.piet)) == ("Van Piet.", "Van Piet.")
    return two


@pytest.mark.parametrize("back", [False, True])
@pytest.mark.parametrize("side", ["ours", "theirs"])
@pytest.mark.parametrize("who", ["marie", "piet"])
def test_a_conflict_that_one_settled_is_settled_for_who_left_it_open(
    crossed: Two, who: str, side: str, back: bool
) -> None:
    settler, other = (crossed.marie, crossed.piet) if who == "marie" else (crossed.piet, crossed.marie)
    [conflict] = _open(settler)
    conflicts.settle(settler, conflict, side)
    chosen = _french(settler)
    assert chosen == ("De Marie." if (who == "marie") == (side == "ours") else "Van Piet.")
    if back:  # first who settled it takes in the one with whom it is open
        merging.merge(settler, [crossed.copy(other)])
        assert (_french(settler), _open(settler)) == (chosen, [])
    copy = crossed.copy(settler)
    merging.merge(other, [copy])
    assert (_french(other), _open(other)) == (chosen, [])
    assert merging.merge(other, [copy]).operation is None
    merging.merge(settler, [crossed.copy(other)])
    assert (_french(settler), _open(settler)) == (chosen, [])
    assert is_whole(other)
    assert canonical(settler)["code"] == canonical(other)["code"]


def test_a_conflict_settled_otherwise_on_each_side_is_one_again(crossed: Two) -> None:
    for session in (crossed.marie, crossed.piet):
        conflicts.settle(session, _open(session)[0], "ours")
    for session in crossed.swap():
        assert (_french(session), len(_open(session))) == ("Van Piet.", 1)


@pytest.mark.parametrize("back", [False, True])
@pytest.mark.parametrize("side", ["ours", "theirs"])
def test_what_was_settled_and_taken_back_is_open_again_for_who_had_taken_it_in(
    crossed: Two, side: str, back: bool
) -> None:
    marie, piet = crossed.marie, crossed.piet
    conflicts.settle(marie, _open(marie)[0], side)
    merging.merge(piet, [crossed.copy(marie)])
    assert _open(piet) == []
    history.undo(marie)
    if back:  # whoever took it back is not told that it is settled
        merging.merge(marie, [crossed.copy(piet)])
    assert (_french(marie), len(_open(marie))) == ("Van Piet.", 1)
    copy = crossed.copy(marie)
    report = merging.merge(piet, [copy])
    assert [each.field for each in report.conflicts] == ["definition.fr"]
    assert (_french(piet), [each.id for each in report.conflicts]) == ("Van Piet.", _open(piet))
    assert merging.merge(piet, [copy]).operation is None
    # Settled anew it is settled for both.
    conflicts.settle(piet, _open(piet)[0], side)
    merging.merge(marie, [crossed.copy(piet)])
    assert (_french(marie), _open(marie)) == (_french(piet), [])
    assert is_whole(marie) and is_whole(piet)


def test_what_was_changed_since_is_not_overruled_by_what_the_other_settled(crossed: Two) -> None:
    codebook_edits.define(crossed.piet, "social", definition="Autrement.", language="fr")
    conflicts.settle(crossed.marie, _open(crossed.marie)[0], "ours")
    merging.merge(crossed.piet, [crossed.copy(crossed.marie)])
    assert _french(crossed.piet) == "Autrement."


def test_a_conflict_that_our_value_wins_is_told_though_nothing_else_comes(two: Two) -> None:
    codebook_edits.define(two.marie, "social", definition="De Marie.", language="fr")
    codebook_edits.define(two.piet, "social", definition="Van Piet.", language="fr")
    case_edits.remove_case(two.piet, "Nord")
    case_edits.remove_case(two.marie, "Nord")
    copy = two.copy(two.marie)
    report = merging.merge(two.piet, [copy])
    assert [(each.field, each.stands) for each in report.conflicts] == [("definition.fr", "ours")]
    assert (_french(two.piet), len(_open(two.piet))) == ("Van Piet.", 1)
    assert merging.merge(two.piet, [copy]).operation is None
    assert is_whole(two.piet)


def test_who_works_blind_is_told_no_conflict_about_what_others_coded(two: Two) -> None:
    here = codings.add(two.piet, two.document, 40, 50, KEYS[5], memo="De Piet.").id
    merging.merge(two.marie, [two.copy(two.piet)])
    changes = (two.piet, "mixed", "De Piet, relu."), (two.marie, "none", "De Piet, corrigé.")
    for session, effect, text in changes:
        codings.change(session, here, effect=effect)
        memos.edit(session, next(each.id for each in memos.listing(session) if each.about == here), text)
    assignments.assign(two.marie, [two.document], ["marie", "piet"], blind=True)
    copy = two.copy(two.piet)
    seen = merging.preview(open_project(two.marie.path, coder="chef"), [copy]).conflicts
    assert {each.table for each in seen} == {"coding", "memo"}
    for report in merging.preview(two.marie, [copy]), merging.merge(two.marie, [copy]):
        assert report.conflicts == () and report.projects[0].conflicts == len(seen)
        assert "not shown: 2" in " ".join(str(note) for note in report.notes)
    assert {each.table for each in conflicts.conflicts(two.marie)} == {"attribute_value"}
    assert conflicts.unseen(two.marie) == len(seen)
    with open_project(two.marie.path, coder="chef") as chef:
        noted = [each for each in conflicts.conflicts(chef) if each.table != "attribute_value"]
        assert len(noted) == len(seen) and conflicts.unseen(chef) == 0
    with pytest.raises(conflicts.ConflictNotFound):
        conflicts.settle(two.marie, noted[0].id, "theirs")


def test_of_two_consents_the_stricter_stands_meanwhile(two: Two) -> None:
    cases.set_person(two.marie, "Fatima", consent="none")
    cases.set_person(two.piet, "Fatima", consent="anonymised")
    for session in two.swap():
        assert [person.consent for person in cases.people(session)] == ["none"]


def test_what_one_took_out_goes_unless_the_other_went_on_with_it(two: Two) -> None:
    first = codings.listing(two.marie)[0].id
    codings.remove(two.piet, [first])
    other = codings.add(two.marie, two.document, 60, 70, KEYS[5]).id
    marie, piet = two.swap()
    for session in (marie, piet):
        assert [coding.id for coding in codings.listing(session)] == [other]
    documents.remove(marie, two.document)
    codings.add(piet, two.document, 80, 90, KEYS[5])
    report = merging.merge(marie, [two.copy(piet)])
    assert report.kept > 0
    assert len(documents.turns(marie, two.document)) == 6, "the document is whole again"
    assert len(codings.listing(marie)) == 2
    assert is_whole(marie)


def test_a_code_that_one_merged_away_comes_back_where_the_other_used_it(two: Two) -> None:
    codebook_merging.merge(two.marie, KEYS[7], KEYS[6])
    codings.add(two.piet, two.document, 50, 60, KEYS[7])
    for session in two.swap():
        assert {coding.code for coding in codings.listing(session)} == {KEYS[6], KEYS[7]}


def test_codes_that_come_to_stand_below_each_other(two: Two) -> None:
    codebook_edits.move(two.marie, "social", "political")
    codebook_edits.move(two.piet, "political", "social")
    marie, piet = two.swap()
    assert canonical(marie) == canonical(piet)
    codes = codebooks.tree(marie)
    assert {codes.dimension(code).parent for code in codes.codes} == {None}


def test_codes_that_come_to_have_one_label_are_told(two: Two) -> None:
    codebook_edits.rename(two.marie, "social/ties", "Lien", language="fr")
    codebook_edits.rename(two.piet, "social/confidence", "Lien", language="fr")
    report = merging.merge(two.marie, [two.piet.path])
    assert ["Lien" in str(note) for note in report.notes] == [True]


def test_the_same_names_are_the_same_people_and_cases(tmp_path: Path) -> None:
    for name, case, person in (("a", "Atelier Nord", "Fatima"), ("b", "ATELIER nord", "fatima")):
        with new_project(tmp_path / f"{name}.qualcode", coder="marie" if name == "a" else "Marie") as session:
            imported(session, 1 if name == "a" else 2, case=case, person=person)
    with open_project(tmp_path / "a.qualcode", coder="marie") as session:
        report = merging.merge(session, [tmp_path / "b.qualcode"])
        assert (report.documents, report.cases, report.people, report.coders) == (1, 0, 0, 0)
        assert (len(cases.cases(session)), len(cases.people(session))) == (1, 1)
        assert {conflict.name for conflict in report.conflicts} <= {"Atelier Nord", "Fatima", "fatima"}


def test_the_same_text_is_the_same_document(tmp_path: Path) -> None:
    for name in "ab":
        with new_project(tmp_path / f"{name}.qualcode", coder=name) as session:
            document = imported(session, 1).id
            codings.add(session, document, 20, 30, KEYS[6])
            documents.mark_done(session, document)
    with open_project(tmp_path / "a.qualcode", coder="a") as session:
        report = merging.merge(session, [tmp_path / "b.qualcode"])
        assert (report.documents, report.codings) == (0, 1)
        [document_view] = documents.listing(session)
        assert (document_view.codings, document_view.done, document_view.turns) == (2, ("a", "b"), 6)
        assert is_whole(session)


def test_a_confirmed_pair_of_the_crosswalk_makes_one_code_of_two(two: Two) -> None:
    theirs = codebook_edits.add_code(two.piet, "Logis", parent="social")
    ours = codebook_edits.add_code(two.marie, "Logement", parent="social")
    codings.add(two.piet, two.document, 50, 60, theirs.key)
    with two.marie.operation("crosswalk.confirm", Message("x")) as gate:
        gate.insert(
            Correspondence(
                new_id(), "a", ours.id, "Logement", "b", theirs.id, "Logis", "same", "", gate.coder.id, gate.at
            )
        )
    for session in two.swap():
        keys = {code.key for code in codebooks.tree(session).codes if code.parent and "/log" in code.key}
        assert len(keys) == 1
        assert keys <= {coding.code for coding in codings.listing(session)}


def test_a_project_begun_on_the_union_of_codebooks_differs_from_its_pools_only_where_people_do(tmp_path: Path) -> None:
    said = {
        "north": [("social/ties", "Réseau"), ("social/health", "Santé et moral")],
        "south": [("economic/income", "Ressources")],
    }
    for name, renamed in said.items():
        with projects.create(tmp_path / f"{name}.qualcode", coder=name, language="fr") as session:
            for code, label in renamed:
                codebook_edits.rename(session, code, label)
            codebook_edits.define(session, "social/autonomy", definition=f"Ce que {name} en dit.", exclude=name)
            codebook_edits.add_code(session, f"Propre à {name}", parent="social")
            other = codebook_edits.add_code(session, "Logis" if name == "north" else "Logement", parent="social")
            document = imported(session, 1 if name == "north" else 2).id
            codings.add(session, document, 10, 20, other.key)
            if name == "south":
                theirs = codebook_source.read(tmp_path / "north.qualcode").codebook
                crosswalk.confirm(session, theirs, [("social/logement", "social/logis")])
    files = [tmp_path / f"{name}.qualcode" for name in said]
    made = codebook_union.unite([codebook_source.read(each) for each in files])
    codebook_files.save(made.codebook, tmp_path / "one.yaml")
    for way in files, files[::-1]:
        target = tmp_path / f"joint-{way[0].stem}.qualcode"
        with projects.create(target, coder="chef", codebook=tmp_path / "one.yaml") as session:
            report = merging.merge(session, way)
            assert (report.codes, report.codings, report.conflicts) == (0, 2, ())
            assert codebooks.book(session).codes == made.codebook.codes
            assert merging.merge(session, way).operation is None
    # What a pool changes afterwards is news; what both change otherwise is for people.
    with open_project(files[0], coder="north") as north, open_project(target, coder="chef") as joint:
        codebook_edits.rename(north, "social/ties", "Liens")
        codebook_edits.rename(north, "social/health", "Corps")
        codebook_edits.rename(joint, "social/health", "Esprit")
        report = merging.merge(joint, [files[0]])
        assert [(each.name, each.field) for each in report.conflicts] == [("social/health", "labels.fr")]


# Texts that differ


@pytest.fixture
def edited(two: Two) -> Two:
    """Piet has mended a word at the beginning and coded on; so has Marie, on the old text."""
    text = documents.text(two.piet, two.document)
    revisions.revise(two.piet, two.document, "Nouveau : " + text)
    codings.add(two.piet, two.document, 110, 120, KEYS[5], memo="De Piet.")
    codings.add(two.marie, two.document, 60, 70, KEYS[7])
    return two


def test_another_text_comes_in_beside_with_its_codings(edited: Two) -> None:
    marie, piet = edited.swap()
    for session in (marie, piet):
        assert sorted(view.codings for view in documents.listing(session)) == [2, 2]
    assert canonical(marie) == canonical(piet)
    assert merging.merge(marie, [edited.copy(piet)]).documents == 0


def test_its_codings_can_be_put_on_our_text(edited: Two) -> None:
    report = merging.merge(edited.marie, [edited.piet.path], reanchor=True)
    assert [(told.beside, told.kept, told.adrift) for told in report.texts] == [(None, 2, ())]
    assert (report.documents, report.codings, report.memos) == (0, 1, 1)
    added = next(coding for coding in codings.listing(edited.marie) if coding.coder == "piet")
    assert (added.start, added.end) == (100, 110)
    assert is_whole(edited.marie)
    # Told once, it is so from now on.
    codings.add(edited.piet, edited.document, 130, 140, KEYS[5])
    report = merging.merge(edited.marie, [edited.piet.path])
    assert (report.documents, report.codings) == (0, 1)
    assert is_whole(edited.marie)


# Files, faults, undo


def test_the_preview_stores_nothing_and_tells_the_same(edited: Two) -> None:
    before = digest_of(edited.marie.path)
    foreseen = merging.preview(edited.marie, [edited.piet.path])
    assert digest_of(edited.marie.path) == before
    done = merging.merge(edited.marie, [edited.piet.path])
    for name in ("documents", "codes", "codings", "memos", "changed", "removed", "kept", "same", "projects"):
        assert getattr(foreseen, name) == getattr(done, name)
    assert [(each.field, each.id) for each in foreseen.conflicts] == [(each.field, "") for each in done.conflicts]


def test_several_projects_are_one_operation_with_their_histories(two: Two) -> None:
    third = two.folder / "third.qualcode"
    with new_project(third, coder="lena") as lena:
        imported(lena, 3)
    report = merging.merge(two.marie, [two.copy(two.piet), third])
    assert len(report.projects) == 2
    assert history.listing(two.marie)[-1].sequence == report.operation
    title = report.projects[1].title
    told = merging.foreign_history(two.marie, title)
    assert [entry.operation for entry in told] == ["coder.add", "project.create", "document.import"]
    history.undo(two.marie)
    assert len(documents.listing(two.marie)) == 1


@pytest.mark.parametrize("frozen", sorted(FROZEN.glob("*.qualcode.gz")), ids=lambda path: path.name.split(".")[0])
def test_a_project_of_an_earlier_format_is_read_and_left_as_it_is(two: Two, frozen: Path) -> None:
    other = two.folder / "earlier.qualcode"
    other.write_bytes(gzip.decompress(frozen.read_bytes()))
    other.chmod(0o400)
    before = digest_of(other)
    assert merging.merge(two.marie, [other]).documents > 0
    assert digest_of(other) == before
    assert is_whole(two.marie)


def test_what_is_no_whole_project_or_the_project_itself_is_refused(two: Two) -> None:
    before = digest_of(two.marie.path)
    noise = two.folder / "noise.qualcode"
    noise.write_bytes(b"noise")
    for other in (noise, two.folder / "none.qualcode", two.marie.path):
        with pytest.raises(QualcodeError):
            merging.merge(two.marie, [two.piet.path, other])
    with open_project(two.marie.path, coder="marie", read_only=True) as session, pytest.raises(ReadOnly):
        merging.merge(session, [two.piet.path])
    assert digest_of(two.marie.path) == before


def test_what_is_stored_between_the_look_and_the_merge_is_not_lost(two: Two) -> None:
    with open_project(two.copy(two.piet), coder="marie", read_only=True) as other:
        opened = [(other.path, other)]
        plan = make_plan(two.marie, opened)
        with open_project(two.marie.path, coder="lena") as lena:
            added = codings.add(lena, two.document, 50, 60, KEYS[5])
        assert merging.store(two.marie, plan, opened, reanchor=False).operation is not None
    assert added.id in {coding.id for coding in codings.listing(two.marie)}
    assert is_whole(two.marie)


@needs_fork
def test_killed_before_every_statement_of_a_merge(two: Two) -> None:
    """All of it is there, or nothing."""
    imported(two.piet, 2, case="Sud")
    codings.add(two.piet, two.document, 60, 70, KEYS[5], memo="Une note.")
    case_edits.remove_case(two.marie, "Nord")
    other, path = two.copy(two.piet), two.marie.path
    two.marie.close()
    before = path.read_bytes()

    def work(path: Path, tell: Tell, n: int) -> None:
        with (
            open_project(path, coder="marie") as session,
            open_project(other, coder="marie", read_only=True) as theirs,
        ):
            opened = [(other, theirs)]
            plan = make_plan(session, opened)
            with dying_at(n):
                merging.store(session, plan, opened, reanchor=False)

    for n in range(1, 200):
        path.write_bytes(before)
        for beside in path.parent.glob(f"{path.name}-*"):
            beside.unlink()
        with Child(lambda path, tell, n=n: work(path, tell, n), path) as child:  # type: ignore[misc]
            ended = child.ended()
        held = verify(path)
        assert ended in (0, DIED)
        assert (len(held["document"]), len(held["merge"])) in ([(2, 1)] if ended == 0 else [(1, 0), (2, 1)])
        if ended == 0:
            return
    raise AssertionError("it does not end")
