"""Whatever two officers do with a programme and its files, it holds what a model says; a faulty program does not."""

import pytest

from tests.trust.city_model import BUGS
from tests.trust.scale import apart, count, measured, shares

STEPS_A_RUN = 20


def outcome(runs: int, *more: str) -> tuple[int, str]:
    found = apart("city_model", *((part, seed, *more) for seed, part in enumerate(shares(runs), 20)))
    return sum(one["steps"] for one in found), "\n".join(one["failed"] for one in found if one["failed"])


def test_a_city_holds_what_the_model_says() -> None:
    steps, failed = outcome(count(20, 2_000, 100_000))
    measured("G12", steps=steps, failed=bool(failed))
    assert not failed, failed
    assert steps >= 300


@pytest.mark.parametrize("bug", BUGS)
def test_a_program_with_a_fault_is_found_out(bug: str) -> None:
    steps, failed = outcome(40, bug)
    measured(f"G12 {bug}", steps=steps, found=bool(failed))
    assert failed.startswith("AssertionError"), failed
