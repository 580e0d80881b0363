"""A programme file made of what a damaged one still holds."""

from collections.abc import Mapping
from pathlib import Path

from assessor.model.change import Save
from assessor.model.programme import Programme, Subject
from assessor.storage import schema, tables
from assessor.storage.beginning import begin
from assessor.storage.chain import EventRow
from assessor.storage.connect import file_transaction
from assessor.storage.rows import State
from assessor.storage.salvaged_trails import Trail, folded


def begin_again(path: Path, trail: Trail, carried: Mapping[str, Trail], checklist: bytes) -> None:
    """Fill an empty file with a trail, the trails that it names, and the rows that it leads to.

    A trail that breaks before the checklist was taken over names another: then that has to be taken over again.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: it cannot be written.
    """
    state = State()
    for event in trail:
        folded(state, event)
    with file_transaction(path, read_only=False) as connection:
        schema.create_all(connection)
        rest: list[EventRow] = [*trail[1:], *(event for events in carried.values() for event in events)]
        tables.write_first(connection, trail[0], state, checklist)
        tables.write_rest(connection, trail[-1], rest, state)


def begin_anew(path: Path, checklist: bytes, programme: Programme, subject: Subject, save: Save) -> None:
    """Fill an empty file with a new programme, whose trail begins now.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: it cannot be written.
    """
    with file_transaction(path, read_only=False) as connection:
        begin(connection, checklist, programme, subject, save)
