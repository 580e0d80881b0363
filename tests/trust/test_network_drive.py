"""Who saves to a network drive is told so: by a command, by `doctor` and by the screen; nobody else is."""

from pathlib import Path

import pytest

from assessor.storage import network_place
from tests.cli.calls import Caller
from tests.tui.stage import city as small_city
from tests.tui.stage import opened


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Caller:
    """Calls the program in this process."""
    return Caller(capsys)


@pytest.fixture
def share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that the system says is a share."""
    table, folder = tmp_path / "mounts", tmp_path / "share"
    folder.mkdir()
    table.write_text(f"1 0 0:1 / / rw - ext4 a rw\n2 1 0:2 / {folder} rw - cifs //server/share rw\n", "utf-8")
    monkeypatch.setattr(network_place, "MOUNTS", table)
    return folder


def test_commands_that_save_there_say_so_and_do_their_work(call: Caller, share: Path) -> None:
    file = str(share / "city.assessor")
    for words in (
        ("new", file, "--municipality", "みらい市"),
        ("answer", file, "programme", "GOV-01", "partial"),
    ):
        told = call.well(*words).err
        assert "cifs" in told and "一人だけ" in told and told.startswith(file)
    shown = call.well("show", file)
    assert "cifs" not in shown.err + shown.out


def test_commands_that_save_to_a_disk_say_nothing_of_it(call: Caller, share: Path) -> None:
    file = str(share.parent / "city.assessor")
    assert "cifs" not in call.well("new", file, "--municipality", "みらい市").err
    assert call.well("answer", file, "programme", "GOV-01", "partial").err == ""


def test_the_doctor_says_where_one_works(call: Caller, share: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(share)
    assert "ネットワーク上の場所（cifs）" in call.well("doctor").out
    monkeypatch.chdir(share.parent)
    found = call.well("doctor", "--json").data
    assert [one["good"] for one in found if one["topic"] == "drive"] == [True]


async def test_the_screen_says_so_when_it_opens_and_fits(share: Path, tmp_path: Path) -> None:
    async with opened(small_city(share), tmp_path / "memory") as stage:
        await stage.until(lambda: "cifs" in stage.app.notice.text)
        assert stage.app.notice.tone == "warn"
        assert "ネットワーク上の場所（cifs）です。同時に開くのは一人だけにしてください" in stage.text()
        assert "［共有］みらい市スマートシティ推進計画" in stage.text()
        recent = stage.app.memory.recent()
        assert [one["title"] for one in recent] == ["みらい市スマートシティ推進計画"]
