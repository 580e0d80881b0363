"""Walks the body of a Word file once: paragraphs, table cells, text boxes, and the bookmarks over them."""

import re
from collections.abc import Callable, Mapping
from xml.parsers import expat

from assessor.catalog.edited_refusal import Refused, RefusedReason
from assessor.model.edited import EditedLine, LineKind, MarkedRange

MARK = re.compile(r"s7_[A-Za-z0-9_]{1,36}\Z", re.A)
"""A statement's mark; other bookmarks are the officer's own and mean nothing here."""
LONGEST_CARRIED = 30
"""Paragraphs a bookmark may go on through; one that never ends would claim the rest of the document."""
MOST_CHARACTERS = 5_000_000
DEEPEST_WAYS = 8

_BREAKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_SILENT = frozenset(("moveFrom", "del", "rt", "instrText", "tabs"))
"""Text that a reader does not see: taken out under review, furigana, field codes, tab stops."""
_WAYS, _FIRST, _ELSE = "AlternateContent", "Choice", "Fallback"
_TRACKED = frozenset(("ins", "del", "moveFrom", "moveTo"))


class _Paragraph:
    """A paragraph while it is being read."""

    def __init__(self, kind: LineKind) -> None:
        self.kind, self.level = kind, 0
        self.parts: list[str] = []
        self.length = 0
        self.begun: dict[str, int] = {}
        self.marks: list[MarkedRange] = []

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)


class _Ways:
    """One thing shown in several ways; which of them a reader sees depends on the program."""

    def __init__(self) -> None:
        self.now = ""
        self.said: dict[str, list[str]] = {_FIRST: [], _ELSE: []}

    def add(self, text: str) -> None:
        if self.now:
            self.said[self.now].append(text)

    def left_over(self) -> str:
        """What only the other way says."""
        first, other = ("".join(self.said[way]) for way in (_FIRST, _ELSE))
        return "" if "".join(other.split()) in "".join(first.split()) else other


class WordLines:
    """Collects the lines of one part; `headings` gives the level of each heading style."""

    def __init__(self, headings: Mapping[str, int], kind: LineKind) -> None:
        """`kind` is what a paragraph is that is nothing else."""
        self.lines: list[EditedLine] = []
        self.has_tracked_changes = False
        self._headings, self._kind = headings, kind
        self._names: dict[str, str] = {}
        self._open: dict[str, int] = {}
        self._stack: list[_Paragraph] = []
        self._ways: list[_Ways] = []
        self._cells = self._silent = self._text = self._size = 0
        self._starts: dict[str, Callable[[Mapping[str, str]], None]] = {
            "p": lambda _: self._stack.append(_Paragraph(LineKind.CELL if self._cells else self._kind)),
            "pStyle": self._style,
            "outlineLvl": self._outline,
            "numPr": self._numbered,
            "bookmarkStart": self._bookmark,
            "bookmarkEnd": self._end_bookmark,
        }

    def read(self, part: bytes) -> None:
        """Walk a part of the file.

        Raises:
            Refused: it is too long, or has a document type.
        """
        parser: expat.XMLParserType = safe_parser()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.Parse(part, True)

    def _start(self, name: str, held: dict[str, str]) -> None:
        tag = local(name)
        self.has_tracked_changes |= tag in _TRACKED
        self._silent += tag in _SILENT
        self._cells += tag == "tc"
        self._text += tag == "t"
        if tag == _WAYS:
            self._ways.append(_Ways())
            if len(self._ways) > DEEPEST_WAYS:
                raise Refused(RefusedReason.DAMAGED)
        elif tag in (_FIRST, _ELSE) and self._ways:
            self._ways[-1].now = tag
        elif tag == "textpath":
            self._say(next((value for key, value in held.items() if local(key) == "string"), ""))
        elif tag in _BREAKS and self._is_read:
            self._stack[-1].add(_BREAKS[tag])
        elif tag in self._starts:
            self._starts[tag]({local(key): value for key, value in held.items()})

    def _end(self, name: str) -> None:
        tag = local(name)
        self._silent -= tag in _SILENT
        self._cells -= tag == "tc"
        self._text -= tag == "t"
        if tag == "p" and self._stack:
            self._finish(self._stack.pop())
        elif tag == _WAYS and self._ways:
            self._end_of_ways(self._ways.pop())
        elif tag in (_FIRST, _ELSE) and self._ways:
            self._ways[-1].now = ""

    def _characters(self, text: str) -> None:
        if self._text:
            self._say(text)

    @property
    def _is_read(self) -> bool:
        """True in a paragraph whose text is read in this way of showing it."""
        return bool(self._stack) and not self._silent and not any(one.now == _ELSE for one in self._ways)

    def _say(self, text: str) -> None:
        if self._silent:
            return
        self._size += len(text)
        if self._size > MOST_CHARACTERS:
            raise Refused(RefusedReason.UNPACKS_TOO_LARGE)
        for ways in self._ways:
            ways.add(text)
        if self._is_read:
            self._stack[-1].add(text)

    def _end_of_ways(self, ways: _Ways) -> None:
        """What another program would show instead is read too, where it says something else."""
        if text := ways.left_over():
            self.lines.append(EditedLine(text, LineKind.CELL if self._cells else self._kind))

    def _style(self, held: Mapping[str, str]) -> None:
        level = self._headings.get(held.get("val", ""))
        if level and self._stack:
            self._stack[-1].kind, self._stack[-1].level = LineKind.HEADING, level

    def _outline(self, held: Mapping[str, str]) -> None:
        level = held.get("val", "")
        if self._stack and level in "012345678" and level:
            self._stack[-1].kind, self._stack[-1].level = LineKind.HEADING, int(level) + 1

    def _numbered(self, _: Mapping[str, str]) -> None:
        if self._stack and self._stack[-1].kind is LineKind.TEXT:
            self._stack[-1].kind = LineKind.ITEM

    def _bookmark(self, held: Mapping[str, str]) -> None:
        """A bookmark begins; LibreOffice begins one it has split again under another number and ends only that."""
        name, ident = held.get("name", ""), held.get("id", "")
        if not MARK.match(name):
            return
        self._names[ident] = name
        if name not in self._open:
            self._open[name] = 0
            if self._stack:
                self._stack[-1].begun[name] = self._stack[-1].length

    def _end_bookmark(self, held: Mapping[str, str]) -> None:
        name = self._names.pop(held.get("id", ""), "")
        if self._open.pop(name, None) is not None and self._stack:
            here = self._stack[-1]
            here.marks.append(MarkedRange(name, here.begun.get(name, 0), here.length))

    def _finish(self, done: _Paragraph) -> None:
        for name, carried in list(self._open.items()):
            done.marks.append(MarkedRange(name, done.begun.get(name, 0), done.length))
            self._open[name] = carried + 1
            if carried >= LONGEST_CARRIED:
                del self._open[name]
        text = "".join(done.parts)
        if text.strip() or done.marks:
            self.lines.append(EditedLine(text, done.kind, done.level, tuple(done.marks)))


def safe_parser() -> expat.XMLParserType:
    """A parser that refuses entities of its own, and with them every way to grow a text from nothing."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise Refused(RefusedReason.DAMAGED)

    parser.StartDoctypeDeclHandler = refuse
    return parser


def local(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition(" ")[2]
