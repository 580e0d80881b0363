"""How two rows of letters or lines lie beside each other, in time that has a bound.

The exact comparison can take the cube of their length when they repeat themselves. Up to a bound it is made; beyond,
what is equal at both ends stays, and what lies between is one change.
"""

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

MOST_WORK = 20_000_000
"""Equal pairs times the shorter length: what the exact comparison may come to, at worst about a second."""


class Stretch(NamedTuple):
    """`before[start:end]` lies beside `after[first:last]`; `equal` says that they are the same."""

    equal: bool
    start: int
    end: int
    first: int
    last: int


def work(before: Sequence[Hashable], after: Sequence[Hashable]) -> int:
    """What the exact comparison may come to."""
    held = Counter(after)
    pairs = sum(count * held[one] for one, count in Counter(before).items())
    return pairs * min(len(before), len(after))


def aligned(before: Sequence[Hashable], after: Sequence[Hashable], most: int = MOST_WORK) -> list[Stretch]:
    """The stretches of both, in order."""
    if work(before, after) <= most:
        matcher = SequenceMatcher(None, before, after, autojunk=False)
        return [Stretch(tag == "equal", *places) for tag, *places in matcher.get_opcodes()]
    return list(_at_the_ends(before, after))


def _at_the_ends(before: Sequence[Hashable], after: Sequence[Hashable]) -> Iterator[Stretch]:
    shorter = min(len(before), len(after))
    head = next((place for place in range(shorter) if before[place] != after[place]), shorter)
    rest = shorter - head
    tail = next((place for place in range(rest) if before[-1 - place] != after[-1 - place]), rest)
    end, last = len(before) - tail, len(after) - tail
    if head:
        yield Stretch(True, 0, head, 0, head)
    if head < end or head < last:
        yield Stretch(False, head, end, head, last)
    if tail:
        yield Stretch(True, end, len(before), last, len(after))
