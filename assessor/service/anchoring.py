"""A trail held against what was written down of it: an end that was cut off, or a past made anew, shows there."""

from collections.abc import Iterator, Sequence
from itertools import takewhile

from assessor.errors import BrokenProgramme
from assessor.faults.stores import BadAnchor
from assessor.model.anchor import Anchor, read_anchor
from assessor.model.audit import Fault, SealedEvent, Verification
from assessor.storage.base import Store
from assessor.storage.opening import open_store

SLIPS = ("anchor_mistyped", "anchor_miscounted")
"""Faults of what was copied, not of the programme."""
_ALIKE = 0.84
"""Of two digests made by chance not a third is alike; with 16 digits this lets two slips pass for such."""


def anchors(texts: Sequence[str]) -> tuple[Anchor, ...]:
    """Anchors as people copied them.

    Raises:
        BadAnchor: one is none.
    """
    found = []
    for text in texts:
        anchor = read_anchor(text)
        if anchor is None:
            raise BadAnchor(text=text)
        found.append(anchor)
    return tuple(found)


def anchored_verification(target: str, wanted: Sequence[Anchor]) -> Verification:
    """Check a programme's chain of events, replay it, compare every row; and see the trail lead through every anchor.

    An anchor of a copy that was merged in is looked for in the trail that was carried over.

    Raises:
        UnusableFile, StoreFailed: it cannot be opened.
    """
    with open_store(target, read_only=True) as store:
        found = store.verify()
        return found.model_copy(update={"faults": (*found.faults, *_faults(store, wanted))})


def _faults(store: Store, wanted: Sequence[Anchor]) -> Iterator[Fault]:
    try:
        trails = [store.sealed(chain) for chain in (None, *store.carried())] if wanted else []
    except BrokenProgramme:
        # Said by what was found before.
        return
    for anchor in wanted:
        yield from _fault(anchor, trails)


def _fault(anchor: Anchor, trails: Sequence[Sequence[SealedEvent]]) -> Iterator[Fault]:
    """What is wrong with one anchor; a slip of whoever copied it is told apart from a trail that was made anew.

    Nobody can make another trail whose digest is nearly the same.
    """
    reached = [trail[anchor.events - 1] for trail in trails if len(trail) >= anchor.events]
    if any(event.seq == anchor.events and event.digest.startswith(anchor.digest) for event in reached):
        return
    counted = next((one.seq for trail in trails for one in trail if one.digest.startswith(anchor.digest)), None)
    slip = next((place for event in reached if (place := _slip(anchor.digest, event.digest))), None)
    if counted is not None:
        yield Fault(code="anchor_miscounted", seq=anchor.events, subject=str(counted))
    elif slip is not None:
        yield Fault(code="anchor_mistyped", seq=anchor.events, subject=str(slip))
    else:
        yield Fault(code="anchor_differs" if reached else "anchor_beyond", seq=anchor.events)


def _slip(copied: str, digest: str) -> int | None:
    """The place (from 1) of the first difference, where few digits differ, are missing or were typed twice."""
    from difflib import SequenceMatcher

    held = digest[: len(copied) + 1]
    if SequenceMatcher(None, copied, held, autojunk=False).ratio() < _ALIKE:
        return None
    same = takewhile(lambda pair: pair[0] == pair[1], zip(copied, held, strict=False))
    return sum(1 for _ in same) + 1
