"""A written file is there whole or not at all."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from assessor.errors import OutputFailed, TargetExists
from assessor.storage import atomic_file
from assessor.storage.atomic_file import move_into_place, write_atomic


def test_a_written_file_holds_its_content_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "報告書.md"
    write_atomic(path, b"text", replace=False)
    assert path.read_bytes() == b"text"
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_mode_can_be_asked_for(tmp_path: Path) -> None:
    write_atomic(tmp_path / "public.md", b"", replace=False, mode=0o644)
    assert (tmp_path / "public.md").stat().st_mode & 0o777 == 0o644


def test_an_existing_file_is_replaced_only_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"old")
    with pytest.raises(TargetExists):
        write_atomic(path, b"new", replace=False)
    assert path.read_bytes() == b"old"
    write_atomic(path, b"new", replace=True)
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_symbolic_link_is_replaced_and_never_followed(tmp_path: Path) -> None:
    victim, link = tmp_path / "victim", tmp_path / "out.md"
    victim.write_bytes(b"precious")
    link.symlink_to(victim)
    with pytest.raises(TargetExists):
        write_atomic(link, b"new", replace=False)
    write_atomic(link, b"new", replace=True)
    assert (victim.read_bytes(), link.read_bytes(), link.is_symlink()) == (b"precious", b"new", False)
    dangling = tmp_path / "dangling.md"
    dangling.symlink_to(tmp_path / "nowhere")
    with pytest.raises(TargetExists):
        write_atomic(dangling, b"new", replace=False)


def test_a_file_that_appears_meanwhile_is_not_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.md"
    sync = os.fsync

    def somebody_else_is_quicker(handle: int) -> None:
        path.write_bytes(b"theirs")
        sync(handle)

    monkeypatch.setattr(os, "fsync", somebody_else_is_quicker)
    with pytest.raises(TargetExists):
        write_atomic(path, b"ours", replace=False)
    assert path.read_bytes() == b"theirs"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("moment", ["fsync", "lstat"])
@pytest.mark.parametrize("link", [True, False])
def test_what_was_swapped_for_the_file_being_written_is_neither_written_through_nor_put_out(
    moment: str, link: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    victim, path = tmp_path / "victim", tmp_path / "report.md"
    victim.write_bytes(b"precious")
    victim.chmod(0o644)
    whole = getattr(os, moment)

    def swapped(what: Any) -> Any:
        (temporary,) = tmp_path.glob(".report.md.*")
        if not temporary.is_symlink() and temporary.read_bytes() != b"theirs":
            temporary.unlink()
            temporary.symlink_to(victim) if link else temporary.write_bytes(b"theirs")
        return whole(what)

    monkeypatch.setattr(os, moment, swapped)
    with pytest.raises(OutputFailed) as caught:
        write_atomic(path, b"ours", replace=True)
    assert caught.value.values["reason"] == "swapped"
    assert victim.read_bytes() == b"precious" and victim.stat().st_mode & 0o777 == 0o644
    assert not path.exists()


def test_where_the_file_system_knows_no_links_nothing_is_overwritten_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", no_links)
    path = tmp_path / "a.md"
    write_atomic(path, b"ours", replace=False)
    assert path.read_bytes() == b"ours"
    other = tmp_path / "other"
    other.write_bytes(b"")
    with pytest.raises(TargetExists):
        atomic_file.move_into_place(other, path, replace=False)
    assert path.read_bytes() == b"ours"


@pytest.mark.parametrize(
    ("number", "reason"),
    [(errno.ENOSPC, "full"), (errno.EDQUOT, "full"), (errno.EROFS, "permission"), (errno.EIO, "other")],
)
def test_a_failing_disk_is_named_and_leaves_the_old_file_and_nothing_else(
    number: int, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"old")

    def failing(_: int) -> None:
        raise OSError(number, "failed")

    monkeypatch.setattr(os, "fsync", failing)
    with pytest.raises(OutputFailed) as caught:
        write_atomic(path, b"new", replace=True)
    assert caught.value.values == {"path": str(path), "reason": reason}
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("name", "reason"),
    [("", "folder"), ("no/such/a.md", "missing_folder"), ("file/a.md", "missing_folder"), ("x" * 300, "other")],
)
def test_a_place_that_cannot_be_written_is_named_with_its_reason(name: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputFailed) as caught:
        write_atomic(tmp_path / name, b"", replace=True)
    assert caught.value.values["reason"] == reason
    assert [entry.name for entry in tmp_path.iterdir()] == ["file"]


def test_a_name_that_no_system_takes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputFailed):
        write_atomic(tmp_path / "a\0b", b"", replace=False)


def test_a_long_japanese_name_is_no_obstacle(tmp_path: Path) -> None:
    path = tmp_path / ("計" * 80 + ".md")
    write_atomic(path, b"x", replace=False)
    assert path.read_bytes() == b"x"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="NO SPECIAL FILES HERE: not tested")
@pytest.mark.parametrize("replace", [False, True])
def test_what_is_no_file_is_never_replaced_by_one(replace: bool, tmp_path: Path) -> None:
    special, link = tmp_path / "null", tmp_path / "link"
    os.mkfifo(special)
    link.symlink_to(special)
    for path in (special, link):
        with pytest.raises(OutputFailed) as caught:
            write_atomic(path, b"report", replace=replace)
        assert caught.value.values["reason"] == "device"
    assert special.is_fifo() and link.is_symlink()
    assert {one.name for one in tmp_path.iterdir()} == {"null", "link"}


def test_a_link_in_the_place_of_a_finished_file_is_given_no_name(tmp_path: Path) -> None:
    victim, temporary, path = tmp_path / "victim", tmp_path / "made", tmp_path / "city.assessor"
    victim.write_bytes(b"precious")
    temporary.symlink_to(victim)
    for replace in (False, True):
        with pytest.raises(OutputFailed) as caught:
            move_into_place(temporary, path, replace=replace)
        assert caught.value.values["reason"] == "swapped" and not path.is_symlink()
