"""Where two wordings of one sentence differ, in parts that a reader can take in."""

import re
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from assessor.model.alignment import MOST_WORK, Stretch, aligned, work

SHORTEST_SAME = 3
"""Fewer equal characters between two changes are read as part of the change."""


_PIECE = re.compile(r"[^。！？\n]*[。！？\n]+|[^。！？\n]+")


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
    held: tuple[int, int, int, int, bool] | None = None
    for equal, start, end, other_start, other_end in _stretches(before, after):
        is_edge = (start, other_start) == (0, 0) or (end, other_end) == (len(before), len(after))
        changed = not equal or (end - start < SHORTEST_SAME and not is_edge)
        if held is not None and held[4] == changed:
            held = (held[0], end, held[2], other_end, changed)
            continue
        if held is not None:
            yield held
        held = (start, end, other_start, other_end, changed)
    if held is not None:
        yield held


def _stretches(before: str, after: str) -> Iterator[Stretch]:
    """Letter by letter; long texts sentence by sentence first, and by letters only where that is soon done."""
    if work(before, after) <= MOST_WORK:
        yield from aligned(before, after)
        return
    left, olds, news = MOST_WORK, _PIECE.findall(before), _PIECE.findall(after)
    old_places, new_places = ([0, *accumulate(map(len, pieces))] for pieces in (olds, news))
    for equal, *places in aligned(olds, news):
        start, end = old_places[places[0]], old_places[places[1]]
        first, last = new_places[places[2]], new_places[places[3]]
        if equal:
            yield Stretch(True, start, end, first, last)
            continue
        old, new = before[start:end], after[first:last]
        cost = work(old, new)
        for inner in aligned(old, new, left):
            yield Stretch(inner.equal, start + inner.start, start + inner.end, first + inner.first, first + inner.last)
        left -= cost if cost <= left else 0
