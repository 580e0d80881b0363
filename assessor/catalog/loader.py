"""Loads a checklist folder, or says everything that is wrong with it at once."""

from collections.abc import Iterable
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from assessor.catalog.checklist_folder import IN_OTHER_FILES, Files, read_folder
from assessor.catalog.fault import Fault
from assessor.catalog.lint import structural_faults, stylistic_faults
from assessor.catalog.shape import faults_of
from assessor.catalog.text_file import MOST_PROBLEMS, shown_path
from assessor.errors import ChecklistInvalid
from assessor.model.checklist import Checklist
from assessor.model.problem import Problem

_OUT_OF_BOUNDS = ("number_too_small", "number_too_large")

_STUB_TEXT = {"ja": "〓"}
_STUB = {
    "title": _STUB_TEXT,
    "question": _STUB_TEXT,
    "why": _STUB_TEXT,
    "remediation": _STUB_TEXT,
    "answered_by": ["promoter"],
    "importance": "must",
    "public": {"rule": "never"},
}


class Reading(NamedTuple):
    """A checklist, or None where its files are wrong, with the problems that make it unusable."""

    files: Files
    checklist: Checklist | None
    problems: tuple[Problem, ...]


def load_checklist(folder: Path) -> Checklist:
    """The checklist of a folder.

    Raises:
        ChecklistInvalid: with every problem of all its files.
        FileMissing: there is no such folder, or no `checklist.yaml` in it.
        FileUnreadable: a file in it cannot be read.
    """
    reading = _read(folder)
    if reading.checklist is None:
        raise ChecklistInvalid(shown_path(folder), reading.problems)
    return reading.checklist


def lint_folder(folder: Path, today: date | None = None) -> tuple[Problem, ...]:
    """Every problem and every warning of a checklist folder; `today` also judges duties by their dates.

    Raises:
        FileMissing: there is no such folder, or no `checklist.yaml` in it.
        FileUnreadable: a file in it cannot be read.
    """
    try:
        reading = _read(folder)
    except ChecklistInvalid as fault:
        return tuple(problem for problem in fault.problems if isinstance(problem, Problem))
    if reading.checklist is None:
        return reading.problems
    return _sorted(reading.files.problem(fault) for fault in stylistic_faults(reading.checklist, today))


def _read(folder: Path) -> Reading:
    files = read_folder(folder)
    merged = files.merged()
    faults: list[Fault] = []
    checklist: Checklist | None = None
    try:
        checklist = Checklist.model_validate(merged)
        judged: Checklist | None = checklist
    except ValidationError as error:
        faults = [fault for fault in faults_of(error, Checklist) if _counts(fault, files)]
        judged = _mended(merged, faults)
    if judged is not None:
        blurred = {fault.path[0] for fault in faults if fault.code in _OUT_OF_BOUNDS} - set(IN_OTHER_FILES)
        faults += [
            fault
            for fault in structural_faults(judged)
            if fault.code not in files.unjudged and not blurred.intersection(fault.path[:1])
        ]
    known = {(item.path, item.line) for item in files.problems}
    problems = [*files.problems, *(item for item in map(files.problem, faults) if (item.path, item.line) not in known)]
    return Reading(files, None if problems else checklist, _sorted(problems))


def _sorted(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """In order of their places; one doubled sentence is enough."""
    distinct = {(item.place, item.code, tuple(item.values.items())): item for item in problems}.values()
    return tuple(sorted(distinct, key=lambda item: (item.path, item.line, item.column)))[:MOST_PROBLEMS]


def _counts(fault: Fault, files: Files) -> bool:
    """False for what only follows from a file that could not be read."""
    if not fault.path or fault.path[0] not in IN_OTHER_FILES:
        return files.has_head
    return len(fault.path) > 1 or not files.problems


def _mended(merged: dict[str, Any], faults: list[Fault]) -> Checklist | None:
    """What can be judged further, or None: misspelt keys put right, numbers moved to their bounds, controls mended."""
    data = deepcopy(merged)
    for fault in faults:
        steps = list(fault.path)
        if len(steps) > 3 and steps[0] == "categories" and steps[2] == "controls":
            controls = data["categories"][steps[1]]["controls"]
            controls[steps[3]] = _without(controls[steps[3]], steps[4:5], f"X-{steps[1]}-{steps[3]}")
        elif fault.code == "unknown_key":
            _put_right(data, steps, str(fault.values["nearest"]))
        elif fault.code in _OUT_OF_BOUNDS:
            _put(data, steps, fault.values["bound"])
        else:
            return None
    try:
        return Checklist.model_validate(data)
    except ValidationError:
        return None


def _without(control: Any, faulty: list[str | int], spare: str) -> dict[str, Any]:
    """The control without one faulty key, and something harmless for every key it needs."""
    sound = {key: value for key, value in control.items() if key not in faulty} if isinstance(control, dict) else {}
    return {**_STUB, "id": spare, **sound}


def _put(data: Any, steps: list[str | int], value: object) -> None:
    *way, last = steps
    for step in way:
        data = data[step]
    data[last] = value


def _put_right(data: Any, steps: list[str | int], nearest: str) -> None:
    *way, last = steps
    for step in way:
        data = data[step]
    value = data.pop(last)
    if ", " not in nearest:
        data.setdefault(nearest, value)
