"""Frozen texts as lines that can be checked and compared, and edited texts as documents that can be frozen."""

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date

from assessor.engine.wordings import Wording, comparable
from assessor.model.alignment import aligned
from assessor.model.claims import Claim
from assessor.model.document import (
    Block,
    Callout,
    DefinitionList,
    Document,
    Figure,
    Heading,
    ListBlock,
    Paragraph,
    Span,
    Table,
)
from assessor.model.edited import EditedLine, EditedText, LineKind, MarkedRange
from assessor.model.fiscal import parse_day
from assessor.model.one_width import one_width
from assessor.model.release import Release, TextChange

DEEPEST = 4
HEAD_LINES = 4
"""Lines under the title of an edited text that may be the plan, and the day it was made on."""
MORE_DONE, LESS_DONE = "取組の進み具合が変わったため", "今の取組に合わせるため"
NEW, GONE = "新たに記載するため", "記載をやめるため"
HEADING = "見出し"
"""Where a heading that changed stands."""
OWN_WORDS = ""
"""Why words were changed only the city knows: without its reason the cell is left to be written."""

_UNREAD = re.compile(r"[\s※]|\A[・•●○◎◇◆■□►]+")
"""What a reader does not read, and what a word processor moves or prints as part of the text."""
_DAY = re.compile(r"(?:令和|平成)(?:元|[0-9]+)年[0-9]+月[0-9]+日")


def edited_text(release: Release) -> EditedText:
    """A frozen text as if it had been read back from a file."""
    return EditedText(release.id, release.digest, tuple(lines_of(release.document.blocks)))


def earlier_wordings(release: Release) -> tuple[Wording, ...]:
    """The wordings of the statements as they were released."""
    return tuple(Wording(one.id, one.written, one.text, comparable(one.text)) for one in release.statements)


def marks_in(document: Document) -> frozenset[str]:
    """The marks of the statements that stand in a text: a short template prints few of those that hold."""
    return frozenset(mark.mark for line in lines_of(document.blocks) for mark in line.marks)


def lines_under_headings(document: Document) -> Iterator[tuple[str, EditedLine]]:
    """Every line that is no heading, with the heading above it."""
    section = ""
    for line in lines_of(document.blocks):
        if line.kind is LineKind.HEADING:
            section = line.text
        else:
            yield section, line


def headings_in(document: Document) -> frozenset[str]:
    """The words of the headings of a text."""
    return frozenset(line.text for line in lines_of(document.blocks) if line.kind is LineKind.HEADING)


def headings_of(release: Release) -> dict[str, str]:
    """The heading above each statement of a release, by its id."""
    lines = [(section, comparable(line.text)) for section, line in lines_under_headings(release.document)]
    found = {one.id: comparable(one.text) for one in release.statements}
    return {
        name: section
        for name, key in found.items()
        if (section := next((section for section, line in lines if key in line), None)) is not None
    }


def lines_of(blocks: Iterable[Block]) -> Iterator[EditedLine]:
    """Every line of some blocks in reading order."""
    for block in blocks:
        match block:
            case Heading():
                yield _line(block.spans, LineKind.HEADING, block.level)
            case Paragraph():
                yield _line(block.spans, LineKind.TEXT)
            case ListBlock():
                yield from (line._replace(kind=LineKind.ITEM) for item in block.items for line in lines_of(item))
            case Figure():
                yield EditedLine(block.title)
            case Table():
                yield from (EditedLine(block.caption),) if block.caption else ()
                cells = (cell for row in (block.header, *block.rows) for cell in row)
                yield from (_line(spans, LineKind.CELL) for cell in cells for spans in cell.lines if spans)
            case DefinitionList():
                for term, said in block.items:
                    yield _line(term, LineKind.TEXT)
                    yield from lines_of(said)
            case Callout():
                yield from lines_of(block.blocks)


def _line(spans: Iterable[Span], kind: LineKind, level: int = 0) -> EditedLine:
    text = ""
    marks: list[MarkedRange] = []
    for span in spans:
        start, text = len(text), text + span.text
        if span.mark and marks and marks[-1].mark == span.mark and marks[-1].end == start:
            marks[-1] = marks[-1]._replace(end=len(text))
        elif span.mark:
            marks.append(MarkedRange(span.mark, start, len(text)))
    return EditedLine(text, kind, level, tuple(marks))


def with_ends(text: EditedText, claims: Iterable[Claim]) -> EditedText:
    """The text with an end for each mark of which only the beginning was known: where its statement was found to end.

    Without it a mark would run on over what the template says after the statement, and that would be its wording.
    """
    said = {(one.line, one.mark): one.text for one in claims}

    def closed(number: int, line: EditedLine, mark: MarkedRange) -> MarkedRange:
        words = said.get((number, mark.mark))
        start = line.text.find(words, max(mark.start - len(words), 0)) if words else -1
        return mark if mark.end is not None or start < 0 else MarkedRange(mark.mark, start, start + len(words or ""))

    lines = (
        line._replace(marks=tuple(closed(number, line, mark) for mark in line.marks))
        for number, line in enumerate(text.lines, 1)
    )
    return text._replace(lines=tuple(lines))


