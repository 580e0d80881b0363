"""The way into the terminal interface; the terminal library is loaded only here, and only with our settings."""

import gc
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, cast

from assessor.errors import NoTerminal

if TYPE_CHECKING:
    from assessor.service.settings import Session

GARBAGE = (50_000, 20, 50)
"""New objects until the young are looked through, and how often that happens until the older and the oldest are."""
WHILE_STARTING = 1_000_000
"""While everything is loaded there is nothing to find."""
SWITCH_SECONDS = 0.001
PICTURES_A_SECOND = 500
"""At most; what changed waits so much shorter for the next one, the first picture and every key alike."""


def open_tui(file: str | None, session: "Session", lang: str) -> int:
    """Show a programme (None = the first screen) until the officer leaves; returns the exit code.

    Raises:
        NoTerminal: standard input or output is no terminal.
        AssessorError: the programme cannot be opened.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        _refuse(file, session)
    settle_environment()
    settle_memory()
    _spare_what_is_not_used()
    from assessor.tui.app import AssessorApp
    from assessor.tui.remembering import Memory, state_folder

    app = AssessorApp(file, session, lang, Memory(state_folder()))
    named = os.environ.get("ASSESSOR_TEMPLATES")
    app.templates = Path(named) if named else None
    app.when_ready = forget_the_begin
    app.run()
    if app.fault is not None:
        raise app.fault
    return app.return_code or 0


def _refuse(file: str | None, session: "Session") -> None:
    """A file that cannot be used is told before the terminal: another terminal would not help."""
    from assessor.service.workspace import open_workspace

    if file is not None:
        with open_workspace(file, session, read_only=True):
            pass
    raise NoTerminal()


def settle_environment() -> None:
    """Drop what would make the terminal library log keys or take pictures; let an input method's text through."""
    for name in [name for name in os.environ if name.startswith("TEXTUAL")]:
        del os.environ[name]
    os.environ["TEXTUAL_DISABLE_KITTY_KEY"] = "1"
    os.environ["TEXTUAL_FPS"] = str(PICTURES_A_SECOND)


def settle_memory() -> None:
    """Look for circular garbage seldom, and let the key go first: a full look takes longer than a key may.

    A large programme is hundreds of thousands of objects that all stay; without this every few keys wait for a walk
    over them. Work off the screen's own thread hands over five times as often as usual.
    """
    gc.set_threshold(WHILE_STARTING, *GARBAGE[1:])
    sys.setswitchinterval(SWITCH_SECONDS)


def _spare_what_is_not_used() -> None:
    """Keep the libraries from loading what they would use for things that are not done here.

    The event loop loads its encryption only where it is found, and the screen speaks to no network. The search for
    plugins of the checker of data, which finds none by our own wish, would load all that reads packages and e-mail.
    Where a library gives such a part another name, it is loaded as ever.
    """
    if "asyncio" not in sys.modules and "ssl" not in sys.modules:
        sys.modules["ssl"] = cast("ModuleType", None)
        import asyncio  # noqa: F401 - loaded here, for the terminal library

        del sys.modules["ssl"]
    search = ModuleType("pydantic.plugin._loader")
    vars(search)["get_plugins"] = tuple
    sys.modules.setdefault(search.__name__, search)


def forget_the_begin() -> None:
    """What is there by now stays: it is left out when circular garbage is looked for."""
    gc.freeze()
    gc.set_threshold(*GARBAGE)
