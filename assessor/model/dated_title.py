"""A title with its day behind an `@`, as people type evidence: `規程 @令和8年4月1日`."""

import re

from assessor.model.fiscal import parse_day
from assessor.model.one_width import one_width

_LONGEST = 40
_LIKE_A_DAY = re.compile(r"(?:(?:令和|平成|昭和)\s*[\d元]|[RHSrhs]\s*\d{1,2}\s*[年./-]|\d)[\d元年月日度./\s-]*\Z", re.A)


def dated_title(text: str) -> tuple[str, str | None]:
    """The title, and what stands for a day behind its last `@`; the whole text and None where no day is meant there.

    What is made of figures and the signs of a day is meant as one, whether it can be read or not; words (a mail
    address, a place) belong to the title.
    """
    at = max(text.rfind("@"), text.rfind("＠"))
    title, told = text[:at].rstrip() if at > 0 else "", text[at + 1 :]
    if not title or len(told) > _LONGEST:
        return text, None
    plain = one_width(told).strip()
    if parse_day(plain) is None and not _LIKE_A_DAY.match(plain):
        return text, None
    return title, told.strip()
