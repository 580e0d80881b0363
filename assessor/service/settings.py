"""Who acts and what time it is; both are handed down from here, no room asks for them itself."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from assessor.model.change import Save

JST = timezone(timedelta(hours=9), "JST")
"""Japan keeps one offset all year, so no time zone data is needed."""

Clock = Callable[[], datetime]


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


def who(chosen: str | None, environment: Mapping[str, str]) -> str:
    """Who acts: the name chosen, else ASSESSOR_BY, else the login name.

    Raises:
        BadText, TextTooLong: the name cannot be stored.
    """
    from assessor.service.texts import line

    return line("by", chosen or environment.get("ASSESSOR_BY") or _login_name())


def _login_name() -> str:
    from getpass import getuser

    try:
        return getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"
