"""Next editions of the checklist for tests: a copy of ours with questions asked otherwise, added or taken out."""

import re
import shutil
from collections.abc import Collection
from pathlib import Path

from assessor.resources import data_folder

_ITEM = re.compile(r"(?m)^(?=  - id: )")
_ASKED = re.compile(r"(question:\s*(?:\n\s+)?\{?\s*ja: )")


def next_edition(
    folder: Path,
    *,
    version: str = "2027.1",
    reworded: Collection[str] = (),
    gone: Collection[str] = (),
    added: Collection[str] = (),
    without_facts: Collection[str] = (),
) -> Path:
    """A folder with the next edition; `added` are new ids of controls, copies of the first one of governance."""
    shutil.copytree(data_folder("checklists"), folder)
    frame = folder / "checklist.yaml"
    text = frame.read_text("utf-8").replace('version: "2026.1"', f'version: "{version}"', 1)
    frame.write_text("".join(part for part in _ITEM.split(text) if not _named(part, without_facts)), encoding="utf-8")
    for file in folder.glob("*.yaml"):
        if file.name in ("checklist.yaml", "glossary.yaml"):
            continue
        parts = _ITEM.split(file.read_text("utf-8"))
        kept = [_ASKED.sub(r"\1この1年に、", part, 1) if _named(part, reworded) else part for part in parts]
        kept = [part for part in kept if not _named(part, gone)]
        if file.name == "governance.yaml":
            kept += [kept[1].replace("GOV-01", name) for name in added]
        file.write_text("".join(kept), encoding="utf-8")
    return folder


def _named(part: str, names: Collection[str]) -> bool:
    return any(part.startswith(f"  - id: {name}\n") or part.startswith(f"  - {{id: {name},") for name in names)
