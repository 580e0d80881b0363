"""What is written down elsewhere of a trail, so that an end that was cut off shows: how many events, and the last."""

import re
from typing import NamedTuple

from assessor.model.one_width import one_width

_ANCHOR = re.compile(r"([1-9][0-9]{0,8}):([0-9a-f]{16,64})\Z", re.A)
_GROUP = 8


class Anchor(NamedTuple):
    """The number of events and the digest of the last, or at least its first 16 digits."""

    events: int
    digest: str

    @property
    def text(self) -> str:
        """`57:9f86d081…`, as a program passes it on."""
        return f"{self.events}:{self.digest}"

    @property
    def written(self) -> str:
        """`57:9f86d081 884c7d65 …`, as it stands on paper: in groups, so that it can be read and breaks into lines."""
        groups = [self.digest[place : place + _GROUP] for place in range(0, len(self.digest), _GROUP)]
        return f"{self.events}:{' '.join(groups)}"


def read_anchor(text: str) -> Anchor | None:
    """An anchor as somebody copied it: blanks, width and capitals do not matter; None where it is none."""
    found = _ANCHOR.match("".join(one_width(text).split()).lower())
    return Anchor(int(found[1]), found[2]) if found else None
