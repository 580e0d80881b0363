"""Audit events: who did what when, chained by hash so that a change shows."""

from typing import Any, NamedTuple

from assessor.model.base import Model


class AuditEvent(Model):
    """One event. `payload` holds the whole row after the change (and before it, where there was one).

    `digest` is SHA-256 over the previous digest and the canonical JSON of the other fields; `at` is UTC, ISO 8601.
    """

    chain: str
    seq: int
    at: str
    by: str
    kind: str
    save_id: str
    payload: dict[str, Any]
    previous: str
    digest: str


class SealedEvent(NamedTuple):
    """An event as it lies in its table; `payload` is canonical JSON. A tuple: a trail has ten thousands of them."""

    chain: str
    seq: int
    at: str
    by: str
    kind: str
    save_id: str
    payload: str
    previous: str
    digest: str


class Fault(Model):
    """Something `verify` found: a code said from the message catalogues, and where."""

    code: str
    seq: int | None = None
    subject: str | None = None
    control: str | None = None


class Verification(Model):
    """The outcome of `verify`; no faults = sound as far as a chain can show."""

    chain: str
    events: int
    head: str
    faults: tuple[Fault, ...] = ()

    @property
    def is_sound(self) -> bool:
        """True when nothing was found."""
        return not self.faults
