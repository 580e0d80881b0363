"""The events of a damaged file: which trail is its own, how far it is whole, and which other trails it may keep."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from assessor.storage.chain import CARRIED, START, EventRow, digest_of
from assessor.storage.rows import Head, State

MOST_EVENTS = 1_000_000
"""No trail is longer; a greater number was written by damage, or to have a program count to it."""

Trail = tuple[EventRow, ...]


class Trails:
    """Every event whose seal is whole, by the trail it belongs to and its number."""

    def __init__(self, found: Iterable[EventRow]) -> None:
        """Take in events in any order, damaged ones too."""
        self._found: dict[str, dict[int, EventRow]] = defaultdict(dict)
        for row in found:
            if 1 <= row.seq <= MOST_EVENTS and digest_of(row) == row.digest:
                self._found[row.chain][row.seq] = row
        counted = Counter({chain: len(rows) for chain, rows in self._found.items() if CARRIED not in chain})
        self.own = counted.most_common(1)[0][0] if counted else ""

    def events(self) -> list[EventRow]:
        """The events of the programme's own trail that are whole, in order."""
        return [row for _, row in sorted(self._found.get(self.own, {}).items())]

    def beginning(self) -> tuple[Trail, Mapping[str, Trail]]:
        """The own trail up to where it breaks, and the trails that those events say are carried."""
        whole = _standing({_last(trail): trail for chain in self._found if (trail := self._linked(chain))})
        own: list[EventRow] = []
        kept: dict[str, Trail] = {}
        state = State()
        for row in self._linked(self.own):
            named = _named([row])
            # Kept without the trail it names, an event would speak of something that is not there.
            if not named <= whole.keys() or not folded(state, row):
                break
            own.append(row)
            while named:
                head = named.pop()
                if head.chain not in kept:
                    kept[head.chain] = whole[head]
                    named |= _named(whole[head])
        return tuple(own), kept

    def _linked(self, chain: str) -> Trail:
        """The events of a trail from the first on, as long as each follows the one before."""
        rows, linked, previous = self._found.get(chain, {}), [], START
        for seq in range(1, len(rows) + 1):
            row = rows.get(seq)
            if row is None or row.previous != previous:
                break
            linked.append(row)
            previous = row.digest
        return tuple(linked)


def _standing(trails: dict[Head, Trail]) -> dict[Head, Trail]:
    """The trails that name none that is not here, nor one that has to go for that reason."""
    names = {head: _named(trail) for head, trail in trails.items()}
    namers: dict[Head, list[Head]] = defaultdict(list)
    for head, named in names.items():
        for one in named:
            namers[one].append(head)
    falling = [namer for one, some in namers.items() if one not in trails for namer in some]
    while falling:
        head = falling.pop()
        if trails.pop(head, None):
            falling += namers[head]
    return trails


def _last(trail: Trail) -> Head:
    return Head(trail[-1].chain, trail[-1].seq, trail[-1].digest)


def _named(events: Iterable[EventRow]) -> set[Head]:
    """The last events of the trails that these events say are carried."""
    state = State()
    for row in events:
        if row.kind == "merged":
            folded(state, row)
    return {head for head in state.carried.values() if isinstance(head.seq, int) and isinstance(head.digest, str)}


def folded(state: State, event: EventRow) -> bool:
    """Take in what an event says; False where its seal is whole over what this version does not know."""
    try:
        state.fold(event.kind, event.event().payload, event.by, event.at)
    except (ValueError, KeyError, TypeError, AttributeError):
        return False
    return True
