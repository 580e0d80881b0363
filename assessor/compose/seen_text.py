"""A text as a reader sees it: one spelling for what looks alike, nothing for what shows nothing; places are kept."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from assessor.i18n.visible import SHOWS_NOTHING
from assessor.model.one_width import one_width
from assessor.model.remark import Remark

_DASH = re.compile("(?<=[0-9A-Za-z])[‐‑‒–—―−⁃﹘﹣－─━]|[‐‑‒–—―−⁃﹘﹣－─━](?=[0-9A-Za-z])|(?<=[0-9])ー(?=[0-9])")
_UNSEEN = re.compile(f"[{SHOWS_NOTHING}\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef]")
# Few marks at once: normal forms take a time that grows with the square of the marks upon one letter.
_CLUSTER = re.compile(r"(?s)(.)([\u0300-\u036f\u3099\u309a\uff9e\uff9f]{0,4})")
_LIST_NUMBERS = re.compile(r"[\u2460-\u24ff\u2776-\u2793\u3200-\u32ff]")
"""①, ⑴ and their like count the items of a list; `㈱` among them is a company's sign."""
_COMPANY_SIGNS = "㈱㈲"


class SeenText(NamedTuple):
    """The text, and for each of its characters where it begins and ends in the text as written."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def as_written(self, remark: Remark, written: str) -> Remark:
        """A remark on this text as a remark on the text as written."""
        first = remark.column - 1
        start, end = self.starts[first], self.ends[first + len(remark.words) - 1]
        return remark.model_copy(update={"column": start + 1, "words": written[start:end], "text": written})


def seen(text: str) -> SeenText:
    """The text as it is seen."""
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end, shown in _shown(text):
        parts.append(shown)
        starts += [start] * len(shown)
        ends += [end] * len(shown)
    whole = _DASH.sub("-", "".join(parts))
    return SeenText(whole, tuple(starts), tuple(ends))


def _shown(text: str) -> Iterator[tuple[int, int, str]]:
    for found in _CLUSTER.finditer(text):
        char = found[1]
        if _UNSEEN.match(char):
            shown = ""
        elif _LIST_NUMBERS.match(char) and char not in _COMPANY_SIGNS:
            shown = found[0]
        else:
            shown = one_width(found[0])
        yield found.start(), found.end(), shown
