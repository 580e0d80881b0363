"""Why an edited document is not read; the child process says it in one word."""

from enum import StrEnum


class RefusedReason(StrEnum):
    """What is wrong with an edited document; `DocumentRefused.what.<reason>` says it in words."""

    ENCRYPTED = "encrypted"
    MACROS = "macros"
    OLD_WORD = "old_word"
    NOT_WORD = "not_word"
    DAMAGED = "damaged"
    UNPACKS_TOO_LARGE = "unpacks_too_large"
    TOO_LARGE = "too_large"
    EMPTY = "empty"
    NOT_TEXT = "not_text"
    OTHER_KIND = "other_kind"
    STOPPED = "stopped"
    OUTSIDE_TEMPLATE = "outside_template"
    OUTSIDE_PICTURE = "outside_picture"
    OUTSIDE_OBJECT = "outside_object"
    OUTSIDE_FIELD = "outside_field"


class Refused(Exception):
    """An edited document cannot be read; inside this room and its child process only."""

    def __init__(self, reason: RefusedReason, *, part: str = "") -> None:
        """Keep the reason, and the part of the file where it was seen."""
        super().__init__(reason.value)
        self.reason = reason
        self.part = part
