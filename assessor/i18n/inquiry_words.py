"""How it is said that a question is asked of somebody: `照会中（相手・期限）`."""

from datetime import date
from typing import Protocol

from assessor.i18n.translator import Say


class Asked(Protocol):
    """What has to be known for it."""

    @property
    def recipient(self) -> str:
        """Organisation and post."""

    @property
    def due(self) -> date:
        """Until when."""

    @property
    def is_overdue(self) -> bool:
        """True once that day has passed."""


def asking_text(one: Asked, say: Say, day: str = "") -> str:
    """Whom and until when; `day` is the due date as it is written here, else `2026-12-15`."""
    key = "inquiry.asking_overdue" if one.is_overdue else "inquiry.asking"
    return say(key, to=one.recipient, due=day or one.due.isoformat())
