"""What a damaged programme file still holds: the events whose seals are whole, replayed, then rows newer than those."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pydantic import ValidationError

from assessor.errors import FileUnreadable, NotAProgramme
from assessor.model.canonical import digest
from assessor.model.programme import Programme, Section7Choice, Subject
from assessor.storage.chain import EventRow, digest_of
from assessor.storage.file_failures import check_readable
from assessor.storage.rows import AnswerRow, RecordRow, State, SubjectRow
from assessor.storage.sqlite_pages import Cell, rows

_EVENT, _ANSWER, _SUBJECT, _WHOLE = (str, int, *[str] * 7), (str, str, int, object, str, str), (str, int, str), 2
_CARRIED = "~"
"""Stands in the name of a trail of another copy, which says nothing of the state here."""


class Remains(NamedTuple):
    """What was read: the state, the checklist's bytes (None = damaged), and the numbers of events that are not whole.

    `doubtful` are the (subject, control) of answers that only their row tells, because an event is missing.
    """

    state: State
    checklist: bytes | None
    missing: tuple[int, ...]
    doubtful: tuple[tuple[str, str], ...]


def remains(path: Path) -> Remains:
    """Read what can still be read; the file is not changed and SQLite is not asked.

    Raises:
        FileMissing, FileUnreadable: nothing can be read at that path.
        NotAProgramme: nothing of a programme was found in it.
    """
    check_readable(path)
    try:
        found = list(rows(path.read_bytes()))
    except OSError as error:
        raise FileUnreadable(path=str(path), reason="other") from error
    events = _own_events(found)
    state = State()
    for event in events:
        _fold(state, event)
    last = max(
        (row[2] for row in found if _is(row, (type(None), str, int, str)) and isinstance(row[2], int)), default=0
    )
    numbers = {event.seq for event in events}
    missing = tuple(number for number in range(1, max({last, *numbers}) + 1) if number not in numbers)
    doubtful = _take_newer(state, found) if missing else ()
    if not (state.programme or state.subjects or state.answers):
        raise NotAProgramme(path=str(path))
    return Remains(state, _checklist(found), missing, doubtful)


def _is(row: tuple[Cell, ...], shape: tuple[type, ...]) -> bool:
    return len(row) == len(shape) and all(isinstance(cell, kind) for cell, kind in zip(row, shape, strict=True))


def _own_events(found: Iterable[tuple[Any, ...]]) -> list[EventRow]:
    sealed = (EventRow(*row) for row in found if _is(row, _EVENT))
    whole = [row for row in sealed if _CARRIED not in row.chain and digest_of(row) == row.digest]
    chains = Counter(row.chain for row in whole).most_common(1)
    return sorted({row.seq: row for row in whole if row.chain == chains[0][0]}.values())


def _fold(state: State, event: EventRow) -> None:
    try:
        state.fold(event.kind, event.event().payload, event.by, event.at)
    except (ValueError, KeyError, TypeError, AttributeError):
        # A seal that is whole over something of a later version: what it says is not known here.
        return


def _take_newer(state: State, found: Iterable[tuple[Any, ...]]) -> tuple[tuple[str, str], ...]:
    """Let rows stand in for events that are missing; the pairs of answers that only a row tells."""
    doubtful: list[tuple[str, str]] = []
    for row in found:
        if _is(row, _ANSWER) and isinstance(row[3], str | None):
            record = row[0] not in state.subjects or (row[0], row[1]) in state.records
            if record and _put(state.records, RecordRow(*row).key, RecordRow(*row)):
                continue
            if not record and _put(state.answers, AnswerRow(*row).pair, AnswerRow(*row)):
                doubtful.append((row[0], row[1]))
        elif _is(row, _SUBJECT) and _reads(Subject, row[2]):
            state.subjects[row[0]] = SubjectRow(*row)
        elif len(row) == _WHOLE and row[0] is None and isinstance(row[1], str):
            if _reads(Programme, row[1]):
                state.programme = row[1]
            elif _reads(Section7Choice, row[1]):
                state.section7 = row[1]
    return tuple(sorted(doubtful))


_Row = TypeVar("_Row", AnswerRow, RecordRow)


def _put(held: dict[tuple[str, str], _Row], key: tuple[str, str], row: _Row) -> bool:
    """Take a row in where it is newer than what is held."""
    known = held.get(key)
    if known is not None and known.revision >= row.revision:
        return False
    held[key] = row
    return True


def _reads(noun: type[Subject] | type[Programme] | type[Section7Choice], text: str) -> bool:
    try:
        noun.model_validate_json(text)
    except ValidationError:
        return False
    return True


def _checklist(found: Iterable[tuple[Any, ...]]) -> bytes | None:
    for row in found:
        if _is(row, (type(None), str, bytes)) and digest(row[2]) == row[1]:
            content: bytes = row[2]
            return content
    return None
