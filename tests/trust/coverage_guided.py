"""Fuzzes the YAML reader guided by coverage, with atheris where that is installed: `SECONDS CORPUS`. Prints JSON."""

import json
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from tests.trust.fuzzing import ANSWERS
from tests.trust.mutating import TOKENS

REPORT = "runs"


def is_installed() -> bool:
    """True where atheris can be imported."""
    return find_spec("atheris") is not None


def guided(arguments: list[str]) -> None:
    """The fuzzer itself; it ends the process."""
    import atheris

    with atheris.instrument_imports(include=["assessor.catalog.yaml_events", "assessor.catalog.yaml_source"]):
        from assessor.catalog.yaml_source import ANSWER_LIMITS, parse_yaml

    def one(content: bytes) -> None:
        text = content.decode("utf-8", "replace")
        source = parse_yaml(text, "a.yaml", ANSWER_LIMITS)
        for path in ((), ("subjects", 0, "answers"), ("a", 1)):
            source.place(path)

    atheris.Setup(["coverage_guided", *arguments], one)
    atheris.Fuzz()


def main() -> None:
    """Run the fuzzer in a process of its own, which ends by itself, and tell how often it ran."""
    seconds, corpus = int(sys.argv[1]), Path(sys.argv[2])
    corpus.mkdir(parents=True)
    (corpus / "honest").write_bytes(ANSWERS)
    for nth, token in enumerate(TOKENS):
        (corpus / f"{nth}").write_bytes(b"a: " + token)
    words = [f"-max_total_time={seconds}", "-timeout=5", "-rss_limit_mb=600", "-print_final_stats=1", str(corpus)]
    code = "import sys; from tests.trust.coverage_guided import guided; guided(sys.argv[1:])"
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=False)
    runs = re.search(r"stat::number_of_executed_units:\s*(\d+)", done.stderr)
    peak = re.search(r"stat::peak_rss_mb:\s*(\d+)", done.stderr)
    found = {REPORT: int(runs[1]) if runs else 0, "code": done.returncode, "megabytes": int(peak[1]) if peak else 0}
    if done.returncode:
        sys.stderr.write(done.stderr[-3000:])
    sys.stdout.write("\n" + json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
