"""Chooses a door; alone knows the command line and the terminal interface."""

import sys

from assessor.cli import failures
from assessor.cli.main import main as command_line


def main() -> None:
    """Run `assessor`; what nobody foresaw ends in two sentences and a log too."""
    try:
        command_line(open_tui=None)
    except Exception as fault:
        sys.exit(failures.bug(fault))


if __name__ == "__main__":
    main()
