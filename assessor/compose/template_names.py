"""The names a template uses, looked through without running it: data it is not given, parts that are not there."""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import NamedTuple

from jinja2 import nodes

from assessor.compose.templates import MarkdownEnvironment, with_places
from assessor.model.problem import Problem
from assessor.model.template import Template


class _Call(NamedTuple):
    """A place in the template's own body that brings in a partial; `has_data`: the partial sees the template's data."""

    name: str
    line: int
    has_data: bool


def placeholder_problems(template: Template, known: frozenset[str]) -> tuple[Problem, ...]:
    """Names a template or one of its partials uses that its kind of document is not given, each with its line.

    Raises:
        TemplateInvalid: it cannot be understood at all, or uses a filter that there is not.
    """
    environment = MarkdownEnvironment(template.partials)
    tree = with_places(template, lambda: environment.parse(template.body))
    with_places(template, lambda: environment.compile(template.body))
    given = known | frozenset(environment.globals) | {"loop"}
    found = [_problem(template, node.lineno, node.name, known) for node in _unknown(tree, given)]
    for call in _calls(tree):
        found += _partial_problems(template, environment, call, known)
    return tuple(found)


def _unknown(tree: nodes.Template, given: frozenset[str]) -> Iterator[nodes.Name]:
    local = {node.name for node in tree.find_all(nodes.Name) if node.ctx in ("store", "param")}
    local |= {name for node in tree.find_all(nodes.FromImport) for name in _imported(node)}
    local |= {node.name for node in tree.find_all(nodes.Macro)} | {node.target for node in tree.find_all(nodes.Import)}
    known = given | local
    return (node for node in tree.find_all(nodes.Name) if node.ctx == "load" and node.name not in known)


def _imported(node: nodes.FromImport) -> list[str]:
    return [name if isinstance(name, str) else name[1] for name in node.names]


def _calls(tree: nodes.Template) -> Iterator[_Call]:
    found: list[nodes.Include | nodes.Import | nodes.FromImport] = [*tree.find_all(nodes.Include)]
    found += tree.find_all(nodes.Import)
    found += tree.find_all(nodes.FromImport)
    for node in found:
        if isinstance(node.template, nodes.Const):
            yield _Call(str(node.template.value), node.lineno, node.with_context)


def _partial_problems(
    template: Template, environment: MarkdownEnvironment, call: _Call, known: frozenset[str]
) -> Iterator[Problem]:
    if call.name not in template.partials:
        yield Problem(
            code="template_partial_missing",
            path=template.path,
            line=call.line + template.first_line - 1,
            values={"name": call.name, "nearest": _nearest(call.name, frozenset(template.partials))},
        )
        return
    tree = with_places(template, lambda: environment.parse(template.partials[call.name], call.name))
    given = frozenset(environment.globals) | {"loop"} | (known if call.has_data else frozenset())
    for node in _unknown(tree, given):
        yield Problem(
            code="template_partial_name",
            path=template.path,
            line=call.line + template.first_line - 1,
            values={"name": node.name, "place": f"{call.name}:{node.lineno}"},
        )


def _problem(template: Template, line: int, name: str, known: frozenset[str]) -> Problem:
    return Problem(
        code="template_name",
        path=template.path,
        line=line + template.first_line - 1,
        values={"name": name, "nearest": _nearest(name, known)},
    )


def _nearest(name: str, known: frozenset[str]) -> str:
    return next(iter(get_close_matches(name, sorted(known), 1, 0.5)), "")
