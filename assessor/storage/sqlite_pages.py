"""Rows read straight out of the pages of a SQLite file, for a file that SQLite itself no longer reads.

Only leaf pages of tables are looked at, each on its own, so that one damaged page costs nothing but its own rows. Which
table a row belongs to is not told: the reader knows it by its shape. Pure: bytes in, rows out.
"""

from collections.abc import Iterator

Cell = str | int | float | bytes | None

_LEAF = 0x0D
_HEADER = 100
_SIZES = tuple(1 << power for power in range(9, 17))
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_CONSTANTS = {0: None, 8: 0, 9: 1}
_REAL, _FIRST_LONG = 7, 12
_MOST_CELLS = 32


class _Budget:
    """What may still be given: a damaged row may lie over a sound one, and a hostile file all over one another."""

    def __init__(self, left: int) -> None:
        self.left = left

    def take(self, length: int) -> None:
        """Take so many bytes.

        Raises:
            ValueError: so many are not left.
        """
        self.left -= length
        if self.left < 0:
            raise ValueError("more rows than the file can hold")


def rows(content: bytes) -> Iterator[tuple[Cell, ...]]:
    """Every row that can still be read, in the order of the pages; a damaged one is left out.

    What is given in all is at most twice as large as the file, whatever the file says of itself.
    """
    size = _page_size(content)
    budget = _Budget(2 * len(content))
    for number in range(len(content) // size):
        if budget.left < 0:
            return
        yield from _leaf(content, size, number * size, budget)


def _page_size(content: bytes) -> int:
    told = int.from_bytes(content[16:18], "big")
    size = 65536 if told == 1 else told
    # A file that was damaged right there is taken for one of ours.
    return size if size in _SIZES and len(content) % size == 0 else 4096


def _leaf(content: bytes, size: int, start: int, budget: _Budget) -> Iterator[tuple[Cell, ...]]:
    head = start + (_HEADER if start == 0 else 0)
    if content[head : head + 1] != bytes([_LEAF]):
        return
    count = int.from_bytes(content[head + 3 : head + 5], "big")
    # A place named twice is one row.
    for offset in dict.fromkeys(_offsets(content, head, min(count, size // 4))):
        try:
            yield _record(_payload(content, size, start, start + offset, budget))
        except (ValueError, IndexError):
            if budget.left < 0:
                return


def _offsets(content: bytes, head: int, count: int) -> Iterator[int]:
    for place in range(head + 8, head + 8 + 2 * count, 2):
        yield int.from_bytes(content[place : place + 2], "big")


def _payload(content: bytes, size: int, start: int, place: int, budget: _Budget) -> bytes:
    """The bytes of a row, those on overflow pages included."""
    length, place = _varint(content, place)
    _, place = _varint(content, place)
    local, longest = length, size - 35
    if length > longest:
        least = (size - 12) * 32 // 255 - 23
        local = least + (length - least) % (size - 4)
        local = local if local <= longest else least
    if length > len(content) or place + local > start + size:
        raise ValueError("a row longer than its page")
    budget.take(length)
    parts = [content[place : place + local]]
    if local < length:
        following = int.from_bytes(content[place + local : place + local + 4], "big")
        parts.extend(_overflow(content, size, following, length - local))
    return b"".join(parts)


def _overflow(content: bytes, size: int, page: int, left: int) -> Iterator[bytes]:
    seen: set[int] = set()
    while left > 0:
        start = (page - 1) * size
        if page < 1 or start + size > len(content) or page in seen:
            raise ValueError("a row that goes on nowhere")
        seen.add(page)
        yield content[start + 4 : start + 4 + min(left, size - 4)]
        left -= size - 4
        page = int.from_bytes(content[start : start + 4], "big")


def _record(payload: bytes) -> tuple[Cell, ...]:
    header, place = _varint(payload, 0)
    kinds: list[int] = []
    while place < header:
        kind, place = _varint(payload, place)
        kinds.append(kind)
        if len(kinds) > _MOST_CELLS:
            raise ValueError("a row of no table of ours")
    cells: list[Cell] = []
    place = header
    for kind in kinds:
        length = _length(kind)
        if place + length > len(payload):
            raise ValueError("a value longer than its row")
        cells.append(_value(kind, payload[place : place + length]))
        place += length
    return tuple(cells)


def _length(kind: int) -> int:
    if kind >= _FIRST_LONG:
        return (kind - _FIRST_LONG) // 2
    return 8 if kind == _REAL else _INTEGERS.get(kind, 0)


def _value(kind: int, data: bytes) -> Cell:
    if kind >= _FIRST_LONG:
        return data.decode() if kind % 2 else data
    if kind in _INTEGERS:
        return int.from_bytes(data, "big", signed=True)
    if kind in _CONSTANTS:
        return _CONSTANTS[kind]
    raise ValueError("a value of a kind that we never store")


def _varint(data: bytes, place: int) -> tuple[int, int]:
    """A whole number of one to nine bytes, and the place after it."""
    value = 0
    for count in range(9):
        byte = data[place + count]
        if count == 8:
            return (value << 8) | byte, place + 9
        value = (value << 7) | (byte & 0x7F)
        if byte < 0x80:
            return value, place + count + 1
    raise ValueError("unreachable")
