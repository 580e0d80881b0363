"""Whether this program brings a newer edition of a programme's checklist; asked at every look, so nothing heavy."""

import re

from assessor.resources import data_folder
from assessor.service.workspace import Workspace

_NUMBERS = re.compile(r"\d+")
_MARK = re.compile(r'^(id|version):\s*"?([^"#\s]+)"?\s*$', re.MULTILINE)
_HEAD = 4096
"""Where a checklist's id and version stand, in bytes from its beginning."""


def is_newer(version: str, than: str) -> bool:
    """True where a version is a later one by its numbers (`2026.10` after `2026.9`)."""
    return [int(one) for one in _NUMBERS.findall(version)] > [int(one) for one in _NUMBERS.findall(than)]


def newer_installed(workspace: Workspace) -> str | None:
    """The version of the checklist that came with this program, where it is a newer edition of the programme's.

    Only the head of the file is read: reading a checklist whole takes longer than showing a score.
    """
    head = (data_folder("checklists") / "checklist.yaml").read_bytes()[:_HEAD].decode("utf-8", "replace")
    marks = dict(_MARK.findall(head))
    version = str(marks.get("version", ""))
    if marks.get("id") != workspace.checklist.id or not is_newer(version, workspace.checklist.version):
        return None
    return version
