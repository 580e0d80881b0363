"""What a list offers."""

from typing import NamedTuple


class Item(NamedTuple):
    """Something to choose: its keys, what it does, what it returns, further words it is found by."""

    keys: str
    label: str
    value: int
    words: str = ""
