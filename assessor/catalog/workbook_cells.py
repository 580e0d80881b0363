"""Reads the cells of a returned workbook page by page: what is written, to the character, and nothing computed.

The libraries for it drop `x005F_` from texts, take a formula for its last value and look at every style first.
Here only strings and cells are read, streaming, so that a large or odd file costs little. It runs in the child.
"""

import json
import re
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from typing import NamedTuple
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import BadZipFile, ZipFile

from assessor.limits import limit_this_process

MEMORY = 256 * 1024 * 1024
CPU_SECONDS = 8
MOST_ROWS, MOST_COLUMNS, MOST_PAGES = 5_000, 60, 150
MOST_TEXT = 20_000_000

_REF = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})\Z", re.A)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TEXTS = frozenset(("s", "str", "inlineStr", "d"))
_READ = (
    *(BadZipFile, zlib.error, ExpatError, LookupError, ValueError, EOFError, OSError),
    *(RuntimeError, NotImplementedError, OverflowError),
)


class Cell(NamedTuple):
    """A filled cell; `column` counts from 0, `kind` is `text`, `number` or `formula`."""

    column: int
    text: str
    kind: str


class Page(NamedTuple):
    """A page: its title and its rows, each with its number (from 1) and its filled cells."""

    title: str
    rows: list[tuple[int, list[Cell]]]


class _Refused(Exception):
    """A part holds what none of ours would."""


def main() -> None:
    """The child: the file on standard input; `{"pages": …}` or `{"refused": code}` on standard output."""
    content = sys.stdin.buffer.read()
    limit_this_process(memory=MEMORY, cpu_seconds=CPU_SECONDS)
    sys.stdout.write(json.dumps(outcome(content), ensure_ascii=True))


def outcome(content: bytes) -> dict[str, object]:
    """What the child says of a file."""
    try:
        return {"pages": read_pages(content)}
    except _Refused as fault:
        return {"refused": str(fault)}
    except _READ:
        return {"refused": "workbook_not_xlsx"}


def read_pages(content: bytes) -> list[Page]:
    """All pages with their filled cells.

    Raises:
        _Refused: more than ours would hold.
        ValueError, KeyError, ExpatError, BadZipFile: it is not what it should be.
    """
    with ZipFile(BytesIO(content)) as parts:
        targets = _relations(parts)
        pages, strings = _pages(parts), _strings(parts, targets)
        if len(pages) > MOST_PAGES:
            raise _Refused("workbook_too_large")
        return [Page(title, _cells(parts, _part(targets[name][1]), strings)) for title, name in pages]


def _parse(
    parts: ZipFile,
    name: str,
    start: Callable[[str, Mapping[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    parser = ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = lambda tag, attributes: start(tag.rpartition(":")[2], attributes)
    if end is not None:
        parser.EndElementHandler = lambda tag: end(tag.rpartition(":")[2])
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _no_doctype
    with parts.open(name) as stream:
        parser.ParseFile(stream)


def _no_doctype(*_: object) -> None:
    raise _Refused("workbook_not_xlsx")


def _pages(parts: ZipFile) -> list[tuple[str, str]]:
    """Title and relation of every page, in order."""
    found: list[tuple[str, str]] = []

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "sheet":
            found.append((attributes["name"], attributes["r:id"]))

    _parse(parts, "xl/workbook.xml", start)
    return found


def _relations(parts: ZipFile) -> dict[str, tuple[str, str]]:
    """Kind and target of every relation of the workbook."""
    found: dict[str, tuple[str, str]] = {}

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "Relationship":
            found[attributes["Id"]] = (attributes["Type"].rpartition("/")[2], attributes["Target"])

    _parse(parts, "xl/_rels/workbook.xml.rels", start)
    return found


def _part(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _strings(parts: ZipFile, targets: Mapping[str, tuple[str, str]]) -> list[str]:
    name = next((_part(target) for kind, target in targets.values() if kind == "sharedStrings"), None)
    if name is None:
        return []
    reader = _Strings()
    _parse(parts, name, reader.start, reader.end, reader.text)
    return reader.found


class _Strings:
    """Collects texts: runs are joined, readings (furigana) are left out."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._parts: list[str] = []
        self._in_text = self._in_reading = False
        self._size = 0

    def start(self, tag: str, _: Mapping[str, str]) -> None:
        """An element begins."""
        if tag == "si":
            self._parts = []
        elif tag == "rPh":
            self._in_reading = True
        self._in_text = tag == "t" and not self._in_reading

    def end(self, tag: str) -> None:
        """An element ends."""
        self._in_text = False
        if tag == "rPh":
            self._in_reading = False
        elif tag == "si":
            self.found.append(unescaped("".join(self._parts)))

    def text(self, text: str) -> None:
        """Characters."""
        if self._in_text:
            self._size += len(text)
            if self._size > MOST_TEXT:
                raise _Refused("workbook_too_large")
            self._parts.append(text)


def _cells(parts: ZipFile, name: str, strings: list[str]) -> list[tuple[int, list[Cell]]]:
    reader = _Cells(strings)
    _parse(parts, name, reader.start, reader.end, reader.text)
    return [(number, cells) for number, cells in reader.rows if cells]


class _Cells:
    """Collects the filled cells of a page by row."""

    def __init__(self, strings: list[str]) -> None:
        self.rows: list[tuple[int, list[Cell]]] = []
        self._strings = strings
        self._row = self._column = 0
        self._kind, self._is_formula = "n", False
        self._parts: list[str] = []
        self._takes = self._in_reading = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if tag == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._column = -1
            self.rows.append((self._row, []))
        elif tag == "c":
            found = _REF.match(attributes.get("r", ""))
            self._column = column_number(found[1]) if found else self._column + 1
            self._kind, self._is_formula, self._parts = attributes.get("t", "n"), False, []
        elif tag == "f":
            self._is_formula = True
        elif tag == "rPh":
            self._in_reading = True
        self._takes = tag in ("v", "t") and not self._in_reading

    def end(self, tag: str) -> None:
        """An element ends."""
        self._takes = False
        if tag == "rPh":
            self._in_reading = False
        elif tag == "c":
            self._close()

    def text(self, text: str) -> None:
        """Characters."""
        if self._takes:
            self._parts.append(text)

    def _close(self) -> None:
        raw = "".join(self._parts)
        if not raw and not self._is_formula:
            return
        if self._row > MOST_ROWS or self._column >= MOST_COLUMNS:
            raise _Refused("workbook_too_large")
        text = self._strings[int(raw)] if self._kind == "s" and raw else unescaped(raw)
        kind = "text" if self._kind in _TEXTS else "number"
        if text or self._is_formula:
            self.rows[-1][1].append(Cell(self._column, text, "formula" if self._is_formula else kind))


def unescaped(text: str) -> str:
    """A text without the format's own escapes: `_x000D_` is one character, `_x005F_` an underscore."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text).replace("\r\n", "\n")


def column_number(letters: str) -> int:
    """`A` is 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def pages_of(found: Mapping[str, object]) -> Iterator[Page]:
    """The pages in what the child wrote."""
    pages = found.get("pages")
    for title, rows in pages if isinstance(pages, list) else ():
        yield Page(title, [(number, [Cell(*cell) for cell in cells]) for number, cells in rows])
