"""Two copies of a programme and what both began from: what each changed, and where they changed the same. Pure."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

Items = Mapping[str, str]
"""What a copy says, piece by piece: a key (`bus/SVC-01`, `programme:plan`) and its canonical JSON; absent = nothing."""


class Side(StrEnum):
    """One of the two copies."""

    A = "A"
    B = "B"


class MergeConflict(NamedTuple):
    """A piece that both copies changed in different ways; None = nothing is said there."""

    key: str
    base: str | None
    ours: str | None
    theirs: str | None


class Merge(NamedTuple):
    """Three-way merge: `taken` comes from B (None = taken back there), `settled` conflicts were decided by choice.

    `conflicts` are those nobody decided; `ours` counts the pieces that only A changed, `both` those changed alike.
    `before` holds what A says of the pieces taken; those it does not name are new.
    """

    taken: Mapping[str, str | None]
    conflicts: tuple[MergeConflict, ...]
    settled: tuple[tuple[MergeConflict, Side], ...]
    ours: int
    both: int
    before: Mapping[str, str] = {}


def three_way(base: Items, ours: Items, theirs: Items, chosen: Mapping[str, Side], prefer: Side | None = None) -> Merge:
    """What A has to take over from B so that nothing that either changed is lost.

    A piece changed in B alone is taken; one changed in A alone stays; one changed in both to different values is a
    conflict, unless `chosen` names a side for its key or `prefer` one for all.
    """
    taken: dict[str, str | None] = {}
    conflicts: list[MergeConflict] = []
    settled: list[tuple[MergeConflict, Side]] = []
    only_ours = both = 0
    for key in dict.fromkeys((*base, *ours, *theirs)):
        before, here, there = base.get(key), ours.get(key), theirs.get(key)
        if there == before:
            only_ours += here != before
        elif here == there:
            both += 1
        elif here == before:
            taken[key] = there
        else:
            conflict, side = MergeConflict(key, before, here, there), chosen.get(key, prefer)
            if side is None:
                conflicts.append(conflict)
                continue
            settled.append((conflict, side))
            if side is Side.B:
                taken[key] = there
    held = {key: ours[key] for key in taken if key in ours}
    return Merge(taken, tuple(conflicts), tuple(settled), only_ours, both, held)
