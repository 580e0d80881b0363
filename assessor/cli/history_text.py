"""The audit trail for the terminal."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from assessor.cli.wording import fact_value, year_label
from assessor.i18n.merge_words import kind_name
from assessor.i18n.translator import Say
from assessor.service.settings import JST

if TYPE_CHECKING:
    from assessor.model.audit import AuditEvent
    from assessor.model.checklist import Checklist

_TEXTS = ("comment", "reason", "as_of")

_SEALS = ("digest", "source_digest", "checklist_digest", "rests_on", "prompt")
"""Marks by which the program knows something again: in the JSON of the history, not in its words."""

_KEPT_BACK = ("id", "kind", "token", "earlier")
"""What stands in the line above, or belongs in the file that was sent alone."""


def event_lines(
    event: "AuditEvent", checklist: "Checklist", say: Say, earlier: "AuditEvent | None" = None
) -> Iterator[str]:
    """One event: when (Japan), who and what on the first line, what changed below.

    A clock that stood before the moment of the event `earlier` is told: the order is that of the numbers.
    """
    at = datetime.fromisoformat(event.at).astimezone(JST).strftime("%Y-%m-%d %H:%M:%S")
    payload = event.payload
    yield from _gone_back(event, earlier, say)
    yield f"#{event.seq}  {at}  {event.by}  {_what(event, say)}"
    if event.kind == "answer":
        changes = _answer(payload, checklist, say)
    elif event.kind == "created":
        changes = _fields({}, payload["after"]["programme"], say)
    elif event.kind == "record":
        changes = _record(str(payload.get("kind")), payload.get("before") or {}, payload.get("after") or {}, say)
    else:
        changes = _fields(payload.get("before") or {}, payload.get("after") or {}, say)
    yield from (f"    {change}" for change in changes)


def _gone_back(event: "AuditEvent", earlier: "AuditEvent | None", say: Say) -> Iterator[str]:
    if earlier is not None and datetime.fromisoformat(event.at) < datetime.fromisoformat(earlier.at):
        yield say("history.clock", seq=event.seq)


def _record(kind: str, before: Mapping[str, Any], after: Mapping[str, Any], say: Say) -> Iterator[str]:
    """What a record says now, each field by the word it has in records of this kind."""
    for name, value in after.items():
        held = before.get(name)
        if value == held or name in _KEPT_BACK or name in _SEALS or (value in ([], {}, None) and not held):
            continue
        word = _of_kind(kind, name, say)
        if isinstance(value, dict) or (isinstance(value, list) and any(isinstance(one, (dict, list)) for one in value)):
            counted = say("history.parts", count=len(value)) if isinstance(value, list) else say("history.whole")
            yield f"{word}: {counted}"
            continue
        told = [_told(kind, name, one, say) for one in (held, value)]
        yield (
            f"{word}: {told[1]}"
            if held is None
            else f"{word}: "
            + say("cli.history.from_to", before=told[0] or say("cli.none"), after=told[1] or say("cli.none"))
        )


def _of_kind(kind: str, name: str, say: Say) -> str:
    key = f"history.{kind}.{name}"
    found = say(key)
    return _field(name, say) if found == key else found


def _told(kind: str, name: str, value: Any, say: Say) -> str:
    if isinstance(value, list):
        return say("list.comma").join(_told(kind, name, one, say) for one in value)
    if isinstance(value, bool):
        return say("merge.yes" if value else "merge.no")
    if value is None:
        return ""
    stem = kind.partition("-")[0]
    words = (say(key) for key in (f"{stem}.{name}.{value}", f"{stem}.{name}_word.{value}") if say(key) != key)
    return next(words, str(value))


def _what(event: "AuditEvent", say: Say) -> str:
    payload = event.payload
    key = f"event.{event.kind}"
    if event.kind == "answer":
        return say(key, subject=payload["subject"], control=payload["control"], revision=payload["revision"])
    if event.kind == "record":
        kind = kind_name(str(payload.get("kind")), say)
        return say(key, kind=kind, id=payload.get("id"), revision=payload.get("revision"))
    if event.kind == "merged":
        return say(key, chain=payload.get("chain"))
    if event.kind == "subject":
        name = payload["after"]["name"]
        return say(key if payload.get("before") else "event.subject_added", id=payload["after"]["id"], name=name)
    return say(key)


def _answer(payload: Mapping[str, Any], checklist: "Checklist", say: Say) -> Iterator[str]:
    before, after = payload.get("before") or {}, payload.get("after") or {}
    labels = [_label(said, checklist, say) for said in (before, after)]
    yield say("cli.history.from_to", before=labels[0], after=labels[1]) if labels[0] != labels[1] else labels[1]
    for name in _TEXTS:
        if before.get(name) != after.get(name):
            yield _from_to(name, before.get(name), after.get(name), say)
    years = [year_label(said["planned_for"], say.lang) if said.get("planned_for") else None for said in (before, after)]
    if years[0] != years[1]:
        yield _from_to("planned_for", years[0], years[1], say)
    shown = [_evidence(said.get("evidence") or ()) for said in (before, after)]
    if shown[0] != shown[1]:
        yield _from_to("evidence", shown[0], shown[1], say)


def _label(said: Mapping[str, Any], checklist: "Checklist", say: Say) -> str:
    scale = next((scale for key, scale in checklist.statuses.items() if key.value == said.get("status")), None)
    return scale.label.say(say.lang) if scale else say("cli.unanswered")


def _evidence(rows: Any) -> str | None:
    return " / ".join(f"{row['title']} {row.get('date') or ''}".strip() for row in rows) or None


def _fields(before: Mapping[str, Any], after: Mapping[str, Any], say: Say) -> Iterator[str]:
    for name, value in after.items():
        held = before.get(name)
        if value == held or name in _KEPT_BACK:
            continue
        if name == "facts":
            yield from _facts(held or {}, value, say)
        elif isinstance(value, (dict, list, tuple)):
            if before or value:
                yield say("cli.history.changed", field=_field(name, say))
        elif name == "budget_state":
            states = [say(f"budget.{state}") if state else None for state in (held, value)]
            yield _from_to(name, states[0], states[1], say)
        else:
            yield _from_to(name, held, value, say)


def _facts(before: Mapping[str, Any], after: Mapping[str, Any], say: Say) -> Iterator[str]:
    for name in sorted({*before, *after}):
        held, value = before.get(name), after.get(name)
        if held is not value:
            yield f"{name}: " + say("cli.history.from_to", before=fact_value(held, say), after=fact_value(value, say))


def _from_to(name: str, before: str | None, after: str | None, say: Say) -> str:
    if before is None:
        return f"{_field(name, say)}: {after}"
    return f"{_field(name, say)}: " + say("cli.history.from_to", before=before, after=after or say("cli.none"))


def _field(name: str, say: Say) -> str:
    """The field's name in words; one that has none is shown as stored."""
    found = say(f"field.{name}")
    return name if found == f"field.{name}" else found
