"""Where two wordings of one sentence differ, in parts that a reader can take in."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

SHORTEST_SAME = 3
"""Fewer equal characters between two changes are read as part of the change."""


class Part(NamedTuple):
    """A stretch of a sentence, and whether the other wording lacks it."""

    text: str
    changed: bool


class Difference(NamedTuple):
    """Both wordings in parts; joined, the parts are the sentences."""

    before: tuple[Part, ...]
    after: tuple[Part, ...]


def difference(before: str, after: str) -> Difference:
    """How the two wordings differ."""
    cuts = list(_cuts(before, after))
    return Difference(
        tuple(Part(before[start:end], changed) for start, end, _, _, changed in cuts if start < end),
        tuple(Part(after[start:end], changed) for _, _, start, end, changed in cuts if start < end),
    )


def _cuts(before: str, after: str) -> Iterator[tuple[int, int, int, int, bool]]:
    """Stretches of both, neighbours of one kind joined."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    held: tuple[int, int, int, int, bool] | None = None
    for tag, start, end, other_start, other_end in matcher.get_opcodes():
        is_edge = (start, other_start) == (0, 0) or (end, other_end) == (len(before), len(after))
        changed = tag != "equal" or (end - start < SHORTEST_SAME and not is_edge)
        if held is not None and held[4] == changed:
            held = (held[0], end, held[2], other_end, changed)
            continue
        if held is not None:
            yield held
        held = (start, end, other_start, other_end, changed)
    if held is not None:
        yield held
