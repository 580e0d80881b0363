import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assessor.errors import BrokenProgramme, StaleRevision, UnknownControl, UnknownSubject
from assessor.model.change import AnswerChange
from assessor.service.assessing import Given, answer, create_programme
from assessor.service.settings import Session
from assessor.service.workspace import open_workspace
from tests.model.mini import answer as said

SESSION = Session("花子", lambda: datetime(2026, 11, 22, 3, tzinfo=UTC))


@pytest.fixture
def city(tmp_path: Path) -> str:
    file = str(tmp_path / "city.assessor")
    create_programme(file, SESSION, titles={"municipality": "みらい市"})
    return file


def test_two_people_see_each_others_answers_after_a_refresh(city: str) -> None:
    with open_workspace(city, SESSION) as one, open_workspace(city, SESSION) as other:
        assert not other.refresh()
        assert answer(one, "programme", "GOV-01", Given("partial")) == 1
        assert other.refresh()
        assert other.assessment == one.assessment
        assert not other.refresh()


def test_the_second_of_two_who_answer_the_same_is_told(city: str) -> None:
    with open_workspace(city, SESSION) as one, open_workspace(city, SESSION) as other:
        answer(one, "programme", "GOV-01", Given("partial"), 0)
        with pytest.raises(StaleRevision) as told:
            answer(other, "programme", "GOV-01", Given("implemented"), 0)
        assert (told.value.held, told.value.stored) == (0, 1)


def test_a_save_tried_again_is_saved_once(city: str) -> None:
    with open_workspace(city, SESSION) as workspace:
        save = SESSION.save()
        change = AnswerChange(subject="programme", control="GOV-01", answer=said("partial"))
        first = workspace.apply([change], save)
        assert workspace.apply([change], save).revisions == first.revisions == (1,)
        assert workspace.snapshot.head_seq == 2


def test_the_result_is_that_of_today_and_of_the_subject_asked_for(city: str) -> None:
    with open_workspace(city, SESSION, read_only=True) as workspace:
        assert workspace.result().today.isoformat() == "2026-11-22"
        assert workspace.result("programme").scorecard == workspace.result().scorecard
        with pytest.raises(UnknownSubject):
            workspace.result("nix")
        with pytest.raises(UnknownControl) as told:
            workspace.control("gov-1")
        assert told.value.values["nearest"]


def test_the_checklist_is_read_from_the_programme_and_never_from_yaml(
    city: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assessor.resources.data_folder", lambda _: Path("/nowhere"))
    with open_workspace(city, SESSION, read_only=True) as workspace:
        assert workspace.checklist.controls


def test_a_programme_whose_checklist_was_changed_is_broken(city: str) -> None:
    with closing(sqlite3.connect(city)) as connection:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        table = next(name for name in tables if "checklist" in name)
        column = next(row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[2] == "BLOB")
        connection.execute(f"UPDATE {table} SET {column} = ?", (b"{}",))
        connection.commit()
    with pytest.raises(BrokenProgramme):
        open_workspace(city, SESSION, read_only=True)
