"""Pictures of the screen as SVG: every character stands where its cell is, so that a picture is as true as a terminal.

The terminal library's own pictures name a font from outside and let wide characters drift; these name none but the
usual ones, and are the same bytes on every machine.
"""

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from rich.cells import get_character_cell_size
from rich.style import Style
from rich.terminal_theme import DIMMED_MONOKAI
from textual.strip import Strip

if TYPE_CHECKING:
    from tests.tui.stage import Stage

CELL, ROW, SIZE, MARGIN = 10, 22, 20, 8
FONTS = "'Noto Sans Mono CJK JP','BIZ UDGothic','MS Gothic','Osaka-Mono',monospace"


def picture(stage: "Stage") -> str:
    """What is seen now."""
    return drawing(stage.app.screen._compositor.render_strips())


def drawing(strips: list[Strip]) -> str:
    """Rows as an SVG."""
    width = max(strip.cell_length for strip in strips) * CELL + 2 * MARGIN
    height = len(strips) * ROW + 2 * MARGIN
    ground = _colour(next(iter(strips[-1])).style, "bgcolor", "#000000")
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">',
        f'<g font-family="{FONTS}" font-size="{SIZE}" xml:space="preserve">',
        f'<rect width="{width}" height="{height}" fill="{ground}"/>',
    ]
    for y, strip in enumerate(strips):
        lines += _row(strip, y * ROW + MARGIN)
    return "\n".join([*lines, "</g>", "</svg>", ""])


def _row(strip: Strip, top: int) -> Iterator[str]:
    x = MARGIN
    grounds: list[tuple[int, int, str]] = []
    texts: list[str] = []
    for text, style, _ in strip:
        ground = _colour(style, "bgcolor", "#000000")
        wide = sum(get_character_cell_size(char) for char in text) * CELL
        begun, held = x, wide
        if grounds and grounds[-1][2] == ground:
            begun, before, _ = grounds.pop()
            held += before
        grounds.append((begun, held, ground))
        if text.strip() and _colour(style, "color", "#ffffff") != ground:
            texts += _text(text, style, x, top)
        x += wide
    for left, wide, ground in grounds:
        yield f'<rect x="{left}" y="{top}" width="{wide}" height="{ROW}" fill="{ground}"/>'
    yield from texts


def _text(text: str, style: Style | None, x: int, top: int) -> Iterator[str]:
    look = f'fill="{_colour(style, "color", "#ffffff")}"'
    look += ' font-weight="bold"' if style and style.bold else ""
    look += ' text-decoration="underline"' if style and style.underline else ""
    for start, run in _runs(text):
        if run.strip() or (style and style.underline):
            yield f'<text x="{x + start * CELL}" y="{top + ROW - 5}" {look}>{escape(run)}</text>'


def _runs(text: str) -> Iterator[tuple[int, str]]:
    """Narrow characters together, wide ones each alone, with the cell each run begins at."""
    cell, start, held = 0, 0, ""
    for char in text:
        size = get_character_cell_size(char)
        if size == 2:
            if held:
                yield start, held
            yield cell, char
            held = ""
        else:
            start = start if held else cell
            held += char
        cell += size
    if held:
        yield start, held


def _colour(style: Style | None, which: str, default: str) -> str:
    if style is not None and style.reverse:
        which = "color" if which == "bgcolor" else "bgcolor"
    colour = getattr(style, which, None) if style else None
    return colour.get_truecolor(DIMMED_MONOKAI).hex if colour and not colour.is_default else default
