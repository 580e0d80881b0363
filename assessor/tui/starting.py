"""Opening a programme for the screen: done off the screen's own thread, with everything heavy loaded on the way."""

from typing import TYPE_CHECKING, Any

from assessor.errors import StoreFailed
from assessor.tui.places import PLACES, screen_class

if TYPE_CHECKING:
    from pathlib import Path

    from textual.app import App

    from assessor.service.settings import Session
    from assessor.service.workspace import Workspace
    from assessor.tui.desk import Reader
    from assessor.tui.tasks import Held


def start(target: str, session: "Session") -> "tuple[Reader, Held]":
    """Open a programme and judge it.

    Raises:
        UnusableFile, StoreFailed: it cannot be opened.
    """
    _load_the_checker_of_data()
    from assessor.tui.desk import Reader

    screen_class(next(iter(PLACES)))
    reader = Reader(_opened(target, session))
    return reader, reader.glance()


def _load_the_checker_of_data() -> None:
    """Load it without making its four hundred descriptions of itself, which only readers of its source look at.

    They are kinds of dictionaries; each one made takes longer to load than all of the checker's own code beside it.
    """
    import typing

    import typing_extensions

    named: list[tuple[Any, Any]] = [(typing, typing.TypedDict), (typing_extensions, typing_extensions.TypedDict)]
    try:
        for module, _ in named:
            module.TypedDict = _Described()
        import pydantic_core.core_schema  # noqa: F401 - loaded here for all who need it
    finally:
        for module, whole in named:
            module.TypedDict = whole


class _Described:
    """Stands in for the maker of dictionary kinds: what is described with it is a plain dictionary."""

    def __mro_entries__(self, bases: tuple[object, ...]) -> tuple[type, ...]:
        return (_Dictionary,)

    def __call__(self, *told: object, **wishes: object) -> type:
        return _Dictionary


class _Dictionary(dict[str, object]):
    def __init_subclass__(cls, **wishes: object) -> None:
        """Wishes such as `total=False` are for readers too."""


def _opened(target: str, session: "Session") -> "Workspace":
    from assessor.service.workspace import open_workspace

    # Looking loads far less than writing; where a file cannot be only looked at (an older one), it is opened in full.
    try:
        return open_workspace(target, session, read_only=True)
    except StoreFailed:
        return open_workspace(target, session)


def forget_first_picture(app: "App[None]") -> None:
    """Take the rows out of the frame beneath: following what it is told, it would draw all above it anew."""
    beneath, *above = app.screen_stack
    if above:
        beneath.remove_children()


def sample(folder: "Path", session: "Session") -> str:
    """Where the sample city stands; it is made with the first wish to see it.

    Raises:
        OutputFailed, StoreFailed: it cannot be written.
    """
    from importlib.resources import as_file, files

    from assessor.service.assessing import create_programme
    from assessor.service.demo import CITY, SAMPLE
    from assessor.service.exchanging import import_answers
    from assessor.service.workspace import open_workspace

    path, half = folder / "sample.assessor", folder / "sample-unfinished.assessor"
    if not path.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        half.unlink(missing_ok=True)
        create_programme(str(half), session, titles={"municipality": CITY})
        with open_workspace(str(half), session) as workspace, as_file(files("assessor.samples") / SAMPLE) as answers:
            import_answers(workspace, str(answers))
        half.replace(path)
    return str(path)


def question_counts() -> tuple[int, int]:
    """How many questions our checklist has for a beginning, and how many in all."""
    from assessor.service.assessing import installed_checklist

    controls = installed_checklist()[0].controls.values()
    return sum(one.starter for one in controls), len(controls)
