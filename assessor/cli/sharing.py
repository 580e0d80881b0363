"""Several officers on one server: copying a programme there and back, and who may do what."""

import click

from assessor.cli import output
from assessor.cli.door import Door
from assessor.cli.tree import (
    Command,
    Group,
    argument,
    file_argument,
    force_option,
    json_option,
    option,
    pass_door,
)


@click.command("copy", cls=Command, help="help.copy")
@argument("source", metavar="FROM")
@argument("target", metavar="TO")
@force_option
@pass_door
def copy(door: Door, source: str, target: str, force: bool) -> None:
    """Copy a whole programme between files and databases, verified equal."""
    from assessor.service.sharing import copy as copy_programme
    from assessor.service.sharing import is_server
    from assessor.service.workspace import shown_target

    door.speak_of(source)
    anchor = copy_programme(source, target, force=force)
    output.data(anchor.text)
    output.note(door.say("cli.copy.done", path=shown_target(target), count=anchor.events))
    if is_server(target):
        output.note(door.say("cli.copy.next"))


@click.group(cls=Group, help="help.roles")
def roles() -> None:
    """Who may do what on a server."""


@roles.command("set", help="help.roles.set")
@file_argument
@option("--officer", "officers", metavar="LOGIN", multiple=True, help="option.officer")
@option("--approver", "approvers", metavar="LOGIN", multiple=True, help="option.approver")
@option("--auditor", "auditors", metavar="LOGIN", multiple=True, help="option.auditor")
@option("--remove", "removed", metavar="LOGIN", multiple=True, help="option.roles.remove")
@pass_door
def set_(
    door: Door,
    file: str,
    officers: tuple[str, ...],
    approvers: tuple[str, ...],
    auditors: tuple[str, ...],
    removed: tuple[str, ...],
) -> None:
    """Set up the grants and give logins their roles."""
    from assessor.service.sharing import set_roles

    door.speak_of(file)
    named = {"officer": officers, "approver": approvers, "auditor": auditors}
    given = [(login, role) for role, logins in named.items() for login in logins]
    twice = next((login for login, _ in given if [one for one, _ in given].count(login) > 1), None)
    if twice is not None:
        raise click.UsageError(door.say("cli.roles.twice", login=twice), click.get_current_context())
    found = set_roles(file, given, removed)
    output.note(door.say("cli.roles.set"))
    _print(door, found)


@roles.command("list", help="help.roles.list")
@file_argument
@json_option
@pass_door
def list_(door: Door, file: str, as_json: bool) -> None:
    """Name the logins that have a role."""
    from assessor.service.sharing import roles as roles_of

    door.speak_of(file)
    found = roles_of(file)
    if as_json:
        output.json([{"login": login, "role": role} for login, role in found])
    else:
        _print(door, found)


def _print(door: Door, found: list[tuple[str, str]]) -> None:
    if found:
        output.lines(f"{login}  {door.say(f'role.{role}')}" for login, role in found)
    else:
        output.note(door.say("cli.roles.none"))
