"""The officer's own editor: the text goes there and comes back, or stays as it was."""

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


async def test_where_no_editor_can_be_used_the_text_stays_in_its_field(tmp_path: Path) -> None:
    target = city(tmp_path, answers={("programme", "GOV-01"): answer("implemented", comment="前の文")})
    async with opened(target, tmp_path) as stage:
        await stage.press("m", "text:と続き", "ctrl+o")
        assert "別の画面で書けませんでした" in stage.text()
        assert stage.app.screen.query_one(TextField).text == "前の文と続き"
        await stage.press("enter")
        await stage.settled()
    assert stored(target)["programme", "GOV-01"].comment == "前の文と続き"
