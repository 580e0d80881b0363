"""Documents to print: one sample with every kind of block, and random ones full of text that wants to break out."""

from collections.abc import Iterator
from datetime import date

from hypothesis import strategies as st

from assessor.model.document import (
    Block,
    Callout,
    Cell,
    DefinitionList,
    Document,
    Figure,
    Heading,
    HeatCell,
    HeatMap,
    LayerRow,
    Layers,
    ListBlock,
    PageBreak,
    Paragraph,
    Radar,
    RadarAxis,
    Span,
    Spans,
    Table,
)

CATEGORIES = (
    "ガバナンス",
    "サービス",
    "都市OS",
    "アセット",
    "委託先などの関係者の管理（サプライチェーン）",
    "インシデント対応",
    "データ連携",
    "個人情報・プライバシーへの影響の評価",
)
SUBJECTS = tuple(f"{name}{number}" for number in range(5) for name in ("見守りカメラ", "オンライン行政手続ポータル"))

RADAR = Figure(
    title="図1　分野ごとの点数と回答率",
    description="分野ごとの点数を放射状に表した図。",
    chart=Radar(
        axes=tuple(
            RadarAxis(label=name, value=None if place == 3 else place / 8) for place, name in enumerate(CATEGORIES)
        ),
        second=(1.0, 0.999, 0.8, None, 0.7, 0.6, 0.5, 0.4),
        labels=("点数", "回答率"),
    ),
)
HEAT_CHART = HeatMap(
    columns=SUBJECTS,
    rows=tuple(
        (
            name,
            tuple(
                HeatCell(value=None, text="")
                if (row + column) % 4 == 0
                else HeatCell(value=column / 9, text=f"{column * 11}%")
                for column in range(10)
            ),
        )
        for row, name in enumerate(CATEGORIES)
    ),
)
HEAT_MAP = Figure(title="図2　分野と対象ごとの点数", description="縦に分野、横に対象を並べた図。", chart=HEAT_CHART)

LAYER_CHART = Layers(
    rows=(
        LayerRow(title="サービス", contents="市民が使うサービス、職員が使う業務の画面", covered_by=("サービス", "PIA")),
        LayerRow(title="都市OS（データ連携基盤）", contents="データの仲介、認証、API", covered_by=("都市OS",)),
        LayerRow(title="アセット", contents="カメラ、センサーなど、まちに置かれる機器" * 5, covered_by=("アセット",)),
        LayerRow(title="ネットワーク", contents="通信", covered_by=("アセット",)),
    ),
    labels=("層", "含むもの", "当てはまる取組"),
)
LAYERS = Figure(title="図3　層と取組", description="上から順に層を並べた図。", chart=LAYER_CHART)


def said(*parts: str | Span) -> Spans:
    return tuple(Span(text=part) if isinstance(part, str) else part for part in parts)


def paragraph(*parts: str | Span) -> Paragraph:
    return Paragraph(spans=said(*parts))


def cell(*lines: str | Span, bullet: bool = False) -> Cell:
    return Cell(lines=tuple(said(line) for line in lines), bullet=bullet)


def document(*blocks: Block, **changes: object) -> Document:
    values: dict[str, object] = {
        "kind": "gap",
        "title": "自己点検の結果",
        "municipality": "みらい市",
        "dated": date(2026, 11, 22),
        "internal": False,
        "blocks": blocks,
    }
    return Document.model_validate(values | changes)


def sample() -> Document:
    """A document with every kind of block, hostile words among them."""
    return document(
        Heading(level=1, spans=said("1 結果のあらまし")),
        paragraph(
            "点数は",
            Span(text="62%", strong=True),
            "です。",
            Span(text="「必須」の7件。", strong=True),
            "あとは # で｜*印*です。",
        ),
        Callout(
            kind="caution",
            blocks=(paragraph("庁外に出さないでください。"), ListBlock(items=((paragraph("鍵をかける"),),))),
        ),
        Callout(blocks=(paragraph("お知らせです。"),)),
        RADAR,
        HEAT_MAP,
        LAYERS,
        Heading(level=2, spans=said("1.1 すぐに始めること")),
        ListBlock(items=((paragraph("一つ目"), ListBlock(items=((paragraph("内側"),),))), (paragraph("二つ目"),))),
        ListBlock(ordered=True, items=((paragraph("手順"), paragraph("手順の続き")), (paragraph("次の手順"),))),
        DefinitionList(
            items=(
                (said("アセット"), (paragraph("まちに置く機器。"),)),
                (said("PIA"), (paragraph("評価。"), paragraph("補足。"))),
            )
        ),
        PageBreak(),
        Heading(level=1, spans=said("2 取組")),
        paragraph(
            Span(text="管理者を定めています。", mark="s7_AST_07_i"),
            Span(text="順次\n広げます。", mark="s7_TEC_policy_p"),
            "<script>alert(1)</script> & [x](http://a.example/) </w:t> #set =1+1 葛\U000e0100城市 𠮷野",
        ),
        Table(
            header=(cell("実施中"), cell("今後の取組")),
            rows=(
                (
                    cell(Span(text="規程を定めています。", mark="s7_GOV_01_i"), "研修をしています。", bullet=True),
                    cell("a|b", "`c`"),
                ),
                (cell("一つだけ"),),
            ),
            widths=(2, 1),
            caption="表1　取組",
        ),
        title="自己点検の結果 <試行>",
        subtitle="みらい市の構想",
        internal=True,
        facts=(("点検の対象", "計画全体のほか9件"), ("作成した課", "総務部 * デジタル推進課")),
    )


