"""The last line of defence: no control byte of any data reaches the terminal."""

import re

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")


class OnlyShown(LineFilter):
    """Puts U+FFFD for every character that a terminal would obey instead of show."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments as they may be written."""
        if not any(_OBEYED.search(segment.text) for segment in segments if not segment.control):
            return segments
        return [
            segment if segment.control else Segment(_OBEYED.sub("\ufffd", segment.text), segment.style)
            for segment in segments
        ]
