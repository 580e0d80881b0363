"""Reading and writing rows on a connection whose transaction is open."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, CursorResult, Dialect, Table, bindparam, select

from assessor.faults.stores import NotStored
from assessor.model.assessment import PairKey
from assessor.model.canonical import digest
from assessor.model.change import AnswerChange, Change, ChecklistChange, ProgrammeChange, RecordChange, Section7Change
from assessor.model.record_kinds import EDITION_KIND
from assessor.storage import schema
from assessor.storage.chain import EventRow
from assessor.storage.ledger import Plan, RowKey
from assessor.storage.rows import AnswerRow, Head, RecordRow, State, SubjectRow

PAGE = 500
"""How many rows or keys one statement asks for."""

_EVENT, _ANSWER = schema.audit_event.c, schema.answer.c

# Built once: building a statement costs more than running it.
_HEAD = select(schema.head.c.chain, schema.head.c.seq, schema.head.c.digest)
_HEAD_LOCKED = _HEAD.with_for_update()
_MOVE_HEAD = schema.head.update().values(seq=bindparam("seq"), digest=bindparam("digest"))
_CHECKLIST_DIGEST = select(schema.checklist.c.digest)
_SUBJECTS = select(*schema.subject.c).order_by(schema.subject.c.position)
_ANSWERS = select(*_ANSWER)
_RECORDS = select(*schema.record.c).order_by(schema.record.c.kind, schema.record.c.id)
_ONE_ANSWER = _ANSWERS.where(_ANSWER.subject == bindparam("subject"), _ANSWER.control == bindparam("control"))
_EVENT_OF_SAVE = select(*_EVENT).where(_EVENT.save_id == bindparam("save_id"))
_EVENTS_OF_SAVE = select(*_EVENT).where(_EVENT.save_id.in_(bindparam("save_ids", expanding=True)))
_EVENTS = (
    select(*_EVENT)
    .where(_EVENT.chain == bindparam("chain"), _EVENT.seq > bindparam("after"))
    .order_by(_EVENT.seq)
    .limit(PAGE)
)
_COUNTED = {"preserve_rowcount": True}
_INSERTS = {table.name: table.insert() for table in schema.metadata.sorted_tables}


def head(connection: Connection, *, lock: bool = False) -> Head:
    """The head row; `lock` keeps other writers waiting until the transaction ends.

    Raises:
        ValueError: there is none.
    """
    row = connection.execute(_HEAD_LOCKED if lock else _HEAD).one_or_none()
    if row is None:
        raise ValueError("no head")
    return Head(*row)


def content(connection: Connection, table: Table) -> str:
    """The content of a table of one row.

    Raises:
        ValueError: there is none.
    """
    found = connection.execute(select(table.c.content)).scalar_one_or_none()
    if found is None:
        raise ValueError(table.name)
    return str(found)


def checklist_digest(connection: Connection) -> str:
    """The digest stored beside the checklist.

    Raises:
        ValueError: there is none.
    """
    found = connection.execute(_CHECKLIST_DIGEST).scalar_one_or_none()
    if found is None:
        raise ValueError("no checklist")
    return str(found)


def checklist_bytes(connection: Connection) -> bytes:
    """The stored checklist.

    Raises:
        ValueError: there is none.
    """
    found = connection.execute(select(schema.checklist.c.content)).scalar_one_or_none()
    if found is None:
        raise ValueError("no checklist")
    return bytes(found)


def subjects(connection: Connection) -> list[SubjectRow]:
    """All subjects, in the order they were added."""
    return [SubjectRow(*row) for row in connection.execute(_SUBJECTS)]


def answers(connection: Connection) -> list[AnswerRow]:
    """All answers, those taken back included."""
    return [AnswerRow(*row) for row in connection.execute(_ANSWERS).all()]


def records(connection: Connection) -> list[RecordRow]:
    """All records of other kinds, those taken back included, by kind and id."""
    return [RecordRow(*row) for row in connection.execute(_RECORDS)]


def held(connection: Connection, changes: Sequence[Change]) -> State:
    """The rows that a save with these changes needs to know."""
    state = State(subjects={row.id: row for row in subjects(connection)})
    if any(isinstance(change, ProgrammeChange) for change in changes):
        state.programme = content(connection, schema.programme)
    if any(isinstance(change, Section7Change) for change in changes):
        state.section7 = content(connection, schema.section7)
    pairs = {(change.subject, change.control) for change in changes if isinstance(change, AnswerChange)}
    if pairs:
        state.answers = _answers_of(connection, pairs)
    if any(isinstance(change, ChecklistChange | AnswerChange) for change in changes):
        state.checklist_digest = checklist_digest(connection)
    kinds = {change.kind for change in changes if isinstance(change, RecordChange)}
    if pairs:
        kinds.add(EDITION_KIND)
    if kinds:
        rows = connection.execute(_RECORDS.where(schema.record.c.kind.in_(sorted(kinds))))
        state.records = {row.key: row for row in map(RecordRow._make, rows)}
    return state


def _answers_of(connection: Connection, pairs: Collection[PairKey]) -> dict[PairKey, AnswerRow]:
    if len(pairs) == 1:
        ((subject, control),) = pairs
        rows = connection.execute(_ONE_ANSWER, {"subject": subject, "control": control})
    else:
        rows = connection.execute(_ANSWERS.where(_ANSWER.subject.in_(sorted({subject for subject, _ in pairs}))))
    return {row.pair: row for row in map(AnswerRow._make, rows)}


def events(connection: Connection, chain: str, after: int) -> list[EventRow]:
    """One page of a chain's events with a greater number, in order."""
    return [EventRow(*row) for row in connection.execute(_EVENTS, {"chain": chain, "after": after}).all()]


