"""The child's side of a city's own template: a JSON job on standard input, a JSON outcome on standard output.

The child sets its own limits before it reads anything; where the system has none (Windows), the parent's clock and
the caps on output remain.
"""

import json
import sys
from typing import Any

from assessor.limits import limit_this_process

MEMORY = 256 * 1024 * 1024
CPU_SECONDS = 3


def main() -> None:
    """Compose one template and write `{"markdown": …}` or `{"problems": […]}`.

    What it gives is read once here as well: Markdown can be made that takes hours to read, and then this child is
    stopped and not the program.
    """
    from assessor.compose.parsing import parse
    from assessor.compose.templates import compose_markdown
    from assessor.errors import TemplateInvalid
    from assessor.model.problem import Problem
    from assessor.model.template import Template

    job: dict[str, Any] = json.load(sys.stdin)
    template = Template.model_validate(job["template"])
    limit_this_process(memory=MEMORY, cpu_seconds=CPU_SECONDS)
    try:
        outcome: dict[str, Any] = {"markdown": compose_markdown(template, job["context"])}
        parse(outcome["markdown"])
    except TemplateInvalid as error:
        problems = [one.model_dump(mode="json") for one in error.problems if isinstance(one, Problem)]
        outcome = {"problems": problems}
    sys.stdout.write(json.dumps(outcome, ensure_ascii=True))


if __name__ == "__main__":
    main()
