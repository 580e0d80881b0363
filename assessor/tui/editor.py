"""The officer's own editor, for long texts and for input methods that do not work in a terminal's text field."""

import os
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path

LONGEST_FILE = 200_000
USUAL = ("nano", "vi", "notepad")


def editor_command() -> list[str]:
    """The command of VISUAL or EDITOR, else of a usual editor that is there; empty where none is."""
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if named:
        return shlex.split(named, posix=os.name != "nt")
    found = next((path for name in USUAL if (path := shutil.which(name))), None)
    return [found] if found else []


def edited(command: list[str], text: str) -> str | None:
    """The text as it was left in the editor; None where the editor did not end well.

    It lies in a folder that only its owner can read, and is gone afterwards.
    """
    with tempfile.TemporaryDirectory(prefix="assessor-") as folder:
        file = Path(folder) / "text.txt"
        try:
            file.write_text(text, "utf-8")
            # The command is the officer's own setting.
            if subprocess.run([*command, str(file)], check=False).returncode != 0:  # noqa: S603
                return None
            return file.read_bytes()[:LONGEST_FILE].decode("utf-8-sig").rstrip("\n").replace("\r\n", "\n")
        except (OSError, UnicodeDecodeError):
            return None