def document_of(text: EditedText, *, kind: str, municipality: str, plan: str | None, dated: date) -> Document:
    """An edited text as a document: its first line the title, headings and paragraphs below.

    The plan and the day under the title are the head of our documents: they are printed anew, and not twice. The day
    that stands there is the day of the document; `dated` is, where none does.
    """
    first, *rest = text.lines or (EditedLine(text.name),)
    head = [line for line in rest[:HEAD_LINES] if _is_head(line, municipality, plan)]
    rest = [line for line in rest if not any(line is one for one in head)]
    return Document(
        kind=kind,
        title=" ".join(first.text.split("\n")).strip(),
        subtitle=plan if any(line.text.strip() == plan for line in head) else None,
        municipality=municipality,
        dated=next((found for line in head if (found := _head_day(line, municipality))), dated),
        internal=False,
        blocks=tuple(_block(line) for line in rest if line.text.strip()),
    )


def _is_head(line: EditedLine, municipality: str, plan: str | None) -> bool:
    if line.marks or line.kind is LineKind.HEADING:
        return False
    return line.text.strip() == plan or bool(_DAY.fullmatch(_of_head(line, municipality)))


def _of_head(line: EditedLine, municipality: str) -> str:
    return "".join(one_width(line.text).split()).removeprefix(municipality)


def _head_day(line: EditedLine, municipality: str) -> date | None:
    return parse_day(_of_head(line, municipality))


def _block(line: EditedLine) -> Block:
    spans = tuple(_spans(line))
    if line.kind is LineKind.HEADING:
        return Heading(level=min(max(line.level, 1), DEEPEST), spans=spans)
    return Paragraph(spans=spans)


def _spans(line: EditedLine) -> Iterator[Span]:
    """The runs of a line; of marks over one another the first holds."""
    end = 0
    for mark in sorted(line.marks, key=lambda one: one.start):
        start, stop = max(mark.start, end), len(line.text) if mark.end is None else mark.end
        if stop <= start:
            continue
        if start > end:
            yield Span(text=line.text[end:start])
        yield Span(text=line.text[start:stop], mark=mark.mark)
        end = stop
    if end < len(line.text):
        yield Span(text=line.text[end:])


def changes(before: Release, after: Release) -> tuple[TextChange, ...]:
    """What differs from one frozen text to the next: statements by their ids, all other lines by their place."""
    old, new = ({one.id: one for one in release.statements} for release in (before, after))
    headings = {**headings_of(before), **headings_of(after)}
    found: list[TextChange] = []
    for name in dict.fromkeys((*new, *old)):
        was, now = old.get(name), new.get(name)
        texts = (was.text if was else None, now.text if now else None)
        if was and now and _as_read(was.text) == _as_read(now.text):
            continue
        if was is None or now is None:
            reason = NEW if was is None else GONE
        elif was.written is now.written:
            reason = OWN_WORDS
        else:
            reason = MORE_DONE if now.written == "implemented" else LESS_DONE
        told, section = after.reasons.get(name, reason), headings.get(name, "")
        found.append(TextChange(item=name, section=section, before=texts[0], after=texts[1], reason=told))
    return (*found, *_other_lines(before, after))


def _as_read(text: str) -> str:
    return _UNREAD.sub("", text.strip())


def _other_lines(before: Release, after: Release) -> Iterator[TextChange]:
    """Changes outside statements, each under the heading it stands below; headings themselves too."""
    terms = frozenset((*_terms(before), *_terms(after)))
    old, new = (list(_unmarked(release, terms)) for release in (before, after))
    read_old, read_new = ([_as_read(text) for *_, text in lines] for lines in (old, new))
    for equal, start, end, first, last in aligned(read_old, read_new):
        if equal:
            continue
        for place in range(max(end - start, last - first)):
            was = old[start + place] if start + place < end else None
            now = new[first + place] if first + place < last else None
            item, section, _ = now or was or ("", "", "")
            reason = OWN_WORDS if was and now else NEW if now else GONE
            yield TextChange(
                item=item,
                section=section,
                before=was[2] if was else None,
                after=now[2] if now else None,
                reason=after.reasons.get(item, reason),
            )


def _unmarked(release: Release, terms: Collection[str]) -> Iterator[tuple[str, str, str]]:
    """The lines outside statements, each with its item and the heading above it; headings are lines of their own.

    A term of a glossary is one with its explanation.

    `terms` are those of both texts: in one that was read back a term is a line by itself.
    """
    known = {comparable(one.text) for one in release.statements}
    section = term = ""
    for line in lines_of(release.document.blocks):
        bare = line.text.strip()
        if line.kind is LineKind.HEADING:
            section = line.text
            yield section, HEADING, section
        elif _as_read(bare) in terms and not line.marks:
            term = bare
        elif bare and not line.marks and comparable(bare) not in known:
            yield section, section, f"{term}　{bare}".strip() if term else _in_one(bare, terms)
            term = ""


def _in_one(bare: str, terms: Collection[str]) -> str:
    """A line of a file that has a term and its explanation (Word: parted by a tab), as they are joined here."""
    if "\t" in bare:
        return "　".join(part.strip() for part in bare.split("\t"))
    term, sign, said = bare.partition("：")
    return f"{term}　{said}" if sign and _as_read(term) in terms else bare


def _terms(release: Release) -> Iterator[str]:
    for block in release.document.blocks:
        if isinstance(block, DefinitionList):
            yield from (_as_read(_line(term, LineKind.TEXT).text) for term, _ in block.items)
