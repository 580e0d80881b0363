"""Takes an edited text apart into the sentences that may claim something, with the marks that lie over them."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from assessor.model.edited import EditedLine, LineKind, MarkedRange
from assessor.model.one_width import one_width

_SENTENCE = re.compile(r"[^。！？\n\t]*(?:[。！？]+[」』）)]*|[\n\t]|\Z)")

_DAY = re.compile(r"令和(元|[0-9]{1,2})年([0-9]{1,2})月([0-9]{1,2})日")
_TITLE_LINES = 12
_REIWA = 2018


class ClaimSentence(NamedTuple):
    """A sentence with its place (`line` and `number` in it from 1, `section` = the heading above) and its marks.

    `begins` are marks of which only the beginning is known: they stand for as many sentences as their wording has.
    """

    text: str
    line: int
    number: int
    section: str
    marks: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    is_heading: bool = False


def claim_sentences(lines: Iterable[EditedLine]) -> Iterator[ClaimSentence]:
    """Every sentence of a text in reading order."""
    section = ""
    for number, line in enumerate(lines, 1):
        is_heading = line.kind is LineKind.HEADING
        if is_heading:
            section = " ".join(line.text.split())
        pieces = [(start, end) for start, end in _pieces(line.text)]
        for place, (start, end) in enumerate(pieces):
            marks = tuple(one.mark for one in line.marks if _lies_over(one, start, end))
            begins = tuple(one.mark for one in line.marks if _begins_in(one, pieces, place))
            yield ClaimSentence(line.text[start:end], number, place + 1, section, marks, begins, is_heading)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    for found in _SENTENCE.finditer(text):
        said = found[0].strip()
        if said and re.search(r"\w", said):
            start = found.start() + len(found[0]) - len(found[0].lstrip())
            yield start, start + len(said)


def _lies_over(one: MarkedRange, start: int, end: int) -> bool:
    """True where a mark covers part of a sentence; a hair's breadth of a longer one is a slip of the cursor."""
    if one.end is None:
        return False
    shared = min(one.end, end) - max(one.start, start)
    return shared > 0 and (shared * 5 >= end - start or one.end - one.start == shared)


def _begins_in(one: MarkedRange, pieces: list[tuple[int, int]], place: int) -> bool:
    """True for the sentence that the beginning of a mark stands in, or the next one after it."""
    if one.end is not None:
        return False
    return one.start < pieces[place][1] and (place == 0 or one.start >= pieces[place - 1][1])


def made_on(lines: Iterable[EditedLine]) -> date | None:
    """The day that stands in the title lines of a document; None where none does."""
    for line in [*lines][:_TITLE_LINES]:
        found = _DAY.search(one_width(line.text))
        if found:
            year = _REIWA + (1 if found[1] == "元" else int(found[1]))
            try:
                return date(year, int(found[2]), int(found[3]))
            except ValueError:
                return None
    return None
