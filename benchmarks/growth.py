"""Evaluation over growing programmes: it must stay linear."""

from collections.abc import Iterator
from functools import partial

from assessor.engine.evaluate import evaluate
from benchmarks.programmes import TODAY, large, shipped
from benchmarks.timing import median_cpu_seconds


def measure() -> Iterator[str]:
    """A table over 10, 100, 1,000 and 10,000 subjects."""
    checklist = shipped()
    yield "| subjects | pairs | evaluation (processor time) | per pair |"
    yield "|---:|---:|---:|---:|"
    for subjects in (10, 100, 1_000, 10_000):
        assessment = large(checklist, subjects)
        pairs = len(evaluate(checklist, assessment, TODAY).pairs)
        taken = median_cpu_seconds(partial(evaluate, checklist, assessment, TODAY))
        yield f"| {subjects:,} | {pairs:,} | {taken * 1000:,.1f} ms | {taken / pairs * 1e6:.2f} µs |"
