"""Whatever is typed stands in every format as it was typed: no formula, no live address, no tag, nothing swallowed.

Each value goes the whole way: into a template, through Markdown into a document, printed, and read back by a reader
that is not ours where there is one.
"""

import csv
import io
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from assessor.catalog.workbook_cells import read_pages
from assessor.model.document import Block, Document
from assessor.model.text import first_forbidden
from assessor.render.base import printable
from assessor.render.csv_file import to_csv
from assessor.render.docx import to_docx
from assessor.render.html import to_html
from assessor.render.markdown import to_markdown
from assessor.render.workbook import FIRST_ROW, to_workbook
from tests.compose.making import filled
from tests.render import test_docx, test_html, test_markdown, test_pdf
from tests.render.documents import document, leaves, squeezed
from tests.render.test_workbook import COLUMNS, DAY
from tests.render.test_workbook import sheet as sheet_of
from tests.trust.scale import count, measured

TRAPS = (
    *("=1+1", "+1", "-1+1", "@SUM(1)", "＝1+1", "\t=1", "=cmd|'/c calc'!A1", '=HYPERLINK("http://a.example","b")'),
    *(
        "http://a.example/b",
        "https://a.example",
        "a@b.example",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "www.a.jp",
    ),
    *(
        "<script>alert(1)</script>",
        "<img src=http://a.example/b.png>",
        "</w:t></w:r><w:r><w:t>適合",
        "]]>",
        "&lt;b&gt;",
    ),
    *("![x](http://a.example/b.png)", "[x](http://a.example)", "<http://a.example>", "[x]: http://a.example", "`a`"),
    *("{{ 7 * 7 }}", "{% raw %}", "#set text(red)", "$x$", "_x000D_", "_x005F_", "| a | b |", "# a", "---", "*a* _b_"),
    *("葛\U000e0100飾区", "👨\u200d👩\u200d👧", "0123", "1E3", "2026-04-01", "TRUE", "'x", "\\", '"', "a\nb", "x  y"),
)
texts = (
    st.sampled_from(TRAPS)
    | st.lists(st.sampled_from(TRAPS), min_size=2, max_size=3).map("".join)
    | st.text(min_size=1, max_size=40).filter(lambda text: first_forbidden(text) is None)
)
BODY = """{{ v }}

## {{ v }}

- {{ v }}

::: notice
{{ v }}
:::

Term
: {{ v }}

| {{ v }} |
|---|
| {{ v }} |
"""
PLACES = 7

SETTABLE = "".join(map(chr, range(0x20, 0x7F))) + "あいうがぱアイウヴー市民交通個人情報保護計画、。「」（）・　"

Faults = Callable[[bytes, Document], str]


def printed(*values: str) -> Document:
    """A document in which every value stands seven times, by way of a template."""
    blocks: tuple[Block, ...] = tuple(block for value in values for block in filled(BODY, v=value))
    held = [text for kind, text in leaves(blocks) if kind not in ("label", "caption", "term")]
    assert held == [value for value in values for _ in range(PLACES)]
    return document(*blocks)


def html_faults(made: bytes, doc: Document) -> str:
    page = test_html.Reader(made.decode())
    read = [squeezed(text) for text in page.texts if text.strip()][2:]
    wanted = [squeezed(text) for _, text in leaves(doc.blocks) if text.strip()]
    live = {name for name, _ in page.attributes} & {"src", "href", "action", "onclick", "xlink:href", "srcset"}
    if page.tags - test_html.TAGS or live or "default-src 'none'" not in made.decode():
        return f"live: {page.tags - test_html.TAGS} {live}"
    return "" if read == wanted else f"{read} is not {wanted}"


def markdown_faults(made: bytes, doc: Document) -> str:
    tokens = test_markdown.PARSER.parse(made.decode())
    try:
        read = [s for one in tokens if one.type == "inline" and (s := test_markdown._shown(one.children or []))]
    except AssertionError as live:
        return f"live: {live}"
    wanted = [text for text in test_markdown.expected(doc) if text]
    return "" if read == wanted else f"{read} is not {wanted}"


def docx_faults(made: bytes, doc: Document) -> str:
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        everything = {name: parts.read(name) for name in parts.namelist()}
    if any(b'TargetMode="External"' in content for content in everything.values()):
        return "live: a link outside"
    if re.search(rb"<w:(hyperlink|fldSimple|instrText|object|altChunk)\b", everything["word/document.xml"]):
        return "live: a field or a link"
    texts = [one.text for one in test_docx.paragraphs_of(test_docx.opened(made)) if one.text.strip("\n")]
    # A term and its explanation are one paragraph, parted by a tab; in no other is a tab anything but the value's own.
    read = [piece for text in texts for piece in (text.split("\t", 1) if text.startswith("Term\t") else [text])]
    wanted = [text for text in test_docx.expected(doc) if text.strip("\n")]
    return "" if read == wanted else f"{read} is not {wanted}"


MADE: dict[str, tuple[Callable[[Document], bytes], Faults]] = {
    "html": (to_html, html_faults),
    "md": (to_markdown, markdown_faults),
    "docx": (to_docx, docx_faults),
}


