"""Places that fail an officer: a full disk, a medium that cannot be written, two programs, a clock that goes back."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assessor.storage import sqlite_file
from assessor.storage.opening import open_store
from tests.cli.calls import Caller

AS_ROOT = pytest.mark.skipif(
    not hasattr(os, "getuid") or os.getuid() != 0 or shutil.which("mount") is None,
    reason="ONLY ROOT CAN MOUNT: no really full or read-only file system was tried",
)
PAIR = ("programme", "GOV-01")


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Caller:
    """Calls the program in this process."""
    return Caller(capsys)


@pytest.fixture
def small(memory: Path) -> Iterator[Path]:
    """A file system of two megabytes."""
    place = memory / "small"
    place.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)]
    if subprocess.run(words, check=False, capture_output=True).returncode != 0:
        pytest.skip("NOTHING CAN BE MOUNTED HERE: no really full or read-only file system was tried")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def answers_of(file: Path) -> tuple[int, bool]:
    with open_store(str(file), read_only=True) as store:
        row = store.load().rows.get(PAIR)
        return row.revision if row else 0, store.verify().is_sound


@AS_ROOT
def test_what_lies_on_a_medium_that_cannot_be_written_is_read_all_the_same(
    call: Caller, sample: Path, small: Path
) -> None:
    file = small / "city.assessor"
    shutil.copyfile(sample, file)
    subprocess.run(["mount", "-o", "remount,ro", str(small)], check=True)
    for words in (["show"], ["findings"], ["history"], ["verify"], ["export"]):
        call.well(*words, str(file))
    call.well("report", "section7", str(file), "-o", str(sample.parent / "out.md"))
    call.well("backup", str(file), str(sample.parent / "copy.assessor"))
    ended = call("answer", str(file), *PAIR, "partial")
    assert ended.code == 5 and "書き込み" in ended.err
    assert call("report", "section7", str(file), "-o", str(small / "out.md")).code == 5


def test_a_locked_file_is_told_and_can_be_saved_to_afterwards(
    call: Caller, city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_file, "BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(city, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        call.well("show", str(city))
        assert call("answer", str(city), *PAIR, "partial").code == 5
        other.execute("ROLLBACK")
        other.execute("BEGIN EXCLUSIVE")
        assert call("show", str(city)).code == 5
        other.execute("ROLLBACK")
    call.well("answer", str(city), *PAIR, "partial")
    assert answers_of(city) == (1, True)


def test_two_programs_on_one_file_lose_no_answer_of_either(city: Path) -> None:
    writer = "\n".join(
        (
            "import sys",
            "from assessor.service.assessing import Given, answer",
            "from assessor.service.settings import Session",
            "from assessor.service.workspace import open_workspace",
            "with open_workspace(sys.argv[1], Session(sys.argv[2])) as workspace:",
            "    for number in range(40):",
            "        answer(workspace, 'programme', 'GOV-01', Given('partial', comment=sys.argv[2] + str(number)))",
        )
    )
    words = ["-c", writer, str(city)]
    both = [subprocess.Popen([sys.executable, *words, name]) for name in ("花子", "太郎")]
    assert [one.wait() for one in both] == [0, 0]
    assert answers_of(city) == (80, True)
    with open_store(str(city), read_only=True) as store:
        said = [(event.by, event.payload["after"]["comment"]) for event in store.events() if event.kind == "answer"]
    for name in ("花子", "太郎"):
        assert [comment for by, comment in said if by == name] == [f"{name}{number}" for number in range(40)]


def test_a_clock_that_goes_back_changes_no_order(call: Caller, city: Path) -> None:
    now = datetime(2026, 11, 22, tzinfo=UTC)
    for number, moment in enumerate((now, now - timedelta(days=400), now - timedelta(days=30)), 1):
        call.well("answer", str(city), *PAIR, "partial", "--comment", str(number), now=moment)
    events = call.well("history", str(city), "--json").data
    assert [event["payload"]["after"]["comment"] for event in events if event["kind"] == "answer"] == ["1", "2", "3"]
    assert [event["seq"] for event in events] == sorted(event["seq"] for event in events)
    call.well("verify", str(city))
    with open_store(str(city), read_only=True) as store:
        held = store.load().rows[PAIR].answer
    assert held is not None and held.comment == "3"
