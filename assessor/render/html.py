"""One self-contained HTML file: nothing is fetched, nothing runs, it reads on a phone and prints on A4."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from assessor.i18n.translator import translator
from assessor.model.document import Document, Figure
from assessor.render.base import Outline, column_count, padded, title_block
from assessor.render.charts import drawings
from assessor.render.jinja import fill, page_style

if TYPE_CHECKING:
    from markupsafe import Markup

FONTS = "'Yu Gothic', 'YuGothic', 'BIZ UDPGothic', 'Noto Sans CJK JP', 'IPAexGothic', sans-serif"


def to_html(document: Document) -> bytes:
    """The document as UTF-8 HTML; statement ids are the ids of spans when it is marked.

    Raises:
        MissingOptional: jinja2 is not installed.
    """
    page = fill(
        "page.html.j2",
        document=document,
        head=title_block(document),
        style=page_style(),
        say=translator(document.lang),
        charts=_charts(document),
        first_of=_first_time(),
        column_count=column_count,
        padded=padded,
        depth_of=Outline().depth,
    )
    return page.encode()


def _charts(document: Document) -> "Callable[[Figure], Markup]":
    """Gives the drawings of a figure as markup; the ids inside are counted through the page."""
    from markupsafe import Markup

    count = 0

    def drawn(figure: Figure) -> Markup:
        nonlocal count
        count += 1
        return Markup("\n").join(
            Markup(drawing.svg)  # noqa: S704 - from our own autoescaped template
            for drawing in drawings(figure, document, font=FONTS, key=f"chart-{count}")
        )

    return drawn


def _first_time() -> Callable[[str], bool]:
    """Tells whether a statement's mark is met for the first time: an id stands once in a page."""
    seen: set[str] = set()

    def is_first(mark: str) -> bool:
        if mark in seen:
            return False
        seen.add(mark)
        return True

    return is_first
