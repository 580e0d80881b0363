"""What no model can see in the remediation items of an exchange file: the names they point to."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from assessor.catalog.fault import Fault
from assessor.catalog.text_file import shown
from assessor.model.checklist import Checklist
from assessor.model.programme import SubjectKind


def remediation_faults(
    data: Mapping[str, Any], checklist: Checklist, kinds: Mapping[str, SubjectKind], held: Collection[str]
) -> Iterator[Fault]:
    """The faults of `remediation`; `kinds` are those of every subject stored or told, `held` ids stored."""
    rows = data.get("remediation")
    items = [
        (number, row) for number, row in enumerate(rows if isinstance(rows, list) else []) if isinstance(row, dict)
    ]
    known = {*held, *(str(row.get("id")) for _, row in items)}
    seen: set[str] = set()
    for number, row in items:
        path = ("remediation", number)
        name = row.get("id")
        if isinstance(name, str):
            if name in seen:
                yield Fault("doubled_id", (*path, "id"), {"id": shown(name)})
            seen.add(name)
        for place, pair in enumerate(_texts(row.get("covers"))):
            if not _is_asked(pair, checklist, kinds):
                yield Fault("item_pair", (*path, "covers", place), {"pair": shown(pair)})
        for place, other in enumerate(_texts(row.get("depends_on"))):
            if other not in known:
                yield Fault("unknown_item", (*path, "depends_on", place), {"item": shown(other)})


def _texts(value: Any) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _is_asked(pair: str, checklist: Checklist, kinds: Mapping[str, SubjectKind]) -> bool:
    subject, _, name = pair.partition("/")
    control = checklist.controls.get(name)
    return control is not None and kinds.get(subject) is checklist.category_of[name].kind_of(control)
