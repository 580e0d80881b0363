"""Every hostile file is refused or harmless, quickly and within bounds, and the corpus is what its script makes."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.trust.make_corpus import CORPUS, corpus

ROOT = Path(__file__).resolve().parents[2]
UNUSABLE = 3
SECONDS, TEMPLATE_SECONDS, MEGABYTES = 1.0, 6.0, 256
"""Processor time: a contained template may use three seconds before it is stopped."""

_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def test_the_corpus_is_what_its_script_makes_and_most_of_it_must_be_refused() -> None:
    made = dict(corpus())
    lying = {file.relative_to(CORPUS).as_posix(): file.read_bytes() for file in CORPUS.rglob("*") if file.is_file()}
    assert lying == made
    refused = sum("/no-" in name for name in made)
    assert len(made) >= 150 and refused / len(made) >= 0.8


def fault(one: dict[str, Any]) -> str:
    """What is wrong with how a file was read; empty where all is well."""
    hostile = "/no-" in one["name"]
    if hostile and one["code"] != UNUSABLE:
        return "not refused"
    if not hostile and one["code"] not in (0, 1):
        return "refused"
    if one["seconds"] > (TEMPLATE_SECONDS if one["name"].startswith("templates/") else SECONDS):
        return "slow"
    if one["megabytes"] > MEGABYTES:
        return "large"
    return "obeyed by a terminal" if _OBEYED.search(one["told"]) or "Traceback" in one["told"] else ""


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="what a process used is told by POSIX systems only")
def test_every_hostile_file_is_refused_quickly_and_in_little_memory(memory: Path) -> None:
    words = [sys.executable, "-m", "tests.trust.reading", str(memory)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert len(found) == len(dict(corpus()))
    assert [(fault(one), one) for one in found if fault(one)] == []


def test_a_file_read_badly_would_be_noticed() -> None:
    fine = {"name": "answers/no-x.yaml", "code": 3, "told": "直してください。\n", "seconds": 0.1, "megabytes": 1}
    assert not fault(fine)
    broken = ({"code": 0}, {"code": 70}, {"code": -11}, {"told": "\x1b[2J"}, {"seconds": 1.5}, {"megabytes": 300})
    assert all(fault({**fine, **one}) for one in broken)
