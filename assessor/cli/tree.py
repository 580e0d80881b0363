"""Commands whose help is looked up in the language of the call and laid out by terminal cells."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import click

from assessor.cli import output
from assessor.cli.door import Door, say_of
from assessor.i18n.translator import LANGUAGES
from assessor.i18n.width import cell_width, pad
from assessor.i18n.wrap import wrap

Function = TypeVar("Function", bound=Callable[..., Any])
pass_door = click.make_pass_decorator(Door)


class _Formatter(click.HelpFormatter):
    """Lays help out by cells: a Japanese character is two wide."""

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 26, col_spacing: int = 2) -> None:
        """Names and their explanations in two columns."""
        rows = list(rows)
        first = min(max(cell_width(name) for name, _ in rows), col_max) + col_spacing
        indent = " " * self.current_indent
        for name, text in rows:
            parts = wrap(text, max(self.width - first - self.current_indent, 20))
            if cell_width(name) > first - col_spacing:
                self.write(f"{indent}{name}\n")
            else:
                self.write(f"{indent}{pad(name, first)}{parts.pop(0)}".rstrip() + "\n")
            for part in parts:
                self.write(f"{indent}{' ' * first}{part}\n")

    def write_text(self, text: str) -> None:
        """Paragraphs; a line that begins with a blank stays as it is."""
        indent = " " * self.current_indent
        for line in text.split("\n"):
            parts = [line] if line.startswith(" ") else wrap(line, self.width - self.current_indent)
            for part in parts:
                self.write(f"{indent}{part}".rstrip() + "\n")


class _Context(click.Context):
    formatter_class = _Formatter


class Option(click.Option):
    """An option whose `help` is the key of a message."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Its spelling and its explanation."""
        record = super().get_help_record(ctx)
        return record and (record[0], record[1].replace(self.help or "", say_of(ctx)(self.help or ""), 1))


class Argument(click.Argument):
    """An argument whose `help` is the key of a message."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str]:
        """Its name and its explanation."""
        return self.make_metavar(ctx), say_of(ctx)(self.help or "")


_USAGE = {
    "[OPTIONS]": "help.usage.options",
    "COMMAND [ARGS]...": "help.usage.command",
    "[COMMAND] [ARGS]...": "help.usage.any_command",
}
"""The pieces that click writes itself."""


class Command(click.Command):
    """A command whose `help` is the key of a message; it takes `--lang` and `--help`."""

    context_class = _Context

    def __init__(self, *args: Any, **settings: Any) -> None:
        """Add what every command takes."""
        settings["add_help_option"] = False
        super().__init__(*args, **settings)
        self.params += _everywhere()

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """What follows the name in the line of usage, in the language of the call."""
        say = say_of(ctx)
        words = {piece: say(key) for piece, key in _USAGE.items()}
        return [words.get(piece, piece) for piece in super().collect_usage_pieces(ctx)]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does, in the language of the call."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(say_of(ctx)(self.help or ""))


class Group(Command, click.Group):
    """A group of commands, listed in the order they were added."""

    command_class = Command

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands in the order they were added."""
        return list(self.commands)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, each with the first line of its help (`help.<name>`); none is loaded for it."""
        say = say_of(ctx)
        words = ["help", *ctx.command_path.split()[1:]]
        rows = [(name, say(".".join((*words, name))).partition("\n")[0]) for name in self.list_commands(ctx)]
        with formatter.section(say("help.commands")):
            formatter.write_dl(rows, col_max=20)


def option(*names: str, **settings: Any) -> Callable[[Function], Function]:
    """An option of a command; `help` is the key of a message."""
    return click.option(*names, cls=Option, **settings)


def argument(name: str, **settings: Any) -> Callable[[Function], Function]:
    """An argument of a command, explained by the message `argument.<name>`."""
    settings.setdefault("metavar", name.upper())
    return click.argument(name, cls=Argument, help=f"argument.{name}", **settings)


def file_argument(function: Function) -> Function:
    """The programme file, first argument of nearly every command."""
    return argument("file")(function)


def by_option(function: Function) -> Function:
    """Who acts."""
    return option("--by", metavar="NAME", expose_value=False, callback=_set_by, help="option.by")(function)


def json_option(function: Function) -> Function:
    """Print JSON instead of a text."""
    return option("--json", "as_json", is_flag=True, help="option.json")(function)


def force_option(function: Function) -> Function:
    """Replace an existing output."""
    return option("--force", is_flag=True, help="option.force")(function)


def _set_by(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
    door = ctx.find_object(Door)
    if door and value:
        door.by = value


def _show_help(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        output.data(ctx.get_help())
        ctx.exit()


def _everywhere() -> list[click.Parameter]:
    # The language is read from the arguments before they are parsed; here the option is only accepted.
    return [
        Option(["--lang"], type=click.Choice(LANGUAGES), expose_value=False, help="option.lang"),
        Option(["--help"], is_flag=True, is_eager=True, expose_value=False, callback=_show_help, help="option.help"),
    ]
