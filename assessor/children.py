"""Where our code comes from, here and in another Python of ours that is started: never from the current folder.

An officer stands in the folder where a file was received; whatever else lies there is nobody's program.
"""

import os
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
"""The folder that holds the package; in a checkout that is not installed it may be the current one."""

FILE_VARIABLE = "ASSESSOR_SERVED_FILE"
"""Where a page's own process finds what it shows: everybody on a computer may read the words it was started with."""

_START = "import sys; sys.path[:0] = {folders!r}; from {module} import main; main()"
_STEER_CODE = ("PYTHON", "TEXTUAL")
_WINDOWS_NEEDS = ("SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "TEMP", "TMP")


def forget_current_folder() -> None:
    """Take away what `python -m` put first; our own root goes last where nothing else leads to it."""
    if sys.flags.safe_path or not sys.path or sys.path[0] not in ("", _here()):
        return
    first = sys.path.pop(0)
    if first == ROOT and ROOT not in sys.path:
        sys.path.append(ROOT)


def code_folders() -> list[str]:
    """The folders this process takes code from, without the current one."""
    here = os.path.realpath(_here())
    return [
        folder
        for folder in sys.path
        if os.path.isabs(folder) and os.path.isdir(folder) and (folder == ROOT or os.path.realpath(folder) != here)
    ]


def python_command(module: str, *arguments: str, options: tuple[str, ...] = ()) -> list[str]:
    """The command that runs `main` of a module of ours in a Python heeding no variable and no current folder."""
    start = _START.format(folders=code_folders(), module=module)
    return [sys.executable, "-I", "-X", "utf8", *options, "-c", start, *arguments]


def without_steering(environment: dict[str, str]) -> dict[str, str]:
    """The environment without what makes Python or the terminal library load something else."""
    return {name: value for name, value in environment.items() if not name.upper().startswith(_STEER_CODE)}


def bare_environment() -> dict[str, str]:
    """As good as nothing: on Windows what the system needs to start a program at all."""
    if os.name != "nt":
        return {}
    return {name: value for name, value in os.environ.items() if name.upper() in _WINDOWS_NEEDS}


def _here() -> str:
    try:
        return os.getcwd()
    except OSError:
        return ""
