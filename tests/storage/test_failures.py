"""Whatever lies at a path or happens to a disk is told as one of our errors, and nothing half-done stays."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from assessor import errors
from assessor.model.change import SubjectChange
from assessor.parts import INSTALL
from assessor.storage import sqlite_file
from assessor.storage.opening import create_store, open_store
from assessor.storage.sqlite_file import VERSION
from tests.storage.places import BUS, CHECKLIST, CITY, WHOLE, Place, answering, new_save, said
from tests.storage.servers import MEMORY

AS_NOBODY = pytest.mark.skipif(
    not hasattr(os, "getuid") or os.getuid() != 0, reason="permissions are tried as another user, which root alone can"
)


def make(path: Path) -> None:
    create_store(str(path), CHECKLIST, CITY, WHOLE, new_save()).close()


def other_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE answer (subject, control)")


def newer(path: Path) -> None:
    make(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")


def without_version(path: Path) -> None:
    make(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 0")


AT_OPENING: dict[str, tuple[Callable[[Path], object], type[errors.AssessorError]]] = {
    "nothing": (lambda path: None, errors.FileMissing),
    "a folder": (lambda path: path.mkdir(), errors.FileUnreadable),
    "an empty file": (lambda path: path.write_bytes(b""), errors.NotAProgramme),
    "a short text": (lambda path: path.write_bytes(b"hi"), errors.NotAProgramme),
    "a text": (lambda path: path.write_bytes("市の計画\n".encode() * 900), errors.NotAProgramme),
    "a zip": (lambda path: path.write_bytes(b"PK\x03\x04" + bytes(range(256)) * 40), errors.NotAProgramme),
    "zeros": (lambda path: path.write_bytes(bytes(8192)), errors.NotAProgramme),
    "another database": (other_database, errors.NotAProgramme),
    "a newer programme": (newer, errors.NewerProgramme),
    "a programme without a version": (without_version, errors.BrokenProgramme),
    "a pipe": (lambda path: os.mkfifo(path), errors.FileUnreadable),
    "a dangling link": (lambda path: path.symlink_to("nowhere"), errors.FileMissing),
    "a link to itself": (lambda path: path.symlink_to(path.name), errors.FileUnreadable),
}


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("what", AT_OPENING)
def test_what_is_no_programme_is_refused_by_name_and_left_as_it_was(what: str, read_only: bool, tmp_path: Path) -> None:
    prepare, expected = AT_OPENING[what]
    path = tmp_path / "p.assessor"
    prepare(path)
    before = sorted(tmp_path.iterdir()), path.read_bytes() if path.is_file() else None
    with pytest.raises(errors.AssessorError) as caught:
        open_store(str(path), read_only=read_only)
    assert type(caught.value) is expected
    assert caught.value.values["path"] == str(path)
    assert (sorted(tmp_path.iterdir()), path.read_bytes() if path.is_file() else None) == before


@pytest.mark.parametrize("name", ["a\0b", "x" * 300, "file/below"])
def test_a_path_that_cannot_be_is_told_too(name: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(errors.UnusableFile):
        open_store(str(tmp_path / name))


def test_a_path_may_hold_what_addresses_treat_specially(tmp_path: Path) -> None:
    for name in ("100%?mode=memory#x.assessor", "計画 令和8年度.assessor", "a&b=c;d'e\"f.assessor", "-x.assessor"):
        make(tmp_path / name)
        with open_store(str(tmp_path / name)) as store:
            assert store.load().assessment.programme == CITY
    assert len(list(tmp_path.iterdir())) == 4


def test_a_link_to_a_programme_opens_it_and_leaves_no_journal_anywhere(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    make(tmp_path / "real" / "p.assessor")
    (tmp_path / "link.assessor").symlink_to(tmp_path / "real" / "p.assessor")
    with open_store(str(tmp_path / "link.assessor")) as store:
        store.apply(new_save(), [answering("A", said())])
    assert sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*")) == [
        "link.assessor",
        "real",
        "real/p.assessor",
    ]


@pytest.mark.parametrize("size", [100, 1000, 4096, 5000, 12288])
def test_a_file_cut_short_is_told_at_opening_or_at_the_first_look(size: int, file_place: Place) -> None:
    store = file_place.create()
    store.apply(new_save(), [answering(f"A-{number}", said(comment="長い回答" * 100)) for number in range(30)])
    store.close()
    assert file_place.file is not None
    file_place.file.write_bytes(file_place.file.read_bytes()[:size])
    with pytest.raises((errors.BrokenProgramme, errors.NotAProgramme)):
        file_place.open().load()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE answer SET content = 'no json'",
        """UPDATE answer SET content = '{"status":"fine","as_of":"2026-01-01"}'""",
        "UPDATE answer SET content = replace(content, '管理台帳', char(27) || '[2J')",
        "UPDATE programme SET content = '{}'",
        "UPDATE subject SET content = CAST(x'ff' AS TEXT)",
        "DELETE FROM head",
        "DELETE FROM programme",
    ],
)
def test_rows_that_hold_no_such_noun_are_a_broken_programme(statement: str, file_place: Place) -> None:
    file_place.create().apply(new_save(), [answering("A", said())])
    file_place.tamper(statement)
    store = file_place.open()
    with pytest.raises(errors.BrokenProgramme):
        store.load()
    assert not store.verify().is_sound


def test_a_checklist_that_does_not_fit_its_digest_is_a_broken_programme(place: Place) -> None:
    store = place.create()
    place.tamper("UPDATE checklist SET digest = 'sha256:0'")
    with pytest.raises(errors.BrokenProgramme):
        store.checklist_json()


def test_a_file_that_another_program_holds_is_told_as_locked(
    file_place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    file_place.create().close()
    monkeypatch.setattr(sqlite_file, "BUSY_SECONDS", 0.05)
    store = file_place.open()
    assert file_place.file is not None
    with closing(sqlite3.connect(file_place.file, isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        with pytest.raises(errors.StoreLocked):
            store.apply(new_save(), [answering("A", said())])
        with pytest.raises(errors.StoreLocked):
            store.load()
        with pytest.raises(errors.StoreLocked):
            file_place.open()
    assert store.apply(new_save(), [answering("A", said())]).revisions == (1,)


def test_a_full_disk_is_told_and_the_old_rows_stay(file_place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    file_place.create().close()
    assert file_place.file is not None
    pages = file_place.file.stat().st_size // 4096
    monkeypatch.setattr(sqlite_file, "GUARDS", (*sqlite_file.GUARDS, f"PRAGMA max_page_count = {pages}"))
    store, save = file_place.open(), new_save()
    many = [answering(f"A-{number}", said(comment="長い回答" * 100)) for number in range(30)]
    with pytest.raises(errors.StoreFull):
        store.apply(save, many)
    assert store.head()[0] == 1 and store.verify().is_sound
    monkeypatch.undo()
    assert file_place.open().apply(save, many).events == 30


def test_a_disk_too_full_for_a_new_programme_or_a_copy_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path / "p.assessor")
    with open_store(str(tmp_path / "p.assessor"), read_only=True) as store:
        monkeypatch.setattr(sqlite_file, "GUARDS", (*sqlite_file.GUARDS, "PRAGMA max_page_count = 3"))
        with pytest.raises(errors.OutputFailed) as caught:
            store.backup(tmp_path / "copy.assessor")
        assert caught.value.values == {"path": str(tmp_path / "copy.assessor"), "reason": "full"}
    with pytest.raises(errors.StoreFull):
        make(tmp_path / "other.assessor")
    assert [path.name for path in tmp_path.iterdir()] == ["p.assessor"]


def test_a_new_programme_in_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(errors.OutputFailed) as caught:
        make(tmp_path / "no" / "p.assessor")
    assert caught.value.values["reason"] == "missing_folder"


def test_a_new_programme_is_for_its_owner_alone_and_leaves_no_other_file(tmp_path: Path) -> None:
    make(tmp_path / "p.assessor")
    assert (tmp_path / "p.assessor").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["p.assessor"]


def test_a_file_opened_for_reading_refuses_to_be_written(file_place: Place) -> None:
    file_place.create().close()
    with pytest.raises(errors.StoreReadOnly):
        file_place.open(read_only=True).apply(new_save(), [answering("A", said())])


AS_ANOTHER_USER = """
import os, sys
from pathlib import Path
from assessor import errors
import assessor.storage.checking, sqlalchemy.dialects.sqlite
from assessor.storage.sqlite_place import open_file
from tests.storage.places import answering, new_save, said


