from __future__ import annotations

import json
from pathlib import Path

import pytest

from qualcode.tui.memory import Memory
from tests.tui.running import is_private


def test_recent_projects_come_back_last_first_and_without_doubles(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "state")
    for name in ("a", "b", "a"):
        memory.opened(tmp_path / f"{name}.qualcode", name.upper())
    assert [(each.path.name, each.title) for each in Memory(tmp_path / "state").recents()] == [
        ("a.qualcode", "A"),
        ("b.qualcode", "B"),
    ]
    memory.forgotten(tmp_path / "a.qualcode")
    assert [each.title for each in memory.recents()] == ["B"]


def test_places_settings_and_codes_are_kept(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    memory.left("p", "d1", 12)
    memory.left("p", "d2", 7)
    memory.set("theme", "qualcode-light")
    memory.keep_codes("p", ["social/ties"])
    assert memory.place("p") == ("d2", {"d1": 12, "d2": 7})
    assert memory.place("other") == (None, {})
    assert memory.setting("theme") == "qualcode-light"
    assert memory.codes("p") == ["social/ties"]


def test_drafts_are_kept_for_this_user_alone_and_go_when_dropped(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "state")
    memory.keep_draft("p/../x", "c1", "ça pèse")
    memory.keep_draft("p/../x", "c2", "deux")
    assert memory.draft("p/../x", "c1") == "ça pèse"
    files = list((tmp_path / "state").iterdir())
    assert len(files) == 1
    assert is_private(files[0]) and is_private(tmp_path / "state")
    memory.drop_draft("p/../x", "c1")
    assert memory.draft("p/../x", "c1") is None
    memory.drop_draft("p/../x", "c2")
    assert list((tmp_path / "state").iterdir()) == []


def test_two_coders_at_one_computer_come_upon_nothing_of_each_other(tmp_path: Path) -> None:
    hers, his = Memory(tmp_path, "claire"), Memory(tmp_path, "hugo")
    hers.keep_draft("p", "c1", "ça pèse")
    hers.left("p", "d1", 12)
    hers.keep_codes("p", ["social/ties"])
    hers.note("seen", "p", {"d1": [[0, 12]]})
    hers.opened(tmp_path / "p.qualcode", "Pôle")
    assert his.drafts("p") == frozenset() and his.place("p") == (None, {})
    assert his.codes("p") == [] and his.noted("seen", "p") is None
    his.keep_draft("p", "c1", "autre")
    assert (hers.draft("p", "c1"), his.draft("p", "c1")) == ("ça pèse", "autre")
    assert [each.title for each in his.recents()] == ["Pôle"]
    assert not [path for path in tmp_path.iterdir() if "claire" in path.name + path.read_text("utf-8")]


@pytest.mark.parametrize("content", ["", "{", "[]", '{"projects": [1, {"path": 3}, {"title": "x"}]}', "null", "\xff"])
def test_what_cannot_be_read_is_as_if_it_were_not_there(tmp_path: Path, content: str) -> None:
    Memory(tmp_path).keep_draft("p", "c", "y")
    (drafts,) = (path.stem for path in tmp_path.iterdir())
    for name in ("recent", "places", "settings", "codes", drafts):
        (tmp_path / f"{name}.json").write_bytes(content.encode("latin-1"))
    memory = Memory(tmp_path)
    assert memory.recents() == []
    assert memory.place("p") == (None, {})
    assert memory.setting("theme") is None
    assert memory.codes("p") == []
    assert memory.draft("p", "c") is None
    memory.keep_draft("p", "c", "x")
    assert memory.draft("p", "c") == "x"


def test_a_folder_that_cannot_be_written_costs_only_the_memory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    memory = Memory(tmp_path / "file" / "state")
    memory.set("theme", "x")
    memory.opened(tmp_path / "p.qualcode", "P")
    assert memory.setting("theme") is None


def test_no_word_of_a_transcript_is_in_the_list_of_projects(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    memory.opened(tmp_path / "p.qualcode", "Pôle")
    assert json.loads((tmp_path / "recent.json").read_text())["projects"][0].keys() == {"path", "title", "at"}
