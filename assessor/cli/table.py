"""Tables and bars for the terminal, aligned by cells."""

from collections.abc import Sequence

from assessor.i18n.width import cell_width, pad

BAR = 10


def table(rows: Sequence[Sequence[str]], right: frozenset[int] = frozenset(), gap: int = 2) -> list[str]:
    """Lines of columns; the columns numbered in `right` end flush right."""
    columns = max((len(row) for row in rows), default=0)
    widths = [max(cell_width(row[place]) for row in rows if place < len(row)) for place in range(columns)]
    lines = []
    for row in rows:
        cells = [
            _right(text, widths[place]) if place in right else pad(text, widths[place])
            for place, text in enumerate(row)
        ]
        lines.append((" " * gap).join(cells).rstrip())
    return lines


def bar(earned: int, possible: int) -> str:
    """`[###.......]`: full tenths only, so that a bar never shows more than was earned."""
    filled = earned * BAR // possible if possible else 0
    return f"[{'#' * filled}{'.' * (BAR - filled)}]"


def percent(part: int, whole: int) -> str:
    """Whole percent, rounded down; `-` where there is nothing to divide by."""
    return f"{part * 100 // whole}%" if whole else "-"


def _right(text: str, cells: int) -> str:
    return " " * max(0, cells - cell_width(text)) + text
