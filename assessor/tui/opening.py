"""The way into the terminal interface; the terminal library is loaded only here, and only with our settings."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from assessor.errors import NoTerminal

if TYPE_CHECKING:
    from assessor.service.settings import Session


def open_tui(file: str | None, session: "Session", lang: str) -> int:
    """Show a programme (None = the first screen) until the officer leaves; returns the exit code.

    Raises:
        NoTerminal: standard input or output is no terminal.
        AssessorError: the programme cannot be opened.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        _refuse(file, session)
    settle_environment()
    from assessor.tui.app import AssessorApp
    from assessor.tui.remembering import Memory, state_folder

    app = AssessorApp(file, session, lang, Memory(state_folder()))
    named = os.environ.get("ASSESSOR_TEMPLATES")
    app.templates = Path(named) if named else None
    app.run()
    if app.fault is not None:
        raise app.fault
    return app.return_code or 0


def _refuse(file: str | None, session: "Session") -> None:
    """A file that cannot be used is told before the terminal: another terminal would not help."""
    from assessor.service.workspace import open_workspace

    if file is not None:
        with open_workspace(file, session, read_only=True):
            pass
    raise NoTerminal()


def settle_environment() -> None:
    """Drop what would make the terminal library log keys or take pictures; let an input method's text through."""
    for name in [name for name in os.environ if name.startswith("TEXTUAL")]:
        del os.environ[name]
    os.environ["TEXTUAL_DISABLE_KITTY_KEY"] = "1"
