"""The sample city: a programme, its answers and every document, made in one folder."""

import errno
from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path
from typing import NamedTuple

from assessor.errors import AssessorError, MissingOptional, NotADemoFolder, OutputFailed
from assessor.model.result import AssessmentResult
from assessor.service.assessing import create_programme
from assessor.service.composing import Wanted
from assessor.service.exchanging import export_answers, import_answers
from assessor.service.reporting import compose
from assessor.service.settings import Session
from assessor.service.workspace import Workspace, open_workspace

MARKER = ".assessor-demo"
PROGRAMME = "programme.assessor"
ANSWERS = "answers.yaml"
KINDS = ("section7", "gap")
SAMPLE = "mirai.yaml"
CITY = "みらい市"

_REASONS = {errno.ENOSPC: "full", errno.EACCES: "permission", errno.EPERM: "permission", errno.EROFS: "permission"}


class Missing(NamedTuple):
    """A document that cannot be made here, and why."""

    name: str
    error: AssessorError


class Demo(NamedTuple):
    """What was made: the files, those that could not be, and where the sample city stands."""

    folder: Path
    files: tuple[Path, ...]
    missing: tuple[Missing, ...]
    result: AssessmentResult


def make_demo(folder: Path, session: Session) -> Demo:
    """Make the sample in a folder that is absent, empty or an earlier demo's (then replaced).

    Raises:
        NotADemoFolder: it holds something else.
        OutputFailed: it cannot be written.
    """
    _prepare(folder)
    programme = folder / PROGRAMME
    create_programme(str(programme), session, titles={"municipality": CITY})
    with open_workspace(str(programme), session) as workspace, as_file(files("assessor.samples") / SAMPLE) as sample:
        import_answers(workspace, str(sample))
        export_answers(workspace, str(folder / ANSWERS))
        made, missing = _write_documents(workspace, folder)
        return Demo(folder, (programme, folder / ANSWERS, *made), missing, workspace.result())


def _prepare(folder: Path) -> None:
    """Make the folder and mark it before anything is written, so that a demo cut short can be made again."""
    from assessor.storage.atomic_file import write_atomic

    marker = folder / MARKER
    try:
        if folder.exists() and not folder.is_dir():
            raise NotADemoFolder(path=str(folder))
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()) and not marker.is_file():
            raise NotADemoFolder(path=str(folder))
        for name in _names():
            (folder / name).unlink(missing_ok=True)
    except OSError as error:
        raise OutputFailed(path=str(folder), reason=_REASONS.get(error.errno or 0, "other")) from error
    write_atomic(marker, b"assessor demo\n", replace=True)


def _names() -> Iterator[str]:
    from assessor.render.registry import FORMATS

    yield from (PROGRAMME, ANSWERS)
    for kind in KINDS:
        yield from (f"{kind}{row.suffix}" for row in FORMATS.values())


def _write_documents(workspace: Workspace, folder: Path) -> tuple[list[Path], tuple[Missing, ...]]:
    from assessor.render.registry import FORMATS
    from assessor.storage.atomic_file import write_atomic

    made: list[Path] = []
    missing: list[Missing] = []
    for kind in KINDS:
        document = compose(workspace, Wanted(kind))
        for row in FORMATS.values():
            path = folder / f"{kind}{row.suffix}"
            try:
                content = row.render(document)
            except MissingOptional as error:
                missing.append(Missing(path.name, error))
                continue
            write_atomic(path, content, replace=True)
            made.append(path)
    return made, tuple(missing)
