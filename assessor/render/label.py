"""Words inside a drawing: folded into a few lines, the rest left out with `…`."""

from assessor.i18n.wrap import wrap

MARK, MOST_MARKS = "※", 3


def folded(text: str, cells: int, most_lines: int) -> tuple[str, ...]:
    """The text in at most so many lines of so many cells; the last ends with `…` where something is left out.

    A terminal may show ※ one cell wide; drawn it takes two.
    """
    cells -= min(MOST_MARKS, text.count(MARK))
    lines = wrap(" ".join(text.split()), cells)
    if len(lines) > most_lines:
        last = wrap(lines[most_lines - 1], cells - 2)[0]
        lines = [*lines[: most_lines - 1], f"{last}…"]
    return tuple(lines)
