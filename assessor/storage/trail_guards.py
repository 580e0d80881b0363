"""What a PostgreSQL server holds of the trail itself, so that no login can bring the others to a standstill.

A number far ahead, or an event behind which the head was not moved, would make every later save fail. The triggers ask
for what each of our saves does: events follow the one before them, the head goes to the last of them, and both stand
when the transaction ends. What an event says is not judged here: `verify` does that.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, text

from assessor.storage.quoting import quoted

TRIGGERS = ("event_follows", "event_is_told", "head_follows")

_FOLLOWS = """
IF NEW.seq <> 1 AND NOT EXISTS (
    SELECT 1 FROM {place}.event AS one
    WHERE one.chain = NEW.chain AND one.seq = NEW.seq - 1 AND one.digest = NEW.previous
) THEN
    RAISE EXCEPTION 'an event follows the one before it' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""
_TOLD = """
IF EXISTS (SELECT 1 FROM {place}.head AS own WHERE own.chain = NEW.chain AND own.seq < NEW.seq) THEN
    RAISE EXCEPTION 'the head is moved to the last event' USING ERRCODE = 'check_violation';
END IF;
RETURN NULL;
"""
_MOVED = """
IF NEW.id <> OLD.id OR NEW.chain <> OLD.chain
    OR NOT EXISTS (
        SELECT 1 FROM {place}.event AS one
        WHERE one.chain = NEW.chain AND one.seq = NEW.seq AND one.digest = NEW.digest
    )
    OR EXISTS (SELECT 1 FROM {place}.event AS one WHERE one.chain = NEW.chain AND one.seq > NEW.seq)
THEN
    RAISE EXCEPTION 'the head is moved to the last event' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""
_LARGE_OBJECTS = ("lo_creat(integer)", "lo_create(oid)", "lo_from_bytea(oid, bytea)")


def trail_statements(place: str) -> Iterator[str]:
    """What makes the triggers anew in a schema; they run as whoever saves and look at the schema's own tables alone."""
    own = quoted(place)
    made = (
        ("event_follows", _FOLLOWS, "CREATE TRIGGER event_follows BEFORE INSERT ON {place}.event", ""),
        (
            "event_is_told",
            _TOLD,
            "CREATE CONSTRAINT TRIGGER event_is_told AFTER INSERT ON {place}.event",
            " DEFERRABLE INITIALLY DEFERRED",
        ),
        ("head_follows", _MOVED, "CREATE TRIGGER head_follows BEFORE UPDATE ON {place}.head", ""),
    )
    for name, body, trigger, when in made:
        yield (
            f"CREATE OR REPLACE FUNCTION {own}.{name}() RETURNS trigger LANGUAGE plpgsql"
            f" SET search_path = pg_catalog, pg_temp AS $$ BEGIN {body.format(place=own)} END $$"
        )
        table = "head" if name == "head_follows" else "event"
        yield f"DROP TRIGGER IF EXISTS {name} ON {own}.{table}"
        yield f"{trigger.format(place=own)}{when} FOR EACH ROW EXECUTE FUNCTION {own}.{name}()"


def large_object_statements(connection: Connection) -> Iterator[str]:
    """What takes from everybody the right to fill the disk with objects of no table; a superuser alone may do it."""
    if connection.execute(text("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")).scalar_one():
        for name in _LARGE_OBJECTS:
            yield f"REVOKE EXECUTE ON FUNCTION pg_catalog.{name} FROM PUBLIC"
