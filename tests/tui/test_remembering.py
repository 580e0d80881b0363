"""What is remembered between two starts: a comfort that can fail without harm."""

import json
import os
import stat
from pathlib import Path

import pytest

from assessor.tui.remembering import Memory

ENTRY = {"target": "/city.assessor", "title": "みらい市", "answered": 1, "applicable": 9, "day": "2026-11-22"}


def test_what_is_kept_is_there_again(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    memory.keep_setting("look", "light")
    memory.keep_recent(ENTRY)
    place = memory.of("/city.assessor")
    place.keep_cursor(("bus", "SVC-01"))
    place.keep_draft("bus/SVC-01/comment", "途中")
    place.flush()
    again = Memory(tmp_path)
    assert again.setting("look", "dark") == "light" and again.recent() == (ENTRY,)
    assert again.of("/city.assessor").cursor == ("bus", "SVC-01")
    assert again.of("/city.assessor").drafts == {"bus/SVC-01/comment": "途中"}
    assert again.of("/other.assessor").cursor is None


def test_nobody_else_can_read_it(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    memory = Memory(folder)
    memory.keep_recent(ENTRY)
    place = memory.of("/city.assessor")
    place.keep_draft("a", "秘密")
    place.flush()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}


def test_a_draft_put_away_is_gone_from_the_file(tmp_path: Path) -> None:
    place = Memory(tmp_path).of("/city.assessor")
    place.keep_draft("a", "秘密")
    place.flush()
    place.keep_draft("a", None)
    place.flush()
    assert all("秘密" not in file.read_text("utf-8") for file in tmp_path.iterdir())


def test_two_windows_do_not_lose_each_others_programmes(tmp_path: Path) -> None:
    one, other = Memory(tmp_path), Memory(tmp_path)
    one.keep_recent(ENTRY)
    other.keep_recent({**ENTRY, "target": "/b.assessor"})
    assert [entry["target"] for entry in one.recent()] == ["/b.assessor", "/city.assessor"]
    one.keep_recent(ENTRY)
    assert one.recent()[0]["target"] == "/b.assessor", "two windows take no turns"
    one.keep_recent({**ENTRY, "answered": 9})
    assert [entry["target"] for entry in one.recent()] == ["/city.assessor", "/b.assessor"]


@pytest.mark.parametrize(
    "content", ["", "[]", "{", '{"recent": 5, "look": 3}', "[" * 100_000, "\udc80", '{"recent": [{}]}']
)
def test_a_file_that_cannot_be_read_is_as_good_as_none(tmp_path: Path, content: str) -> None:
    (tmp_path / "screens.json").write_text(content, "utf-8", errors="surrogatepass")
    memory = Memory(tmp_path)
    assert memory.recent() == () and memory.setting("look", "dark") == "dark"
    memory.keep_setting("look", "light")
    assert json.loads((tmp_path / "screens.json").read_text("utf-8"))["look"] == "light"


def test_a_folder_that_cannot_be_written_harms_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    memory = Memory(tmp_path / "file" / "state")
    memory.keep_recent(ENTRY)
    place = memory.of("x")
    place.keep_draft("a", "b")
    place.flush()
    assert memory.recent() == () and os.listdir(tmp_path) == ["file"]


def test_where_the_file_is_held_by_another_window_no_copy_of_a_draft_is_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(self: Path, target: object) -> Path:
        raise PermissionError(13, "held", str(target))

    monkeypatch.setattr(Path, "replace", held)
    Memory(tmp_path).keep_setting("look", "秘密")
    assert list(tmp_path.iterdir()) == []
