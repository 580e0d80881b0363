"""A sheet that goes out to be filled in and comes back: columns with their keys, rows of plain values."""

from datetime import date
from typing import NamedTuple

Value = str | int | date | None


class Column(NamedTuple):
    """A column: its key is written in a hidden row, so that it is known again; locked ones are not to be changed."""

    key: str
    title: str
    width: int
    editable: bool = False
    choices: tuple[str, ...] = ()
    whole: bool = False
    note: str = ""


class Sheet(NamedTuple):
    """What is written: `notes` are lines for the person who fills it in, `foot` stands under each printed page too."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    notes: tuple[str, ...] = ()
    foot: str = ""


class ReadCell(NamedTuple):
    """A cell that came back: where it stood (`C7`) and its text; dates as `2027-03-31`, whole numbers without point."""

    place: str
    text: str
    formula: bool = False


class ReadSheet(NamedTuple):
    """What came back: per row its cells by column key, empty ones included."""

    title: str
    rows: tuple[dict[str, ReadCell], ...]
