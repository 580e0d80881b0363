"""A fault of an input before its place is known: which sentence says it, and on which path of the data it lies."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import NamedTuple

from assessor.catalog.text_file import shown
from assessor.catalog.yaml_source import Steps
from assessor.model.text import loose_key

_MOST_NAMED = 8


class Fault(NamedTuple):
    """`path` leads from the root of the noun; `key` = the key itself is at fault, not its value."""

    code: str
    path: Steps
    values: dict[str, str | int]
    warning: bool = False
    key: bool = False


def unknown(code: str, path: Steps, value: str, known: Iterable[str], *, key: bool = False) -> Fault:
    """A name that does not exist, with the nearest that does."""
    return Fault(code, path, {"value": shown(value), "nearest": nearest(value, known)}, key=key)


def nearest(value: str, known: Iterable[str]) -> str:
    """The known name most like a value; where none is, the first few known ones, and `-` where none exists."""
    names = list(dict.fromkeys(known))
    folded = {name.casefold(): name for name in names}
    for name in names:
        if loose_key(name) == loose_key(value[:60]):
            return name
    found = get_close_matches(value.casefold()[:60], folded, n=1, cutoff=0.6)
    if found:
        return folded[found[0]]
    more = ["…"] if len(names) > _MOST_NAMED else []
    return ", ".join([*names[:_MOST_NAMED], *more]) or "-"