@pytest.mark.parametrize("name", MADE)
def test_every_value_reads_back_from_a_document(name: str) -> None:
    make, faults = MADE[name]
    wanted = count(25, 300, 20_000)

    @given(texts)
    @settings(max_examples=wanted)
    def law(value: str) -> None:
        doc = printed(value)
        assert faults(make(doc), doc) == ""

    law()
    measured(f"G8 {name}", values=wanted, places=PLACES, differing=0)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="PDFTOTEXT IS NOT INSTALLED HERE: no PDF was read back")
def test_every_value_reads_back_from_a_pdf(tmp_path: Path) -> None:
    many, times = 30, count(1, 10, 600)

    # A character that no font here has is refused by its name, so only those of the bundled font are tried.
    drawn = st.sampled_from([one for one in TRAPS if "\u200d" not in one])
    typed = st.text(SETTABLE, min_size=1, max_size=40) | st.lists(drawn, min_size=1, max_size=3).map("".join)

    @given(st.lists(typed, min_size=many, max_size=many))
    @settings(max_examples=times)
    def law(values: list[str]) -> None:
        made = test_pdf.pinned(printed(*values))
        assert b"/URI" not in made and b"/Launch" not in made and b"/JavaScript" not in made
        text = squeezed(test_pdf.read(made, tmp_path))
        # Page edges part a long text: its lines are compared, as far as a line of the page reaches.
        lines = [squeezed(printable(line))[:40] for value in values for line in value.split("\n")]
        missing = [line for line in lines if text.count(line) < 1]
        assert not missing

    law()
    measured("G8 pdf", values=many * times, places=PLACES, differing=0)


def workbook_faults(made: bytes, values: list[str]) -> str:
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        xml = parts.read("xl/worksheets/sheet1.xml").decode()
        if "<f>" in xml or "<hyperlink" in xml or any(b"External" in parts.read(one) for one in parts.namelist()):
            return "live: a formula or a link"
    page = load_workbook(io.BytesIO(made)).worksheets[0]
    cells = [page.cell(FIRST_ROW + 1 + place, 2) for place in range(len(values))]
    if any(cell.data_type == "f" for cell in cells):
        return "live: taken for a formula"
    rows = {number: {cell.column: cell.text for cell in row} for number, row in read_pages(made)[0].rows}
    read = [rows.get(FIRST_ROW + 1 + place, {}).get(1, "") for place in range(len(values))]
    return "" if read == values else f"{read} is not {values}"


def test_every_value_reads_back_from_a_workbook_and_a_csv_file() -> None:
    many, times = 10, count(3, 30, 2_000)

    @given(st.lists(texts, min_size=many, max_size=many))
    @settings(max_examples=times)
    def law(values: list[str]) -> None:
        made = sheet_of(*values)
        shown = [printable(value) for value in values]
        assert workbook_faults(to_workbook(made, DAY), shown) == ""
        rows = list(csv.reader(io.StringIO(to_csv(made).decode("utf-8-sig"), newline="")))[1:]
        assert [row[1] for row in rows if not row[1].startswith("'")] == [
            one for one, row in zip(shown, rows, strict=True) if not row[1].startswith("'")
        ]
        assert all(row[1].removeprefix("'") == one.removeprefix("'") for one, row in zip(shown, rows, strict=True))
        assert not any(re.match(r"[\s\u3000]*[=+\-@\t\r＝＋－＠]", row[1]) for row in rows)

    law()
    measured("G8 xlsx and csv", values=many * times, differing=0)


def _unescaped(made: bytes) -> bytes:
    return made.replace(b"&lt;", b"<").replace(b"&gt;", b">")


def _bare(made: bytes) -> bytes:
    return re.sub(rb"\\(.)", rb"\1", made)


def _swallowed(made: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as parts, zipfile.ZipFile(target, "w") as out:
        for name in parts.namelist():
            content = parts.read(name)
            out.writestr(name, content.replace(b"&lt;/w:t&gt;", b"</w:t><w:t>") if "document" in name else content)
    return target.getvalue()


@pytest.mark.parametrize(
    ("name", "breaks", "value"),
    [
        ("html", _unescaped, "<img src=http://a.example/b.png>"),
        ("md", _bare, "![x](http://a.example/b.png)"),
        ("md", lambda made: made.replace(b"a.example", b"a.example\n\n- "), "a.example"),
        ("docx", _swallowed, "適合</w:t>不適合"),
    ],
)
def test_a_format_that_does_not_escape_is_seen(name: str, breaks: Callable[[bytes], bytes], value: str) -> None:
    make, faults = MADE[name]
    doc = printed(value)
    assert faults(make(doc), doc) == "" and faults(breaks(make(doc)), doc) != ""


def test_a_workbook_whose_texts_became_formulas_is_seen() -> None:
    import xlsxwriter

    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    page = book.add_worksheet()
    page.write(FIRST_ROW, 1, "=1+1")
    book.close()
    assert len(COLUMNS) == 4 and workbook_faults(target.getvalue(), ["=1+1"]).startswith("live")
