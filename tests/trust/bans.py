"""Calls that may stand in named modules only, and how they are found in a syntax tree, imports under any name."""

import ast
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

Origins = Mapping[str, str]
Finder = Callable[[ast.Call, Origins], bool]


class Ban(NamedTuple):
    """A call that is refused: how it is known, a snippet that must be caught, the modules that may and why."""

    finds: Finder
    snippet: str
    allowed: Mapping[str, str]


def origins(tree: ast.AST) -> dict[str, str]:
    """What each imported name stands for: `{"Y": "yaml", "load": "yaml.load"}`."""
    found: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for name in node.names:
                found[name.asname or name.name.partition(".")[0]] = (
                    name.name if name.asname else name.name.split(".")[0]
                )
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.update({name.asname or name.name: f"{node.module}.{name.name}" for name in node.names})
    return found


def dotted(node: ast.AST, known: Origins) -> str:
    """The full name of what is called, as far as it can be read: `yaml.load`, `.executescript`, ``."""
    if isinstance(node, ast.Name):
        return known.get(node.id, node.id)
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value, known)}.{node.attr}"
    return ""


def calls(*names: str) -> Finder:
    """Finds calls by full name; `.name` is any method so called, `name.` all of a module."""

    def finds(node: ast.Call, known: Origins) -> bool:
        name = dotted(node.func, known)
        return any(
            name.endswith(one) if one.startswith(".") else name.startswith(one) if one.endswith(".") else name == one
            for one in names
        )

    return finds


def _opens_for_writing(node: ast.Call, known: Origins) -> bool:
    name = dotted(node.func, known)
    if name.endswith((".write_text", ".write_bytes")):
        return True
    if name == "os.open":
        return any(mark in ast.unparse(node) for mark in ("O_WRONLY", "O_RDWR", "O_CREAT", "O_APPEND"))
    if name not in ("open", "io.open", "os.fdopen") and not name.endswith(".open"):
        return False
    place = 0 if name.endswith(".open") and name != "io.open" else 1
    given = [one.value for one in node.keywords if one.arg == "mode"] or node.args[place : place + 1]
    return any(isinstance(one, ast.Constant) and set(str(one.value)) & set("wax+") for one in given)


def _now_without_zone(node: ast.Call, known: Origins) -> bool:
    name = dotted(node.func, known)
    return name.endswith((".utcnow", "date.today", ".utcfromtimestamp", "time.localtime")) or (
        name.endswith("datetime.now") and not node.args and not node.keywords
    )


def _compiles_a_made_up_pattern(node: ast.Call, known: Origins) -> bool:
    name = dotted(node.func, known)
    if not name.startswith("re.") or name in ("re.escape", "re.purge") or not node.args:
        return False
    return not isinstance(node.args[0], ast.Constant)


def _shell(node: ast.Call, known: Origins) -> bool:
    name = dotted(node.func, known)
    shell = any(one.arg == "shell" and ast.unparse(one.value) != "False" for one in node.keywords)
    return shell or name in ("os.system", "os.popen") or name.startswith(("os.exec", "os.spawn"))


_READ_MARKUP = (
    *("Button", "Checkbox", "Collapsible", "DataTable", "Label", "Log", "Markdown", "OptionList", "RadioButton"),
    *("RichLog", "Select", "SelectionList", "Static", "Tabs", "Tooltip", "Tree"),
)
"""Widgets of Textual that take a text for markup; ours draw `Content` themselves."""

_ESCAPED = "its words are escaped, or are its own"
_OUR_LIST = "the list of characters that show nothing, written in the code"
_RUNS_ITSELF = "run by its developers alone, to make a file that is committed"

