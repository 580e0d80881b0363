"""Fields of an assessment written on the screen: checked before they are saved, never over what another wrote since."""

from collections.abc import Mapping
from typing import NamedTuple

from assessor.errors import BadDate, StaleRecord
from assessor.model.fiscal import parse_day
from assessor.model.one_width import one_width
from assessor.model.privacy import Pia
from assessor.model.privacy_kinds import FieldKind, FieldPlace, field_kind, field_text, told_by
from assessor.model.privacy_parts import PARTS, Part, record_key
from assessor.service.privacy import approve, service_of, stored_pias
from assessor.service.privacy_fields import Telling, Written, remove_entry, set_part, told_part
from assessor.service.texts import day
from assessor.service.workspace import Workspace

MOST_YEARS = 100
"""A day further from today than so many years was typed wrongly."""


class Typed(NamedTuple):
    """What was typed into fields of one part: their texts by name, and what the screen showed there before."""

    part: str
    entry: str | None
    texts: dict[str, str]
    seen: dict[str, str]


def check_typed(workspace: Workspace, subject_id: str, typed: Typed) -> None:
    """Look whether what was typed can be taken; nothing is stored.

    Raises:
        UsageError: it cannot.
    """
    told_part(workspace, subject_id, PARTS[typed.part], _telling(workspace, typed))


def save_typed(workspace: Workspace, subject_id: str, typed: Typed) -> Written:
    """Store what was typed; without an entry's id an entry is added. What others wrote into other fields stays.

    Raises:
        UsageError: it cannot be taken.
        StaleRecord: someone else wrote into one of these fields since it was shown.
    """
    part = PARTS[typed.part]
    pia = stored_pias(workspace).get(service_of(workspace, subject_id).id, Pia())
    for key, seen in typed.seen.items():
        now = field_text(pia, FieldPlace(typed.part, typed.entry, key))
        if now not in (seen, typed.texts.get(key)):
            kind, record_id = record_key(part, subject_id, typed.entry)
            stored = workspace.snapshot.revision(kind, record_id)
            raise StaleRecord(kind=kind, id=record_id, held=max(stored - 1, 0), stored=stored)
    return set_part(workspace, subject_id, part, _telling(workspace, typed))


def take_back(workspace: Workspace, subject_id: str, part: str, entry: str) -> None:
    """Take an entry back; its number is not given again.

    Raises:
        UnknownPiaEntry: there is none any more.
    """
    remove_entry(workspace, subject_id, PARTS[part], entry)


def _telling(workspace: Workspace, typed: Typed) -> Telling:
    part = PARTS[typed.part]
    told: list[str] = []
    for key, text in typed.texts.items():
        told += told_by(part, key, _plain(workspace, part, key, text) if text.strip() else "")
    return Telling(told, typed.entry)


def _plain(workspace: Workspace, part: Part, key: str, text: str) -> str:
    """A day or a number as the fields hold it: an input method types wide digits, people write 1,800人."""
    kind = field_kind(part, key)
    if kind is FieldKind.COUNT:
        return one_width(text).strip().removesuffix("人").replace(",", "")
    return _day_text(workspace, text) if kind is FieldKind.DAY else text


def _day_text(workspace: Workspace, text: str) -> str:
    """A day as the fields hold it; written in the era calendar it is taken too."""
    found = parse_day(text) or day(text.strip())
    if abs(found.year - workspace.session.today.year) > MOST_YEARS:
        raise BadDate(text=text.strip())
    return found.isoformat()


def approve_typed(workspace: Workspace, subject_id: str, texts: Mapping[str, str]) -> str:
    """Record an approval from what was typed: `by`, and perhaps `date`, `document`, `note`, `despite`.

    Raises:
        ApprovalTooEarly, PiaUnfinished, BadDate, BadText, TextTooLong: it cannot be recorded.
    """
    told = texts.get("date", "").strip()
    on = _day_text(workspace, told) if told else None
    return approve(
        workspace, subject_id, texts["by"], {name: texts.get(name) for name in ("note", "document", "despite")}, on
    )