def told(path, name):
    if name.startswith("unreadable"):
        try:
            open_file(path, read_only=False)
        except errors.FileUnreadable as error:
            return error.values["reason"] == "permission"
        return False
    with open_file(path, read_only=False) as store:
        assert store.load().head_seq == 1 and store.verify().is_sound
        try:
            store.apply(new_save(), [answering("A", said())])
        except errors.StoreReadOnly:
            return True
    return False


new_save()
os.setgroups([]); os.setgid(65534); os.setuid(65534)
for name in sys.argv[2:]:
    assert told(Path(sys.argv[1]) / name / "p.assessor", name), name
"""

PERMISSIONS = {
    "unreadable file": (0o600, 0o755),
    "unreadable folder": (0o644, 0o600),
    "file for reading": (0o644, 0o777),
    "folder for reading": (0o666, 0o755),
}


@AS_NOBODY
def test_without_permission_a_file_is_read_as_far_as_it_can_be() -> None:
    folder = Path(tempfile.mkdtemp(dir=MEMORY))
    try:
        folder.chmod(0o755)
        for name, (file_mode, folder_mode) in PERMISSIONS.items():
            (folder / name).mkdir()
            make(folder / name / "p.assessor")
            (folder / name / "p.assessor").chmod(file_mode)
            (folder / name).chmod(folder_mode)
        command = [sys.executable, "-c", AS_ANOTHER_USER, str(folder), *PERMISSIONS]
        assert subprocess.run(command, check=False, timeout=60).returncode == 0
        for name in PERMISSIONS:
            assert [entry.name for entry in (folder / name).iterdir()] == ["p.assessor"]
    finally:
        shutil.rmtree(folder)


def test_a_file_that_was_replaced_under_an_open_store_is_seen(file_place: Place, tmp_path: Path) -> None:
    store = file_place.create()
    other = tmp_path / "other.assessor"
    store.backup(other)
    store.apply(new_save(), [answering("A", said())])
    other.replace(file_place.target)
    assert store.load().rows == {}
    assert store.apply(new_save(), [answering("A", said())]).revisions == (1,)
    assert file_place.open().load() == store.load()


def test_a_file_that_vanished_under_an_open_store_is_told(file_place: Place) -> None:
    store = file_place.create()
    assert file_place.file is not None
    file_place.file.unlink()
    with pytest.raises(errors.FileMissing):
        store.load()
    with pytest.raises(errors.FileMissing):
        store.apply(new_save(), [answering("A", said())])
    assert not file_place.file.exists()


def test_the_trail_can_only_grow(place: Place) -> None:
    import psycopg

    store = place.create()
    statements = [
        "UPDATE event SET payload = '{}'",
        "DELETE FROM event",
        "INSERT INTO event SELECT * FROM event",
    ]
    for statement in [
        *statements,
        "INSERT OR REPLACE INTO event SELECT * FROM event" if place.file else "TRUNCATE event",
    ]:
        with pytest.raises((sqlite3.IntegrityError, psycopg.Error)):
            if place.file is None:
                with psycopg.connect(place.target) as server:
                    server.execute(statement.encode())
            else:
                with closing(sqlite3.connect(place.file, isolation_level=None)) as connection:
                    connection.execute(statement)
    assert store.verify().is_sound


def test_a_dropped_guard_is_found(place: Place) -> None:
    store = place.create()
    if place.file is None:
        import psycopg

        with psycopg.connect(place.target, autocommit=True) as server:
            server.execute("ALTER TABLE event DISABLE TRIGGER event_no_truncate")
    else:
        with closing(sqlite3.connect(place.file, isolation_level=None)) as connection:
            connection.execute("DROP TRIGGER event_no_delete")
    assert [fault.code for fault in store.verify().faults] == ["guard_missing"]


def test_each_row_changed_behind_the_trail_is_named(place: Place) -> None:
    store = place.create()
    store.apply(new_save(), [SubjectChange(subject=BUS), answering("A", said()), answering("B", said(), subject="bus")])
    place.tamper(
        "UPDATE answer SET content = replace(content, 'implemented', 'partial') WHERE control = 'B'",
        "DELETE FROM answer WHERE control = 'A'",
        "UPDATE subject SET content = replace(content, 'デマンド', '') WHERE id = 'bus'",
        "UPDATE programme SET content = replace(content, 'みらい', 'べつの')",
        """UPDATE section7 SET content = replace(content, '"hide":[]', '"hide":["A"]')""",
        "UPDATE event SET payload = replace(payload, 'implemented', 'partial') WHERE seq = 3",
        "UPDATE head SET seq = 9",
    )
    found = {(fault.code, fault.seq, fault.subject, fault.control) for fault in store.verify().faults}
    assert found == {
        ("event_changed", 3, None, None),
        ("head_differs", 9, None, None),
        ("programme_differs", None, None, None),
        ("section7_differs", None, None, None),
        ("subject_differs", None, "bus", None),
        ("answer_differs", None, "programme", "A"),
        ("answer_differs", None, "bus", "B"),
    }


def test_a_cut_tail_shows_even_when_the_rows_were_set_back(place: Place) -> None:
    store = place.create()
    store.apply(new_save(), [answering("A", said())])
    place.tamper("DELETE FROM event WHERE seq = 2", "DELETE FROM answer")
    assert [fault.code for fault in store.verify().faults] == ["head_differs"]


def test_a_foreign_trail_beside_ours_is_checked_on_its_own(place: Place) -> None:
    store = place.create()
    place.tamper(
        """INSERT INTO event SELECT 'f' || chain, seq, at, "by", kind, 'x', payload, previous, digest FROM event"""
    )
    assert [fault.code for fault in store.verify().faults] == ["event_changed", "trail_unnamed"]


def test_every_fault_has_its_sentence_in_both_languages() -> None:
    import re

    from assessor.i18n.translator import translator
    from assessor.storage import chain, checking, sql_store

    sources = "".join(Path(str(module.__file__)).read_text("utf-8") for module in (chain, checking, sql_store))
    codes = set(re.findall(r'code="(\w+)"', sources))
    assert len(codes) > 10
    for code in codes:
        for lang in ("ja", "en"):
            text = translator(lang)(f"fault.{code}", seq=1, subject="bus", control="A")
            assert text != f"fault.{code}" and "{" not in text


def test_no_server_is_told_without_the_password(tmp_path: Path) -> None:
    for target in (
        f"postgresql://officer:hunter2@/city?host={tmp_path}&password=hunter3",
        "postgresql://officer:hunter2@127.0.0.1:1/city",
        "postgresql://officer:hunter2@[broken",
    ):
        with pytest.raises(errors.AssessorError) as caught:
            open_store(target)
        assert isinstance(caught.value, errors.StoreUnreachable | errors.FileMissing)
        assert "hunter" not in str(caught.value)


def test_without_the_driver_the_command_that_installs_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(errors.MissingOptional) as caught:
        open_store("postgresql://city@localhost/x")
    assert caught.value.values["command"] == INSTALL["postgres"]


def test_a_database_without_a_programme_and_one_that_is_not_there_are_told(server_place: Place) -> None:
    with pytest.raises(errors.NotAProgramme):
        server_place.open()
    with pytest.raises(errors.StoreUnreachable):
        open_store(server_place.target.replace("/t", "/nowhere", 1))


def test_a_newer_database_is_refused(server_place: Place) -> None:
    server_place.create()
    server_place.tamper("UPDATE alembic_version SET version_num = '0099'")
    with pytest.raises(errors.NewerProgramme):
        server_place.open()


def test_a_server_opened_for_reading_refuses_to_be_written(server_place: Place) -> None:
    server_place.create()
    with pytest.raises(errors.StoreReadOnly):
        server_place.open(read_only=True).apply(new_save(), [answering("A", said())])


def test_a_locked_head_is_told_by_a_server_too(server_place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    import psycopg

    server_place.create()
    monkeypatch.setattr(sqlite_file, "BUSY_SECONDS", 1)
    store = server_place.open()
    with psycopg.connect(server_place.target) as holder:
        holder.execute("SELECT * FROM head FOR UPDATE")
        with pytest.raises(errors.StoreLocked):
            store.apply(new_save(), [answering("A", said())])
        assert store.load().head_seq == 1


def test_the_protocol_loads_no_database() -> None:
    script = "import sys, assessor.storage.base, assessor.storage.opening, assessor.storage.atomic_file as a; "
    script += "sys.exit(bool({'sqlalchemy', 'alembic', 'psycopg', 'sqlite3'} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_opening_a_file_loads_no_migrations_and_no_driver_of_servers(file_place: Place) -> None:
    file_place.create().close()
    script = "import sys; from assessor.storage.opening import open_store; s = open_store(sys.argv[1]); s.load(); "
    script += "sys.exit(bool({'alembic', 'psycopg', 'sqlalchemy.orm'} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", script, file_place.target], check=False).returncode == 0