BANS: dict[str, Ban] = {
    "YAML is read by the strict reader alone": Ban(
        calls(
            "yaml.load", "yaml.safe_load", "yaml.load_all", "yaml.CSafeLoader", "yaml.SafeLoader", "yaml.unsafe_load"
        ),
        "import yaml as Y\nY.safe_load(text)",
        {"catalog/yaml_events.py": "takes libyaml's events, and makes values itself"},
    ),
    "templates are filled in two places": Ban(
        calls("jinja2.Environment", "jinja2.Template", "jinja2.sandbox.SandboxedEnvironment", ".from_string"),
        "from jinja2 import Template\nTemplate(text)",
        {
            "render/jinja.py": "fills our own page, never a stranger's template",
            "compose/templates.py": "the sandbox, and its child for a city's own templates",
        },
    ),
    "no library reads workbooks: our own reader does, in a child": Ban(
        calls("openpyxl.load_workbook"),
        "from openpyxl import load_workbook as l\nl(path)",
        {},
    ),
    "Word files are never opened by the library that made them": Ban(
        calls("docx.Document", "docxtpl.DocxTemplate"),
        "import docx\ndocx.Document(path)",
        {"render/docx.py": "ours only"},
    ),
    "files are written whole or not at all": Ban(
        _opens_for_writing,
        "from pathlib import Path\nPath('a').open('w')",
        {
            "storage/atomic_file.py": "the writer that all others use",
            "fault_log.py": "the log of the last fault, without links, for its owner alone",
            "cli/output.py": "the null device",
            "cli/tree.py": "no file: the formatter of a help page",
            "i18n/compile_messages.py": _RUNS_ITSELF,
            "render/reference_docx.py": _RUNS_ITSELF,
            "tui/editor.py": "the text handed to the officer's own editor, in a folder of its own that is removed",
            "tui/remembering.py": "which programmes were opened last, replaced in one step",
        },
    ),
    "a database is opened in one place": Ban(
        calls("sqlite3.connect", "sqlite3.dbapi2.connect"),
        "from sqlite3 import connect\nconnect('x')",
        {"storage/sqlite_file.py": "with the settings that the figures of durability were measured with"},
    ),
    "no script of statements commits half of itself": Ban(calls(".executescript"), "connection.executescript(sql)", {}),
    "no archive is unpacked by the names inside it": Ban(
        calls(".extractall", ".extract", "shutil.unpack_archive", "tarfile."), "archive.extractall(folder)", {}
    ),
    "no data becomes objects or code": Ban(
        calls("pickle.", "marshal.", "shelve.", "eval", "exec", "compile", "__import__", "ctypes."),
        "from pickle import loads\nloads(data)",
        {},
    ),
    "no shell is asked": Ban(_shell, "import subprocess\nsubprocess.run(words, shell=True)", {}),
    "no network is asked": Ban(
        calls(
            "socket.", "urllib.request.", "http.client.", "ftplib.", "smtplib.", "requests.", "httpx.", "webbrowser."
        ),
        "from urllib.request import urlopen\nurlopen(address)",
        {"tui/serving.py": "listens on this computer alone, for its own browser"},
    ),
    "no widget reads markup out of a text": Ban(
        calls(".notify", *(f"textual.widgets.{one}" for one in _READ_MARKUP), ".from_markup", "rich.print"),
        "from textual.widgets import Static\nStatic(comment)",
        {},
    ),
    "one module prints": Ban(
        calls("print", "sys.stdout.write", "sys.stderr.write", "sys.stdout.buffer.write", "os.write", "pprint."),
        "import sys\nsys.stdout.write(text)",
        {
            "cli/output.py": "makes control characters visible",
            "catalog/edited_text.py": "a contained child's answer, JSON to its parent",
            "catalog/workbook_cells.py": "a contained child's answer, JSON to its parent",
            "compose/contained.py": "a contained child's answer, JSON to its parent",
        },
    ),
    "a moment always knows its zone": Ban(_now_without_zone, "from datetime import datetime\ndatetime.now()", {}),
    "temporary files lie where their owner knows them": Ban(
        calls("tempfile."),
        "import tempfile\ntempfile.mkstemp()",
        {
            "storage/atomic_file.py": "beside its target, 0600",
            "tui/editor.py": "a folder 0700 for the officer's own editor",
            "tui/remembering.py": "beside its target, 0600",
        },
    ),
    "no pattern is made of data": Ban(
        _compiles_a_made_up_pattern,
        "import re\nre.search(answer, text)",
        {
            "compose/leak_lint.py": _ESCAPED,
            "compose/plain_language.py": _ESCAPED,
            "compose/seen_text.py": _OUR_LIST,
            "compose/text_sentences.py": _ESCAPED,
            "i18n/visible.py": _ESCAPED,
            "model/text.py": _OUR_LIST,
        },
    ),
}


def broken(source: str, ban: Ban) -> Iterator[int]:
    """The lines of a module where a ban is broken."""
    known, found = _read(source)
    return (node.lineno for node in found if ban.finds(node, known))


@cache
def _read(source: str) -> tuple[Origins, tuple[ast.Call, ...]]:
    tree = ast.parse(source)
    return origins(tree), tuple(node for node in ast.walk(tree) if isinstance(node, ast.Call))
