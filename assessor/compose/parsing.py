"""Composed Markdown, parsed once into the neutral Document; what a template may not write is plain text."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin

from assessor.model.document import (
    Block,
    Callout,
    Cell,
    DefinitionList,
    Figure,
    Heading,
    ListBlock,
    PageBreak,
    Paragraph,
    Span,
    Spans,
    Table,
)

MARK = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}")
"""What may be a statement's mark; anything else a template writes there marks nothing."""

_CALLOUTS = ("notice", "caution")
_UNUSED_RULES = ("link", "image", "autolink", "html_inline", "html_block", "lheading", "code", "reference", "backticks")


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable(list(_UNUSED_RULES))
    parser.use(attrs_plugin, spans=True, allowed=["s", "k"]).use(deflist_plugin)
    for name in _CALLOUTS:
        parser.use(container_plugin, name)
    return parser


def parse(markdown: str, figures: Mapping[str, Figure] | None = None) -> tuple[Block, ...]:
    """Blocks of a Markdown text; a fence ```` ```figure NAME ```` stands for the figure of that name."""
    return tuple(_Reader(markdown, figures or {}).blocks())


def without_empty_sections(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Headings with nothing below them disappear, the lower levels first."""
    kept: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading):
            while kept and isinstance(kept[-1], Heading) and kept[-1].level >= block.level:
                kept.pop()
        kept.append(block)
    while kept and isinstance(kept[-1], Heading):
        kept.pop()
    return tuple(kept)


class _Reader:
    """Walks the flat token list once, keeping its place."""

    def __init__(self, markdown: str, figures: Mapping[str, Figure]) -> None:
        self._lines = markdown.split("\n")
        self._figures = figures
        self._tokens = _parser().parse(markdown)
        self._at = 0

    def blocks(self, end: str | None = None) -> Iterator[Block]:
        """Blocks up to (and past) the closing token, or to the end."""
        while self._at < len(self._tokens):
            token = self._next()
            if token.type == end:
                return
            block = self._block(token)
            if block is not None:
                yield block

    def _next(self) -> Token:
        token = self._tokens[self._at]
        self._at += 1
        return token

    def _inline(self, closing: str) -> Spans:
        spans: Spans = ()
        while (token := self._next()).type != closing:
            if token.type == "inline":
                spans = read_spans(token.children or [])
        return spans

    def _block(self, token: Token) -> Block | None:
        """The block that a token begins; one with nothing in it is left out."""
        made: Block | None = None
        match token.type:
            case "heading_open":
                spans = _flowing(self._inline("heading_close"))
                made = Heading(level=min(int(token.tag[1]), 4), spans=spans) if spans else None
            case "paragraph_open":
                spans = _flowing(self._inline("paragraph_close"))
                made = Paragraph(spans=spans) if spans else None
            case "bullet_list_open" | "ordered_list_open":
                listed = self._list(token)
                made = listed if listed.items else None
            case "table_open":
                table = self._table(token)
                made = table if table.rows else None
            case "dl_open":
                made = self._definitions()
            case "hr":
                made = PageBreak()
            case "fence":
                made = self._fence(token)
            case "container_notice_open":
                made = self._callout("notice")
            case "container_caution_open":
                made = self._callout("caution")
        return made

    def _fence(self, token: Token) -> Block | None:
        """A figure by its name; any other fence is its plain text."""
        word, _, name = token.info.strip().partition(" ")
        if word == "figure":
            return self._figures.get(name.strip())
        text = token.content.removesuffix("\n")
        return Paragraph(spans=(Span(text=text),)) if text else None

    def _callout(self, kind: Literal["notice", "caution"]) -> Callout | None:
        blocks = tuple(self.blocks(f"container_{kind}_close"))
        return Callout(kind=kind, blocks=blocks) if blocks else None

    def _list(self, opening: Token) -> ListBlock:
        closing = opening.type.replace("_open", "_close")
        items: list[tuple[Block, ...]] = []
        while self._next().type != closing:
            items.append(tuple(self.blocks("list_item_close")))
        return ListBlock(ordered=opening.type == "ordered_list_open", items=tuple(item for item in items if item))

    def _table(self, opening: Token) -> Table:
        rows: list[tuple[Cell, ...]] = []
        cells: list[Cell] = []
        while (token := self._next()).type != "table_close":
            if token.type in ("th_open", "td_open"):
                cells.append(_cell(self._inline(token.type.replace("_open", "_close"))))
            elif token.type == "tr_close":
                rows.append(tuple(cells))
                cells = []
        return Table(header=rows[0], rows=tuple(rows[1:]), widths=self._widths(opening, len(rows[0])))

    def _widths(self, opening: Token, columns: int) -> tuple[int, ...]:
        """Relative column widths: the number of dashes in the delimiter row."""
        line = self._lines[opening.map[0] + 1] if opening.map else ""
        dashes = tuple(part.count("-") for part in line.strip().strip("|").split("|"))
        return dashes if len(dashes) == columns and all(dashes) else ()

    def _definitions(self) -> DefinitionList:
        items: list[tuple[Spans, tuple[Block, ...]]] = []
        term: Spans = ()
        while (token := self._next()).type != "dl_close":
            if token.type == "dt_open":
                term = _flowing(self._inline("dt_close"))
            elif token.type == "dd_open":
                items.append((term, tuple(self.blocks("dd_close"))))
        return DefinitionList(items=tuple(items))


def _cell(spans: Spans) -> Cell:
    """A cell's lines; `[]{k=br}` ends a line, `[]{k=dot}` begins one with a bullet."""
    lines: list[list[Span]] = [[]]
    bullet = False
    for span in spans:
        if span.text == _BREAK:
            lines.append([])
        elif span.text == _DOT:
            bullet = True
            if lines[-1]:
                lines.append([])
        else:
            lines[-1].append(span)
    kept = tuple(tuple(line) for line in lines if line)
    return Cell(lines=kept or ((),), bullet=bullet)


_BREAK, _DOT = "\x00br", "\x00dot"
_MARKERS = {"br": _BREAK, "dot": _DOT}


def _flowing(spans: Spans) -> Spans:
    """Spans of running text, where a cell's line end and bullet are written out."""
    written: list[Span] = []
    for span in spans:
        if span.text == _BREAK:
            written.append(Span(text="\n"))
        elif span.text == _DOT:
            written.append(Span(text="\n・" if written else "・"))
        else:
            written.append(span)
    return tuple(written)


def read_spans(tokens: Sequence[Token]) -> Spans:
    """Inline tokens as spans; neighbours alike in mark and weight are joined."""
    spans: list[Span] = []
    strong = 0
    marks: list[Mapping[str, str]] = []
    for place, token in enumerate(tokens):
        if token.type == "span_open":
            attributes = {key: str(value) for key, value in token.attrs.items()}
            marks.append(attributes)
            if attributes.get("k") in _MARKERS:
                spans.append(Span(text=_MARKERS[attributes["k"]]))
        elif token.type == "span_close":
            marks.pop()
        elif token.type in ("strong_open", "em_open"):
            strong += 1
        elif token.type in ("strong_close", "em_close"):
            strong -= 1
        else:
            _add(spans, _text(token, spans, tokens[place + 1 :]), bool(strong), marks)
    return tuple(spans)


def _text(token: Token, before: Sequence[Span], after: Sequence[Token]) -> str:
    if token.type == "softbreak":
        following = next((one.content for one in after if one.content), "")
        return "" if _is_wide(before[-1].text[-1:] if before else "") and _is_wide(following[:1]) else " "
    return "\n" if token.type == "hardbreak" else token.content


def _add(spans: list[Span], text: str, strong: bool, marks: Sequence[Mapping[str, str]]) -> None:
    if not text:
        return
    mark = next((one["s"] for one in reversed(marks) if MARK.fullmatch(one.get("s", ""))), None)
    bold = strong or any(one.get("k") == "strong" for one in marks)
    plain = any(one.get("k") == "plain" for one in marks)
    if (
        spans
        and (spans[-1].mark, spans[-1].strong, spans[-1].plain) == (mark, bold, plain)
        and spans[-1].text[0] != "\x00"
    ):
        spans[-1] = spans[-1].model_copy(update={"text": spans[-1].text + text})
    else:
        spans.append(Span(text=text, strong=bold, mark=mark, plain=plain))


def _is_wide(char: str) -> bool:
    return bool(char) and (unicodedata.east_asian_width(char) in "WFA" or re.match(r"[、。「」（）]", char) is not None)
