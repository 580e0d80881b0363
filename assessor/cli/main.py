"""The command tree: `assessor` and what stands behind it."""

import gettext
import os
import sys
from importlib import import_module

import click

from assessor.cli import output
from assessor.cli.door import Door, OpenTui, ServeTui, language_of
from assessor.cli.failures import end
from assessor.cli.tree import Group, argument, option
from assessor.errors import AssessorError
from assessor.i18n.translator import LOCALE_FOLDER
from assessor.limits import keep_to_owner

COMMANDS = {
    "demo": "report",
    "new": "programme",
    "programme": "programme",
    "subject": "subject",
    "answer": "answer",
    "import": "exchange",
    "export": "exchange",
    "show": "show",
    "explain": "show",
    "findings": "show",
    "section7": "section7",
    "report": "report",
    "remediation": "remediation",
    "pia": "pia",
    "claims": "claims",
    "release": "release",
    "comments": "comments",
    "inquiry": "inquiry",
    "pack": "pack",
    "merge": "merge",
    "history": "history",
    "verify": "history",
    "backup": "history",
    "salvage": "salvage",
    "copy": "sharing",
    "roles": "sharing",
    "seal": "sealing",
    "unseal": "sealing",
    "key": "sealing",
    "serve": "serve",
    "checklist": "checklist",
    "template": "template",
    "doctor": "doctor",
}
"""Every command with the module it stands in; a module is loaded only when its command is called."""


class Root(Group):
    """The root of the tree: knows the names of all commands, loads the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, the ones to begin with first."""
        return list(dict.fromkeys((*self.commands, *COMMANDS)))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, loaded now."""
        if cmd_name in COMMANDS:
            module = import_module(f"assessor.cli.{COMMANDS[cmd_name]}")
            self.add_command(next(one for one in vars(module).values() if _is_named(one, cmd_name)))
        return super().get_command(ctx, cmd_name)


def _is_named(thing: object, name: str) -> bool:
    return isinstance(thing, click.Command) and thing.name == name


def _tell_version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        output.data(f"assessor {version('assessor')}")
        context.exit()


@click.group(cls=Root, help="help.assessor", invoke_without_command=True)
@option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_tell_version, help="option.version")
@click.pass_context
def root(context: click.Context) -> None:
    """Open the terminal interface where no command is named."""
    if context.invoked_subcommand is None:
        _open(context, None)


@root.command("open", help="help.open")
@argument("file")
@click.pass_context
def open_file(context: click.Context, file: str) -> None:
    """Open the terminal interface on a programme."""
    _open(context, file)


def _open(context: click.Context, file: str | None) -> None:
    door = context.find_object(Door)
    if door is None or door.open_tui is None:
        output.data(context.find_root().get_help())
    else:
        context.exit(door.open_tui(file, door.session, door.lang))


def run(arguments: list[str], door: Door) -> int:
    """Run one call and return its exit code; what is no failure of ours passes through."""
    keep_to_owner()
    door.lang = language_of(arguments, door.environment)
    _teach_click(door.lang)
    output.prepare()
    try:
        code = root.main(arguments, "assessor", standalone_mode=False, obj=door)
        output.flush()
    except (AssessorError, click.ClickException, click.Abort, KeyboardInterrupt, OSError, output.ReaderGone) as fault:
        return end(fault, door)
    return code if isinstance(code, int) else 0


def _teach_click(lang: str) -> None:
    # click looks its own texts up in the gettext domain `messages`, in the languages that LANGUAGE names.
    gettext.bindtextdomain("messages", str(LOCALE_FOLDER))
    os.environ["LANGUAGE"] = lang


def main(open_tui: OpenTui | None = None, serve: ServeTui | None = None) -> None:
    """Run the command line; `open_tui` opens the terminal interface, `serve` shows it in a browser."""
    sys.exit(run(sys.argv[1:], Door(environment=dict(os.environ), open_tui=open_tui, serve=serve)))
