"""A child bounds itself wherever the system can, and works where it cannot."""

import resource
import subprocess
import sys

import pytest

from assessor.limits import limit_this_process

BOUNDED = """
import resource
from assessor.limits import limit_this_process
{before}
limit_this_process(memory=500_000_000, cpu_seconds=5)
print(resource.getrlimit(resource.RLIMIT_AS)[0], resource.getrlimit(resource.RLIMIT_CPU)[0])
"""


def bounded(before: str = "") -> list[int]:
    asked = [sys.executable, "-c", BOUNDED.format(before=before)]
    return [int(word) for word in subprocess.run(asked, capture_output=True, text=True, check=True).stdout.split()]


def test_a_child_bounds_its_memory_and_time() -> None:
    assert bounded() == [500_000_000, 5]


def test_a_limit_that_is_stricter_already_stays() -> None:
    assert bounded("resource.setrlimit(resource.RLIMIT_AS, (400_000_000, 400_000_000))") == [400_000_000, 5]


def refusing(kind: int, limits: tuple[int, int]) -> None:
    raise ValueError("current limit exceeds maximum limit")


def test_a_system_that_refuses_a_limit_does_not_stop_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(resource, "setrlimit", refusing)
    limit_this_process(memory=1, cpu_seconds=1)


def test_on_linux_a_refused_limit_is_never_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(resource, "setrlimit", refusing)
    with pytest.raises(ValueError):
        limit_this_process(memory=1, cpu_seconds=1)


def test_a_system_without_limits_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(resource, "setrlimit", refusing)
    limit_this_process(memory=1, cpu_seconds=1)
