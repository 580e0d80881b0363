"""What a damaged programme file still holds: the events whose seals are whole, replayed, then rows newer than those."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pydantic import ValidationError

from assessor.errors import FileUnreadable, NotAProgramme
from assessor.model.assessment import Answer
from assessor.model.base import Model
from assessor.model.canonical import digest
from assessor.model.nouns import RECORDS
from assessor.model.programme import Programme, Section7Choice, Subject
from assessor.storage.chain import EventRow
from assessor.storage.file_failures import check_readable
from assessor.storage.rows import AnswerRow, Head, RecordRow, State, SubjectRow
from assessor.storage.salvaged_trails import MOST_EVENTS, Trails, folded
from assessor.storage.sqlite_pages import Cell, rows

_EVENT, _ANSWER, _SUBJECT, _WHOLE = (str, int, *[str] * 7), (str, str, int, object, str, str), (str, int, str), 2
_HEAD = (type(None), str, int, str)


class Remains(NamedTuple):
    """What was read: the state, the checklist's bytes (None = damaged), and the numbers of events that are not whole.

    `doubtful` are the (subject, control) of answers that only their row tells, because an event is missing; `unproven`
    names what else only its row tells (`programme`, `section7`, `subject ID`, `record KIND ID`), and `head` where it
    is not known how many events there were. `trail` are the own events up to the first that is not whole, `carried`
    the trails of other copies that they name.
    """

    state: State
    checklist: bytes | None
    missing: tuple[int, ...]
    doubtful: tuple[tuple[str, str], ...]
    unproven: tuple[str, ...]
    trail: tuple[EventRow, ...]
    carried: Mapping[str, tuple[EventRow, ...]]


def remains(path: Path) -> Remains:
    """Read what can still be read; the file is not changed and SQLite is not asked.

    Raises:
        FileMissing, FileUnreadable: nothing can be read at that path.
        NotAProgramme: nothing of a programme was found in it.
    """
    check_readable(path)
    try:
        found: list[tuple[Any, ...]] = list(rows(path.read_bytes()))
    except OSError as error:
        raise FileUnreadable(path=str(path), reason="other") from error
    trails = Trails(EventRow(*row) for row in found if _is(row, _EVENT))
    state = State()
    for event in trails.events():
        folded(state, event)
    head = _head(found, trails.own)
    missing = _missing(trails, head)
    rest = _Rows(state)
    if missing or head is None:
        rest.take(found)
    if not (state.programme or state.subjects or state.answers):
        raise NotAProgramme(path=str(path))
    unproven = (*sorted(rest.unproven), *(("head",) if head is None else ()))
    return Remains(state, _checklist(found), missing, tuple(sorted(rest.doubtful)), unproven, *trails.beginning())


def _is(row: tuple[Cell, ...], shape: tuple[type, ...]) -> bool:
    return len(row) == len(shape) and all(isinstance(cell, kind) for cell, kind in zip(row, shape, strict=True))


def _head(found: Iterable[tuple[Any, ...]], own: str) -> Head | None:
    """What the file says of its last event; None where that cannot be read."""
    told = (Head(*row[1:]) for row in found if _is(row, _HEAD))
    return next((head for head in told if head.chain == own and 1 <= head.seq <= MOST_EVENTS), None)


def _missing(trails: Trails, head: Head | None) -> tuple[int, ...]:
    numbers = {event.seq for event in trails.events()}
    last = max({head.seq if head else 0, *numbers})
    return tuple(number for number in range(1, last + 1) if number not in numbers)


class _Rows:
    """Rows that stand in for events that are missing; what they alone tell is named."""

    def __init__(self, state: State) -> None:
        self._state = state
        self.doubtful: set[tuple[str, str]] = set()
        self.unproven: set[str] = set()

    def take(self, found: Iterable[tuple[Any, ...]]) -> None:
        """Let rows stand in where they are newer than what the events tell."""
        for row in found:
            if _is(row, _ANSWER) and isinstance(row[3], str | None):
                if self._is_record(row):
                    self._record(RecordRow(*row))
                elif _put(self._state.answers, (row[0], row[1]), AnswerRow(*row)):
                    self.doubtful.add((row[0], row[1]))
            elif _is(row, _SUBJECT) and _reads(Subject, row[2]):
                self._subject(SubjectRow(*row))
            elif len(row) == _WHOLE and row[0] is None and isinstance(row[1], str):
                self._whole(row[1])

    def _is_record(self, row: tuple[Any, ...]) -> bool:
        key, content = (row[0], row[1]), row[3]
        if row[0] in RECORDS or key in self._state.records:
            return True
        return not (_reads(Answer, content) if content else row[0] in self._state.subjects)

    def _record(self, row: RecordRow) -> None:
        if _put(self._state.records, row.key, row):
            self.unproven.add(" ".join(("record", *row.key)))

    def _subject(self, row: SubjectRow) -> None:
        if self._state.subjects.get(row.id) != row:
            self._state.subjects[row.id] = row
            self.unproven.add(f"subject {row.id}")

    def _whole(self, text: str) -> None:
        for name, noun in (("programme", Programme), ("section7", Section7Choice)):
            if _reads(noun, text):
                if getattr(self._state, name) != text:
                    setattr(self._state, name, text)
                    self.unproven.add(name)
                return


_Row = TypeVar("_Row", AnswerRow, RecordRow)


def _put(held: dict[tuple[str, str], _Row], key: tuple[str, str], row: _Row) -> bool:
    """Take a row in where it is newer than what is held."""
    known = held.get(key)
    if known is not None and known.revision >= row.revision:
        return False
    held[key] = row
    return True


def _reads(noun: type[Model], text: str) -> bool:
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
