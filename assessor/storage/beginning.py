"""What a new programme begins with, in either database."""

import secrets

from sqlalchemy import Connection

from assessor.model.canonical import digest
from assessor.model.change import Save
from assessor.model.programme import Programme, Subject
from assessor.storage import schema, tables
from assessor.storage.ledger import created


def begin(connection: Connection, checklist: bytes, programme: Programme, subject: Subject, save: Save) -> None:
    """Make the tables and the first rows, with the event that seals them, in the transaction that is open."""
    schema.create_all(connection)
    event, state = created(secrets.token_hex(16), digest(checklist), programme, subject, save)
    tables.write_first(connection, event, state, checklist)
