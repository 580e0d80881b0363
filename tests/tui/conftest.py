"""What holds for every test of the screen."""

from tests.closing import _nothing_stays_open

__all__ = ["_nothing_stays_open"]
