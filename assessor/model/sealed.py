"""What a sealed file says of itself: who made it, what is in it, and the head of the trail it was made at."""

import unicodedata
from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StrictInt
from pydantic_core import PydanticCustomError

from assessor.model.anchor import Anchor
from assessor.model.base import Model
from assessor.model.text import Line

PROGRAMME_MEMBER = "programme.assessor"
MANIFEST_MEMBER = "manifest.json"
SIGNATURE_MEMBER = "manifest.sig"
WORDS_OPEN_IT = "passphrase"
"""What stands in place of a receiver where a passphrase opens the file."""

LONGEST_NAME = 100
MOST_MEMBERS = 100

_DEVICES = frozenset(
    (
        *("con", "prn", "aux", "nul", "conin$", "conout$"),
        *(f"{name}{number}" for name in ("com", "lpt") for number in "0123456789¹²³"),
    )
)
_COMPANIONS = ("-journal", "-wal", "-shm")
"""A database beside which such a file lies takes it for its own."""
_REFUSED = frozenset('/\\:*?"<>|')


def is_member_name(name: str) -> bool:
    """True for a plain name of a file that every system can have and no program takes for more than a file.

    No path, no device, nothing invisible, and nothing that a database would find beside a file of its own.
    """
    return (
        0 < len(name) <= LONGEST_NAME
        and name == unicodedata.normalize("NFC", name)
        and name.isprintable()
        and not _REFUSED & set(name)
        and name[0] not in ". -"
        and name[-1] not in ". "
        and name.partition(".")[0].strip().casefold() not in _DEVICES
        and not name.casefold().endswith(_COMPANIONS)
    )


def _member_name(name: str) -> str:
    if not is_member_name(name):
        raise PydanticCustomError("bad_id", "not a usable name: {id}", {"id": name[:60]})
    return name


def _moment(text: str) -> str:
    """A moment with its zone, in a year that every clock can show."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = datetime.min
    if found.tzinfo is None or not 1970 <= found.year < 9999:
        raise PydanticCustomError("bad_moment", "not a moment with its zone")
    return text


class Member(Model):
    """A file in a sealed file."""

    name: Annotated[str, AfterValidator(_member_name)]
    size: StrictInt = Field(ge=0)
    sha256: str = Field(pattern="^[0-9a-f]{64}$")


class Manifest(Model):
    """What a sealed file holds; `signer` is a public key, None = unsigned. `to` are receivers, so that nobody can pass
    a signed file on as if it had been meant for somebody else.
    """

    assessor_seal: Literal[1] = 1
    municipality: Line
    plan: Line | None = None
    by: Line
    at: Annotated[Line, AfterValidator(_moment)]
    chain: Line
    events: StrictInt = Field(ge=1)
    head: str = Field(pattern="^[0-9a-f]{64}$")
    to: tuple[Line, ...] = Field(min_length=1)
    signer: Line | None = None
    members: tuple[Member, ...] = Field(min_length=1, max_length=MOST_MEMBERS)

    @property
    def anchor(self) -> Anchor:
        """Where the trail of the programme inside stood."""
        return Anchor(self.events, self.head)
