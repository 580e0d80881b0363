"""What runs behind a page of the browser tells a fault of its own by its exit code and its log, and by no value."""

import sys
from pathlib import Path

import pytest

from assessor.errors import ExitCode
from assessor.tui import app as screen
from assessor.tui import in_browser

MARK = "HIMITSU-WEAKNESS"


def test_a_fault_behind_a_page_ends_with_70_and_a_log_without_values(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(self: screen.AssessorApp) -> None:
        try:
            raise ValueError(MARK)
        except ValueError as fault:
            self.fault = fault

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    for name in ("TEXTUAL_DRIVER", "TEXTUAL_COLOR_SYSTEM"):
        monkeypatch.setenv(name, "")
    monkeypatch.setattr(screen.AssessorApp, "run", broken)
    monkeypatch.setattr(sys, "argv", ["in_browser", "--by", "企画課", "--lang", "ja"])
    monkeypatch.setenv("ASSESSOR_SERVED_FILE", str(tmp_path / "a.assessor"))
    monkeypatch.setattr(in_browser, "settle_memory", lambda: None)
    with pytest.raises(SystemExit) as ended:
        in_browser.main()
    assert ended.value.code == ExitCode.BUG
    log = next(tmp_path.rglob("*.log")).read_text("utf-8")
    assert "ValueError" in log and MARK not in log and MARK not in "".join(capsys.readouterr())