HOSTILE = (
    *(
        "<script>alert(1)</script>",
        "</w:t>",
        "</p>",
        "<!--",
        "-->",
        "<b>",
        "&amp;",
        "&",
        "<img src=http://a.example/b>",
    ),
    *(
        "|",
        "`",
        "```",
        "~~",
        "**",
        "*",
        "_",
        "[x](http://a.example)",
        "![y](z)",
        "[^1]",
        "<http://a.example>",
        "\\",
        "$x$",
    ),
    *(
        "# ",
        "## ",
        "#",
        "- ",
        "+ ",
        "1. ",
        "2) ",
        "> ",
        "---",
        "===",
        "    ",
        "|-|",
        ": ",
        "* * *",
        "~~~",
        "www.a.example",
    ),
    *(
        "#set text(red)",
        "#",
        "$",
        "@ref",
        "=1+1",
        "\\u{41}",
        "{{ x }}",
        "{% if x %}",
        "{x}",
        "%1",
        "//",
        "/*",
        "https://a.example/b_c",
    ),
    *(
        "𠮷",
        "葛\U000e0100",
        "神",
        "か\u3099",
        "「重要」",
        "（注）",
        "。",
        "、",
        "市",
        "カメラ",
        "abc",
        "7",
        "\n",
        "\n\n",
        " ",
        "　",
        "あ" * 40,
        "w" * 60,
    ),
)
texts = st.lists(st.sampled_from(HOSTILE), min_size=1, max_size=6).map("".join)
single_lines = texts.map(lambda text: text.replace("\n", "／"))
marks = st.none() | st.integers(0, 10**9).map(lambda number: f"s7_M_{number}_i")
spans = st.lists(st.builds(Span, text=texts, strong=st.booleans(), mark=marks), min_size=1, max_size=3).map(tuple)
cells = st.builds(Cell, lines=st.lists(spans, max_size=3).map(tuple), bullet=st.booleans())
paragraphs = st.builds(Paragraph, spans=spans)
headings = st.builds(Heading, level=st.integers(1, 4), spans=spans)
rows = st.lists(cells, min_size=1, max_size=3).map(tuple)
tables = st.builds(Table, header=rows, rows=st.lists(rows, max_size=2).map(tuple), caption=st.none() | single_lines)


def _nested(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    some = st.lists(inner, min_size=1, max_size=2).map(tuple)
    return st.one_of(
        st.builds(ListBlock, ordered=st.booleans(), items=st.lists(some, min_size=1, max_size=2).map(tuple)),
        st.builds(DefinitionList, items=st.lists(st.tuples(spans, some), min_size=1, max_size=2).map(tuple)),
        st.builds(Callout, kind=st.sampled_from(("notice", "caution")), blocks=some),
    )


blocks: st.SearchStrategy[Block] = st.recursive(
    st.one_of(paragraphs, headings, tables, st.just(PageBreak())), _nested, max_leaves=6
)
documents = st.builds(
    Document,
    kind=st.just("gap"),
    title=single_lines,
    subtitle=st.none() | single_lines,
    municipality=st.just("みらい市"),
    dated=st.just(date(2026, 11, 22)),
    internal=st.booleans(),
    marked=st.booleans(),
    facts=st.lists(st.tuples(single_lines, single_lines), max_size=2).map(tuple),
    blocks=st.lists(blocks, max_size=4).map(tuple),
)


def words(run: Spans) -> str:
    return "".join(span.text for span in run)


def leaves(items: tuple[Block, ...]) -> Iterator[tuple[str, str]]:
    """Every text of some blocks in reading order, with the kind of place it stands in."""
    for block in items:
        match block:
            case Heading() | Paragraph():
                yield block.type, words(block.spans)
            case ListBlock():
                for item in block.items:
                    yield from leaves(item)
            case Table():
                yield from _table_leaves(block)
            case DefinitionList():
                for term, explained in block.items:
                    yield "term", words(term)
                    yield from leaves(explained)
            case Callout():
                yield "label", "注意" if block.kind == "caution" else ""
                yield from leaves(block.blocks)


def _table_leaves(table: Table) -> Iterator[tuple[str, str]]:
    yield "caption", table.caption or ""
    for row in (table.header, *table.rows):
        for one in row:
            for line in one.lines:
                yield ("bullet" if one.bullet else "cell"), words(line)


def squeezed(text: str) -> str:
    """The text without any blank."""
    return "".join(text.split())


def main() -> None:
    """Write the golden files anew; look at the difference before it is committed."""
    from pathlib import Path

    from assessor.render.registry import render

    for name in ("md", "html"):
        (Path(__file__).parent.parent / "golden" / "render" / f"sample.{name}").write_bytes(render(sample(), name))


if __name__ == "__main__":
    main()
