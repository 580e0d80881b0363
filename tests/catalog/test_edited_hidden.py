"""Words that one program prints and another does not are read: text shown another way, heads and feet, word art."""

from assessor.catalog.edited_refusal import Refused
from assessor.catalog.edited_text import Parsed, parse_edited
from assessor.model.edited import EditedRemark, LineKind
from tests.catalog.test_edited_outside import OPEN, W, packed, relationship, rels

MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
WEAK = "侵入検知は未実施です。"


def read(content: bytes) -> Parsed:
    return parse_edited("docx", content)


def texts(content: bytes) -> list[str]:
    return [line.text for line in read(content).lines]


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def ways(first: str, other: str) -> str:
    choice, fallback = f'<mc:Choice Requires="zz">{first}</mc:Choice>', f"<mc:Fallback>{other}</mc:Fallback>"
    return f'<mc:AlternateContent xmlns:mc="{MC}">{choice}{fallback}</mc:AlternateContent>'


def test_what_only_the_other_way_of_showing_says_is_read() -> None:
    body = f"<w:p>{run('前。')}{ways('', run(WEAK))}{run('後。')}</w:p>"
    assert sorted(texts(packed({}, body))) == sorted(["前。後。", WEAK])


def test_a_paragraph_of_the_other_way_is_read_too() -> None:
    assert WEAK in texts(packed({}, f"<w:p>{ways(run('表の文。'), f'<w:p>{run(WEAK)}</w:p>')}</w:p>"))


def test_a_text_box_that_is_shown_in_two_ways_is_read_once() -> None:
    box = f"<w:txbxContent><w:p>{run('囲みの文です。')}</w:p></w:txbxContent>"
    assert texts(packed({}, f"<w:p>{ways(box, box)}</w:p>")) == ["囲みの文です。"]


def test_ways_within_ways_are_read_and_a_tower_of_them_is_refused() -> None:
    body = run(WEAK)
    for depth in range(20):
        content = packed({}, f"<w:p>{body}</w:p>")
        try:
            assert WEAK in texts(content), depth
        except Refused:
            assert depth > 4
            return
        body = ways("", body)
    raise AssertionError("a tower of twenty was read")


def test_word_art_is_read() -> None:
    art = f'<w:pict><v:textpath xmlns:v="urn:schemas-microsoft-com:vml" string="{WEAK}"/></w:pict>'
    assert WEAK in texts(packed({}, f"<w:p><w:r>{art}</w:r></w:p>"))


def edges(*parts: tuple[str, str, str]) -> dict[str, str | bytes]:
    """Heads and feet by kind, target and text."""
    told = [relationship(f"{OPEN}/{kind}", target, "") for kind, target, _ in parts]
    made: dict[str, str | bytes] = {"word/_rels/document.xml.rels": rels(*told)}
    for _, target, text in parts:
        name = target.lstrip("/") if target.startswith("/") else f"word/{target}"
        made[name] = f'<w:hdr xmlns:w="{W}"><w:p>{run(text)}</w:p></w:hdr>'
    return made


def test_heads_and_feet_of_pages_are_read_whatever_their_part_is_called() -> None:
    parts = edges(("header", "header1.xml", WEAK), ("footer", "/word/x/foot.xml", "別の文です。"))
    found = read(packed(parts, f"<w:p>{run('本文です。')}</w:p>")).lines
    assert [(one.text, one.kind) for one in found] == [
        ("本文です。", LineKind.TEXT),
        (WEAK, LineKind.NOTE),
        ("別の文です。", LineKind.NOTE),
    ]


def test_a_head_that_repeats_the_body_and_page_numbers_add_nothing() -> None:
    parts = edges(("header", "header1.xml", "表題"), ("header", "header2.xml", "表題"), ("footer", "f.xml", "1 / 7"))
    assert texts(packed(parts, f"<w:p>{run('表題')}</w:p>")) == ["表題"]


def test_drawings_whose_words_are_not_read_are_told() -> None:
    assert read(packed({})).remarks == []
    for name in ("word/charts/chart1.xml", "word/diagrams/data1.xml", "word/embeddings/book.xlsx"):
        assert read(packed({name: "<x/>"})).remarks == [EditedRemark.DRAWINGS], name
