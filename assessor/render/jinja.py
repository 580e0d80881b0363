"""Our own page and chart templates: every value escaped, every character that no document may hold replaced."""

from functools import cache
from typing import TYPE_CHECKING, Any

from assessor.errors import MissingOptional
from assessor.parts import INSTALL
from assessor.render.base import printable, statements
from assessor.resources import data_folder

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup


def fill(name: str, **values: Any) -> str:
    """The template of that path inside `report_templates/` filled with values.

    Raises:
        MissingOptional: jinja2 is not installed.
    """
    return _environment().get_template(name).render(**values)


@cache
def page_style() -> "Markup":
    """The style sheet of the HTML page, to stand inside it as it is."""
    from markupsafe import Markup

    return Markup((data_folder("report_templates") / "page.css").read_text("utf-8"))  # noqa: S704 - a file of ours


@cache
def _environment() -> "Environment":
    try:
        from jinja2 import Environment, FileSystemLoader, StrictUndefined
    except ImportError as cause:
        raise MissingOptional(what="jinja2", command=INSTALL["jinja2"]) from cause
    environment = Environment(
        loader=FileSystemLoader(data_folder("report_templates")),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        finalize=_shown,
    )
    environment.globals["statements"] = statements
    return environment


def _shown(value: Any) -> Any:
    # Markup is a str of our own making; replacing characters inside it must keep it one.
    return printable(value) if type(value) is str else value
