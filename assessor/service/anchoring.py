"""A trail held against what was written down of it: an end that was cut off, or a past made anew, shows there."""

from collections.abc import Iterator, Sequence

from assessor.errors import BrokenProgramme
from assessor.model.anchor import Anchor, read_anchor
from assessor.model.audit import Fault, Verification
from assessor.storage.base import Store
from assessor.storage.opening import open_store
from assessor.store_errors import BadAnchor


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
        reached = [trail[anchor.events - 1] for trail in trails if len(trail) >= anchor.events]
        if not reached:
            yield Fault(code="anchor_beyond", seq=anchor.events)
        elif not any(event.seq == anchor.events and event.digest.startswith(anchor.digest) for event in reached):
            yield Fault(code="anchor_differs", seq=anchor.events)
