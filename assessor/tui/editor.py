"""The officer's own editor, for long texts and for input methods that do not work in a terminal's text field."""

import os
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path, PureWindowsPath

LONGEST_FILE = 200_000
USUAL = ("nano", "vi")


def editor_command() -> list[str]:
    """The command of VISUAL or EDITOR, else of a usual editor that is there; empty where none is.

    None is taken from the current folder, where what was received lies. Windows looks there first for every program
    that is not named in full, so there only a full path counts, and the usual editor is the system's own.
    """
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        words = shlex.split(named, posix=os.name != "nt")
    except ValueError:
        words = []
    if os.name == "nt":
        words = [word.strip('"') for word in words]
        return words if words and PureWindowsPath(words[0]).is_absolute() else [_notepad()]
    if named:
        return words
    found = (path for name in USUAL if (path := shutil.which(name)) and os.path.isabs(path))
    return list(found)[:1]


def _notepad() -> str:
    return str(PureWindowsPath(os.environ.get("SYSTEMROOT", r"C:\Windows"), "System32", "notepad.exe"))


def edited(command: list[str], text: str) -> str | None:
    """The text as it was left in the editor; None where the editor did not end well.

    It lies in a folder that only its owner can read, and is gone afterwards.
    """
    # Windows lets nobody remove what an editor that left a window behind still holds.
    with tempfile.TemporaryDirectory(prefix="assessor-", ignore_cleanup_errors=os.name == "nt") as folder:
        file = Path(folder) / "text.txt"
        try:
            file.write_text(text, "utf-8")
            # The command is the officer's own setting.
            if subprocess.run([*command, str(file)], check=False, cwd=folder).returncode != 0:  # noqa: S603
                return None
            return file.read_bytes()[:LONGEST_FILE].decode("utf-8-sig").rstrip("\n").replace("\r\n", "\n")
        except (OSError, UnicodeDecodeError):
            return None
