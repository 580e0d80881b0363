"""Builds plain data from libyaml's events, in a loop, and notes everything that is refused."""

import re
from array import array
from typing import Any, NamedTuple

import yaml

from assessor.catalog.text_file import MOST_PROBLEMS, STAND_IN, place_in, shown
from assessor.model.problem import Problem
from assessor.model.text import LONGEST_TEXT, code_point, first_forbidden, replace_forbidden

_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,14})\Z", re.A)
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,14})\.[0-9]{1,15}\Z", re.A)
_CONSTANTS = {"": None, "~": None, "null": None, "true": True, "false": False}
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


class _Frame:
    """A mapping or list being filled; `marks` keeps character indices, two an entry for mappings, one for lists."""

    __slots__ = ("awaits_key", "items", "key", "key_at", "marks")

    def __init__(self, items: Any) -> None:
        self.items = items
        self.marks = array("I")
        self.key: str | None = None
        self.key_at = 0
        self.awaits_key = isinstance(items, dict)


class Builder:
    """Turns events into plain data and keeps where everything stands."""

    def __init__(self, text: str, path: str, limits: Limits, first_line: int) -> None:
        """Nothing is read before `run`; the text begins at line `first_line` of its file."""
        self.text, self.path, self.limits, self.first_line = text, path, limits, first_line
        self.marks: dict[int, array[int]] = {}
        self.problems: list[Problem] = []
        self.stopped = False
        self.nodes = 0
        self._outermost = _Frame([])
        self._frame = self._outermost
        self._stack: list[_Frame] = []
        self._documents = 0

    @property
    def root(self) -> Any:
        """What the document holds; None = nothing."""
        return self._outermost.items[0] if self._outermost.items else None

    @property
    def start(self) -> int:
        """The character index at which the document's contents begin."""
        return self._outermost.marks[0] if self._outermost.marks else 0

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
        return replace_forbidden(value, STAND_IN)

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
