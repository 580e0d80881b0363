"""Which events of the trail somebody wants to see: by subject, question, person, day and kind."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from assessor.i18n.merge_words import kind_name
from assessor.i18n.translator import LANGUAGES, translator
from assessor.model.text import search_key
from assessor.service.settings import JST

if TYPE_CHECKING:
    from assessor.model.audit import AuditEvent

PAIRS = ("covers", "asked", "taken")
"""Where a record names pairs (`bus/SVC-01`)."""


class Wanted(NamedTuple):
    """What is looked for; None = all. Days are those of Japan, both included; a person by a part of the name."""

    subject: str | None = None
    control: str | None = None
    person: str | None = None
    since: date | None = None
    until: date | None = None
    kind: str | None = None

    def takes(self, event: "AuditEvent") -> bool:
        """True where an event is among them."""
        day = datetime.fromisoformat(event.at).astimezone(JST).date()
        if (self.since and day < self.since) or (self.until and day > self.until):
            return False
        if self.person and search_key(self.person) not in search_key(event.by):
            return False
        if self.kind and search_key(self.kind) not in _kind_words(event):
            return False
        about = [(subject.casefold(), control.casefold()) for subject, control in _about(event)]
        return any(
            self.subject in (None, subject) and self.control in (None, control)
            for subject, control in [*about, *([] if self.subject or self.control else [("", "")])]
        )


def _kind_words(event: "AuditEvent") -> set[str]:
    """What the kind of an event is called: as stored, and in both languages."""
    if event.kind != "record":
        words = (translator(lang)(f"history.kind.{event.kind}") for lang in LANGUAGES)
        return {event.kind, *map(search_key, words)}
    kind = str(event.payload.get("kind"))
    return {kind, "record", *(search_key(kind_name(kind, translator(lang))) for lang in LANGUAGES)}


def _about(event: "AuditEvent") -> Iterator[tuple[str, str]]:
    """The subjects and questions an event speaks of; an empty name where it speaks of none."""
    payload: Mapping[str, Any] = event.payload
    if event.kind == "answer":
        yield str(payload["subject"]), str(payload["control"])
    elif event.kind == "subject":
        yield str(payload["after"]["id"]), ""
    elif event.kind == "record":
        yield str(payload.get("id", "")).partition("/")[0], ""
        for side in ("before", "after"):
            content = payload.get(side) or {}
            for name in content.get("controls") or ():
                yield str(payload.get("id", "")).partition("/")[0], str(name)
            for text in (text for name in PAIRS for text in content.get(name) or ()):
                subject, _, control = str(text).partition("/")
                yield subject, control
            for one in content.get("settled") or ():
                subject, _, control = str(one.get("key")).partition("/")
                yield subject, control
