"""Parts of an assessment written field by field, as typed: `KEY=VALUE`, a key told again adds to a list."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from pydantic import ValidationError

from assessor.errors import UnknownSubject
from assessor.faults.privacy import (
    BadPiaValue,
    ResidualAboveInherent,
    UnknownPiaEntry,
    UnknownPiaField,
    UnknownPiaPart,
    UnknownPrompt,
)
from assessor.model.base import Model
from assessor.model.change import RecordChange
from assessor.model.privacy import LONGEST_LIST, Pia
from assessor.model.privacy_guide import PrivacyGuide
from assessor.model.privacy_kinds import HIGHEST_LEVEL, YES_NO, FieldKind, choices_of, field_kind
from assessor.model.privacy_parts import PARTS, Part, content_of, is_entry_id, record_key
from assessor.model.text import LONGEST_LINE, says_something
from assessor.service.privacy import guided, next_entry, service_of, stored_pias
from assessor.service.texts import day, line, nearest, paragraphs
from assessor.service.workspace import Workspace

SETTABLE = tuple(name for name in PARTS if name not in ("start", "approval"))
"""The parts that are written field by field; an assessment is begun and approved by commands of their own."""


class Written(NamedTuple):
    """What was written: the entry's id (None for a part there is once) and the record's new revision."""

    entry: str | None
    revision: int


class Telling(NamedTuple):
    """What is told of a part: `KEY=VALUE`s, of which entry (None = a new one), and the revision the teller saw."""

    told: Sequence[str]
    entry: str | None = None
    expected_revision: int | None = None


def part_named(name: str) -> Part:
    """A part that can be set.

    Raises:
        UnknownPiaPart: there is none of that name.
    """
    if name not in SETTABLE:
        raise UnknownPiaPart(part=name, known=", ".join(SETTABLE), nearest=nearest(name, SETTABLE))
    return PARTS[name]


def set_part(workspace: Workspace, subject_id: str, part: Part, telling: Telling) -> Written:
    """Change fields of a part; the others stay. Without an entry's id one is added; an empty value says no more.

    Raises:
        UsageError: subject, entry, field or value cannot be taken.
        StaleRecord: someone else saved this part meanwhile.
    """
    entry, noun = telling.entry, told_part(workspace, subject_id, part, telling)
    if part.letter is not None and entry is None:
        entry = next_entry(workspace, subject_id, part.letter, part.kind)
    kind, record_id = record_key(part, subject_id, entry)
    seen = telling.expected_revision
    revision = workspace.snapshot.revision(kind, record_id) if seen is None else seen
    change = RecordChange(kind=kind, id=record_id, content=content_of(noun), expected_revision=revision)
    return Written(entry, workspace.apply([change]).revisions[0] or 0)


def told_part(workspace: Workspace, subject_id: str, part: Part, telling: Telling) -> Model:
    """The part as it would be with what is told; nothing is stored.

    Raises:
        UsageError: subject, entry, field or value cannot be taken.
    """
    service_of(workspace, subject_id)
    held = _held(workspace, subject_id, part, telling.entry)
    values = _values(part, held, telling.told, guided(workspace).privacy)
    _check_names(workspace, part, values)
    return _made(part, values, telling.entry)


def remove_entry(workspace: Workspace, subject_id: str, part: Part, entry: str) -> None:
    """Take an entry back; its number is not given again.

    Raises:
        UnknownPiaEntry: there is none.
    """
    service_of(workspace, subject_id)
    _held(workspace, subject_id, part, entry)
    kind, record_id = record_key(part, subject_id, entry)
    held = workspace.snapshot.revision(kind, record_id)
    workspace.apply([RecordChange(kind=kind, id=record_id, content=None, expected_revision=held)])


def _held(workspace: Workspace, subject_id: str, part: Part, entry: str | None) -> dict[str, Any]:
    """The fields told so far, as the noun holds them."""
    found = getattr(stored_pias(workspace).get(subject_id, Pia()), part.field)
    if part.letter is None:
        return _fields(found) if found is not None else {}
    if entry is None:
        return {}
    if not is_entry_id(part, entry) or entry not in found:
        raise UnknownPiaEntry(part=part.name, entry=entry, known=", ".join(found) or "-")
    return _fields(found[entry])


def _fields(noun: Model) -> dict[str, Any]:
    return {name: getattr(noun, name) for name in noun.model_fields_set}


def _values(part: Part, held: dict[str, Any], told: Sequence[str], guide: PrivacyGuide | None) -> dict[str, Any]:
    values, lists = dict(held), dict[str, list[str]]()
    questions = [one.id for one in guide.questions] if guide and part.name == "threshold" else []
    for text in told:
        key, equals, value = text.partition("=")
        if key in questions:
            values["answers"] = {**values.get("answers", {}), key: _one_of(key, value, YES_NO)}
            continue
        field = part.model.model_fields.get(key)
        if field is None or not equals or key == "answers":
            known = [name for name in (*part.model.model_fields, *questions) if name != "answers"]
            raise UnknownPiaField(part=part.name, key=key, known=", ".join(known), nearest=nearest(key, known))
        if field_kind(part, key) is FieldKind.LINES:
            lists.setdefault(key, []).extend([_worded(key, line(key, value))] if value.strip() else [])
        elif value.strip():
            values[key] = _read(part, key, value)
        else:
            values.pop(key, None)
    for key, entries in lists.items():
        if len(entries) > LONGEST_LIST:
            raise BadPiaValue(key=key, value=str(len(entries)), known=f"1-{LONGEST_LIST}")
        values[key] = tuple(entries)
    return values


def _read(part: Part, key: str, value: str) -> Any:
    kind = field_kind(part, key)
    match kind:
        case FieldKind.YES_NO:
            return _one_of(key, value, YES_NO)
        case FieldKind.COUNT | FieldKind.LEVEL:
            return _number(key, value, HIGHEST_LEVEL if kind is FieldKind.LEVEL else None)
        case FieldKind.DAY:
            return day(value)
        case FieldKind.CHOICE:
            return _one_of(key, value, {one: one for one in choices_of(part, key)})
        case FieldKind.PARAGRAPHS:
            return _worded(key, paragraphs(key, value))
        case _:
            return _worded(key, line(key, value))


def _worded(key: str, text: str) -> str:
    """A text that says something; a dash would pass for an answer that nobody gave."""
    if not says_something(text):
        raise BadPiaValue(key=key, value=text[:LONGEST_LINE], known="-", reason="wordless")
    return text


def _one_of(key: str, value: str, known: Mapping[str, Any]) -> Any:
    if value not in known:
        raise BadPiaValue(key=key, value=value[:LONGEST_LINE], known=", ".join(known))
    return known[value]


def _number(key: str, value: str, most: int | None) -> int:
    number = int(value) if value.isascii() and value.isdigit() and len(value) < 10 else None
    if number is None or (most is not None and not 1 <= number <= most):
        raise BadPiaValue(key=key, value=value[:LONGEST_LINE], known=f"1-{most}" if most else "0-200000000")
    return number


def _check_names(workspace: Workspace, part: Part, values: Mapping[str, Any]) -> None:
    guide = guided(workspace).privacy
    if part.name == "risk":
        for name in values.get("controls", ()):
            workspace.control(name)
        prompt = values.get("prompt")
        if prompt is not None and guide is not None and guide.prompt(prompt) is None:
            raise UnknownPrompt(prompt=prompt, nearest=nearest(prompt, [one.id for one in guide.prompts]))
    for name in values.get("uses", ()) if part.name == "description" else ():
        if workspace.subject(name).kind.value not in ("city_os", "asset_group"):
            raise UnknownSubject(subject=name, nearest="")


def _made(part: Part, values: Mapping[str, Any], entry: str | None) -> Model:
    try:
        return part.model.model_validate(values)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        key = ".".join(map(str, fault["loc"])) or part.name
        if fault["type"] == "residual_above_inherent":
            raise ResidualAboveInherent(entry=entry or part.name) from None
        if fault["type"] in ("missing", "text_empty"):
            raise BadPiaValue(key=key, value="", known="-", part=part.name, reason="missing") from None
        raise BadPiaValue(key=key, value=str(fault.get("input", ""))[:LONGEST_LINE], known="-") from None
