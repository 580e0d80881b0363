"""What lies beside a programme file is looked at before SQLite is: a stranger's file there must do no harm."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from assessor.errors import AssessorError, BrokenProgramme, TargetExists
from assessor.faults.stores import JournalUnsafe, StrayCompanion
from assessor.storage.opening import create_store, open_store
from assessor.storage.sqlite_file import journal_of, sqlite_connection, version_of
from tests.storage.places import CHECKLIST, CITY, WHOLE, Place, answering, new_save, said
from tests.storage.planted import PAGE, journal_naming, journal_of_pages


@pytest.fixture
def programme(file_place: Place) -> Path:
    store = file_place.create()
    store.apply(new_save(), [answering("A", said())])
    store.close()
    assert file_place.file is not None
    return file_place.file


@pytest.mark.parametrize("relative", [False, True])
def test_a_journal_that_names_another_file_is_refused_and_that_file_stays(
    relative: bool, programme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    victim = programme.parent / "victim.txt"
    victim.write_text("kept", "utf-8")
    monkeypatch.chdir(programme.parent)
    named = victim.name if relative else str(victim)
    journal_of(programme).write_bytes(journal_naming(programme, named))
    for read_only in (True, False):
        with pytest.raises(JournalUnsafe) as caught:
            open_store(str(programme), read_only=read_only)
        assert caught.value.values["path"] == str(journal_of(programme))
    assert victim.read_text("utf-8") == "kept"


def test_the_journal_of_that_test_would_delete_the_file_and_the_test_would_notice(programme: Path) -> None:
    victim = programme.parent / "victim.txt"
    victim.write_text("kept", "utf-8")
    journal_of(programme).write_bytes(journal_naming(programme, str(victim)))
    with closing(sqlite3.connect(programme)) as connection:
        connection.execute("SELECT * FROM head").fetchall()
    assert not victim.exists()


@pytest.mark.parametrize("mark", ["-wal", "-shm"])
@pytest.mark.parametrize("content", [b"", b"anything"])
def test_a_file_of_another_way_of_writing_beside_a_programme_is_refused(
    mark: str, content: bytes, programme: Path
) -> None:
    stray = programme.with_name(programme.name + mark)
    stray.write_bytes(content)
    for read_only in (True, False):
        with pytest.raises(StrayCompanion) as caught:
            open_store(str(programme), read_only=read_only)
        assert caught.value.values["path"] == str(stray)
    assert stray.read_bytes() == content


def test_a_foreign_wal_beside_a_file_in_that_mode_is_not_merged(programme: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.assessor"
    shutil.copyfile(programme, other)
    with closing(sqlite3.connect(other, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        content = other.read_bytes()
        connection.execute("UPDATE programme SET content = '{}'")
        log = other.with_name(f"{other.name}-wal").read_bytes()
    programme.write_bytes(content)
    programme.with_name(f"{programme.name}-wal").write_bytes(log)
    with pytest.raises(StrayCompanion):
        open_store(str(programme), read_only=True)
    assert programme.read_bytes() == content


def test_a_file_in_another_mode_is_refused_and_not_changed(programme: Path) -> None:
    with closing(sqlite3.connect(programme)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    content = programme.read_bytes()
    for read_only in (True, False):
        with pytest.raises(BrokenProgramme):
            open_store(str(programme), read_only=read_only)
    assert programme.read_bytes() == content


@pytest.mark.parametrize("dangling", [False, True])
def test_a_link_in_the_place_of_a_journal_is_refused_and_never_written_through(dangling: bool, programme: Path) -> None:
    victim = programme.parent / "victim.txt"
    if not dangling:
        victim.write_bytes(b"kept")
    journal_of(programme).symlink_to(victim)
    for read_only in (True, False):
        with pytest.raises(JournalUnsafe):
            open_store(str(programme), read_only=read_only)
    assert victim.exists() is not dangling and (dangling or victim.read_bytes() == b"kept")


def test_what_is_planted_while_a_programme_is_open_is_refused_at_the_next_step(programme: Path) -> None:
    victim = programme.parent / "victim.txt"
    victim.write_text("kept", "utf-8")
    with open_store(str(programme)) as store:
        journal_of(programme).write_bytes(journal_naming(programme, str(victim)))
        with pytest.raises(JournalUnsafe):
            store.load()
        with pytest.raises(JournalUnsafe):
            store.apply(new_save(), [answering("B", said())])
        journal_of(programme).unlink()
        assert store.apply(new_save(), [answering("B", said())]).events == 1
    assert victim.exists()


def test_what_a_planted_journal_may_still_do_is_found_by_checking(programme: Path) -> None:
    """It puts pages into the file, as whoever may write beside it could do without a journal."""
    content = programme.read_bytes()
    number = next(
        at // PAGE + 1
        for at in range(0, len(content), PAGE)
        if b'"status":"implemented"' in content[at : at + PAGE] and b"before" not in content[at : at + PAGE]
    )
    page = content[(number - 1) * PAGE : number * PAGE].replace(b'"status":"implemented"', b'"status":"implementeX"')
    journal_of(programme).write_bytes(journal_of_pages(programme, {number: page}))
    with open_store(str(programme), read_only=True) as store:
        assert programme.read_bytes() != content
        assert "answer_differs" in {fault.code for fault in store.verify().faults}


@pytest.mark.parametrize("mark", ["-journal", "-wal", "-shm"])
def test_nothing_is_given_a_name_beside_which_such_a_file_lies(mark: str, file_place: Place, tmp_path: Path) -> None:
    store = file_place.create()
    target = tmp_path / "new.assessor"
    stray = tmp_path / f"new.assessor{mark}"
    stray.write_bytes(b"left by somebody")
    with pytest.raises(TargetExists) as caught:
        store.backup(target)
    assert caught.value.values["path"] == str(stray)
    with pytest.raises(TargetExists):
        create_store(str(target), CHECKLIST, CITY, WHOLE, new_save())
    assert not target.exists()


def test_an_empty_journal_is_what_we_leave_ourselves(programme: Path) -> None:
    journal_of(programme).touch()
    assert version_of(programme, programme) == 1
    with closing(sqlite_connection(programme, read_only=True)) as connection:
        assert connection.execute("SELECT count(*) FROM answer").fetchone() == (1,)


def test_every_error_of_a_file_beside_names_that_file(programme: Path) -> None:
    """Whoever reads the error has to find the file that it speaks of."""
    for name in (f"{programme.name}-wal", f"{programme.name}-journal"):
        stray = programme.with_name(name)
        stray.mkdir()
        with pytest.raises(AssessorError) as caught:
            open_store(str(programme), read_only=True)
        assert caught.value.values["path"] == str(stray)
        stray.rmdir()
