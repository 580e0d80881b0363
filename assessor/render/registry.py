"""The table of document formats; a new format is a row here and a module that prints a Document."""

from types import MappingProxyType

from assessor.errors import UnknownFormat
from assessor.model.document import Document
from assessor.render.base import Format
from assessor.render.docx import to_docx
from assessor.render.html import to_html
from assessor.render.markdown import to_markdown
from assessor.render.pdf import to_pdf

_ROWS = (
    Format("md", ".md", False, to_markdown),
    Format("html", ".html", False, to_html),
    Format("docx", ".docx", True, to_docx),
    Format("pdf", ".pdf", True, to_pdf),
)
FORMATS = MappingProxyType({row.name: row for row in _ROWS})


def format_named(name: str) -> Format:
    """The row of a format by its name (`md`, `html`, `docx`, `pdf`).

    Raises:
        UnknownFormat: there is no such format.
    """
    if name not in FORMATS:
        raise UnknownFormat(format=name, known=", ".join(FORMATS))
    return FORMATS[name]


def format_of_suffix(suffix: str) -> Format | None:
    """The format of a file name's end (`.docx`, in any case), or None."""
    return next((row for row in _ROWS if row.suffix == suffix.lower()), None)


def render(document: Document, format_name: str) -> bytes:
    """The whole file of a document in a format; the same document gives the same bytes.

    Raises:
        UnknownFormat: there is no such format.
        MissingOptional: what the format needs is not installed here.
    """
    return format_named(format_name).render(document)
