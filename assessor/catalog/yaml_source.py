"""Strict YAML from libyaml's events: limits, core scalars, nothing clever, and the place of every path.

Built from events, in a loop: the stock loader runs out of stack on nested input, follows aliases and guesses types.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assessor.catalog.text_file import MOST_PROBLEMS, place_in, read_text
from assessor.catalog.yaml_events import Builder, Limits
from assessor.model.problem import Problem

CHECKLIST_LIMITS = Limits(size=2_000_000, nodes=100_000)
ANSWER_LIMITS = Limits(size=8_000_000, nodes=1_000_000)

Steps = Sequence[str | int]
"""Keys and list positions from the root down."""


class Source:
    """What a YAML file holds, what is wrong with it, and where each path stands.

    `complete` is False when reading stopped early; `data` then holds nothing.
    """

    def __init__(self, path: str, text: str, builder: "Builder | None", problems: tuple[Problem, ...]) -> None:
        """Keep the text for places; `builder` None = nothing could be read."""
        self.path = path
        self.problems = problems
        self.complete = builder is not None and not builder.stopped
        self.data: Any = builder.root if builder is not None and self.complete else None
        self._text = text
        self._first_line = builder.first_line if builder is not None else 1
        self._start = builder.start if builder is not None else 0
        self._marks = builder.marks if builder is not None else {}

    def place(self, path: Steps, *, key: bool = False) -> tuple[int, int]:
        """Line and column of the value at a path, or of its deepest part that exists.

        `key` asks for its key's place; mappings, lists and empty values are always found at their key.
        """
        node, index = self.data, self._start
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
    builder = Builder(text, path, limits, first_line)
    builder.run()
    if builder.root is None and not builder.problems:
        builder.fault("empty_file", 0)
    return Source(path, text, builder, tuple(builder.problems))
