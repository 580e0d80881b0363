"""Whatever two officers do with a programme and its files, it holds what a model says; a faulty program does not."""

import pytest

from tests.trust.city_model import BUGS
from tests.trust.scale import apart, count, measured, shares, summed


def outcome(runs: int, *more: str) -> tuple[dict[str, int], str]:
    found = apart("city_model", *((part, seed, *more) for seed, part in enumerate(shares(runs), 20)))
    return summed([one["counted"] for one in found]), "\n".join(one["failed"] for one in found if one["failed"])


def test_a_city_holds_what_the_model_says() -> None:
    counted, failed = outcome(count(15, 1_000, 50_000))
    measured("G12", **counted, failed=bool(failed))
    assert not failed, failed
    assert counted["steps"] >= 300 and counted["merges"] >= 5 and counted["checks"] >= 10


@pytest.mark.parametrize("bug", BUGS)
def test_a_program_with_a_fault_is_found_out(bug: str) -> None:
    counted, failed = outcome(20, bug)
    measured(f"G12 {bug}", steps=counted["steps"], found=bool(failed))
    assert failed.startswith("AssertionError"), failed
