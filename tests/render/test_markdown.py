from itertools import groupby
from pathlib import Path

from hypothesis import given, settings
from markdown_it import MarkdownIt
from markdown_it.token import Token

from assessor.model.document import Block, Callout, Cell, DefinitionList, Document, ListBlock, Paragraph, Span, Table
from assessor.render.markdown import to_markdown
from tests.render.documents import cell, document, documents, paragraph, sample, words

GOLDEN = Path(__file__).parent.parent / "golden" / "render" / "sample.md"
PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
INLINE = {"text", "softbreak", "hardbreak", "html_inline", "strong_open", "strong_close", "text_special"}


def tokens(doc: Document) -> list[Token]:
    return PARSER.parse(to_markdown(doc).decode())


def texts(doc: Document) -> list[str]:
    """What a reader sees, one text for each inline run."""
    return [shown for token in tokens(doc) if token.type == "inline" and (shown := _shown(token.children or []))]


def _shown(children: list[Token]) -> str:
    assert {child.type for child in children} <= INLINE
    markup = {child.content for child in children if child.type == "html_inline"}
    assert all(tag in ("<strong>", "</strong>") or tag.startswith("<!-- s7_") for tag in markup), markup
    parts = {"softbreak": "\n", "hardbreak": "\n"}
    return "".join(parts.get(child.type, "" if child.type == "html_inline" else child.content) for child in children)


def expected(doc: Document) -> list[str]:
    head = ["取扱注意　内部資料です。公表しないでください。"] if doc.internal else []
    head += [doc.title, doc.subtitle or "", "みらい市　令和8年11月22日"]
    head += [f"{label}：{value}" for label, value in doc.facts]
    return [text for text in (*head, *_expected(doc.blocks)) if text]


def _lines(text: str, joint: str) -> str:
    return joint.join(line for line in text.split("\n") if line)


def _expected(blocks: tuple[Block, ...]) -> list[str]:
    out: list[str] = []
    for block in blocks:
        match block:
            case Paragraph():
                out.append(_lines(words(block.spans), "\n"))
            case ListBlock():
                out += [text for item in block.items for text in _expected(item)]
            case Callout():
                out += [*(["注意"] if block.kind == "caution" else []), *_expected(block.blocks)]
            case DefinitionList():
                for term, rest in block.items:
                    joined = term
                    if rest and isinstance(rest[0], Paragraph):
                        joined, rest = (*term, Span(text="："), *rest[0].spans), rest[1:]
                    out += [_lines(words(joined), "\n"), *_expected(rest)]
            case Table():
                out.append(block.caption or "")
                out += [_expected_cell(one) for row in (block.header, *block.rows) for one in row]
            case _:
                out.append(_lines(words(getattr(block, "spans", ())), " "))
    return out


def _expected_cell(one: Cell) -> str:
    lines = [_lines(words(line), " ／ ") for line in one.lines]
    return "　".join(f"・{line}" for line in lines) if one.bullet else " ／ ".join(lines)


@given(doc=documents)
@settings(max_examples=80)
def test_every_text_reads_back_and_none_becomes_markup(doc: Document) -> None:
    assert [text.strip() for text in texts(doc) if text.strip()] == [
        text.strip() for text in expected(doc) if text.strip()
    ]


@given(doc=documents)
@settings(max_examples=60)
def test_blocks_become_the_blocks_they_were(doc: Document) -> None:
    kinds = [token.type for token in tokens(doc)]
    assert not {"fence", "code_block", "hr", "link_open", "image"} & set(kinds)
    assert all(token.content.startswith("<!-- ") for token in tokens(doc) if token.type == "html_block")
    tables = [block for block in _all(doc.blocks) if isinstance(block, Table)]
    assert kinds.count("table_open") == len(tables)
    assert kinds.count("tr_open") == sum(1 + len(table.rows) for table in tables)


def _all(blocks: tuple[Block, ...]) -> list[Block]:
    out: list[Block] = []
    for block in blocks:
        out.append(block)
        match block:
            case ListBlock():
                out += [inner for item in block.items for inner in _all(item)]
            case DefinitionList():
                out += [inner for _, said in block.items for inner in _all(said)]
            case Callout():
                out += _all(block.blocks)
    return out


def test_two_lists_in_a_row_stay_two() -> None:
    lists = [ListBlock(items=((paragraph(text),),)) for text in "あい"]
    assert [kind for kind, _ in groupby(token.type for token in tokens(document(*lists)) if token.level == 0)].count(
        "bullet_list_open"
    ) == 2


def test_emphasis_beside_japanese_brackets_is_emphasis() -> None:
    doc = document(
        paragraph("これは", Span(text="「重要」", strong=True), "です。", Span(text="次", strong=True), "も")
    )
    written = to_markdown(doc).decode()
    assert _shown(tokens(doc)[-2].children or []) == "これは「重要」です。次も"
    assert "これは<strong>「重要」</strong>です。**次**も" in written


def test_neighbouring_emphasis_is_written_as_one() -> None:
    doc = document(paragraph(Span(text="甲", strong=True), Span(text="乙", strong=True), "丙"))
    assert "**甲乙**丙" in to_markdown(doc).decode()


def test_a_statement_id_is_a_comment_right_before_its_sentence() -> None:
    doc = document(
        paragraph("前文。", Span(text="一つ目。", mark="s7_A_i"), Span(text="二つ目。", mark="s7_B_i")),
        paragraph(Span(text="三つ目。", mark="s7_C_i")),
        Table(header=(cell("取組"),), rows=((cell(Span(text="四つ目。", mark="s7_D_i")),),)),
    )
    written = to_markdown(doc).decode()
    assert "前文。<!-- s7_A_i -->一つ目。<!-- s7_B_i -->二つ目。\n" in written
    assert "<!-- s7_C_i -->\n三つ目。\n" in written
    assert "| <!-- s7_D_i -->四つ目。 |" in written
    assert "s7_" not in to_markdown(doc.model_copy(update={"marked": False})).decode()


def test_the_sample_looks_as_it_was_approved() -> None:
    assert to_markdown(sample()).decode() == GOLDEN.read_text("utf-8")
