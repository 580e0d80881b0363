"""The audit trail for the terminal."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from assessor.cli.history_words import Telling, telling
from assessor.i18n.merge_words import kind_name, piece_lines, piece_name
from assessor.i18n.translator import Say
from assessor.model.record_kinds import MERGE_KIND
from assessor.service.settings import JST

if TYPE_CHECKING:
    from assessor.model.audit import AuditEvent
    from assessor.model.checklist import Checklist


def event_lines(
    event: "AuditEvent", checklist: "Checklist", say: Say, earlier: "AuditEvent | None" = None
) -> Iterator[str]:
    """One event: when (Japan), who and what on the first line, what changed below.

    A clock that stood before the moment of the event `earlier` is told: the order is that of the numbers.
    """
    at = datetime.fromisoformat(event.at).astimezone(JST).strftime("%Y-%m-%d %H:%M:%S")
    yield from _gone_back(event, earlier, say)
    yield f"#{event.seq}  {at}  {event.by}  {_what(event, say)}"
    yield from (f"    {change}" for change in _changes(event, checklist, say))


def _gone_back(event: "AuditEvent", earlier: "AuditEvent | None", say: Say) -> Iterator[str]:
    if earlier is not None and datetime.fromisoformat(event.at) < datetime.fromisoformat(earlier.at):
        yield say("history.clock", seq=event.seq)


def _changes(event: "AuditEvent", checklist: "Checklist", say: Say) -> Iterator[str]:
    payload = event.payload
    before, after = payload.get("before") or {}, payload.get("after") or {}
    if event.kind == "answer":
        yield from _answer(before, after, telling("answer", checklist, say))
    elif event.kind == "created":
        yield from telling("programme", checklist, say).changes({}, after["programme"])
    elif event.kind == "record" and not after:
        yield say("history.removed")
    elif event.kind == "record" and payload.get("kind") == MERGE_KIND:
        yield from _decided(after, say)
    elif event.kind not in ("merged", "checklist"):
        kind = str(payload.get("kind")) if event.kind == "record" else event.kind
        yield from telling(kind, checklist, say).changes(before, after)


def _decided(choice: Mapping[str, Any], say: Say) -> Iterator[str]:
    """Where two copies differed: what it was, what both said, which side was chosen, and why."""
    yield say("history.merge.reason", text=choice.get("reason") or say("cli.none"))
    for one in choice.get("settled", ()):
        yield say("history.merge.settled", key=piece_name(str(one["key"]), say), side=one["chosen"])
        for side, name in (("base", "base"), ("a", "ours"), ("b", "theirs")):
            said = " / ".join(piece_lines(one.get(name), say))
            yield f"  {say(f'cli.merge.side.{side}')}: {said}"


def _answer(before: Mapping[str, Any], after: Mapping[str, Any], told: Telling) -> Iterator[str]:
    labels = [told.value("status", said["status"]) if said else told.say("cli.unanswered") for said in (before, after)]
    yield told.from_to(*labels) if labels[0] != labels[1] else labels[1]
    yield from told.changes({**before, "status": None}, {**after, "status": None})


def _what(event: "AuditEvent", say: Say) -> str:
    payload = event.payload
    key = f"event.{event.kind}"
    if event.kind == "answer":
        return say(key, subject=payload["subject"], control=payload["control"], revision=payload["revision"])
    if event.kind == "merged" or (event.kind == "record" and payload.get("kind") == MERGE_KIND):
        return _of_merge(event, say)
    if event.kind == "record":
        kind = kind_name(str(payload.get("kind")), say)
        return say(key, kind=kind, id=payload.get("id"), revision=payload.get("revision"))
    if event.kind == "subject":
        name = payload["after"]["name"]
        return say(key if payload.get("before") else "event.subject_added", id=payload["after"]["id"], name=name)
    return say(key)


def _of_merge(event: "AuditEvent", say: Say) -> str:
    """What another copy is called, and when it was written to last; a trail of before has nothing but its mark."""
    payload = event.payload
    if event.kind == "record":
        name = (payload.get("after") or {}).get("name") or payload.get("id")
        return say("event.merge_choice", name=name)
    if not payload.get("name"):
        return say("event.merged", chain=payload.get("chain"))
    at = datetime.fromisoformat(payload["at"]).astimezone(JST).strftime("%Y-%m-%d %H:%M")
    return say("event.merged_copy", name=payload["name"], by=payload["by"], at=at, count=payload["seq"])
