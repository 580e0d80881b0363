"""Strict YAML from libyaml's events: limits, core scalars, nothing clever, and the place of every path.

Built from events, in a loop: the stock loader runs out of stack on nested input, follows aliases and guesses types.
"""

import re
from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from assessor.catalog.text_file import MOST_PROBLEMS, place_in, read_text, without_forbidden
from assessor.model.problem import Problem
from assessor.model.text import LONGEST_TEXT, code_point, first_forbidden

_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,14})\Z", re.A)
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,14})\.[0-9]{1,15}\Z", re.A)
_CONSTANTS = {"": None, "~": None, "null": None, "true": True, "false": False}
_LONGEST_SHOWN = 60
_SYNTAX = (
    ("cannot start any token", "syntax_quote"),
    ("mapping values are not allowed", "syntax_colon"),
    ("unexpected end of stream", "syntax_open_quote"),
    ("did not find expected ',' or", "syntax_bracket"),
    ("did not find expected key", "syntax_indent"),
    ("did not find expected '-' indicator", "syntax_indent"),
)


class Limits(NamedTuple):
    """What is read at most: bytes, nodes, characters of one text, depth of nesting."""

    size: int
    nodes: int
    text: int = LONGEST_TEXT
    depth: int = 24


CHECKLIST_LIMITS = Limits(size=2_000_000, nodes=100_000)
ANSWER_LIMITS = Limits(size=8_000_000, nodes=1_000_000)

Steps = Sequence[str | int]
"""Keys and list positions from the root down."""


class Source:
    """What a YAML file holds, what is wrong with it, and where each path stands.

    `complete` is False when reading stopped early; `data` then holds nothing.
    """

    def __init__(self, path: str, text: str, builder: "_Builder | None", problems: tuple[Problem, ...]) -> None:
        """Keep the text for places; `builder` None = nothing could be read."""
        self.path = path
        self.problems = problems
        self.complete = builder is not None and not builder.stopped
        self.data: Any = builder.root if builder is not None and self.complete else None
        self._text = text
        self._first_line = builder.first_line if builder is not None else 1
        self._marks = builder.marks if builder is not None else {}

    def place(self, path: Steps, *, key: bool = False) -> tuple[int, int]:
        """Line and column of the value at a path, or of its deepest part that exists.

        `key` asks for its key's place; mappings, lists and empty values are always found at their key.
        """
        node, index = self.data, 0
        for step in path:
            found = self._child(node, step)
            if found is None:
                break
            (at_key, at_value), node = found
            index = at_key if key or node is None or isinstance(node, (dict, list)) else at_value
        line, column = place_in(self._text, index)
        return line + self._first_line - 1, column

    def _child(self, node: Any, step: str | int) -> tuple[tuple[int, int], Any] | None:
        marks = self._marks.get(id(node))
        if isinstance(node, dict) and marks is not None:
            for number, key in enumerate(node):
                if key == step:
                    return (marks[2 * number], marks[2 * number + 1]), node[key]
        if isinstance(node, list) and marks is not None and isinstance(step, int) and step < len(node):
            return (marks[step], marks[step]), node[step]
        return None

    def problem(
        self, code: str, path: Steps = (), *, key: bool = False, warning: bool = False, **values: str | int
    ) -> Problem:
        """A problem at the place of a path."""
        line, column = self.place(path, key=key)
        return Problem(code=code, path=self.path, line=line, column=column, values=values, warning=warning)


def read_yaml(path: Path, limits: Limits) -> Source:
    """Read a YAML file; its faults are problems of the source, never exceptions of the parser.

    Raises:
        FileMissing: there is no such file.
        FileUnreadable: it is a folder, not permitted or cannot be read.
    """
    file = read_text(path, limits.size)
    if file.text is None:
        return Source(file.path, "", None, file.problems)
    source = parse_yaml(file.text, file.path, limits)
    source.problems = (*file.problems, *source.problems)[:MOST_PROBLEMS]
    return source


def parse_yaml(text: str, path: str, limits: Limits, first_line: int = 1) -> Source:
    """The same for a text in hand that begins at a line of the file `path`."""
    builder = _Builder(text, path, limits, first_line)
    builder.run()
    if builder.root is None and not builder.problems:
        builder.fault("empty_file", 0)
    return Source(path, text, builder, tuple(builder.problems))


def shown(value: object) -> str:
    """A value as a message shows it: one line, cut."""
    text = " ".join(str(value).split())
    return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "…"


class _Frame:
    """A mapping or list being filled; `marks` keeps character indices, two an entry for mappings, one for lists."""

    __slots__ = ("awaits_key", "items", "key", "key_at", "marks")

    def __init__(self, items: Any) -> None:
        self.items = items
        self.marks = array("I")
        self.key: str | None = None
        self.key_at = 0
        self.awaits_key = isinstance(items, dict)


