"""A finished text taken apart into sentences with their places, whether it is a Document or was edited elsewhere."""

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import count
from typing import NamedTuple

from assessor.model.document import (
    Block,
    Callout,
    DefinitionList,
    Document,
    Figure,
    Heading,
    Layers,
    ListBlock,
    Paragraph,
    Span,
    Spans,
    Table,
)
from assessor.model.remark import Remark, RemarkCode, RemarkSeverity

GLOSSARY_MARK = "※"

_SENTENCE = re.compile(r"[^。！？\n]*(?:[。！？]+[」』）)]*|\n|\Z)")
_WIDE = {0xFF01 + place: 0x21 + place for place in range(94)} | {0x3000: 0x20}


class Part(StrEnum):
    """What kind of text a sentence stands in."""

    BODY = "body"
    HEADING = "heading"
    EXPLANATION = "explanation"
    FIGURE = "figure"


class TextSentence(NamedTuple):
    """One sentence without ※; `block` and `number` count from 1, `section` is the heading above it."""

    text: str
    block: int
    number: int
    section: str
    part: Part
    mark: str | None = None

    @property
    def folded(self) -> str:
        """The sentence with full-width letters, digits and signs as plain ones: each keeps its place."""
        return folded(self.text)

    def remark(
        self,
        code: RemarkCode,
        severity: RemarkSeverity,
        start: int,
        end: int,
        values: dict[str, str | int] | None = None,
    ) -> Remark:
        """A remark on the characters from `start` up to `end`."""
        return Remark(
            code=code,
            severity=severity,
            block=self.block,
            sentence=self.number,
            column=start + 1,
            words=self.text[start:end],
            text=self.text,
            section=self.section,
            mark=self.mark,
            values=values or {},
        )


def folded(text: str) -> str:
    """The text with full-width letters, digits and signs as plain ones: each character keeps its place."""
    return text.translate(_WIDE)


class _Run(NamedTuple):
    """A text that stands together: a paragraph, a heading, one line of a cell."""

    spans: Spans
    part: Part


def sentences_of(text: Document | str) -> Iterator[TextSentence]:
    """Every sentence of a document in reading order, or of a plain text whose lines are its blocks."""
    runs = _runs(text.blocks, Part.BODY) if isinstance(text, Document) else _lines(text)
    numbers = count(1)
    section = ""
    for run in runs:
        whole = "".join(span.text for span in run.spans)
        number = next(numbers)
        if run.part is Part.HEADING:
            section = whole.replace(GLOSSARY_MARK, "")
        for place, (start, said) in enumerate(_split(whole), 1):
            bare = said.replace(GLOSSARY_MARK, "")
            yield TextSentence(bare, number, place, section, run.part, _mark_at(run.spans, start))


def _lines(text: str) -> Iterator[_Run]:
    for line in text.split("\n"):
        yield _Run((Span(text=line),), Part.BODY)


def _split(text: str) -> Iterator[tuple[int, str]]:
    """Where each sentence that says something begins, and its words."""
    for found in _SENTENCE.finditer(text):
        said = found[0].strip()
        if said:
            yield found.start() + len(found[0]) - len(found[0].lstrip()), said


def _mark_at(spans: Sequence[Span], start: int) -> str | None:
    end = 0
    for span in spans:
        end += len(span.text)
        if start < end:
            return span.mark
    return None


def _runs(blocks: Iterable[Block], part: Part) -> Iterator[_Run]:
    for block in blocks:
        match block:
            case Heading():
                yield _Run(block.spans, Part.HEADING)
            case Paragraph():
                yield _Run(block.spans, part)
            case ListBlock():
                yield from (run for item in block.items for run in _runs(item, part))
            case Table():
                yield from _table(block, part)
            case DefinitionList():
                yield from _explanations(block)
            case Callout():
                yield from _runs(block.blocks, part)
            case Figure():
                yield from _figure(block)


def _table(table: Table, part: Part) -> Iterator[_Run]:
    if table.caption:
        yield _Run((Span(text=table.caption),), part)
    for row in (table.header, *table.rows):
        for cell in row:
            for line in cell.lines:
                yield _Run(line, part)


def _explanations(block: DefinitionList) -> Iterator[_Run]:
    for term, said in block.items:
        yield _Run(term, Part.EXPLANATION)
        yield from _runs(said, Part.EXPLANATION)


def _figure(figure: Figure) -> Iterator[_Run]:
    yield _Run((Span(text=figure.title),), Part.FIGURE)
    yield _Run((Span(text=figure.description),), Part.FIGURE)
    if isinstance(figure.chart, Layers):
        for row in figure.chart.rows:
            for text in (row.title, row.contents, *row.covered_by):
                yield _Run((Span(text=text),), Part.FIGURE)


def places_of(text: str, phrases: Iterable[str]) -> tuple[tuple[int, int], ...]:
    """Where phrases stand in a text, as (start, end)."""
    return tuple(
        (found.start(), found.end())
        for phrase in phrases
        if phrase and phrase in text
        for found in re.finditer(re.escape(phrase), text)
    )


def is_inside(start: int, end: int, places: Iterable[tuple[int, int]]) -> bool:
    """True when a place lies within one of the others."""
    return any(first <= start and end <= last for first, last in places)


def whole_words(words: Iterable[str]) -> re.Pattern[str]:
    """Finds any of the words: Latin and katakana ones only where they are no part of a longer word.

    Latin letters match in any case. No words, no match.
    """
    longest_first = sorted({word for word in words if word}, key=len, reverse=True)
    if not longest_first:
        return re.compile(r"(?!)")
    return re.compile("|".join(_bounded(word) for word in longest_first), re.IGNORECASE)


def _bounded(word: str) -> str:
    before, after = _BEFORE.get(_kind(word[0]), ""), _AFTER.get(_kind(word[-1]), "")
    start = f"(?<![{before}])" if before else ""
    end = f"(?![{after}])" if after else ""
    return f"{start}{re.escape(word)}{end}"


_BEFORE = {"letter": "A-Za-z0-9", "digit": "0-9", "katakana": "ァ-ヺー"}
_AFTER = {"letter": "A-Za-z", "digit": "A-Za-z0-9", "katakana": "ァ-ヺー"}
"""What may not stand beside a word; a number may follow a name (TLS1.3)."""


def _kind(char: str) -> str:
    if char.isascii() and char.isalnum():
        return "digit" if char.isdigit() else "letter"
    return "katakana" if "ァ" <= char <= "ヺ" or char == "ー" else ""
