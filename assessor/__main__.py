"""Chooses a door; alone knows the command line and the terminal interface."""

import sys
from typing import TYPE_CHECKING

from assessor.cli import failures
from assessor.cli.main import main as command_line

if TYPE_CHECKING:
    from assessor.service.settings import Session


def main() -> None:
    """Run `assessor`; what nobody foresaw ends in two sentences and a log too."""
    try:
        command_line(open_tui=_open_tui)
    except Exception as fault:
        sys.exit(failures.bug(fault))


def _open_tui(file: str | None, session: "Session", lang: str) -> int:
    from assessor.tui.opening import open_tui

    return open_tui(file, session, lang)


if __name__ == "__main__":
    main()
