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

_KEPT_BACK = ("id", "kind", "token", "earlier")
"""What stands in the line above, or belongs in the file that was sent alone."""


def event_lines(event: "AuditEvent", checklist: "Checklist", say: Say) -> Iterator[str]:
    """One event: when (Japan), who and what on the first line, what changed below."""
    at = datetime.fromisoformat(event.at).astimezone(JST).strftime("%Y-%m-%d %H:%M:%S")
    payload = event.payload
    yield f"#{event.seq}  {at}  {event.by}  {_what(event, say)}"
    if event.kind == "answer":
        changes = _answer(payload, checklist, say)
    elif event.kind == "created":
        changes = _fields({}, payload["after"]["programme"], say)
    else:
        changes = _fields(payload.get("before") or {}, payload.get("after") or {}, say)
    yield from (f"    {change}" for change in changes)


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
