"""Keeping a programme safe: a copy made, and where its trail stands."""

from pathlib import Path

from assessor.model.anchor import Anchor
from assessor.service.outputs import refuse_input
from assessor.storage.opening import open_store


def backup(target: str, out: str, *, force: bool = False) -> Anchor:
    """Write a consistent and verified copy of a programme as a file; where its trail stands.

    Raises:
        TargetExists, TargetIsInput, OutputFailed: by the target.
        UnusableFile, StoreFailed: the programme cannot be opened.
    """
    path = Path(out)
    refuse_input(path, target)
    with open_store(target, read_only=True) as store:
        store.backup(path, replace=force)
    # What was written, not what is held by now: somebody may have saved meanwhile.
    return anchor_of(out)


def anchor_of(target: str) -> Anchor:
    """Where a programme's trail stands.

    Raises:
        UnusableFile, StoreFailed: it cannot be opened.
    """
    with open_store(target, read_only=True) as store:
        return Anchor(*store.head())
