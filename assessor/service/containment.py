"""Runs code that reads what strangers made in a child process with limits: data in, text out, nothing else."""

import json
import subprocess
from collections.abc import Mapping
from typing import Any

from assessor.children import bare_environment, python_command
from assessor.errors import TemplateInvalid
from assessor.model.problem import Problem
from assessor.model.template import Template

WALL_SECONDS = 10
LARGEST_OUTCOME = 40_000_000


def run_contained(module: str, job: bytes) -> dict[str, Any] | None:
    """What `main` of a module makes of a job (standard input to JSON) in a child that limits itself.

    None where the child was stopped: too long (10 s in all), too much memory, an outcome too large or no JSON object.
    """
    try:
        child = subprocess.run(  # noqa: S603 - our own interpreter and code; what a stranger made is standard input
            python_command(module, options=("-S",)),
            input=job,
            capture_output=True,
            timeout=WALL_SECONDS,
            check=False,
            env=bare_environment(),
        )
    except subprocess.TimeoutExpired:
        return None
    if child.returncode != 0 or len(child.stdout) > LARGEST_OUTCOME:
        return None
    try:
        outcome = json.loads(child.stdout)
    except ValueError:
        return None
    return outcome if isinstance(outcome, dict) else None


def fill_contained(template: Template, context: Mapping[str, Any]) -> str:
    """The Markdown of a template composed in a child (256 MB, 3 s of CPU, 10 s in all, no file, no process).

    Raises:
        TemplateInvalid: the template is wrong, or was stopped because it went past a limit.
    """
    job = json.dumps({"template": template.model_dump(mode="json"), "context": context}, ensure_ascii=True)
    outcome = run_contained("assessor.compose.contained", job.encode())
    if outcome is None:
        raise TemplateInvalid(template.path, (Problem(code="template_stopped", path=template.path),))
    if "problems" in outcome:
        raise TemplateInvalid(template.path, tuple(Problem.model_validate(one) for one in outcome["problems"]))
    return str(outcome["markdown"])
