"""Laws of the house that no import contract can express."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "assessor"
FILES = sorted(PACKAGE.rglob("*.py"))

LONGEST_FILE = 300
LONGEST_FUNCTION = 40
MOST_METHODS = 12
CALLED_BY_FRAMEWORK = ("compose", "on_", "watch_", "action_", "validate_")
EXCUSED: frozenset[str] = frozenset()
"""Names too long today; this list may only shrink."""


def _body_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without decorators and docstring."""
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    first = node.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


def _functions() -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for file in FILES:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{file.relative_to(PACKAGE)}:{node.name}", node


def _is_public_method(node: ast.stmt) -> bool:
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or node.name.startswith("_"):
        return False
    decorators = {ast.unparse(item).split("(")[0] for item in node.decorator_list}
    return not decorators & {"property", "cached_property", "on"} and not node.name.startswith(CALLED_BY_FRAMEWORK)


def test_no_file_is_longer_than_one_reading() -> None:
    long = {str(f.relative_to(PACKAGE)) for f in FILES if len(f.read_text("utf-8").splitlines()) > LONGEST_FILE}
    assert long <= EXCUSED, long


def test_no_function_is_longer_than_a_screen() -> None:
    long = {name for name, node in _functions() if _body_lines(node) > LONGEST_FUNCTION}
    assert long <= EXCUSED, long


def test_no_class_has_too_many_public_methods() -> None:
    for file in FILES:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                methods = [item for item in node.body if _is_public_method(item)]
                assert len(methods) <= MOST_METHODS, f"{file.name}:{node.name}"


def test_answers_reach_the_store_through_a_workspace_alone_which_names_their_checklist() -> None:
    """What brings rows over as they stand elsewhere (a merge, a salvage) answers nothing."""
    direct = {file.name for file in FILES if "store.apply(" in file.read_text("utf-8")}
    assert direct == {"workspace.py", "copies.py", "restoring.py"}


def test_every_init_is_empty_so_that_no_room_is_joined_by_a_re_export() -> None:
    for file in PACKAGE.rglob("__init__.py"):
        tree = ast.parse(file.read_text("utf-8"))
        assert all(isinstance(node, ast.Expr) for node in tree.body), file


def test_every_file_name_says_what_it_holds() -> None:
    assert not {file.stem for file in FILES} & {"utils", "helpers", "common", "misc"}


@pytest.mark.parametrize("room", ["model", "engine", "compose"])
def test_pure_rooms_ask_no_clock(room: str) -> None:
    for file in (PACKAGE / room).glob("*.py"):
        source = file.read_text("utf-8")
        assert "datetime.now" not in source and "date.today" not in source and "time.time" not in source, file


def test_the_command_line_starts_without_the_terminal_interface() -> None:
    heavy = ("textual", "sqlalchemy", "docx", "typst", "yaml", "jinja2", "pydantic")
    script = f"import sys, assessor.cli.main; sys.exit(bool([m for m in {heavy!r} if m in sys.modules]))"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
