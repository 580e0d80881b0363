"""The child's side of a returned workbook: its bytes on standard input, its cells as JSON on standard output.

The child sets its own limits before it opens anything; it knows the sheet only by the hidden row of keys.
"""

import json
import sys
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from typing import Any

MEMORY = 1024 * 1024 * 1024
CPU_SECONDS = 20
LARGEST_WRITTEN_FILE = 0
MOST_ROWS, MOST_COLUMNS = 20_000, 100
LONGEST_CELL = 20_001
"""One more than a text may have, so that a longer one is noticed and not cut unseen."""
NOT_DEFUSED = 9


def main() -> None:
    """Read the workbook and write `{"title": …, "rows": [[row number, [[column, text, is formula], …]], …]}`."""
    content = sys.stdin.buffer.read()
    _limit()
    sys.stdout.write(json.dumps(_read(content), ensure_ascii=True))


def _read(content: bytes) -> dict[str, Any]:
    from openpyxl import load_workbook
    from openpyxl.xml import DEFUSEDXML

    if not DEFUSEDXML:
        raise SystemExit(NOT_DEFUSED)
    book = load_workbook(BytesIO(content), read_only=True, keep_links=False)
    pages = ([*_rows(page)] for page in book.worksheets)
    found = [(page.title, rows) for page, rows in zip(book.worksheets, pages, strict=True)]
    title, rows = next((one for one in found if _has_keys(one[1])), found[0] if found else ("", []))
    return {"title": title, "rows": rows}


def _has_keys(rows: list[list[Any]]) -> bool:
    """Whether the first row is one of keys: the first of them is `id`."""
    return bool(rows) and rows[0][0] == 1 and rows[0][1][0][1] == "id"


def _rows(page: Any) -> Iterator[list[Any]]:
    for number, row in enumerate(page.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS), 1):
        cells = list(_cells(row))
        if cells:
            yield [number, cells]


def _cells(row: tuple[Any, ...]) -> Iterator[list[Any]]:
    for place, cell in enumerate(row):
        if cell.value is not None:
            yield [place, _text(cell.value)[:LONGEST_CELL], cell.data_type == "f"]


def _text(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def _limit() -> None:
    try:
        import resource
    except ImportError:
        return
    for kind, amount in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, LARGEST_WRITTEN_FILE),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
    ):
        resource.setrlimit(kind, (amount, amount))


if __name__ == "__main__":
    main()
