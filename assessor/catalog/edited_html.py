"""Reads a web page that anybody may have edited: lines, and the spans or anchors that carry marks."""

import re
from html.parser import HTMLParser

from assessor.catalog.edited_refusal import Refused, RefusedReason
from assessor.catalog.edited_word_lines import MARK, MOST_CHARACTERS
from assessor.model.edited import EditedLine, LineKind, MarkedRange

_BLOCKS = {
    **dict.fromkeys((f"h{level}" for level in range(1, 7)), LineKind.HEADING),
    **dict.fromkeys(("td", "th"), LineKind.CELL),
    "li": LineKind.ITEM,
    **dict.fromkeys(("p", "div", "dt", "dd", "section", "article", "main", "header", "footer"), LineKind.TEXT),
    **dict.fromkeys(("blockquote", "aside", "figcaption", "caption", "tr", "table", "ul", "ol", "dl"), LineKind.TEXT),
}
_SILENT = frozenset(("script", "style", "head", "title", "template", "noscript", "svg", "rt", "rp"))
_VOID = frozenset(("br", "hr", "img", "meta", "link", "input", "col", "wbr", "area", "base", "source"))
_WORD_JOINS = re.compile(r"[ \t\r\f\v]+")


def read_html(text: str) -> list[EditedLine]:
    """The lines of a page as a reader sees them.

    Raises:
        Refused: it is too long.
    """
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.finished()


class _Reader(HTMLParser):
    """Walks a page once; a block element ends a line and begins one."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[EditedLine] = []
        self._parts: list[str] = []
        self._length = self._size = 0
        self._marks: list[MarkedRange] = []
        self._elements: list[tuple[str, str | None, int]] = []
        self._silent = 0
        self._kinds: list[tuple[LineKind, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line, a mark, or something unseen."""
        if tag == "br":
            self._add("\n")
        if tag in _BLOCKS:
            self._end_line()
        held = dict(attrs)
        named = held.get("id") or (held.get("name") if tag == "a" else None) or ""
        mark = named if MARK.match(named) else None
        if tag in _VOID:
            return
        self._elements.append((tag, mark, self._length))
        self._silent += tag in _SILENT
        if tag in _BLOCKS:
            self._kinds.append((_BLOCKS[tag], int(tag[1]) if _BLOCKS[tag] is LineKind.HEADING else 0))

    def handle_endtag(self, tag: str) -> None:
        """End the element of that name and all that was left open inside it."""
        if not any(name == tag for name, _, _ in self._elements):
            return
        while self._elements:
            name, mark, start = self._elements.pop()
            self._silent -= name in _SILENT
            if mark is not None:
                self._marks.append(MarkedRange(mark, start, self._length if self._length > start else None))
            if name in _BLOCKS:
                self._end_line()
                self._kinds.pop()
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        """Take in what a reader sees."""
        if not self._silent:
            self._add(_WORD_JOINS.sub(" ", data.replace("\n", " ")))

    def finished(self) -> list[EditedLine]:
        """All lines, the last one ended."""
        self._end_line()
        return self._lines

    def _add(self, text: str) -> None:
        self._size += len(text)
        if self._size > MOST_CHARACTERS:
            raise Refused(RefusedReason.UNPACKS_TOO_LARGE)
        self._parts.append(text)
        self._length += len(text)

    def _end_line(self) -> None:
        """Put the line away; marks still open go on in the next one from its beginning."""
        text = "".join(self._parts)
        marks = list(self._marks)
        for place, (name, mark, start) in enumerate(self._elements):
            if mark is not None:
                marks.append(MarkedRange(mark, start, self._length))
                self._elements[place] = (name, mark, 0)
        if text.strip():
            kind, level = next(
                (one for one in reversed(self._kinds) if one[0] is not LineKind.TEXT), (LineKind.TEXT, 0)
            )
            self._lines.append(EditedLine(text, kind, level, tuple(marks)))
        self._parts, self._length, self._marks = [], 0, []
