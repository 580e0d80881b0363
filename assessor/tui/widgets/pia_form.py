"""One step, or one entry of it, as rows: labels at the left, what was written beside them, the chosen row marked."""

from collections.abc import Sequence

from textual.content import Content
from textual.reactive import reactive

from assessor.tui.widgets.page import Line, ListPage
from assessor.tui.widgets.pia_rows import FormRow
from assessor.tui.widgets.rows import Part, blank, cells, fill, folded, row

LABEL = 20
NARROW_LABEL = 20
WIDE_FROM = 60
LONGEST_LINE = 90
MOST_LINES = 6
"""A long text is read in full where it is written; beside the others it is cut after so many rows."""


class PiaForm(ListPage, can_focus=True):
    """The rows; those that can be chosen are numbered from 0."""

    form: reactive[tuple[FormRow, ...]] = reactive(())

    more_key, back_key = "pia.more", "pia.more_back"

    def follows_from(self) -> tuple[object, ...]:
        """The rows."""
        return (self.form,)

    def lines(self, width: int) -> list[Line]:
        """Every row, folded."""
        found: list[Line] = []
        target = 0
        room = min(width, LONGEST_LINE)
        for one in self.form:
            number = target if one.can_be_chosen else None
            drawn = self._row(one, room, number)
            target += one.can_be_chosen
            rest = " " * (width - room)
            found += [Line(_wider(content, rest), number) for content in drawn]
        return found

    def _row(self, one: FormRow, width: int, number: int | None) -> list[Content]:
        click = "" if number is None else f"screen.choose_row({number})"
        match one.kind:
            case "head":
                return [blank(width), *(row(width, " ", Part(text, "head")) for text in folded(one.label, width - 2))]
            case "note":
                return self._note(one, width)
            case "deed":
                return [row(width, "   ", Part(f"[{one.label}]", "key", click))]
            case "entry" | "proposal":
                return self._entry(one, width, click)
            case _:
                return _beside(one, width, click)

    def _note(self, one: FormRow, width: int) -> list[Content]:
        text = f"{one.label}: {one.value}" if one.label else one.value
        return [
            row(width, "   ", Part(line, one.tone if one.tone != "text" else "dim")) for line in folded(text, width - 4)
        ]

    def _entry(self, one: FormRow, width: int, click: str) -> list[Content]:
        """The headline with its note at the right; a note that does not fit stands below."""
        note, tone = one.value, one.tone if one.tone != "text" else "dim"
        first = " " * 3
        if note and cells(one.label) + cells(note) + 7 > width:
            head = [row(width, first, Part(line, "text", click)) for line in folded(one.label, width - 4)[:2]]
            return [*head, *(row(width, " " * 8, Part(line, tone, click)) for line in folded(note, width - 9)[:2])]
        right = [Part(note + "  ", tone, click)] if note else []
        return [row(width, first, Part(one.label, "text", click), right=right)]


def _beside(one: FormRow, width: int, click: str) -> list[Content]:
    """Label and value side by side where there is room for both, else the value below its label."""
    room = LABEL if width >= WIDE_FROM else NARROW_LABEL
    name, head, indent = one.label, "   ", room + 1
    found: list[Content] = []
    if cells(name) > room or (width < WIDE_FROM and cells(one.value) > width - room - 6):
        found.append(row(width, head, Part(name, "strong", click)))
        name, indent = "", 2
    lines = folded(one.value, max(width - indent - 5, 8))
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], lines[MOST_LINES - 1] + ".."]
    for line in lines:
        found.append(row(width, head, Part(fill(name, indent), "strong", click), Part(line, one.tone, click)))
        name = ""
    return found


def _wider(content: Content, rest: str) -> Content:
    return Content(content.plain + rest, list(content.spans)) if rest else content


def chosen_rows(form: Sequence[FormRow]) -> tuple[FormRow, ...]:
    """The rows that can be chosen, by their number."""
    return tuple(one for one in form if one.can_be_chosen)
