"""Says at once which claims of a release an answer has broken, as the screen does."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from assessor.cli import output
from assessor.cli.door import Door

if TYPE_CHECKING:
    from assessor.service.workspace import Workspace


@contextmanager
def broken_claims_told(door: Door, workspace: "Workspace") -> Iterator[None]:
    """What is done meanwhile is followed by a note on each released sentence that it broke; the exit code stays 0."""
    from assessor.cli.release_text import broken_lines
    from assessor.service.release_watch import watched

    with watched(workspace) as broken:
        yield
    for line in broken_lines(broken, door.say):
        output.note(line)
