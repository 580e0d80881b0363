"""A widget that draws the rows it composes itself, and only those that are seen."""

from collections.abc import Sequence
from typing import Self

from rich.segment import Segment
from textual.content import Content
from textual.geometry import Region, Size
from textual.reactive import reactive, var
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget

from assessor.i18n.translator import Say, translator


class Drawn(Widget):
    """Rows of exactly the widget's width; `rows` is asked once per change and size."""

    lang: reactive[str] = reactive("ja")

    virtual_size: var[Size] = var(Size(0, 0))
    """Never wider or higher than what is seen: another size is drawn, and nothing is laid out a second time for it."""

    _composed: tuple[Size, Sequence[Content]] | None = None

    @property
    def say(self) -> Say:
        """Says messages in the language shown now."""
        return translator(self.lang)

    def rows(self, width: int) -> Sequence[Content]:
        """The rows from the top; those below the widget's height are not drawn."""
        raise NotImplementedError

    def row_at(self, y: int, width: int) -> Content | None:
        """The row drawn at a height of the widget, None below the last one."""
        if self._composed is None or self._composed[0] != self.size:
            self._composed = (self.size, self.rows(width))
        rows = self._composed[1]
        return rows[y] if y < len(rows) else None

    def render_line(self, y: int) -> Strip:
        """One row as it goes to the terminal."""
        width, base = self.size.width, self.visual_style
        content = self.row_at(y, width)
        if content is None:
            return Strip.blank(width, base.rich_style)
        parts = content.render(base, end="", parse_style=_parsed)
        return Strip([Segment(text, (base + style).rich_style) for text, style in parts], width)

    def notify_style_update(self) -> None:
        """Compose anew where the colours changed."""
        self._composed = None
        super().notify_style_update()

    def render(self) -> Content:
        """Nothing: everything is drawn row by row."""
        return Content("")

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Compose anew and draw."""
        self._composed = None
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)


def _parsed(style: str | Style) -> Style:
    return Style.parse(style) if isinstance(style, str) else style