def every_event(connection: Connection, chain: str) -> Iterator[EventRow]:
    """All events of a chain, in order, a page at a time; a damaged index that leads in a circle is followed once."""
    after = -1
    while page := events(connection, chain, after):
        yield from page
        if not leads_on(page[-1].seq, after):
            return
        after = page[-1].seq


def leads_on(last: object, after: int) -> bool:
    """True where the last number of a page leads to a next one: in a damaged index it can be anything, or go back."""
    return isinstance(last, int) and last > after


def carried_chains(connection: Connection) -> list[str]:
    """The names of the trails that lie beside the programme's own, sorted."""
    own = head(connection).chain
    found = connection.execute(select(_EVENT.chain).distinct()).scalars()
    return sorted(chain for chain in found if chain != own)


def events_of_save(connection: Connection, save_ids: Sequence[str]) -> dict[str, EventRow]:
    """The events that carry one of these save ids, by it."""
    found: list[EventRow] = []
    if len(save_ids) == 1:
        found.extend(map(EventRow._make, connection.execute(_EVENT_OF_SAVE, {"save_id": save_ids[0]})))
    else:
        for start in range(0, len(save_ids), PAGE):
            some = {"save_ids": save_ids[start : start + PAGE]}
            found.extend(map(EventRow._make, connection.execute(_EVENTS_OF_SAVE, some)))
    return {row.save_id: row for row in found}


def revisions_before(connection: Connection, chain: str, seq: int, keys: Collection[RowKey]) -> dict[RowKey, int]:
    """The revision that each row had before the event of that number; a row never written is left out."""
    kinds = ("answer", "record")
    wanted = select(_EVENT.kind, _EVENT.payload).where(_EVENT.chain == chain, _EVENT.kind.in_(kinds), _EVENT.seq < seq)
    found: dict[RowKey, int] = {}
    for kind, text in connection.execute(wanted.order_by(_EVENT.seq)):
        payload = json.loads(text)
        names = ("subject", "control") if kind == "answer" else ("kind", "id")
        key = (kind, payload[names[0]], payload[names[1]])
        if key in keys:
            found[key] = payload["revision"]
    return found