class _Builder:
    """Turns events into plain data and keeps where everything stands."""

    def __init__(self, text: str, path: str, limits: Limits, first_line: int) -> None:
        self.text, self.path, self.limits, self.first_line = text, path, limits, first_line
        self.marks: dict[int, array[int]] = {}
        self.problems: list[Problem] = []
        self.stopped = False
        self.nodes = 0
        self._top: list[Any] = []
        self._frame = _Frame(self._top)
        self._stack: list[_Frame] = []
        self._documents = 0

    @property
    def root(self) -> Any:
        """What the document holds; None = nothing."""
        return self._top[0] if self._top else None

    def fault(self, code: str, index: int, **values: str | int) -> None:
        """Note a problem at a character index; too many of them end the reading."""
        line, column = place_in(self.text, index)
        self.problems.append(
            Problem(code=code, path=self.path, line=line + self.first_line - 1, column=column, values=values)
        )
        self.stopped = self.stopped or len(self.problems) >= MOST_PROBLEMS

    def stop(self, code: str, index: int, **values: str | int) -> None:
        """Note a problem after which nothing more can be read."""
        self.fault(code, index, **values)
        self.stopped = True

    def run(self) -> None:
        """Read all events, or until something stops it."""
        loader = yaml.CSafeLoader(self.text)
        try:
            while not self.stopped:
                event = loader.get_event()
                if type(event) is yaml.ScalarEvent:
                    self._scalar(event)
                elif type(event) is yaml.StreamEndEvent:
                    return
                else:
                    self._structure(event)
        except yaml.YAMLError as fault:
            mark = getattr(fault, "problem_mark", None)
            index = min(mark.index, len(self.text)) if mark is not None else 0
            self.stop(_syntax_code(self.text, index, str(getattr(fault, "problem", ""))), index)
        finally:
            loader.dispose()

    def _structure(self, event: Any) -> None:
        kind = type(event)
        if kind is yaml.MappingStartEvent:
            self._open(event, {})
        elif kind is yaml.SequenceStartEvent:
            self._open(event, [])
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self._frame = self._stack.pop()
        elif kind is yaml.AliasEvent:
            self.fault("alias", event.start_mark.index)
            self._put(None, event.start_mark.index)
        elif kind is yaml.DocumentStartEvent:
            self._document(event)

    def _document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            self.stop("several_documents", event.start_mark.index)
        elif event.tags or event.version:
            self.fault("directive", event.start_mark.index)

    def _marked(self, event: Any) -> None:
        if event.anchor is not None:
            self.fault("anchor", event.start_mark.index)
        if event.tag is not None:
            self.fault("tag", event.start_mark.index)

    def _open(self, event: Any, items: dict[str, Any] | list[Any]) -> None:
        index = event.start_mark.index
        self._marked(event)
        self.nodes += 1
        if self.nodes > self.limits.nodes:
            self.stop("too_many_nodes", index, limit=self.limits.nodes)
        elif len(self._stack) >= self.limits.depth:
            self.stop("too_deep", index, limit=self.limits.depth)
        elif self._frame.awaits_key:
            self.stop("key_not_text", index)
        else:
            self._put(items, index)
            self._stack.append(self._frame)
            self._frame = _Frame(items)
            self.marks[id(items)] = self._frame.marks

    def _scalar(self, event: Any) -> None:
        index = event.start_mark.index
        value = event.value
        if event.anchor is not None or event.tag is not None:
            self._marked(event)
        self.nodes += 1
        if self.nodes > self.limits.nodes:
            self.stop("too_many_nodes", index, limit=self.limits.nodes)
        if event.style == '"':
            value = self._escaped(value, index)
        elif not event.style and (value in _CONSTANTS or value[0] in "-0123456789"):
            value = _resolved(value)
        if value.__class__ is str and len(value) > self.limits.text:
            self.fault("text_too_long", index, length=len(value), limit=self.limits.text)
            value = value[: self.limits.text]
        self._put(value, index)

    def _escaped(self, value: str, index: int) -> str:
        place = first_forbidden(value)
        if place is None:
            return value
        self.fault("forbidden_character", index, character=code_point(value[place]))
        return without_forbidden(value)

    def _put(self, value: Any, index: int) -> None:
        frame = self._frame
        items = frame.items
        if frame.awaits_key:
            frame.awaits_key = False
            frame.key_at = index
            usable = value.__class__ is str and value not in items and value != "<<"
            frame.key = value if usable else None
            if not usable:
                self._unusable_key(value, index)
        elif items.__class__ is dict:
            frame.awaits_key = True
            if frame.key is not None:
                items[frame.key] = value
                frame.marks.extend((frame.key_at, index))
        else:
            items.append(value)
            frame.marks.append(index)

    def _unusable_key(self, value: Any, index: int) -> None:
        if not isinstance(value, str):
            self.fault("key_not_text", index)
        elif value == "<<":
            self.fault("merge", index)
        else:
            self.fault("duplicate_key", index, key=shown(value))


def _resolved(value: str) -> Any:
    """A plain scalar by the core rules alone; leading zeros, dates and other words stay text."""
    if value in _CONSTANTS:
        return _CONSTANTS[value]
    if _INTEGER.match(value):
        return int(value)
    return float(value) if _DECIMAL.match(value) else value


def _syntax_code(text: str, index: int, problem: str) -> str:
    """Which sentence explains a syntax fault best."""
    line = text[text.rfind("\n", 0, index) + 1 :].split("\n", 1)[0]
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return "syntax_tab"
    for part, code in _SYNTAX:
        if part in problem:
            return code
    return "syntax"
