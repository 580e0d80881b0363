"""Measures the main job on this machine: `make bench` (or `python -m benchmarks NAME…` for some of it).

Each figure is a median, and where it says "ratio" both sides were measured in this same run. Nothing here is a test.
"""

import os
import sys

from benchmarks import (
    answering,
    growth,
    inquiry,
    installing,
    privacy,
    publishing,
    remediation,
    screen,
    starting,
    writing,
)

PARTS = {
    "starting": starting.measure,
    "answering": answering.measure,
    "growth": growth.measure,
    "writing": writing.measure,
    "inquiry": inquiry.measure,
    "privacy": privacy.measure,
    "publishing": publishing.measure,
    "remediation": remediation.measure,
    "screen": screen.measure,
    "installing": installing.measure,
}


def main(names: list[str]) -> int:
    """Print one line per figure; exit 2 for an unknown part."""
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        print(f"unknown: {', '.join(unknown)}; known: {', '.join(PARTS)}", file=sys.stderr)
        return 2
    # What is installed has its modules compiled; measured is the second start, not the compiling.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    for name in names or PARTS:
        print(f"\n## {name}\n")
        for line in PARTS[name]():
            print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
