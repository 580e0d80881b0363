"""What is written down elsewhere of a trail, so that an end that was cut off shows: how many events, and the last."""

import re
from typing import NamedTuple

from assessor.model.one_width import one_width
from assessor.model.text import replace_forbidden

_ANCHOR = re.compile(r"(?:[\s\S]*[^0-9a-z])?([1-9][0-9]{0,8})(?::|件目?[^0-9a-z]*)([0-9a-f]{16,80})[^0-9a-z]*\Z", re.A)
_BETWEEN = re.compile(r"[\s,、.。_‐‑‒–—―−ー|・-]+")
"""What stands between groups of digits where somebody copied them by hand."""
_MISREAD = str.maketrans("oil;", "011:")
"""No digest holds these letters: they are the figures that look like them."""
_GROUP = 8
_LONGEST = 1000


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
    """An anchor as somebody copied it, with or without the words beside it; None where it is none.

    Blanks, line breaks, dashes between groups, width and capitals do not matter. It may have more digits than a digest:
    what was typed twice is told apart from what is another digest where it is compared.
    """
    if len(text) > _LONGEST:
        return None
    # A document brings along, unseen, what shows nothing.
    digits = _BETWEEN.sub("", replace_forbidden(one_width(text), ""))
    found = _ANCHOR.match(digits.lower().translate(_MISREAD))
    return Anchor(int(found[1]), found[2]) if found else None
