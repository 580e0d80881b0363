"""Runs a city's own template in a child process with limits: data in, text out, nothing else."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from assessor.errors import TemplateInvalid
from assessor.model.problem import Problem
from assessor.model.template import Template

WALL_SECONDS = 10
LARGEST_OUTCOME = 40_000_000

_START = "import sys; sys.path[:0] = {path!r}; from assessor.compose.contained import main; main()"


def fill_contained(template: Template, context: Mapping[str, Any]) -> str:
    """The Markdown of a template composed in a child (256 MB, 3 s of CPU, 10 s in all, no file, no process).

    Raises:
        TemplateInvalid: the template is wrong, or was stopped because it went past a limit.
    """
    job = json.dumps({"template": template.model_dump(mode="json"), "context": context}, ensure_ascii=True)
    path = [entry for entry in sys.path if entry and Path(entry).is_dir()]
    try:
        child = subprocess.run(  # noqa: S603 - our own interpreter and code; the template is data on standard input
            [sys.executable, "-I", "-S", "-c", _START.format(path=path)],
            input=job.encode(),
            capture_output=True,
            timeout=WALL_SECONDS,
            check=False,
            env={"PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"},
        )
    except subprocess.TimeoutExpired:
        raise _stopped(template) from None
    return _outcome(template, child.returncode, child.stdout)


def _outcome(template: Template, code: int, written: bytes) -> str:
    if code != 0 or len(written) > LARGEST_OUTCOME:
        raise _stopped(template)
    try:
        outcome: dict[str, Any] = json.loads(written)
    except ValueError:
        raise _stopped(template) from None
    if "problems" in outcome:
        raise TemplateInvalid(template.path, tuple(Problem.model_validate(one) for one in outcome["problems"]))
    return str(outcome["markdown"])


def _stopped(template: Template) -> TemplateInvalid:
    return TemplateInvalid(template.path, (Problem(code="template_stopped", path=template.path),))
