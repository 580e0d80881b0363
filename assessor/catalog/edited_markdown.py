"""Reads a Markdown file that anybody may have edited: lines, and the comments that carry marks."""

import re
from collections.abc import Iterator
from html import unescape

from assessor.catalog.edited_word_lines import MARK
from assessor.model.edited import EditedLine, LineKind, MarkedRange

_COMMENT = re.compile(r"<!--\s*(.*?)\s*-->", re.S)
_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t#]*\Z")
_ITEM = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]+(.*)\Z", re.S)
_QUOTE = re.compile(r"(?:>[ \t]?)+")
_RULE = re.compile(r"\|?[\s:|-]*-[\s:|-]*\Z")
_TAG = re.compile(r"</?(?:strong|em|b|i|br|span|u)\b[^<>]{0,200}>", re.I)
_CELL_END = re.compile(r"(?<!\\)\|")
_PRINTED_AS_IS = re.compile(r"\\([!-/:-@\[-`{-~])")
_EMPHASIS = re.compile(r"(?<!\\)(\*\*|__|`)")


def read_markdown(text: str) -> list[EditedLine]:
    """The lines of a Markdown text as a reader sees them; a mark begins where its comment stands."""
    waiting: list[str] = []
    lines: list[EditedLine] = []
    for kind, level, raw in _blocks(text):
        shown, marks = _shown(raw)
        starts = [MarkedRange(mark, 0, None) for mark in waiting]
        if not shown.strip():
            waiting += [one.mark for one in marks]
            continue
        waiting = []
        lines.append(EditedLine(shown, kind, level, (*starts, *marks)))
    return lines


def _blocks(text: str) -> Iterator[tuple[LineKind, int, str]]:
    """Headings, items, cells, and paragraphs whose lines are joined."""
    kind, gathered = LineKind.TEXT, ""
    for line in [*text.split("\n"), ""]:
        bare = _QUOTE.sub("", line.strip(), count=1) if line.lstrip().startswith(">") else line.strip()
        heading, item = _HEADING.match(bare), _ITEM.match(bare)
        is_row = bare.startswith("|")
        if not bare or heading or item or is_row or _is_comment(bare):
            if gathered:
                yield kind, 0, gathered
            kind, gathered = LineKind.TEXT, ""
        if heading:
            yield LineKind.HEADING, len(heading[1]), heading[2]
        elif item:
            kind, gathered = LineKind.ITEM, item[1]
        elif is_row and not _RULE.match(bare):
            yield from ((LineKind.CELL, 0, cell) for cell in _CELL_END.split(bare.strip("|")))
        elif bare and not is_row:
            gathered = f"{gathered}\n{bare}".strip("\n")
            if _is_comment(bare):
                yield kind, 0, gathered
                gathered = ""


def _is_comment(bare: str) -> bool:
    return bare.startswith("<!--") and bare.endswith("-->") and bare.count("<!--") == 1


def _shown(raw: str) -> tuple[str, list[MarkedRange]]:
    """What a reader sees of a piece, and where marks begin in it."""
    out = ""
    marks: list[MarkedRange] = []
    end = 0
    for found in _COMMENT.finditer(raw):
        out += _plain(raw[end : found.start()])
        end = found.end()
        if MARK.match(found[1]):
            marks.append(MarkedRange(found[1], len(out), None))
    return out + _plain(raw[end:] if out else raw[end:].lstrip("\n")), marks


def _plain(raw: str) -> str:
    text = _EMPHASIS.sub("", _TAG.sub("", raw)).replace("\\\n", "\n")
    return unescape(_PRINTED_AS_IS.sub(lambda found: f"&#{ord(found[1])};", text))
