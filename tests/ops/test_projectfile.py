"""Which project file is meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.errors import NoProject, ProjectNotFound, SeveralProjects
from qualcode.ops.projectfile import find_project
from tests.store.making import new_project


def test_a_project_is_found_by_name_with_or_without_its_ending(tmp_path: Path) -> None:
    path = tmp_path / "p.qualcode"
    new_project(path).close()
    assert find_project(str(path), tmp_path) == path
    assert find_project(str(tmp_path / "p"), tmp_path) == path
    for nothing in (str(tmp_path / "q"), "nothing.qualcode", "a\0b"):
        with pytest.raises(ProjectNotFound):
            find_project(nothing, tmp_path)


def test_without_a_name_the_only_one_in_the_folder_is_meant(tmp_path: Path) -> None:
    with pytest.raises(NoProject):
        find_project(None, tmp_path)
    (tmp_path / "folder.qualcode").mkdir()
    new_project(tmp_path / "p.qualcode").close()
    assert find_project(None, tmp_path) == tmp_path / "p.qualcode"
    assert find_project("", tmp_path) == tmp_path / "p.qualcode"
    new_project(tmp_path / "q.qualcode").close()
    with pytest.raises(SeveralProjects) as caught:
        find_project(None, tmp_path)
    assert caught.value.values["names"] == "p.qualcode, q.qualcode"
