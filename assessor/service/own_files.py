"""The files of a checklist and the templates, copied out to be changed: what a city makes its own."""

from pathlib import Path

from assessor.resources import data_folder
from assessor.storage.atomic_file import new_folder, telling, write_atomic


def copy_checklists(folder: str) -> int:
    """Write the installed checklist's files to a new folder; how many there are.

    Raises:
        TargetExists: something is there already.
        OutputFailed: it cannot be written.
    """
    return _copy("checklists", Path(folder))


def copy_templates(folder: str) -> int:
    """Write the installed templates to a new folder; how many there are.

    Raises:
        TargetExists: something is there already.
        OutputFailed: it cannot be written.
    """
    return _copy("report_templates", Path(folder))


def _copy(kind: str, target: Path) -> int:
    source = data_folder(kind)
    found = [path for path in sorted(source.rglob("*")) if path.is_file() and "__pycache__" not in path.parts]
    with new_folder(target) as made:
        for path in found:
            place = made / path.relative_to(source)
            with telling(target):
                place.parent.mkdir(parents=True, exist_ok=True)
            write_atomic(place, path.read_bytes(), replace=False)
    return len(found)
