"""Why the public text says nothing of a control: for the officer alone."""

from enum import StrEnum
from typing import NamedTuple


class SilenceReason(StrEnum):
    """Why a control has no sentence of its own in section 7."""

    NOTHING_APPLIES = "nothing_applies"
    OPEN = "open"
    BEFORE_PUBLICATION = "before_publication"
    NO_SENTENCE = "no_sentence"
    HIDDEN = "hidden"
    FOLDED = "folded"
    NEVER = "never"
    SAME_TOPIC = "same_topic"


class OpenReason(StrEnum):
    """Why a pair supports no public sentence."""

    UNANSWERED = "unanswered"
    UNDETERMINED = "undetermined"
    UNKNOWN = "unknown"
    NOT_IMPLEMENTED = "not_implemented"
    STALE = "stale"
    NO_PERIOD = "no_period"
    PERIOD_PAST = "period_past"


class OpenPair(NamedTuple):
    """A subject on which a control is open, and why."""

    subject: str
    reason: OpenReason


class Silence(NamedTuple):
    """A control without a sentence; `by` names the control of the same topic that speaks instead."""

    control: str
    reason: SilenceReason
    open: tuple[OpenPair, ...] = ()
    by: str | None = None
