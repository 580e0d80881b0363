"""Shipped templates: no column breaks its header into single letters, and no sign is printed as it was typed."""

import re

import pytest

from assessor.resources import data_folder

TEMPLATES = sorted(data_folder("report_templates").rglob("*.md.j2"))
LETTERS = 46
"""Japanese letters in a line of a page, the margins of the cells taken off."""
TABLE = re.compile(r"^\|(?P<header>.+)\|\n+\|(?P<widths>[-:|]+)\|$", re.M)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_column_holds_the_longest_word_of_its_header(path: object) -> None:
    assert hasattr(path, "read_text")
    for found in TABLE.finditer(path.read_text("utf-8")):
        names = [re.sub(r"\{[{%].*?[%}]\}", "", name).strip() for name in found["header"].split("|")]
        widths = [cell.count("-") for cell in found["widths"].split("|")]
        if len(names) == len(widths):
            for name, width in zip(names, widths, strict=True):
                assert LETTERS * width / sum(widths) >= min(len(name), 2) + 1, (name, found["widths"])


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_backtick_is_printed(path: object) -> None:
    assert hasattr(path, "read_text")
    assert not re.findall(r"(?<!`)`(?!`)", path.read_text("utf-8"))
