"""※ stands at the first use of a term in each section."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.compose.glossary_marks import GlossaryMarker
from assessor.compose.parsing import parse
from assessor.model.document import Block, Paragraph, Span
from assessor.model.publication import PublicTerm
from tests.compose.making import paragraph, words

TERMS = (
    "アプリ",
    "OS",
    "サイバーセキュリティ",
    "個人情報",
    "個人情報保護委員会",
    "セキュリティ",
    "都市OS",
    "暗号化",
    "PIA",
)


def marker(*names: str) -> GlossaryMarker:
    return GlossaryMarker(PublicTerm(term=name, yomi="あ", origin=None, definition="説明。") for name in names or TERMS)


def marked(markdown: str) -> tuple[Block, ...]:
    return marker().mark(parse(markdown))


def line(text: str) -> str:
    return words(marker().mark((paragraph(text),)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("暗号化します。", "暗号化※します。"),
        ("暗号化し、暗号化します。", "暗号化※し、暗号化します。"),
        ("サイバーセキュリティとセキュリティ", "サイバーセキュリティ※とセキュリティ※"),
        ("個人情報保護委員会に個人情報を", "個人情報保護委員会※に個人情報※を"),
        ("都市OSとOS", "都市OS※とOS※"),
        ("（暗号化）", "（暗号化※）"),
        ("暗号化", "暗号化※"),
    ],
)
def test_the_longest_term_is_marked_at_its_first_use(text: str, expected: str) -> None:
    assert line(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "アプリケーション",
        "スマホアプリ",
        "iOS",
        "OS2",
        "暗号化方式",
        "再暗号化",
        "PIAs",
        "非個人情報",
        "セキュリティー",
    ],
)
def test_a_term_inside_a_longer_word_is_not_marked(text: str) -> None:
    assert line(f"これは{text}です。") == f"これは{text}です。"


def test_a_term_inside_a_longer_word_does_not_use_up_the_first_mark() -> None:
    assert line("アプリケーションのアプリ") == "アプリケーションのアプリ※"


@pytest.mark.parametrize(("text", "expected"), [("暗号化等を", "暗号化※等を"), ("個人情報等", "個人情報※等")])
def test_a_loose_ending_belongs_to_no_word(text: str, expected: str) -> None:
    assert line(text) == expected


def test_each_section_begins_anew_and_headings_carry_no_mark() -> None:
    made = marked("## 暗号化※\n\n暗号化\n\n### 小さい見出しの暗号化\n\n暗号化\n\n## 次\n\n暗号化\n")
    assert words(made) == "暗号化\n暗号化※\n小さい見出しの暗号化\n暗号化\n次\n暗号化※"


def test_marks_that_texts_bring_along_are_made_anew() -> None:
    assert line("暗号化※し、暗号化※します※。") == "暗号化※し、暗号化します。"


def test_plain_words_stay_as_they_are() -> None:
    block = Paragraph(spans=(Span(text="暗号化※方針", plain=True), Span(text="暗号化")))
    assert words(marker().mark((block,))) == "暗号化※方針\n暗号化※"


def test_marks_are_set_in_reading_order_through_lists_tables_callouts_and_definitions() -> None:
    source = (
        "- あ\n  - 暗号化\n- 暗号化\n\n| 暗号化 | PIA |\n|---|---|\n| 暗号化 | PIA |\n\n"
        "::: notice\nPIAとOS\n:::\n\nOS\n: OSとアプリ\n"
    )
    assert words(marked(source)).split("\n") == [
        *("あ", "暗号化※", "暗号化"),
        *("暗号化", "PIA", "暗号化", "PIA※"),
        *("PIAとOS※", "OS", "OSとアプリ※"),
    ]


def test_the_terms_met_are_listed_in_the_order_of_the_glossary() -> None:
    one = marker()
    one.mark(parse("PIAと暗号化とOS\n"))
    assert [term.term for term in one.met] == ["OS", "暗号化", "PIA"]


def test_a_term_that_stands_only_in_a_heading_or_a_longer_word_is_not_met() -> None:
    one = marker()
    one.mark(parse("## 暗号化\n\nアプリケーション\n"))
    assert one.met == ()


@given(st.lists(st.sampled_from((*TERMS, "と", "の", "情報", "、", "ア", "S", "※", "化")), max_size=12).map("".join))
def test_marking_changes_nothing_but_marks_and_marks_each_term_at_most_once(text: str) -> None:
    made = line(text) if text.replace("※", "") else ""
    assert made.replace("※", "") == text.replace("※", "")
    assert all(made.count(f"{name}※") <= 2 for name in TERMS)
    assert made.count("※") <= len(TERMS)
    if made:
        assert line(made) == made
