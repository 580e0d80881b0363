"""The way in and the ways out: what the environment may not do, crashes that tell no value, refused files."""

import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assessor.errors import NoTerminal
from assessor.tui.opening import open_tui, settle_environment
from assessor.tui.remembering import Memory
from assessor.tui.screens.home import HomeScreen
from tests.tui.stage import city, opened, session

CRASHING = """
import sys
import assessor.__main__
from assessor.tui import opening
opening.settle_environment()
from assessor.tui.app import AssessorApp
def boom(self):
    secret = "HIMITSU-SECRET-WEAKNESS"
    raise ValueError(secret)
AssessorApp.action_palette = boom
sys.argv = ["assessor", "open", sys.argv[1]]
assessor.__main__.main()
"""


def _in_terminal(arguments: list[str], home: Path, keys: dict[str, bytes]) -> tuple[int, str]:
    """Run a program in a terminal of 80x24; `keys` are typed once their word was seen."""
    main, side = pty.openpty()
    os.set_blocking(main, False)
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG"))},
        "TERM": "xterm-256color",
        "XDG_STATE_HOME": str(home),
        "HOME": str(home),
        "LANG": "ja_JP.UTF-8",
        "PYTHONUTF8": "1",
        "COLUMNS": "80",
        "LINES": "24",
        "TEXTUAL_LOG": str(home / "keys.log"),
    }
    running = subprocess.Popen([sys.executable, *arguments], stdin=side, stdout=side, stderr=side, env=environment)
    os.close(side)
    seen, waiting = b"", dict(keys)
    ends = time.monotonic() + 60
    while time.monotonic() < ends:
        if select.select([main], [], [], 0.05)[0]:
            try:
                seen += os.read(main, 65536)
            except OSError:
                break
        for word in [word for word in waiting if word.encode() in seen]:
            os.write(main, waiting.pop(word))
        if running.poll() is not None and not select.select([main], [], [], 0)[0]:
            break
    os.close(main)
    running.kill()
    return running.wait(), seen.decode("utf-8", "replace")


def test_a_crash_ends_with_code_70_and_two_sentences_and_tells_no_value(tmp_path: Path) -> None:
    script = tmp_path / "crashing.py"
    script.write_text(CRASHING, "utf-8")
    code, seen = _in_terminal([str(script), city(tmp_path)], tmp_path, {"問中1問目": b"\x10"})
    after = seen.rpartition("\x1b[?1049l")[2]
    assert code == 70
    assert "思いがけない不具合が起きました（ValueError）" in after
    assert "HIMITSU" not in seen and "Traceback" not in seen
    logs = "".join(file.read_text("utf-8") for file in tmp_path.rglob("*.log"))
    assert "ValueError" in logs and "HIMITSU" not in logs


def test_the_terminal_is_left_as_it_was_and_no_key_is_logged(tmp_path: Path) -> None:
    code, seen = _in_terminal(["-m", "assessor", "open", city(tmp_path)], tmp_path, {"問中1問目": b"q"})
    assert code == 0
    assert seen.count("\x1b[?1049h") == seen.count("\x1b[?1049l") == 1
    assert "\x1b]52" not in seen
    assert not (tmp_path / "keys.log").exists()


def test_a_file_that_cannot_be_opened_ends_as_a_command_does(tmp_path: Path) -> None:
    code, seen = _in_terminal(["-m", "assessor", "open", str(tmp_path / "none.assessor")], tmp_path, {})
    assert code == 3 and "none.assessor" in seen.rpartition("\x1b[?1049l")[2]


def test_settings_of_the_terminal_library_are_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEXTUAL_LOG", "keys.log")
    monkeypatch.setenv("TEXTUAL_SCREENSHOT", "1")
    monkeypatch.setenv("TEXTUAL", "devtools")
    settle_environment()
    assert {name for name in os.environ if name.startswith("TEXTUAL")} == {
        "TEXTUAL_DISABLE_KITTY_KEY",
        "TEXTUAL_FPS",
    }


def test_without_a_terminal_the_screen_is_refused() -> None:
    with pytest.raises(NoTerminal):
        open_tui(None, session(), "ja")


async def test_a_file_chosen_on_the_first_screen_that_cannot_be_opened_leaves_it_there(tmp_path: Path) -> None:
    from assessor.tui.messages import ProgrammeChosen

    async with opened(None, tmp_path) as stage:
        stage.app.post_message(ProgrammeChosen(str(tmp_path / "none.assessor")))
        await stage.until(lambda: "none.assessor" in stage.text())
        await stage.press("enter")
        await stage.until(lambda: isinstance(stage.app.screen, HomeScreen))
        assert stage.app.is_running and stage.app.fault is None


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_a_server_is_silent_fits_into_the_narrowest_window(lang: str, tmp_path: Path) -> None:
    from assessor.errors import StoreUnreachable
    from assessor.i18n.width import cell_width
    from assessor.tui.shell import Shell

    said = Shell(lang, Memory(tmp_path)).in_two_sentences(StoreUnreachable(path="postgresql://db.city.example/keikaku"))
    assert cell_width(said) <= 78 and ("お試しください" in said or "try again" in said)
