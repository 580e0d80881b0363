from datetime import UTC, datetime

import pytest

from assessor.errors import BadText
from assessor.service.settings import Session, who


def test_who_acts_is_chosen_named_by_the_environment_or_logged_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "login")
    assert who("花子", {"ASSESSOR_BY": "次郎"}) == "花子"
    assert who(None, {"ASSESSOR_BY": "次郎"}) == "次郎"
    assert who("", {"ASSESSOR_BY": ""}) == "login"


def test_a_machine_without_logins_is_no_hindrance(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> str:
        raise OSError("no username")

    monkeypatch.setattr("getpass.getuser", fail)
    assert who(None, {}) == "unknown"


def test_a_name_that_cannot_be_stored_is_refused() -> None:
    with pytest.raises(BadText):
        who("\x1b[2J", {})


@pytest.mark.parametrize(("hour", "day"), [(14, 31), (15, 1)])
def test_the_day_is_that_of_japan(hour: int, day: int) -> None:
    assert Session("花子", lambda: datetime(2026, 3, 31, hour, tzinfo=UTC)).today.day == day


def test_every_save_has_an_id_of_its_own() -> None:
    session = Session("花子", lambda: datetime(2026, 3, 31, tzinfo=UTC))
    assert session.save().id != session.save().id
    assert session.save().at == datetime(2026, 3, 31, tzinfo=UTC)
