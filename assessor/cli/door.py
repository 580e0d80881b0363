"""What every command is handed: the language, who acts, the clock, the file it speaks of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assessor.cli import output
from assessor.i18n.translator import Say, language_from, translator
from assessor.i18n.visible import visible_line
from assessor.service.settings import Clock, Session, utc_now, who

if TYPE_CHECKING:
    from assessor.service.workspace import Workspace

OpenTui = Callable[[str | None, Session, str], int]
"""Opens the terminal interface on a programme (None = the home screen) in a language; returns the exit code."""


ServeTui = Callable[[str, Session, str, tuple[str, int], Callable[[str], None]], int]
"""Serves the terminal interface to a browser: file, who acts, language, host and port, what is given the address."""


@dataclass
class Door:
    """One call of the program."""

    lang: str = "ja"
    by: str | None = None
    file: str | None = None
    environment: Mapping[str, str] = field(default_factory=dict)
    now: Clock = utc_now
    open_tui: OpenTui | None = None
    serve: ServeTui | None = None

    @property
    def say(self) -> Say:
        """Says messages in the language of this call."""
        return translator(self.lang)

    @property
    def session(self) -> Session:
        """Who acts, with the clock."""
        return Session(who(self.by, self.environment), self.now)

    @property
    def templates(self) -> Path | None:
        """The city's own template folder, if ASSESSOR_TEMPLATES names one."""
        named = self.environment.get("ASSESSOR_TEMPLATES")
        return Path(named) if named else None

    def speak_of(self, file: str) -> None:
        """Let errors begin with this file (a URL without its password)."""
        from assessor.service.workspace import shown_target

        self.file = shown_target(file)

    def open(self, file: str, *, read_only: bool = False) -> "Workspace":
        """Open a programme; errors name this file from here on."""
        from assessor.service.workspace import open_workspace

        self.speak_of(file)
        workspace = open_workspace(file, self.session, read_only=read_only)
        if not read_only:
            self.warn_of_network(file)
        return workspace

    def warn_of_network(self, file: str) -> None:
        """Say so where what is saved goes to a network drive."""
        from assessor.service.place import network_drive

        kind = network_drive(file)
        if kind is not None:
            output.note(f"{visible_line(str(self.file))}: {self.say('network_drive', kind=visible_line(kind))}")


def language_of(arguments: list[str], environment: Mapping[str, str]) -> str:
    """The language to speak, known before anything is parsed, so that help and usage errors speak it too."""
    chosen = None
    for place, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == "--lang":
            chosen = arguments[place + 1] if place + 1 < len(arguments) else None
        elif argument.startswith("--lang="):
            chosen = argument.partition("=")[2]
    return language_from(dict(environment), chosen)


def say_of(context: click.Context) -> Say:
    """The translator of a click context."""
    door = context.find_object(Door)
    return door.say if door else translator("ja")
