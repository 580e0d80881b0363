"""Report templates: sandboxed Jinja over JSON values, every value escaped so that none can become Markdown."""

import json
import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from types import TracebackType
from typing import Any, TypeVar

from jinja2 import DictLoader, StrictUndefined, TemplateSyntaxError, nodes
from jinja2.exceptions import SecurityError, TemplateError
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from assessor.errors import TemplateInvalid
from assessor.model.problem import Problem
from assessor.model.template import Template

Made = TypeVar("Made")
Fill = Callable[[Template, Mapping[str, Any]], str]
"""Turns a template and its JSON values into Markdown."""

LARGEST_OUTPUT = 20_000_000
LARGEST_RANGE = 1000

_SPECIAL = re.compile(r"[!-/:-@\[-`{-~\n\t]|\A +| +\Z")
_UNSAFE_FILTERS = (
    "center",
    "format",
    "indent",
    "wordwrap",
    "attr",
    "urlize",
    "xmlattr",
    "pprint",
    "random",
    "filesizeformat",
)
_LOOP = ("first", "last", "index", "index0", "length", "revindex")
_UNSAFE_GLOBALS = ("lipsum", "cycler", "joiner", "namespace", "range")


def escape_markdown(value: object) -> Markup:
    """A value as Markdown text: all ASCII punctuation, line ends and outer blanks as numeric references."""
    if isinstance(value, Markup):
        return value
    return Markup(_SPECIAL.sub(_references, str(value)))  # noqa: S704 - nothing special is left in it


def _references(found: re.Match[str]) -> str:
    return "".join(f"&#{ord(char)};" for char in found[0])


def statement(value: Mapping[str, str]) -> Markup:
    """A public statement with its mark: `[sentence]{s=MARK}`; the mark is letters, digits and `_`."""
    return Markup("[{}]{{s={}}}").format(escape_markdown(value["text"]), Markup(re.sub(r"\W", "_", value["mark"])))  # noqa: S704


class MarkdownEnvironment(ImmutableSandboxedEnvironment):
    """A sandbox that gives templates data and nothing else: no attributes, no big numbers, no repeated texts."""

    intercepted_binops = frozenset(("**", "*", "%"))

    def __init__(self, partials: Mapping[str, str]) -> None:
        """`partials` are the only templates that can be imported or included."""
        super().__init__(
            autoescape=True,
            undefined=StrictUndefined,
            finalize=escape_markdown,
            loader=DictLoader(dict(partials)),
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        for name in _UNSAFE_FILTERS:
            self.filters.pop(name, None)
        for name in _UNSAFE_GLOBALS:
            self.globals.pop(name, None)
        self.globals["range"] = _small_range
        self.filters["statement"] = statement

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Refuse what grows without bound."""
        numbers = isinstance(left, int | float) and isinstance(right, int | float)
        if operator == "**" or not numbers:
            raise SecurityError(operator)
        return super().call_binop(context, operator, left, right)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """A loop's place and reading a dictionary; texts and lists have filters."""
        if isinstance(obj, LoopContext):
            return attr in _LOOP
        return isinstance(obj, dict) and attr in ("items", "keys", "values", "get")


def _small_range(*bounds: int) -> range:
    numbers = range(*bounds)
    if len(numbers) > LARGEST_RANGE:
        raise SecurityError("range")
    return numbers


def compose_markdown(template: Template, context: Mapping[str, Any]) -> str:
    """The Markdown of a template filled with JSON values.

    Raises:
        TemplateInvalid: the template is wrong, names something it is not given, or does what it may not; with line.
    """
    data = json.loads(json.dumps(context, ensure_ascii=False))
    environment = MarkdownEnvironment(template.partials)

    def run() -> str:
        parts: list[str] = []
        size = 0
        for part in environment.from_string(template.body).generate(**data):
            size += len(part)
            if size > LARGEST_OUTPUT:
                raise SecurityError("output")
            parts.append(part)
        return "".join(parts)

    return _with_places(template, run)


def placeholder_problems(template: Template, known: frozenset[str]) -> tuple[Problem, ...]:
    """Names a template uses that its kind of document is not given, each with its line; without running it."""
    environment = MarkdownEnvironment(template.partials)
    tree = _with_places(template, lambda: environment.parse(template.body))
    local = {node.name for node in tree.find_all(nodes.Name) if node.ctx in ("store", "param")}
    local |= {name for node in tree.find_all(nodes.FromImport) for name in _imported(node)}
    local |= {node.name for node in tree.find_all(nodes.Macro)} | {node.target for node in tree.find_all(nodes.Import)}
    given = known | local | set(environment.globals) | {"loop"}
    return tuple(
        Problem(
            code="template_name",
            path=template.path,
            line=node.lineno + template.first_line - 1,
            values={"name": node.name, "nearest": _nearest(node.name, known)},
        )
        for node in tree.find_all(nodes.Name)
        if node.ctx == "load" and node.name not in given
    )


def _imported(node: nodes.FromImport) -> list[str]:
    return [name if isinstance(name, str) else name[1] for name in node.names]


def _nearest(name: str, known: frozenset[str]) -> str:
    return next(iter(get_close_matches(name, sorted(known), 1, 0.5)), "")


def _with_places(template: Template, make: Callable[[], Made]) -> Made:
    try:
        return make()
    except TemplateSyntaxError as error:
        raise _invalid(template, "template_syntax", error.lineno, error) from None
    except TemplateError as error:
        raise _invalid(template, "template_value", _line(error.__traceback__), error) from None
    except (
        TypeError,
        ValueError,
        KeyError,
        IndexError,
        AttributeError,
        ArithmeticError,
        RecursionError,
        MemoryError,
    ) as error:
        raise _invalid(template, "template_value", _line(error.__traceback__), error) from None


def _line(trace: TracebackType | None) -> int:
    line = 1
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _invalid(template: Template, code: str, line: int, error: BaseException) -> TemplateInvalid:
    detail = re.sub(r"[\x00-\x1f\x7f-\x9f]", " ", str(error))[:200] or type(error).__name__
    place = max(1, line + template.first_line - 1)
    return TemplateInvalid(
        template.path, (Problem(code=code, path=template.path, line=place, values={"detail": detail}),)
    )
