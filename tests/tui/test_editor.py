"""The officer's own editor: the text goes there and comes back, or stays as it was."""

import os
import stat
import sys
from pathlib import Path

import pytest

from assessor.tui import editor
from assessor.tui.widgets.text_field import TextField
from tests.model.mini import answer
from tests.tui.stage import city, opened, stored


def _editor(folder: Path, body: str) -> list[str]:
    script = folder / "editor.py"
    script.write_text(f"import sys, os, pathlib\nfile = pathlib.Path(sys.argv[1])\n{body}\n", "utf-8")
    return [sys.executable, str(script)]


def test_a_text_written_elsewhere_comes_back(tmp_path: Path) -> None:
    command = _editor(tmp_path, "file.write_text('\\ufeff' + file.read_text('utf-8') + '追記\\r\\n二行目\\n', 'utf-8')")
    assert editor.edited(command, "前の文\n") == "前の文\n追記\n二行目"


@pytest.mark.parametrize("body", ["sys.exit(1)", "file.unlink()", "file.write_bytes(b'\\xff\\xfe\\xfd')"])
def test_an_editor_that_fails_changes_nothing(tmp_path: Path, body: str) -> None:
    assert editor.edited(_editor(tmp_path, body), "前の文") is None


def test_an_editor_that_is_not_there_changes_nothing(tmp_path: Path) -> None:
    assert editor.edited([str(tmp_path / "none")], "前の文") is None


def test_nobody_else_can_read_the_text_meanwhile_and_it_is_gone_afterwards(tmp_path: Path) -> None:
    report = tmp_path / "report"
    body = f"pathlib.Path({str(report)!r}).write_text(f'{{file}} {{os.stat(file.parent).st_mode}}')"
    editor.edited(_editor(tmp_path, body), "秘密")
    name, _, mode = report.read_text("utf-8").rpartition(" ")
    assert stat.S_IMODE(int(mode)) == 0o700 and not Path(name).exists()


def test_the_editor_named_in_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "code --wait")
    assert editor.editor_command() == ["code", "--wait"]


@pytest.mark.parametrize(
    ("named", "command"),
    [
        (None, [r"D:\Windows\System32\notepad.exe"]),
        ("nano", [r"D:\Windows\System32\notepad.exe"]),
        (r".\code.exe --wait", [r"D:\Windows\System32\notepad.exe"]),
        (r"C:code.exe", [r"D:\Windows\System32\notepad.exe"]),
        (r'"C:\Program Files\Code\code.exe" --wait', [r"C:\Program Files\Code\code.exe", "--wait"]),
        (r"C:\code.exe", [r"C:\code.exe"]),
        ('"', [r"D:\Windows\System32\notepad.exe"]),
    ],
)
def test_on_windows_no_editor_is_looked_for_in_the_current_folder(
    named: str | None, command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "name", "nt")
    monkeypatch.setenv("SYSTEMROOT", r"D:\Windows")
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    if named:
        monkeypatch.setenv("EDITOR", named)
    assert editor.editor_command() == command


def test_an_editor_that_the_path_finds_in_the_current_folder_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("nano", "vi"):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", ".:")
    assert editor.editor_command() == []


def test_an_editor_stands_in_the_folder_of_the_text_and_not_where_files_were_received(tmp_path: Path) -> None:
    report = tmp_path / "report"
    editor.edited(
        _editor(tmp_path, f"pathlib.Path({str(report)!r}).write_text(f'{{os.getcwd()}}|{{file.parent}}')"), ""
    )
    here, _, folder = report.read_text("utf-8").partition("|")
    assert here == folder


@pytest.mark.parametrize("command", ["'", "a 'b"])
def test_a_setting_that_is_no_command_is_no_editor(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", command)
    assert editor.editor_command() == []


async def test_where_no_editor_can_be_used_the_text_stays_in_its_field(tmp_path: Path) -> None:
    target = city(tmp_path, answers={("programme", "GOV-01"): answer("implemented", comment="前の文")})
    async with opened(target, tmp_path) as stage:
        await stage.press("m", "text:と続き", "ctrl+o")
        assert "別の画面で書けませんでした" in stage.text()
        assert stage.app.screen.query_one(TextField).text == "前の文と続き"
        await stage.press("enter")
        await stage.settled()
    assert stored(target)["programme", "GOV-01"].comment == "前の文と続き"