def write(connection: Connection, plan: Plan) -> None:
    """Write a planned save that has events.

    Raises:
        NotStored: the database took a statement and did not change the rows it names.
    """
    _insert(connection, schema.audit_event, plan.carried)
    _insert(connection, schema.audit_event, plan.events)
    moved = connection.execute(_MOVE_HEAD, {"seq": plan.head.seq, "digest": plan.head.digest})
    _check_written(moved, 1, "head")
    for name, text in plan.wholes.items():
        _check_written(connection.execute(schema.metadata.tables[name].update().values(content=text)), 1, name)
    if plan.checklist is not None:
        values = {"digest": digest(plan.checklist), "content": plan.checklist}
        _check_written(connection.execute(schema.checklist.update().values(**values)), 1, "checklist")
    _insert(connection, schema.subject, plan.added_subjects)
    _insert(connection, schema.answer, plan.added_answers)
    _insert(connection, schema.record, plan.added_records)
    _replace(connection, schema.subject, ("id",), [row._asdict() for row in plan.replaced_subjects])
    _replace(connection, schema.answer, ("subject", "control"), [row._asdict() for row in plan.replaced_answers])
    _replace(connection, schema.record, ("kind", "id"), [row._asdict() for row in plan.replaced_records])


def _insert(
    connection: Connection, table: Table, rows: Sequence[EventRow | SubjectRow | AnswerRow | RecordRow]
) -> None:
    if not rows:
        return
    if len(rows) > 1 and connection.dialect.paramstyle == "qmark":
        # The rows are tuples in the order of the columns: nothing has to be done with each of thousands.
        text = _insert_text(table.name, connection.dialect)
        written = connection.exec_driver_sql(text, list(rows), execution_options=_COUNTED)
    else:
        values = [row._asdict() for row in rows]
        statement = _INSERTS[table.name]
        written = connection.execute(statement, values if len(values) > 1 else values[0], execution_options=_COUNTED)
    _check_written(written, len(rows), table.name)


def _check_written(result: CursorResult[Any], wanted: int, name: str) -> None:
    """What a trigger or a policy swallows without a word must never be told as saved."""
    if result.rowcount != wanted:
        raise NotStored(name=name)


@cache
def _insert_text(name: str, dialect: Dialect) -> str:
    return str(_INSERTS[name].compile(dialect=dialect))


def _replace(connection: Connection, table: Table, key: tuple[str, ...], rows: Sequence[Mapping[str, object]]) -> None:
    if rows:
        statement = table.update().where(*(table.c[name] == bindparam(f"old_{name}") for name in key))
        values = [{**row, **{f"old_{name}": row[name] for name in key}} for row in rows]
        _check_written(connection.execute(statement, values), len(rows), table.name)


def write_first(connection: Connection, event: EventRow, state: State, checklist: bytes) -> None:
    """Write the rows of a new programme: its first event and the state it leads to."""
    connection.execute(schema.audit_event.insert().values(**event._asdict()))
    connection.execute(schema.head.insert().values(id=1, chain=event.chain, seq=event.seq, digest=event.digest))
    connection.execute(schema.checklist.insert().values(id=1, digest=state.checklist_digest, content=checklist))
    connection.execute(schema.programme.insert().values(id=1, content=state.programme))
    connection.execute(schema.section7.insert().values(id=1, content=state.section7))
    connection.execute(schema.subject.insert(), [row._asdict() for row in state.subjects.values()])


def write_rest(connection: Connection, last: EventRow, events: Sequence[EventRow], state: State) -> None:
    """Write, after the first, the other events of a trail that ends with `last`, and the rows that they lead to.

    Raises:
        NotStored: the database took a statement and did not change the rows it names.
    """
    _insert(connection, schema.audit_event, events)
    _insert(connection, schema.answer, list(state.answers.values()))
    _insert(connection, schema.record, list(state.records.values()))
    connection.execute(_MOVE_HEAD, {"seq": last.seq, "digest": last.digest})
