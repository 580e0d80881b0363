"""※ at the first use of a glossary term in each section: longest match first, none inside a word or a heading."""

import unicodedata
from collections.abc import Callable, Iterable, Sequence

from assessor.model.document import (
    Block,
    Callout,
    Cell,
    DefinitionList,
    Figure,
    Heading,
    Layers,
    ListBlock,
    Paragraph,
    Spans,
    Table,
)
from assessor.model.publication import PublicTerm

MARK = "※"
_LOOSE = frozenset("等的性化側用")
"""Kanji that may follow a term without making it part of a longer word."""


class GlossaryMarker:
    """Marks a document's blocks in reading order and remembers which terms were met."""

    def __init__(self, terms: Iterable[PublicTerm]) -> None:
        """Take the terms of the glossary, in the order they are to be listed."""
        self._terms = tuple(terms)
        self._by_first: dict[str, list[str]] = {}
        for name in sorted((one.term for one in self._terms), key=len, reverse=True):
            self._by_first.setdefault(name[0], []).append(name)
        self._met_here: set[str] = set()
        self._met: set[str] = set()

    def mark(self, blocks: Sequence[Block]) -> tuple[Block, ...]:
        """The blocks with marks; a heading of level 1 or 2 begins a section."""
        return tuple(self._block(block) for block in blocks)

    @property
    def met(self) -> tuple[PublicTerm, ...]:
        """The terms marked so far, in glossary order."""
        return tuple(one for one in self._terms if one.term in self._met)

    def _block(self, block: Block) -> Block:
        made: Block = block
        match block:
            case Heading():
                if block.level <= 2:
                    self._met_here = set()
                made = Heading(level=block.level, spans=_each(block.spans, _unmarked))
            case Paragraph():
                made = Paragraph(spans=self._spans(block.spans))
            case ListBlock():
                made = ListBlock(ordered=block.ordered, items=tuple(self.mark(item) for item in block.items))
            case Table():
                rows = tuple(tuple(self._cell(cell) for cell in row) for row in block.rows)
                header = tuple(_cell(cell, lambda spans: _each(spans, _unmarked)) for cell in block.header)
                made = block.model_copy(update={"rows": rows, "header": header})
            case DefinitionList():
                items = tuple((_each(term, _unmarked), self.mark(body)) for term, body in block.items)
                made = DefinitionList(items=items)
            case Figure(chart=Layers() as chart):
                made = block.model_copy(update={"chart": self._layers(chart)})
            case Callout():
                made = Callout(kind=block.kind, blocks=self.mark(block.blocks))
        return made

    def _layers(self, chart: Layers) -> Layers:
        rows = (row.model_copy(update={"contents": self._text(_unmarked(row.contents))}) for row in chart.rows)
        return chart.model_copy(update={"rows": tuple(rows)})

    def _cell(self, cell: Cell) -> Cell:
        return _cell(cell, self._spans)

    def _spans(self, spans: Spans) -> Spans:
        return tuple(
            span if span.plain else span.model_copy(update={"text": self._text(_unmarked(span.text))}) for span in spans
        )

    def _text(self, text: str) -> str:
        made, at = "", 0
        while at < len(text):
            name = self._longest(text, at)
            if name is None:
                made, at = made + text[at], at + 1
                continue
            made, end = made + name, at + len(name)
            if name not in self._met_here and _stands_alone(text, at, end):
                made += MARK
                self._met_here.add(name)
                self._met.add(name)
            at = end
        return made

    def _longest(self, text: str, at: int) -> str | None:
        return next((name for name in self._by_first.get(text[at], ()) if text.startswith(name, at)), None)


def _cell(cell: Cell, change: Callable[[Spans], Spans]) -> Cell:
    return cell.model_copy(update={"lines": tuple(change(line) for line in cell.lines)})


def _each(spans: Spans, change: Callable[[str], str]) -> Spans:
    return tuple(span.model_copy(update={"text": change(span.text)}) for span in spans)


def _unmarked(text: str) -> str:
    return text.replace(MARK, "")


def _stands_alone(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    joined_before = bool(before) and _script(before) == _script(text[start])
    joined_after = bool(after) and _script(after) == _script(text[end - 1]) and after not in _LOOSE
    return not joined_before and not joined_after


def _script(char: str) -> str:
    """Which kind of letter: two neighbours of one kind make one word. Kana of the syllabary end words: no kind."""
    if char == "ー" or "ァ" <= char <= "ヺ":
        return "katakana"
    if char.isascii() and char.isalnum():
        return "latin"
    if unicodedata.name(char, "").startswith("CJK UNIFIED") or char in "々〆ヶ":
        return "kanji"
    return f"other {char}"
