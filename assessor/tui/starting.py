"""Opening a programme for the screen: done off the screen's own thread, with everything heavy loaded on the way."""

from typing import TYPE_CHECKING

from assessor.errors import StoreFailed
from assessor.tui.places import PLACES, screen_class

if TYPE_CHECKING:
    from pathlib import Path

    from assessor.service.settings import Session
    from assessor.service.workspace import Workspace
    from assessor.tui.desk import Reader
    from assessor.tui.tasks import Held


def start(target: str, session: "Session") -> "tuple[Reader, Held]":
    """Open a programme and judge it.

    Raises:
        UnusableFile, StoreFailed: it cannot be opened.
    """
    from assessor.tui.desk import Reader

    screen_class(next(iter(PLACES)))
    reader = Reader(_opened(target, session))
    return reader, reader.glance()


def _opened(target: str, session: "Session") -> "Workspace":
    from assessor.service.workspace import open_workspace

    # Looking loads far less than writing; where a file cannot be only looked at (an older one), it is opened in full.
    try:
        return open_workspace(target, session, read_only=True)
    except StoreFailed:
        return open_workspace(target, session)


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
