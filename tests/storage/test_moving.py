"""A programme copied to a server and back: equal to the last row, or refused with nothing left behind."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, Table

from assessor.errors import BrokenProgramme, FileMissing, NotAProgramme, StoreFailed, TargetExists, TargetIsInput
from assessor.faults.stores import CopyDiffers
from assessor.model.change import RecordChange, SubjectChange, TrailChange
from assessor.service.sharing import copy
from assessor.storage import copying, moving
from assessor.storage.opening import open_store
from tests.storage.places import BUS, Place, answering, new_database, new_save, said


def filled(place: Place) -> Place:
    """A programme with everything that can be in one: answers, one taken back, records, another copy's trail."""
    store = place.create()
    store.apply(
        new_save("課長 O'Neil \\ %s"), [SubjectChange(subject=BUS), answering("A", said()), answering("B", said())]
    )
    store.apply(new_save(), [answering("B", None), answering("S", said(comment="改行\nと 😀"), subject="bus")])
    store.apply(new_save(), [RecordChange(kind="release", id="R-1", content={"stage": "adopted", "n": 1})])
    trail = store.sealed()[:2]
    store.apply(new_save(), [TrailChange(chain=f"{trail[0].chain}~{trail[-1].digest[:16]}", events=trail)])
    assert store.verify().is_sound
    return place


def everything(target: str) -> tuple[object, ...]:
    with open_store(target, read_only=True) as store:
        trails = {chain: store.sealed(chain) for chain in store.carried()}
        rows = store.rows()._replace(subjects=(), answers=(), records=())
        held = store.rows()
        return (
            store.sealed(),
            trails,
            rows,
            set(held.subjects),
            set(held.answers),
            set(held.records),
            store.checklist_json(),
            store.head(),
            store.verify(),
        )


def test_a_programme_goes_to_a_server_and_comes_back_equal_in_every_row(
    file_place: Place, server: str, tmp_path: Path
) -> None:
    source, url, back = filled(file_place).target, new_database(server), str(tmp_path / "back.assessor")
    count, head = copy(source, url)
    assert copy(url, back) == (count, head)
    assert everything(source) == everything(url) == everything(back)
    other = new_database(server)
    assert copy(url, other) == (count, head)
    assert everything(other) == everything(source)


def test_work_goes_on_from_a_copy_and_its_trail_is_one(file_place: Place, server: str, tmp_path: Path) -> None:
    url = new_database(server)
    copy(filled(file_place).target, url)
    with open_store(url) as store:
        store.apply(new_save("花子"), [answering("A", None, 1)])
        assert store.verify().is_sound
    copy(url, str(tmp_path / "back.assessor"))
    with open_store(str(tmp_path / "back.assessor"), read_only=True) as back:
        assert next(iter(list(back.events())[-1:])).by == "花子 [tester]"


def test_a_database_with_a_programme_is_never_written_over(file_place: Place, server: str) -> None:
    url = new_database(server)
    copy(filled(file_place).target, url)
    before = everything(url)
    for force in (False, True):
        with pytest.raises(TargetExists):
            copy(file_place.target, url, force=force)
        with pytest.raises(TargetExists):
            copy(url, url, force=force)
    assert everything(url) == before


def test_a_file_is_replaced_only_when_asked_and_never_by_itself(file_place: Place, server: str, tmp_path: Path) -> None:
    url, there = new_database(server), tmp_path / "there.assessor"
    copy(filled(file_place).target, url)
    there.write_text("mine")
    with pytest.raises(TargetExists):
        copy(url, str(there))
    assert there.read_text() == "mine"
    copy(url, str(there), force=True)
    assert everything(str(there)) == everything(url)
    with pytest.raises(TargetIsInput):
        copy(str(there), str(there), force=True)


def tables_of(url: str) -> int:
    import psycopg

    with closing(psycopg.connect(url)) as connection:
        row = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    return int(row[0]) if row else -1


def test_what_cannot_be_copied_leaves_an_empty_database_empty(file_place: Place, server: str, tmp_path: Path) -> None:
    url = new_database(server)
    with pytest.raises(FileMissing):
        copy(str(tmp_path / "none.assessor"), url)
    (tmp_path / "text.assessor").write_text("x" * 5000)
    with pytest.raises(NotAProgramme):
        copy(str(tmp_path / "text.assessor"), url)
    filled(file_place).tamper("UPDATE answer SET content = '{\"status\":\"implemented\"}' WHERE control = 'A'")
    with pytest.raises(BrokenProgramme):
        copy(file_place.target, url)
    with pytest.raises(NotAProgramme):
        copy(url, str(tmp_path / "back.assessor"))
    with pytest.raises(StoreFailed):
        copy(file_place.target, "postgresql://nobody@127.0.0.1:1/none")
    assert tables_of(url) == 0
    assert not (tmp_path / "back.assessor").exists()


@pytest.mark.parametrize("lost", ["record", "answer"])
def test_a_copier_that_loses_a_row_is_caught_before_anything_is_kept(
    lost: str, file_place: Place, server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Positive control: both ways of copying are broken in turn."""
    url, full = new_database(server), new_database(server)
    copy(filled(file_place).target, full)

    def careless(origin: Connection, target: Connection, table: Table) -> None:
        real(origin, target, table)
        if table.name == lost:
            target.execute(table.delete())

    real = copying.copy_table
    monkeypatch.setattr(moving, "copy_table", careless)
    monkeypatch.setattr(copying, "copy_table", careless)
    with pytest.raises(BrokenProgramme):
        copy(file_place.target, url)
    with pytest.raises((BrokenProgramme, CopyDiffers)):
        copy(full, str(tmp_path / "back.assessor"))
    assert tables_of(url) == 0
    assert list(tmp_path.glob("back*")) == []


@pytest.mark.parametrize("back", [False, True])
def test_a_copy_that_is_sound_in_itself_but_older_is_caught(
    file_place: Place, server: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, back: bool
) -> None:
    """Every check of the copy alone would call it sound; it is not the programme that was read."""
    store = filled(file_place).open()
    older = store.sealed()[:1]
    url, file = new_database(server), tmp_path / "back.assessor"
    if back:
        copy(file_place.target, url)

    def shortened(origin: Connection, target: Connection, table: Table) -> None:
        rows: Sequence[dict[str, object]] = [dict(row) for row in origin.execute(table.select()).mappings()]
        if table.name == "event":
            rows = [dict(one._asdict()) for one in older]
        elif table.name == "head":
            rows = [{**rows[0], "seq": 1, "digest": older[0].digest}]
        elif table.name in ("answer", "record"):
            return
        elif table.name == "subject":
            rows = [row for row in rows if row["id"] == "programme"]
        target.execute(table.insert(), rows)

    monkeypatch.setattr(copying if back else moving, "copy_table", shortened)
    with pytest.raises(CopyDiffers):
        copy(url if back else file_place.target, str(file) if back else url)
    assert not file.exists() and (back or tables_of(url) == 0)
