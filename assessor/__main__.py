"""Chooses a door; alone knows the command line and the terminal interface."""

import os
import sys

from assessor.children import forget_current_folder

TYPE_CHECKING = False
if TYPE_CHECKING:  # `typing` itself is found only after the current folder is forgotten
    from collections.abc import Callable

    from assessor.service.settings import Session


def main() -> None:
    """Run `assessor`; what nobody foresaw ends in two sentences and a log too."""
    arguments = sys.argv[1:]
    # A package that happens to be installed beside us would read along everything that is checked.
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    try:
        if _wants_screen(arguments):
            sys.exit(_straight_in(arguments[1] if arguments else None))
        from assessor.cli.main import main as command_line

        command_line(open_tui=_open_tui if arguments else None, serve=_serve)
    except Exception as fault:
        from assessor.cli import failures

        sys.exit(failures.bug(fault))


def _wants_screen(arguments: list[str]) -> bool:
    """True for `assessor` and `assessor open FILE` in a terminal: there the commands need not be loaded."""
    named = len(arguments) == 2 and arguments[0] == "open" and not arguments[1].startswith("-")
    return (not arguments or named) and sys.stdin.isatty() and sys.stdout.isatty()


def _straight_in(file: str | None) -> int:
    from assessor.errors import AssessorError
    from assessor.i18n.translator import language_from
    from assessor.limits import keep_to_owner
    from assessor.service.settings import Session, who

    keep_to_owner()
    environment = dict(os.environ)
    lang = language_from(environment, None)
    try:
        return _open_tui(file, Session(who(None, environment)), lang)
    except AssessorError as fault:
        from assessor.cli.door import Door
        from assessor.cli.failures import end

        return end(fault, Door(lang=lang))


def _open_tui(file: str | None, session: "Session", lang: str) -> int:
    from assessor.tui.opening import open_tui

    return open_tui(file, session, lang)


def _serve(file: str, session: "Session", lang: str, bind: tuple[str, int], tell: "Callable[[str], None]") -> int:
    from assessor.tui.serving import serve

    return serve(file, session, lang, bind, tell)


if __name__ == "__main__":
    forget_current_folder()
    main()
