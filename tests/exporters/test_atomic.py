"""Files are written whole or not at all, and nothing that is there is lost."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO

import pytest

from qualcode.errors import DiskFull, FileExists, FileUnwritable
from qualcode.exporters.atomic import write_atomically

posix = pytest.mark.skipif(os.name != "posix", reason="about POSIX file systems")
ROOT = Path(__file__).parents[2]


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "rapport.docx"
    path.write_bytes(b"old")
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("force", [False, True])
def test_a_new_file(tmp_path: Path, force: bool) -> None:
    write_atomically(tmp_path / "a.csv", b"new", force=force)
    write_atomically(tmp_path / "b.csv", lambda file: file.writelines([b"n", b"ew"]), force=force)
    assert [(tmp_path / name).read_bytes() for name in names(tmp_path)] == [b"new", b"new"]
    assert names(tmp_path) == ["a.csv", "b.csv"]


def test_an_old_file_is_replaced_only_when_forced(report: Path) -> None:
    with pytest.raises(FileExists):
        write_atomically(report, b"new", force=False)
    assert report.read_bytes() == b"old"
    write_atomically(report, b"new", force=True)
    assert report.read_bytes() == b"new"
    assert names(report.parent) == ["rapport.docx"]


def test_without_force_the_work_is_not_even_begun_when_the_file_exists(report: Path) -> None:
    def fail(file: BinaryIO) -> None:
        pytest.fail("the file was there, yet its successor was made")

    with pytest.raises(FileExists):
        write_atomically(report, fail, force=False)


def test_a_file_that_comes_to_be_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"

    def race(file: BinaryIO) -> None:
        file.write(b"ours")
        path.write_bytes(b"theirs")

    with pytest.raises(FileExists):
        write_atomically(path, race, force=False)
    assert path.read_bytes() == b"theirs"
    assert names(tmp_path) == ["a.csv"]


@pytest.mark.parametrize("exception", [ValueError, KeyboardInterrupt])
@pytest.mark.parametrize("force", [False, True])
def test_a_failure_midway_leaves_the_old_file_and_nothing_else(
    report: Path, exception: type[BaseException], force: bool
) -> None:
    path = report if force else report.with_name("neu.docx")

    def fail(file: BinaryIO) -> None:
        file.write(b"half")
        raise exception

    with pytest.raises(exception):
        write_atomically(path, fail, force=force)
    assert names(report.parent) == ["rapport.docx"]
    assert report.read_bytes() == b"old"


@pytest.mark.parametrize(
    ("number", "refusal"),
    [(errno.ENOSPC, DiskFull), (errno.EDQUOT, DiskFull), (errno.EFBIG, DiskFull), (errno.EIO, FileUnwritable)],
)
def test_what_the_disk_answers_becomes_a_sentence(
    report: Path, monkeypatch: pytest.MonkeyPatch, number: int, refusal: type[Exception]
) -> None:
    def fail(descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(refusal):
        write_atomically(report, b"new", force=True)
    assert report.read_bytes() == b"old"
    assert names(report.parent) == ["rapport.docx"]


@posix
def test_a_real_limit_of_the_disk(report: Path) -> None:
    script = (
        "import resource, sys; from pathlib import Path\n"
        "from qualcode.errors import DiskFull\n"
        "from qualcode.exporters.atomic import write_atomically\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "try: write_atomically(Path(sys.argv[1]), b'x' * 200_000, force=True)\n"
        "except DiskFull: print('full')\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(report)], cwd=ROOT, capture_output=True, check=True)
    assert done.stdout.strip() == b"full"
    assert report.read_bytes() == b"old"
    assert names(report.parent) == ["rapport.docx"]


def test_a_killed_process_leaves_the_old_file(report: Path) -> None:
    script = (
        "import os, sys; from pathlib import Path\n"
        "from qualcode.exporters.atomic import write_atomically\n"
        "def half(file): file.write(b'half'); file.flush(); os._exit(9)\n"
        "write_atomically(Path(sys.argv[1]), half, force=True)\n"
    )
    assert subprocess.run([sys.executable, "-c", script, str(report)], cwd=ROOT, check=False).returncode == 9
    assert report.read_bytes() == b"old"
    (rest,) = set(names(report.parent)) - {"rapport.docx"}
    assert rest.startswith(".qualcode-")


@pytest.mark.parametrize("force", [False, True])
def test_places_where_no_file_can_be(tmp_path: Path, force: bool) -> None:
    for path in (tmp_path / "nowhere" / "a.csv", tmp_path / "nul\0.csv", tmp_path / ("x" * 300)):
        with pytest.raises(FileUnwritable) as caught:
            write_atomically(path, b"new", force=force)
        assert "cannot be written" in str(caught.value)
    with pytest.raises(FileUnwritable if force else FileExists):
        write_atomically(tmp_path, b"new", force=force)
    assert names(tmp_path) == []


@posix
def test_a_device_is_never_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(FileUnwritable, match="it is a device, not a file"):
        write_atomically(pipe, b"new", force=True)
    assert stat.S_ISFIFO(pipe.lstat().st_mode)


@posix
def test_a_link_keeps_pointing_where_it_did(report: Path) -> None:
    link = report.with_name("lien.docx")
    link.symlink_to(report.name)
    with pytest.raises(FileExists):
        write_atomically(link, b"new", force=False)
    write_atomically(link, b"new", force=True)
    assert link.is_symlink()
    assert report.read_bytes() == b"new"


@posix
def test_a_link_to_nothing_is_not_overwritten_unasked(tmp_path: Path) -> None:
    link = tmp_path / "lien"
    link.symlink_to("nothing")
    with pytest.raises(FileExists):
        write_atomically(link, b"new", force=False)
    assert names(tmp_path) == ["lien"]


@posix
def test_permissions_are_kept_and_new_files_have_the_usual_ones(report: Path) -> None:
    report.chmod(0o640)
    write_atomically(report, b"new", force=True)
    assert stat.S_IMODE(report.stat().st_mode) == 0o640
    before = os.umask(0o027)
    try:
        write_atomically(report.with_name("b.csv"), b"new", force=False)
    finally:
        os.umask(before)
    assert stat.S_IMODE(report.with_name("b.csv").stat().st_mode) == 0o640


@posix
@pytest.mark.parametrize("taken", [False, True])
def test_file_systems_without_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, taken: bool) -> None:
    path = tmp_path / "a.csv"

    def refuse(self: Path, target: Path) -> None:
        if taken:
            path.write_bytes(b"theirs")
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    if taken:
        with pytest.raises(FileExists):
            write_atomically(path, b"ours", force=False)
    else:
        write_atomically(path, b"ours", force=False)
    assert path.read_bytes() == (b"theirs" if taken else b"ours")
    assert names(tmp_path) == ["a.csv"]
