"""The files of a checklist folder: `checklist.yaml`, `glossary.yaml`, two of privacy, one `<category>.yaml` each."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from assessor.catalog.fault import Fault, unknown
from assessor.catalog.shape import keys_at
from assessor.catalog.text_file import files_in, place, shown, shown_path
from assessor.catalog.yaml_source import CHECKLIST_LIMITS, Source, Steps, read_yaml
from assessor.errors import ChecklistInvalid, FileMissing
from assessor.model.checklist import Checklist
from assessor.model.problem import Problem

HEAD, GLOSSARY = "checklist.yaml", "glossary.yaml"
PRIVACY, PROMPTS = "privacy_threshold.yaml", "privacy_risks.yaml"
_NO_CATEGORIES = (HEAD, GLOSSARY, PRIVACY, PROMPTS)
IN_OTHER_FILES = ("categories", "glossary", "privacy")
"""Parts of a checklist that stand in files of their own, and so are no keys of `checklist.yaml`."""

_CATEGORY_ID = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}\Z", re.A)


class Files(NamedTuple):
    """A checklist folder as read; `categories` are the files that could be read, in checklist order.

    `unjudged` are codes that must not be told, because what they ask for may stand in a file that could not be read.
    """

    head: Source
    categories: tuple[Source, ...]
    glossary: Source | None
    privacy: Source | None
    prompts: Source | None
    problems: tuple[Problem, ...]
    unjudged: frozenset[str]

    @property
    def has_head(self) -> bool:
        """Whether `checklist.yaml` could be read as keys and values."""
        return isinstance(self.head.data, dict)

    def merged(self) -> dict[str, Any]:
        """The data of all files in the shape of a `Checklist`."""
        head = self.head.data if self.has_head else {}
        merged = {key: value for key, value in head.items() if key not in IN_OTHER_FILES}
        merged["categories"] = [source.data for source in self.categories]
        if self.glossary is not None and isinstance(self.glossary.data, dict):
            merged["glossary"] = self.glossary.data.get("terms", ())
        if self.privacy is not None and isinstance(self.privacy.data, dict):
            merged["privacy"] = {key: value for key, value in self.privacy.data.items() if key != "prompts"}
            if self.prompts is not None and isinstance(self.prompts.data, dict):
                merged["privacy"]["prompts"] = self.prompts.data.get("prompts", ())
        return merged

    def problem(self, fault: Fault) -> Problem:
        """The fault at a path of a `Checklist` as a problem of the file that holds it."""
        source, path = self._whose(fault.path)
        return located(source, fault._replace(path=path))

    def _whose(self, path: Steps) -> tuple[Source, Steps]:
        if len(path) > 1 and path[0] == "categories" and isinstance(path[1], int):
            return self.categories[path[1]], path[2:]
        if path and path[0] == "glossary" and self.glossary is not None:
            return self.glossary, ("terms", *path[1:])
        if path[:2] == ("privacy", "prompts") and self.prompts is not None:
            return self.prompts, path[1:]
        if path and path[0] == "privacy" and self.privacy is not None:
            return self.privacy, path[1:]
        return self.head, ("category_order",) if path and path[0] == "categories" else path


def located(source: Source, fault: Fault) -> Problem:
    """The fault at a path of a source as a problem with its line and column."""
    line, column = source.place(fault.path, key=fault.key)
    return Problem(
        code=fault.code, path=source.path, line=line, column=column, values=fault.values, warning=fault.warning
    )


def read_folder(folder: Path) -> Files:
    """Read every file of a checklist folder.

    Raises:
        ChecklistInvalid: it is no folder.
        FileMissing: there is no such folder, or no `checklist.yaml` in it.
        FileUnreadable: a file in it cannot be read.
    """
    if not place(folder).is_dir():
        raise ChecklistInvalid(shown_path(folder), (Problem(code="not_a_folder", path=shown_path(folder)),))
    head = read_yaml(folder / HEAD, CHECKLIST_LIMITS)
    order, faults = _order(folder, head.data)
    sources = tuple(read_yaml(folder / f"{name}.yaml", CHECKLIST_LIMITS) for name in order)
    glossary, privacy, prompts = (_optional(folder / name) for name in (GLOSSARY, PRIVACY, PROMPTS))
    read = (head, *sources, glossary, privacy, prompts)
    problems = [problem for source in read if source is not None for problem in source.problems]
    problems += [located(head, fault) for fault in (*faults, *_head_faults(head))]
    problems += [located(source, fault) for source in sources for fault in _category_faults(source)]
    for source, name in ((glossary, "terms"), (prompts, "prompts")):
        if source is not None:
            problems += [located(source, fault) for fault in _list_faults(source, name)]
    if privacy is not None:
        problems += [located(privacy, fault) for fault in _privacy_faults(privacy)]
    complete = tuple(source for source in sources if source.complete)
    unjudged: set[str] = set()
    if len(complete) < len(sources) or any(fault.code == "category_file_missing" for fault in faults):
        unjudged |= {"unknown_control", "unknown_category"}
    if glossary is not None and not isinstance(glossary.data, dict):
        unjudged.add("term_missing")
    return Files(head, complete, glossary, privacy, prompts, tuple(problems), frozenset(unjudged))


def _optional(path: Path) -> Source | None:
    try:
        return read_yaml(path, CHECKLIST_LIMITS)
    except FileMissing:
        return None


def _order(folder: Path, head: Any) -> tuple[list[str], list[Fault]]:
    """The names of the category files in checklist order, and what is wrong with that order."""
    present = [path.stem for path in files_in(folder, "", ".yaml") if path.name not in _NO_CATEGORIES]
    named = head.get("category_order") if isinstance(head, dict) else None
    if not isinstance(named, list):
        return present, []
    order: list[str] = []
    faults: list[Fault] = []
    for number, name in enumerate(named):
        path = ("category_order", number)
        if not isinstance(name, str):
            continue
        if name in order:
            faults.append(Fault("doubled_id", path, {"id": shown(name)}))
        elif name not in present or not _CATEGORY_ID.match(name):
            faults.append(unknown("category_file_missing", path, name, present))
        else:
            order.append(name)
    extra = [name for name in present if name not in order]
    faults += [Fault("category_not_in_order", ("category_order",), {"id": shown(name)}) for name in extra]
    return order + extra, faults


def _head_faults(head: Source) -> Iterator[Fault]:
    if not head.complete:
        return
    if not isinstance(head.data, dict):
        yield Fault("keys_needed", (), {"value": shown(head.data)})
        return
    known = [key for key in keys_at(Checklist, ()) if key not in IN_OTHER_FILES]
    for key in IN_OTHER_FILES:
        if key in head.data:
            yield unknown("unknown_key", (key,), key, known, key=True)


def _category_faults(source: Source) -> Iterator[Fault]:
    stem = Path(source.path).stem
    name = source.data.get("category") if isinstance(source.data, dict) else None
    if isinstance(name, str) and name != stem:
        yield Fault("category_other_name", ("category",), {"id": shown(name), "file": stem})


def _list_faults(source: Source, name: str) -> Iterator[Fault]:
    """A file of one list holds that list under its name and nothing else."""
    if not source.complete:
        return
    if not isinstance(source.data, dict):
        yield Fault("keys_needed", (), {"value": shown(source.data)})
        return
    if name not in source.data:
        yield Fault("missing_key", (), {"key": name})
    for key in source.data:
        if key != name:
            yield unknown("unknown_key", (key,), key, [name], key=True)


def _privacy_faults(source: Source) -> Iterator[Fault]:
    if not source.complete:
        return
    if not isinstance(source.data, dict):
        yield Fault("keys_needed", (), {"value": shown(source.data)})
    elif "prompts" in source.data:
        known = [key for key in keys_at(Checklist, ("privacy",)) if key != "prompts"]
        yield unknown("unknown_key", ("prompts",), "prompts", known, key=True)
