"""Which answers were given to a question before it was asked in other words; looked at with every reading of a file."""

from collections.abc import Iterable, Mapping
from typing import Any

from assessor.model.assessment import PairKey, pair_of


def unconfirmed(editions: Iterable[Mapping[str, Any]], revisions: Mapping[PairKey, int]) -> dict[PairKey, str]:
    """The pairs whose answer was given to another wording and not again since, each with the question as it was.

    `revisions` are those stored now.
    """
    found: dict[PairKey, str] = {}
    for edition in editions:
        for name, revision in edition.get("to_confirm", {}).items():
            pair = pair_of(name)
            if revisions.get(pair) == revision:
                found.setdefault(pair, str(edition.get("reworded", {}).get(pair[1], "")))
    return found


def carried_marks(edition: Mapping[str, Any], was: Mapping[PairKey, int], now: Mapping[PairKey, int]) -> dict[str, int]:
    """The revisions an edition's record has to name where answers stand under others: what waited waits, the rest not.

    `was` are the revisions that the record was written for, `now` those under which the same answers stand.
    """
    found: dict[str, int] = {}
    for name, revision in edition.get("to_confirm", {}).items():
        pair = pair_of(name)
        here = now.get(pair, 0)
        is_waiting = was.get(pair) == revision
        # No row has the revision 0.
        found[name] = here if is_waiting else 0 if here == revision else revision
    return found
