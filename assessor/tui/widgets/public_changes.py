"""What the last answers changed in section 7: sentences that came, sentences that went, and where those stood. Pure."""

from collections.abc import Sequence
from typing import NamedTuple

from assessor.model.publication import PublicView
from assessor.tui.widgets.document_text import Piece, Printed, marks_in


class Gone(NamedTuple):
    """A statement that is printed no more, and the marks of the one before it and of its section's others now."""

    text: str
    behind: str | None
    beside: frozenset[str]


class Changes(NamedTuple):
    """The marks of the statements that are new or say something else, and those that are gone."""

    added: frozenset[str] = frozenset()
    gone: tuple[Gone, ...] = ()

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self.added) + len(self.gone)


NO_CHANGES = Changes()


def changes(before: PublicView | None, now: PublicView | None) -> Changes:
    """What changed between two views; nothing where one of them is not known."""
    if before is None or now is None or before is now:
        return NO_CHANGES
    old, new = {one.id: one for one in before.said}, {one.id: one for one in now.said}
    added = {one.mark for one in new.values() if one.id not in old or old[one.id].text != one.text}
    gone: list[Gone] = []
    behind: dict[str, str] = {}
    for one in old.values():
        if one.id in new:
            behind[one.section] = new[one.id].mark
        else:
            beside = frozenset(other.mark for other in new.values() if other.section == one.section)
            gone.append(Gone(one.text, behind.get(one.section), beside))
    return Changes(frozenset(added), tuple(gone))


def with_gone(parts: Sequence[tuple[Printed, ...]], gone: Sequence[Gone]) -> tuple[tuple[Printed, ...], ...]:
    """The parts with each statement that is gone put where it stood."""
    found = [list(part) for part in parts]
    for one in reversed(gone):
        piece = Piece(one.text, "dim", 0, bullet=True, gone=True)
        part, place = _place(found, one)
        if found:
            found[part].insert(place, piece)
    return tuple(tuple(part) for part in found)


def _place(parts: Sequence[Sequence[Printed]], gone: Gone) -> tuple[int, int]:
    for number, part in enumerate(parts):
        for place, piece in enumerate(part):
            if gone.behind is not None and isinstance(piece, Piece) and piece.mark == gone.behind:
                return number, place + 1
    for number, part in enumerate(parts):
        if gone.beside & set(marks_in(part)):
            return number, len(part)
    return max(len(parts) - 1, 0), len(parts[-1]) if parts else 0
