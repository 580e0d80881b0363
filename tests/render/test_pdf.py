import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings

from assessor.errors import FontMissing, MissingOptional
from assessor.model.document import Document, Heading, Paragraph, Table
from assessor.render.pdf import set_in, to_pdf
from assessor.render.typesetting import BUNDLED, PREFERRED, typefaces, typeset_pdf
from tests.render.documents import RADAR, cell, document, documents, leaves, paragraph, said, sample, squeezed

needs_reader = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) is not installed: PDF texts are not read back"
)


def pinned(doc: Document) -> bytes:
    """The PDF in the bundled font alone, so that no machine's own fonts decide a test."""
    return set_in(doc, typefaces(bundled_only=True))


def read(made: bytes, folder: Path) -> str:
    file = folder / "made.pdf"
    file.write_bytes(made)
    return subprocess.run(
        ["pdftotext", "-raw", "-enc", "UTF-8", str(file), "-"], capture_output=True, check=True
    ).stdout.decode()


@needs_reader
@given(doc=documents)
@settings(max_examples=15)
def test_every_text_can_be_read_back(tmp_path_factory: pytest.TempPathFactory, doc: Document) -> None:
    # Page edges part a long text, so what is compared are its lines.
    text = squeezed(read(pinned(doc), tmp_path_factory.mktemp("pdf")))
    for _, leaf in leaves(doc.blocks):
        for line in leaf.split("\n"):
            assert squeezed(line)[:40] in text


@needs_reader
def test_hostile_text_is_shown_as_it_is(tmp_path: Path) -> None:
    hostile = (
        "#set text(red)",
        "$x$",
        "*a* _b_ `c`",
        "= 1",
        "@label <label>",
        "\\u{41}",
        "// weg",
        "[x](http://a.example)",
    )
    text = squeezed(read(pinned(document(*(paragraph(one) for one in hostile))), tmp_path))
    assert all(squeezed(one) in text for one in hostile)


@needs_reader
def test_every_page_has_its_number_and_an_internal_one_its_warning(tmp_path: Path) -> None:
    table = Table(
        header=(cell("番号"), cell("質問")), rows=tuple((cell(f"{row}"), cell("質問文")) for row in range(80))
    )
    pages = read(pinned(document(table, internal=True)), tmp_path).rstrip("\f").split("\f")
    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        assert f"{number}/{len(pages)}" in squeezed(page)
        assert "取扱注意" in page
        assert "番号" in page, "the header row is repeated"


@needs_reader
def test_a_long_word_is_parted_and_still_copied_whole(tmp_path: Path) -> None:
    word = "https://www.example.jp/" + "a1b2" * 60
    assert word in squeezed(
        read(
            pinned(document(paragraph(word), Table(header=(cell("語"), cell("x")), rows=((cell(word), cell()),)))),
            tmp_path,
        )
    )


@needs_reader
def test_a_cell_longer_than_a_page_is_printed_to_its_end(tmp_path: Path) -> None:
    long = "長い説明です。" * 800 + "おわり"
    doc = document(Table(header=(cell("説明"),), rows=((cell(long),),)))
    assert "おわり" in squeezed(read(pinned(doc), tmp_path))


def test_it_is_archivable_and_accessible() -> None:
    made = pinned(sample())
    assert b"<pdfaid:part>2</pdfaid:part>" in made
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in made
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made


def test_no_product_and_no_version_is_named_in_the_file() -> None:
    made = to_pdf(sample())
    assert b"ypst" not in made and made.count(b"document----") == 3
    assert b"/Creator(document" in made and b"<xmp:CreatorTool>document" in made


def test_no_statement_id_is_in_the_file() -> None:
    assert b"s7_" not in pinned(sample())


@pytest.mark.parametrize("levels", [(2,), (3, 1), (1, 3, 4, 2), (4, 4, 2, 3)])
def test_headings_that_skip_a_level_still_make_a_file(levels: tuple[int, ...]) -> None:
    assert pinned(document(*(Heading(level=level, spans=said("見出し")) for level in levels))).startswith(b"%PDF")


@pytest.mark.parametrize(
    "empty",
    [
        document(),
        document(Paragraph(spans=()), Heading(level=1, spans=())),
        document(Table(header=(), rows=())),
        document(Table(header=(cell(),), rows=((cell(), cell("a"), cell()),))),
        document(title="\n", subtitle="", facts=(("", ""),)),
    ],
)
def test_empty_parts_still_make_a_file(empty: Document) -> None:
    assert pinned(empty).startswith(b"%PDF")


def test_a_character_that_no_font_has_is_named_instead_of_left_out() -> None:
    with pytest.raises(FontMissing) as caught:
        pinned(document(paragraph("顔\U0001f600文字")))
    assert "\U0001f600" in str(caught.value.values["text"])


def test_a_font_that_is_not_there_is_an_error_and_no_silent_substitute() -> None:
    source = b'#set document(title: "x")\n#set text(font: "Nowhere Gothic")\nx'
    with pytest.raises(FontMissing):
        typeset_pdf(source, {}, sample().dated, typefaces(bundled_only=True))


def test_the_bundled_font_is_always_there_and_comes_last() -> None:
    assert typefaces(bundled_only=True).families == (BUNDLED,)
    assert not typefaces(bundled_only=True).has_bold
    families = typefaces().families
    assert families[-1] == BUNDLED
    assert list(families) == [name for name in (*PREFERRED, BUNDLED) if name in families]


def test_emphasis_shows_also_in_a_font_without_bold() -> None:
    from assessor.model.document import Span

    plain, strong = (document(Paragraph(spans=(Span(text="大切", strong=strong),))) for strong in (False, True))
    assert pinned(plain) != pinned(strong)


@pytest.mark.parametrize("module", ["typst", "pylopdf_fonts_jp"])
def test_without_typesetter_or_font_the_error_names_the_command(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    typefaces.cache_clear()
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingOptional) as caught:
        to_pdf(document(paragraph("文")))
    typefaces.cache_clear()
    assert str(caught.value.values["command"]).startswith("python -m pip install ")


def test_a_chart_is_drawn_with_its_words(tmp_path: Path) -> None:
    assert len(pinned(document(RADAR))) > len(pinned(document(paragraph("文"))))
