"""Which answers were given to a question before it was asked in other words; looked at with every reading of a file."""

from collections.abc import Iterable, Mapping
from typing import Any

from assessor.model.assessment import PairKey


def unconfirmed(editions: Iterable[Mapping[str, Any]], revisions: Mapping[PairKey, int]) -> dict[PairKey, str]:
    """The pairs whose answer was given to another wording and not again since, each with the question as it was.

    `revisions` are those stored now.
    """
    found: dict[PairKey, str] = {}
    for edition in editions:
        for name, revision in edition.get("to_confirm", {}).items():
            subject, _, control = name.partition("/")
            if revisions.get((subject, control)) == revision:
                found.setdefault((subject, control), str(edition.get("reworded", {}).get(control, "")))
    return found
