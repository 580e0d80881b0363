"""Several officers on one server: a programme copied there and back, and who may do what."""

from collections.abc import Sequence
from pathlib import Path

from assessor.faults.stores import ServerNeeded
from assessor.model.anchor import Anchor
from assessor.service.keeping import anchor_of
from assessor.service.outputs import refuse_input
from assessor.storage.opening import open_store
from assessor.storage.target import is_url, refuse_other_scheme, shown

ROLES = ("officer", "approver", "auditor")
"""What a login may be."""


def is_server(target: str) -> bool:
    """True for a programme on a server, False for a file."""
    return is_url(target)


def copy(source: str, target: str, *, force: bool = False) -> Anchor:
    """Copy a whole programme to a place, by path or URL, and hold both against each other; where its trail stands.

    Raises:
        TargetExists, TargetIsInput, OutputFailed: by the target. A programme in a database is never replaced.
        UnusableFile, StoreFailed, StoreForbids: by either place.
        CopyDiffers: the copy is not equal to what was read.
    """
    if is_url(target):
        from assessor.storage.moving import copy_to_database

        copy_to_database(source, target)
    else:
        refuse_other_scheme(target)
        path = Path(target)
        refuse_input(path, source)
        with open_store(source, read_only=True) as store:
            store.backup(path, replace=force)
    return anchor_of(target)


def set_roles(target: str, given: Sequence[tuple[str, str]], removed: Sequence[str]) -> list[tuple[str, str]]:
    """Set up who may do what in a database; `given` are (login, role), `removed` logins that get none.

    Returns:
        Every login with its role.

    Raises:
        ServerNeeded: the target is a file.
        StoreForbids, UnknownLogin, NameTooLong, StoreFailed: by what the server says.
    """
    from assessor.storage.postgresql_place import roles_in
    from assessor.storage.roles import Member, Role, members, set_up

    _needs_server(target)
    with roles_in(target, writing=True) as connection:
        set_up(connection, [Member(login, Role(role)) for login, role in given], removed, shown(target))
        return [(one.login, one.role.value) for one in members(connection)]


def roles(target: str) -> list[tuple[str, str]]:
    """Every login with its role in a database.

    Raises:
        ServerNeeded: the target is a file.
        StoreFailed, UnusableFile: by what the server says.
    """
    from assessor.storage.postgresql_place import roles_in
    from assessor.storage.roles import members

    _needs_server(target)
    with roles_in(target, writing=False) as connection:
        return [(one.login, one.role.value) for one in members(connection)]


def _needs_server(target: str) -> None:
    if not is_url(target):
        raise ServerNeeded(path=shown(target))
