"""Returned workbooks as sheets: columns known by their keys, every fault with its cell."""

from collections.abc import Iterator, Sequence

from assessor.catalog.workbook_cells import MOST_COLUMNS, MOST_ROWS, Cell, Page
from assessor.catalog.workbook_limits import far_cell, refusal
from assessor.model.problem import Problem
from assessor.model.sheet import ReadCell, ReadSheet, Sheet
from assessor.model.text import LONGEST_TEXT


def refused(path: str, content: bytes) -> Problem | None:
    """Why a workbook may not even be opened, or None."""
    code = refusal(content)
    if code is not None:
        return _problem(path, code)
    place = far_cell(content, MOST_ROWS, MOST_COLUMNS)
    return None if place is None else _problem(path, "workbook_far_cell", cell=place)


def unreadable(path: str) -> Problem:
    """A workbook that the child could not read within its limits."""
    return _problem(path, "workbook_stopped")


def keyed_page(pages: Sequence[Page]) -> Page:
    """The page that begins with a row of keys (its first is `id`), else the first page."""
    found = (page for page in pages if page.rows and page.rows[0][0] == 1 and page.rows[0][1][0].text == "id")
    return next(found, pages[0] if pages else Page("", []))


def keys_of(page: Page) -> dict[int, str]:
    """The keys in the hidden first row, by column counted from 0."""
    return {cell.column: cell.text for cell in page.rows[0][1]} if page.rows and page.rows[0][0] == 1 else {}


def read_sheet(path: str, page: Page, expected: Sheet) -> tuple[ReadSheet, list[Problem]]:
    """What a page holds, by the keys of the sheet that went out, with every fault of its shape."""
    rows, keys = page.rows, keys_of(page)
    known = {column.key for column in expected.columns}
    if not known & set(keys.values()):
        return ReadSheet(page.title, ()), [_problem(path, "workbook_keys_missing", sheet=page.title)]
    problems = list(_key_problems(path, keys, expected))
    places = {text: place for place, text in reversed(keys.items()) if text in known}
    names = {place: letters(place) for place in places.values()}
    read: list[dict[str, ReadCell]] = []
    for number, cells in rows[2 if len(rows) > 1 and rows[1][0] == 2 else 1 :]:
        held = {cell.column: cell for cell in cells}
        row = {key: _read(held.get(place), f"{names[place]}{number}") for key, place in places.items()}
        for cell in row.values():
            if cell.formula:
                problems.append(_at(path, "workbook_formula", cell))
            elif len(cell.text) > LONGEST_TEXT:
                problems.append(_at(path, "workbook_long_cell", cell, limit=LONGEST_TEXT))
        read.append(row)
    return ReadSheet(page.title, tuple(read)), problems


def _read(cell: Cell | None, place: str) -> ReadCell:
    """A cell as text; whole numbers lose the point that some programs write."""
    if cell is None:
        return ReadCell(place, "")
    text = cell.text.removesuffix(".0") if cell.kind == "number" else cell.text
    return ReadCell(place, text, cell.kind == "formula")


def _key_problems(path: str, keys: dict[int, str], expected: Sheet) -> Iterator[Problem]:
    titles = {column.key: column.title for column in expected.columns}
    for key, title in titles.items():
        if key not in keys.values():
            yield _problem(path, "workbook_column_missing", column=title)
    seen: set[str] = set()
    for place, key in keys.items():
        if key not in titles:
            yield _problem(path, "workbook_column_unknown", cell=f"{letters(place)}1", column=key[:60])
        elif key in seen:
            yield _problem(path, "workbook_column_doubled", cell=f"{letters(place)}1", column=titles[key])
        seen.add(key)


def cell_problem(path: str, code: str, cell: ReadCell, **values: str | int) -> Problem:
    """A problem of one cell; its message may name `cell` and `text`."""
    return _at(path, code, cell, **values)


def _at(path: str, code: str, cell: ReadCell, **values: str | int) -> Problem:
    return _problem(path, code, cell=cell.place, text=cell.text[:60], **values)


def _problem(path: str, code: str, **values: str | int) -> Problem:
    return Problem(
        code=code, path=path, values=values, line=_row(values.get("cell")), column=_column(values.get("cell"))
    )


def _row(cell: str | int | None) -> int:
    return int("".join(filter(str.isdigit, str(cell))) or 1) if cell else 1


def _column(cell: str | int | None) -> int:
    number = 0
    for letter in (letter for letter in str(cell or "") if letter.isalpha()):
        number = number * 26 + ord(letter) - 64
    return number or 1


def letters(place: int) -> str:
    """The name of a column counted from 0: `A`, `B` … `AA`."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name
