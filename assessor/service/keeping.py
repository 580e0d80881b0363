"""Keeping a programme safe: its trail checked, a copy made."""

from pathlib import Path

from assessor.model.audit import Verification
from assessor.service.reporting import refuse_input
from assessor.storage.opening import open_store


def verification(target: str) -> Verification:
    """Check a programme's chain of events, replay it and compare every stored row.

    Raises:
        UnusableFile, StoreFailed: it cannot be opened.
    """
    with open_store(target, read_only=True) as store:
        return store.verify()


def backup(target: str, out: str, *, force: bool = False) -> None:
    """Write a consistent and verified copy of a programme as a file.

    Raises:
        TargetExists, TargetIsInput, OutputFailed: by the target.
        UnusableFile, StoreFailed: the programme cannot be opened.
    """
    path = Path(out)
    refuse_input(path, target)
    with open_store(target, read_only=True) as store:
        store.backup(path, replace=force)
