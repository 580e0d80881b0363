"""Where what is made goes: in which format, to which path, and never over the programme it is made from."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from assessor.errors import TargetIsInput

if TYPE_CHECKING:
    from assessor.model.document import Document
    from assessor.render.base import Format
    from assessor.service.workspace import Workspace

FIRST_FORMAT = "md"
STDOUT = "-"


class Output(NamedTuple):
    """How a document is written: its format, where (`-` = handed back), and whether it may replace a file."""

    format_name: str | None = None
    target: str | None = None
    force: bool = False


class Report(NamedTuple):
    """A rendered document: at `path`, or with its `content` for the caller to print where that is None."""

    path: Path | None
    content: bytes


class Destination(NamedTuple):
    """A place that a document may be written to; no path = it is handed back."""

    format: "Format"
    path: Path | None
    force: bool

    def write(self, document: "Document") -> Report:
        """Render a document and write it.

        Raises:
            TargetExists, OutputFailed, MissingOptional: it cannot be.
        """
        from assessor.storage.atomic_file import write_atomic

        content = self.format.render(document)
        if self.path is not None:
            write_atomic(self.path, content, replace=self.force)
        return Report(self.path, content)


def destination(workspace: "Workspace", name: str, output: Output) -> Destination:
    """Where a document of this name goes: text without a target is handed back, anything else gets a file.

    Raises:
        UnknownFormat, TargetIsInput: by the wish.
    """
    from assessor.render.registry import format_named, format_of_suffix

    by_suffix = format_of_suffix(Path(output.target).suffix) if output.target else None
    chosen = format_named(output.format_name) if output.format_name else by_suffix or format_named(FIRST_FORMAT)
    path = _path(name, output.target, chosen)
    if path is not None:
        refuse_input(path, workspace.target)
    return Destination(chosen, path, output.force)


def deliver(workspace: "Workspace", document: "Document", name: str, output: Output) -> Report:
    """Write a document that is already composed; `name` is its file where no target is named.

    Raises:
        UnknownFormat, TargetExists, TargetIsInput, OutputFailed, MissingOptional: it cannot be written.
    """
    return destination(workspace, name, output).write(document)


def _path(name: str, target: str | None, chosen: "Format") -> Path | None:
    if target == STDOUT or (target is None and not chosen.binary):
        return None
    return Path(target) if target is not None else Path(f"{name}.{chosen.name}")


def refuse_input(path: Path, target: str) -> None:
    """Never let an output take the place of the programme it is made from.

    Raises:
        TargetIsInput: it would.
    """
    try:
        same = path.samefile(target)
    except (OSError, ValueError):
        return
    if same:
        raise TargetIsInput(path=str(path))
