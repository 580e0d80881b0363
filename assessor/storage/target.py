"""Where a programme lies, as a user names it: a path, or a `postgresql://` URL. Loads no database."""

import re

from assessor.errors import FileMissing

SCHEMES = ("postgresql", "postgres")
"""Both are written; PostgreSQL's own programs take either."""

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://(.*)", re.DOTALL)
_PLACE = re.compile(r"(?:[^\s:/?#@\[\]]*|\[[0-9A-Fa-f:.%]+\])(?::\d*)?(?:/[^/?#@:]*)?")


def is_url(target: str) -> bool:
    """True for a `postgresql://` URL, False for a path."""
    found = _SCHEME.fullmatch(target)
    return found is not None and found[1].lower() in SCHEMES


def refuse_other_scheme(target: str) -> None:
    """Refuse an address of another kind, which would be taken for a path and told with all that stands in it.

    Raises:
        FileMissing: it is one.
    """
    if _SCHEME.fullmatch(target) and not is_url(target):
        raise FileMissing(path=shown(target))


def shown(target: str) -> str:
    """A target as messages may show it: an address without its password and options.

    A password that was not encoded may hold any character, so whatever stands before the last @ is taken for it; where
    that is not certain, nothing but the scheme is shown.
    """
    found = _SCHEME.fullmatch(target)
    if found is None:
        return target
    scheme = f"{found[1]}://"
    before, at, after = found[2].rpartition("@")
    user = before.partition(":")[0]
    place = re.split("[?#]", after, maxsplit=1)[0]
    if re.search("[?#]", before) or "/" in user or not _PLACE.fullmatch(place):
        return scheme
    return f"{scheme}{user}@{place}" if at and user else f"{scheme}{place}"
