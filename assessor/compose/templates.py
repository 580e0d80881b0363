"""Report templates: sandboxed Jinja over JSON values, every value escaped so that none can become Markdown."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, TypeVar

from jinja2 import FunctionLoader, StrictUndefined, TemplateSyntaxError, nodes
from jinja2 import Template as CompiledTemplate
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError, TemplateError
from jinja2.filters import make_attrgetter
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
COMPILED = 32
"""Compiled templates that are kept."""

_SPECIAL = re.compile(r"[!-/:-@\[-`{-~\n\t]|\A\s+")
_BLANK = re.compile(r"\s")
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
    "safe",
    "tojson",
)
_LOOP = ("first", "last", "index", "index0", "length", "revindex")
_UNSAFE_GLOBALS = ("lipsum", "cycler", "joiner", "namespace", "range")


def escape_markdown(value: object) -> Markup:
    """A value as Markdown text: all ASCII punctuation, line ends and outer blanks as numeric references."""
    if isinstance(value, Markup):
        return value
    text = str(value)
    body = text.rstrip()
    return Markup(_SPECIAL.sub(_references, body) + _BLANK.sub(_references, text[len(body) :]))  # noqa: S704 - all is escaped


def thousands(value: int) -> str:
    """A whole number with commas."""
    return f"{int(value):,}"


def _references(found: re.Match[str]) -> str:
    return "".join(f"&#{ord(char)};" for char in found[0])


def statement(value: Mapping[str, str]) -> Markup:
    """A public statement with its mark: `[sentence]{s=MARK}`; the mark is letters, digits and `_`."""
    return Markup("[{}]{{s={}}}").format(escape_markdown(value["text"]), Markup(re.sub(r"\W", "_", value["mark"])))  # noqa: S704


class _MarkdownCode(CodeGenerator):
    """Joins texts by our escaping: Jinja's own knows HTML only and lets Markdown through beside what is escaped."""

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802 - the name of the node
        self.write("environment.joined((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")


class MarkdownEnvironment(ImmutableSandboxedEnvironment):
    """A sandbox that gives templates data and nothing else: no attributes, no big numbers, no repeated texts."""

    intercepted_binops = frozenset(("**", "*", "%", "+"))
    code_generator_class = _MarkdownCode

    def __init__(self, partials: Mapping[str, str]) -> None:
        """`partials` are the only templates that can be imported or included; tracebacks tell them by their names."""
        super().__init__(
            autoescape=True,
            undefined=StrictUndefined,
            finalize=escape_markdown,
            loader=FunctionLoader(lambda name: (partials[name], name, None) if name in partials else None),
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
        self.filters["thousands"] = thousands
        self.filters["join"] = self.joined
        self.filters |= dict.fromkeys(("e", "escape", "forceescape"), escape_markdown)

    def joined(self, parts: Iterable[Any], between: Any = "", attribute: str | int | None = None) -> str:
        """The parts (or that field of each) as one text; beside Markdown every other part is escaped."""
        values = list(parts if attribute is None else map(make_attrgetter(self, attribute), parts))
        if not any(isinstance(value, Markup) for value in (between, *values)):
            return str(between).join(map(str, values))
        return escape_markdown(between).join(map(escape_markdown, values))

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Refuse what grows without bound, and escape what is added to Markdown."""
        if operator == "+":
            escapes = isinstance(left, Markup) or isinstance(right, Markup)
            return escape_markdown(left) + escape_markdown(right) if escapes else left + right
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

    def run() -> str:
        parts: list[str] = []
        size = 0
        for part in _compiled(template.body, tuple(sorted(template.partials.items()))).generate(**data):
            size += len(part)
            if size > LARGEST_OUTPUT:
                raise SecurityError("output")
            parts.append(part)
        return "".join(parts)

    return with_places(template, run)


@lru_cache(maxsize=COMPILED)
def _compiled(body: str, partials: tuple[tuple[str, str], ...]) -> CompiledTemplate:
    # Compiling takes longer than filling, and one sitting fills the same few templates again and again.
    return MarkdownEnvironment(dict(partials)).from_string(body)


def with_places(template: Template, make: Callable[[], Made]) -> Made:
    """What `make` makes of a template.

    Raises:
        TemplateInvalid: it fails; with the line of the template where it did.
    """
    try:
        return make()
    except TemplateSyntaxError as error:
        if error.name in template.partials:
            raise _invalid(template, "template_syntax", error, f"{error.name}:{error.lineno} ") from None
        raise _invalid(template, "template_syntax", error, line=error.lineno) from None
    except (
        TemplateError,
        TypeError,
        ValueError,
        KeyError,
        IndexError,
        AttributeError,
        ArithmeticError,
        RecursionError,
        MemoryError,
    ) as error:
        raise _invalid(template, "template_value", error, _in_partial(template, error)) from None


def _frames(error: BaseException) -> Iterator[tuple[str, int]]:
    """File names and lines of a traceback, the innermost last."""
    trace = error.__traceback__
    while trace is not None:
        yield trace.tb_frame.f_code.co_filename, trace.tb_lineno
        trace = trace.tb_next


def _in_partial(template: Template, error: BaseException) -> str:
    places = [f"{name}:{line} " for name, line in _frames(error) if name in template.partials]
    return places[-1] if places else ""


def _invalid(
    template: Template, code: str, error: BaseException, place: str = "", line: int | None = None
) -> TemplateInvalid:
    """The problem at its line of the template; one inside a partial at the line that calls it."""
    own = [number for name, number in _frames(error) if name == "<template>"]
    at = line or (own[-1] if own else 1)
    said = re.sub(r"[\x00-\x1f\x7f-\x9f]", " ", str(error))[:200] or type(error).__name__
    problem = Problem(
        code=code,
        path=template.path,
        line=max(1, at + template.first_line - 1),
        values={"detail": f"{place}{said}"},
    )
    return TemplateInvalid(template.path, (problem,))
