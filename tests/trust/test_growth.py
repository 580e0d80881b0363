"""No pattern that looks at strangers' texts in the program itself can be made to look at them again and again."""

import io
import zipfile
from collections.abc import Callable

import pytest

from assessor.catalog.workbook_limits import far_cell, refusal
from assessor.compose.templates import escape_markdown
from assessor.engine.claim_strength import added_strength
from assessor.engine.wordings import comparable, likeness
from assessor.model.due import parse_due, parse_half_year
from assessor.model.fiscal import parse_fiscal_year
from assessor.render.markdown_text import Piece, written
from assessor.tui.widgets.evidence_text import read_evidence
from tests.trust.growth import soon_done

MANY = 300_000
READERS: dict[str, Callable[[str], object]] = {
    "a day or period": parse_due,
    "a half-year": parse_half_year,
    "a fiscal year": parse_fiscal_year,
    "evidence": read_evidence,
    "a sentence compared": comparable,
    "a sentence beside a wording": lambda text: likeness(text, "あ1. @(令" * 50),
    "words that claim more": lambda text: added_strength(text, "ours"),
    "a value in a template": escape_markdown,
    "a value in Markdown": lambda text: written((Piece(text),), at_start=True),
}
SHAPES = {
    "blanks": "a" + " " * MANY + "a",
    "blanks and tabs": "a" + " \t\n" * (MANY // 3) + "a",
    "figures": "1" * MANY + "a",
    "full stops": "." * MANY + "a",
    "signs": "@" * MANY + "a",
    "signs and figures": "@1" * (MANY // 2) + "a",
    "brackets": "(" * MANY + "a",
    "brackets and blanks": "( " * (MANY // 2) + "a",
    "years": "令和" * (MANY // 2) + "a",
    "a year and blanks": "令和9" + " " * MANY + "a",
    "a letter again and again": "あ" * MANY,
    "marks on one letter": "a" + "\u0301\u0316" * (MANY // 2),
    "letters": "q" * MANY + "。",
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("reader", READERS)
def test_a_text_made_for_it_is_read_as_fast_as_any(reader: str, shape: str) -> None:
    with soon_done():
        READERS[reader](SHAPES[shape])


@pytest.mark.parametrize(
    "page",
    [b'<c r="A1"' * 700_000, b"<c r='A1'" * 700_000, b'mergeCell ref="A1:' * 700_000, b'TargetMode="' * 700_000],
    ids=["cells", "cells in other quotes", "merges", "targets"],
)
def test_a_workbook_of_elements_that_never_end_is_looked_through_soon(page: bytes) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as parts:
        for name in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/_rels/sheet1.xml.rels"):
            parts.writestr(name, page if "sheet1" in name else b"<workbook/>")
    with soon_done():
        refusal(held.getvalue())
        assert far_cell(held.getvalue(), 5_000, 60) is None


def test_a_limit_that_is_passed_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.trust.growth.PROCESSOR_SECONDS", 0.05)
    with pytest.raises(TimeoutError), soon_done():
        while True:
            pass
