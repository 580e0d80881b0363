"""Who acts and what time it is; both are handed down from here, no room asks for them itself."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from assessor.model.change import Save

JST = timezone(timedelta(hours=9), "JST")
"""Japan keeps one offset all year, so no time zone data is needed."""

Clock = Callable[[], datetime]

_SHORT = 100
_FILLERS = frozenset("\u115f\u1160\u3164")
"""A short printable name without these needs no cleaner, and the cleaner is slow to load before the first picture."""


def utc_now() -> datetime:
    """The time now, aware, UTC."""
    return datetime.now(UTC)


class Session(NamedTuple):
    """Who acts (`by`) and the clock they act by."""

    by: str
    now: Clock = utc_now

    @property
    def today(self) -> date:
        """The day in Japan."""
        return self.now().astimezone(JST).date()

    def save(self) -> "Save":
        """A new save of this person, now, under an id that no other has."""
        from uuid import uuid4

        from assessor.model.change import Save

        return Save(id=uuid4().hex, by=self.by, at=self.now())

    def save_from(self, author: str) -> "Save":
        """A new save of this person, of what somebody else saved elsewhere; both are named."""
        from assessor.model.text import LONGEST_LINE

        by = self.by if author == self.by else f"{self.by} ← {author}"
        return self.save()._replace(by=by[:LONGEST_LINE])


def who(chosen: str | None, environment: Mapping[str, str]) -> str:
    """Who acts: the name chosen, else ASSESSOR_BY, else the login name.

    Raises:
        BadText, TextTooLong: the name cannot be stored.
    """
    name = chosen or environment.get("ASSESSOR_BY") or _login_name()
    if name.isprintable() and len(name) <= _SHORT and not _FILLERS & set(name):
        return name
    from assessor.service.texts import line

    return line("by", name)


def _login_name() -> str:
    from getpass import getuser

    try:
        return getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"
