"""Mutated files of every kind that is read: refused in our own words or taken, in time, in little memory."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessor.catalog.yaml_source import ANSWER_LIMITS, parse_yaml
from tests.trust.coverage_guided import REPORT, is_installed
from tests.trust.scale import LEVEL, apart, count, measured, shares, summed

MEGABYTES = 256
COUNTS = {
    "answers": (1_000, 150_000, 6_000_000),
    "checklist": (400, 100_000, 4_000_000),
    "items": (150, 700, 70_000),
    "inquiry": (100, 700, 70_000),
    "docx": (100, 600, 60_000),
    "html": (50, 300, 30_000),
    "md": (50, 300, 30_000),
}
"""How many mutated files of each kind: a part, the bar, long."""


def outcome(memory: Path, kind: str, wanted: int) -> dict[str, Any]:
    parts = shares(wanted)
    found = apart("fuzzing", *((memory / f"{kind}{nth}", kind, part, nth) for nth, part in enumerate(parts)))
    bad = [one for share in found for one in share.pop("bad")]
    slowest, megabytes = (max(share.pop(name) for share in found) for name in ("slowest", "megabytes"))
    counted = summed(found)
    assert counted["files"] == wanted
    return {**counted, "slowest": round(slowest, 2), "megabytes": megabytes, "bad": bad}


@pytest.mark.parametrize("kind", COUNTS)
def test_no_mutated_file_is_read_badly(kind: str, memory: Path) -> None:
    wanted = count(*COUNTS[kind])
    found = outcome(memory, kind, wanted)
    bad = found.pop("bad")
    measured(f"G{5 if kind in ('answers', 'checklist') else 6} {kind}", **found)
    assert not bad, "\n".join(bad)
    assert found["refused"] > wanted / 5 and found["accepted"] > 0
    assert found["megabytes"] <= MEGABYTES


def test_the_usual_loader_is_seen_to_fail(memory: Path) -> None:
    found = outcome(memory, "stock_loader", count(1_000, 10_000, 10_000))
    measured("G5 usual", **{name: found[name] for name in ("files", "uncaught")})
    assert found["uncaught"] > 0 and found["bad"]


@given(st.text(max_size=300) | st.text("-:[]{}&*!|>'\"%@`#,? \n\t0a~<", max_size=120))
@settings(max_examples=count(300, 5_000, 200_000))
def test_whatever_text_is_given_yaml_is_read_or_refused(text: str) -> None:
    source = parse_yaml(text, "a.yaml", ANSWER_LIMITS)
    assert source.problems or source.complete


@pytest.mark.skipif(LEVEL == "part", reason="guided by coverage in `make bars` and `make soak` alone")
@pytest.mark.skipif(not is_installed(), reason="ATHERIS IS NOT INSTALLED HERE: nothing was fuzzed by coverage")
def test_a_fuzzer_guided_by_coverage_finds_nothing(memory: Path) -> None:
    (found,) = apart("coverage_guided", (max(10, count(0, 30, 600)), memory / "corpus"))
    measured("G5 guided", **found)
    assert found[REPORT] and found["code"] == 0
