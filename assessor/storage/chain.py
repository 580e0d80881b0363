"""The hash chain of audit events: how an event is sealed, checked and replayed. Pure functions."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from assessor.model.audit import AuditEvent, Fault, SealedEvent
from assessor.storage.rows import Head, State, canonical

CARRIED = "~"
"""Parts the name of a chain, and of its save ids, from the mark under which a copy's trail is carried."""

START = "0" * 64
"""What stands before the first event of a chain."""


class EventRow(SealedEvent):
    """An event as it lies in its table, with how others see it."""

    __slots__ = ()

    def event(self) -> AuditEvent:
        """The event as others see it.

        Raises:
            ValueError: the payload is no JSON object.
        """
        return AuditEvent.model_validate({**self._asdict(), "payload": json.loads(self.payload)})


_quoted = json.JSONEncoder(ensure_ascii=False).encode
_quoted_again = lru_cache(maxsize=4096)(_quoted)
"""For what many events of a save share: who, when, kind, chain."""


def digest_of(row: EventRow) -> str:
    """SHA-256, in hexadecimal, over the previous digest and the canonical JSON of the other fields.

    The payload enters as it is stored: it is canonical itself, so that a single changed byte shows. A carried event
    is sealed under the names it had at home.
    """
    chain, _, branch = row.chain.partition(CARRIED)
    save_id = row.save_id.removesuffix(CARRIED + branch) if branch else row.save_id
    at, by, chain, kind = map(_quoted_again, (row.at, row.by, chain, row.kind))
    save_id = _quoted(save_id)
    names = f'"at":{at},"by":{by},"chain":{chain},"kind":{kind}'
    sealed = f'{row.previous}{{{names},"payload":{row.payload},"save_id":{save_id},"seq":{row.seq}}}'
    return hashlib.sha256(sealed.encode()).hexdigest()


def carried_row(event: SealedEvent, chain: str) -> EventRow:
    """An event of another copy as it lies beside the programme's own; one carried before stays as it was."""
    row = EventRow(*event)
    if CARRIED in row.chain:
        return row
    return row._replace(chain=chain, save_id=f"{row.save_id}{CARRIED}{chain.partition(CARRIED)[2]}")


class Stamp(NamedTuple):
    """Under which save id, by whom and when (UTC text) an event is written."""

    save_id: str
    by: str
    at: str


def sealed_event(head: Head, stamp: Stamp, kind: str, payload: Mapping[str, Any]) -> EventRow:
    """The event that follows a head, with its digest."""
    seq, text = head.seq + 1, canonical(payload)
    row = EventRow(head.chain, seq, stamp.at, stamp.by, kind, stamp.save_id, text, head.digest, "")
    return row._replace(digest=digest_of(row))


def new_head(chain: str) -> Head:
    """The head of a chain without events."""
    return Head(chain, 0, START)


def check(rows: Iterable[EventRow], state: State | None) -> Iterator[Fault]:
    """The faults of one chain's events, given in the order of their numbers; `state` takes in what they say, if any.

    An event that does not fit is named once; those after it are checked against it as it stands.
    """
    seq, previous = 0, START
    for row in rows:
        if not _is_whole(row):
            yield Fault(code="event_changed", seq=seq + 1)
            continue
        if row.seq != seq + 1:
            yield Fault(code="event_missing", seq=seq + 1)
        elif row.previous != previous:
            yield Fault(code="event_unlinked", seq=row.seq)
        if (state is not None and not _replayed(row, state)) or row.digest != digest_of(row):
            yield Fault(code="event_changed", seq=row.seq)
        seq, previous = row.seq, row.digest


_KINDS = tuple(int if name == "seq" else str for name in EventRow._fields)


def _is_whole(row: EventRow) -> bool:
    """Of a damaged page SQLite hands out what it finds there: nothing, bytes, a number, whatever a table demands."""
    return tuple(map(type, row)) == _KINDS


def _replayed(row: EventRow, state: State) -> bool:
    try:
        state.fold(row.kind, json.loads(row.payload), row.by, row.at)
    except (ValueError, KeyError, TypeError, AttributeError):
        return False
    return True
