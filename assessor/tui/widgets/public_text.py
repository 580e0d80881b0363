"""Section 7 as it would be printed: its headings at the left, the sentences of the chosen one at the right."""

from collections.abc import Mapping, Sequence

from textual.content import Content
from textual.reactive import reactive
from textual.style import Style

from assessor.tui.widgets.document_text import Grid, Piece, Printed, grid_rows, marks_in, piece_rows
from assessor.tui.widgets.drawn import Drawn
from assessor.tui.widgets.page import Line, ListPage, Page
from assessor.tui.widgets.public_changes import NO_CHANGES, Changes
from assessor.tui.widgets.rows import Part, blank, cells, folded, row


class NoticeRow(Drawn):
    """Row 2 of a screen that may be shown to others."""

    text: reactive[str] = reactive("")

    def rows(self, width: int) -> Sequence[Content]:
        """One row."""
        return [row(width, " ", Part(self.say(self.text), "head"))]


class HeadingList(ListPage):
    """The headings with how many statements each has; below them how many there are and how many are near."""

    parts: reactive[tuple[tuple[Printed, ...], ...]] = reactive(())
    changed: reactive[Changes] = reactive(NO_CHANGES)
    near: reactive[int] = reactive(0)
    concerns: reactive[int] = reactive(0)

    def follows_from(self) -> tuple[object, ...]:
        """The document, what changed, how many are near, how many are to be looked at."""
        return self.parts, self.changed, self.near, self.concerns

    def lines(self, width: int) -> list[Line]:
        """Head, headings, counts."""
        say = self.say
        found = [Line(row(width, " ", Part(say("public.headings"), "head")))]
        found += [Line(self._heading(width, place, part), place) for place, part in enumerate(self.parts)]
        total = sum(len(marks_in(part)) for part in self.parts)
        click = "screen.near()"
        found += [
            Line(blank(width)),
            Line(row(width, " ", Part(say("public.total", count=total), "strong"))),
            Line(row(width, " ", Part(say("public.near", count=self.near), "middle", click))),
            Line(row(width, "   ", Part(say("public.near.how"), "dim", click))),
        ]
        if self.concerns:
            text = say("public.concerns", count=self.concerns)
            found.append(Line(row(width, " ", Part(text, "bad", "screen.concerns()"))))
        return found

    def _heading(self, width: int, place: int, part: Sequence[Printed]) -> Content:
        first = part[0]
        title = first.text if isinstance(first, Piece) else ""
        marks = marks_in(part)
        gone = sum(1 for one in part if isinstance(one, Piece) and one.gone)
        new = sum(1 for mark in marks if mark in self.changed.added)
        count = self.say("public.sentences", count=len(marks)) if marks else ""
        signs = [Part(f" {self.say('public.new')}", "good")] if new else []
        signs += [Part(f" {self.say('public.gone')}", "bad")] if gone else []
        style = "text" if marks else "dim"
        right = [*signs, Part(f" {count:>4} ", "dim")]
        return row(width, " ", Part(title, style, f"screen.go_to({place})"), right=right)


class PublicText(Page):
    """The sentences of one part; those that the last answers brought or took are marked.

    `signs` stand before other sentences, by their marks: something is to be said of them, or they are in own words.
    """

    part: reactive[tuple[Printed, ...]] = reactive(())
    changed: reactive[Changes] = reactive(NO_CHANGES)
    signs: reactive[Mapping[str, str]] = reactive({})

    def watch_part(self) -> None:
        """Another part is read from its beginning, the same one stays where it was."""
        self.top = min(self.top, max(len(self.all_lines(self.size.width)) - 1, 0)) if self.size.width else 0

    def follows_from(self) -> tuple[object, ...]:
        """The part, what changed, the signs."""
        return self.part, self.changed, self.signs

    def lines(self, width: int) -> list[Line]:
        """The part, each statement a target by its place among the marks."""
        places = {mark: place for place, mark in enumerate(marks_in(self.part))}
        new, gone = self.say("public.new"), self.say("public.gone")
        room = max(cells(new), cells(gone)) + 1
        found: list[Line] = []
        for one in self.part:
            if isinstance(one, Grid):
                found += [Line(content) for content in grid_rows(one, width)]
                continue
            target = places.get(one.mark or "")
            prefix = None
            if one.gone:
                prefix = Part(f"{gone} ".rjust(room), "bad")
            elif one.mark in self.changed.added:
                prefix, one = Part(f"{new} ".rjust(room), "good"), one._replace(style="strong")
            elif one.mark and one.mark in self.signs:
                prefix = Part(f"{self.signs[one.mark]} ".rjust(room), "middle")
            elif one.bullet or one.mark:
                bullet = "・" if self.lang == "ja" else "-"
                prefix = Part(" " * (room - cells(bullet) - 1) + bullet + " ", "dim")
            if one.heading and found:
                found.append(Line(blank(width)))
            found += [Line(_clickable(content, target), target) for content in piece_rows(one, width, prefix)]
        return found or [
            Line(row(width, " ", Part(line, "dim"))) for line in folded(self.say("public.empty"), width - 3)
        ]


def _clickable(content: Content, target: int | None) -> Content:
    """The row with a click that chooses its statement."""
    if target is None:
        return content
    return content.stylize(Style.from_meta({"@click": f"screen.take({target})"}))
