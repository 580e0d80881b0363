"""How the benchmarks take time: medians over several runs."""

import statistics
import subprocess
import time
from collections.abc import Callable, Sequence


def median_seconds(work: Callable[[], object], runs: int = 7) -> float:
    """The median wall-clock seconds of a call, after one call to warm up."""
    work()
    taken = []
    for _ in range(runs):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def median_cpu_seconds(work: Callable[[], object], runs: int = 3) -> float:
    """The median processor seconds of a call: what it costs, whatever else the machine does."""
    taken = []
    for _ in range(runs):
        begun = time.process_time()
        work()
        taken.append(time.process_time() - begun)
    return statistics.median(taken)


def process_seconds(command: Sequence[str], runs: int = 9) -> float:
    """The median wall-clock seconds of a whole process."""
    return median_seconds(lambda: subprocess.run(command, check=True, capture_output=True), runs)


def row(what: str, found: float, unit: str, aim: str) -> str:
    """One line of a report: `what | 12.3 ms | aim`."""
    return f"| {what} | {found:,.2f} {unit} | {aim} |"
