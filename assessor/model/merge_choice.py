"""What was decided where two copies of a programme said different things: both sides stay readable in the trail."""

from assessor.model.base import Model
from assessor.model.text import LONGEST_TEXT, Line, LongText


class SettledPiece(Model):
    """A piece that both copies had changed: what it was, what each said (canonical JSON; None = nothing), the side."""

    key: Line
    base: str | None = None
    ours: str | None = None
    theirs: str | None = None
    chosen: Line


class MergeChoice(Model):
    """All that was decided at one merge, with the chain and the file of the other copy and the reason that was told."""

    other: Line
    name: Line | None = None
    reason: LongText | None = None
    settled: tuple[SettledPiece, ...]


def kept(text: str | None) -> str | None:
    """A piece as it is kept: what is longer than any text stands whole in the trails of both copies."""
    return text if text is None or len(text) <= LONGEST_TEXT else None
