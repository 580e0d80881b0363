"""Keeping a programme safe: a copy made."""

from pathlib import Path

from assessor.service.outputs import refuse_input
from assessor.storage.opening import open_store


def backup(target: str, out: str, *, force: bool = False) -> tuple[int, str]:
    """Write a consistent and verified copy of a programme as a file; the number of its events and its head.

    Raises:
        TargetExists, TargetIsInput, OutputFailed: by the target.
        UnusableFile, StoreFailed: the programme cannot be opened.
    """
    path = Path(out)
    refuse_input(path, target)
    with open_store(target, read_only=True) as store:
        store.backup(path, replace=force)
    # What was written, not what is held by now: somebody may have saved meanwhile.
    with open_store(str(path), read_only=True) as copy:
        return copy.head()
