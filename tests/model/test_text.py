"""The one cleaner for every text that comes in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from assessor.model.text import LONGEST_LINE, LONGEST_TEXT, Line, LongText, Text, first_forbidden, search_key

LONG, SHORT = TypeAdapter(LongText), TypeAdapter(Line)


def refused(kind: TypeAdapter[str], text: str) -> str:
    with pytest.raises(ValidationError) as caught:
        kind.validate_python(text)
    return caught.value.errors()[0]["type"]


@pytest.mark.parametrize(
    "char",
    [
        *"\x00\x07\x08\x1b\x7f\x80\x85\x9b\r\x0b\x0c",
        *("\u202e", "\u2066", "\u200b", "\u200e", "\ufeff", "\u2028", "\u00ad", "\u3164"),
        *("\ud800", "\uffff", "\U000e0041"),
    ],
)
def test_what_a_terminal_or_a_reader_would_be_misled_by_is_refused(char: str) -> None:
    assert refused(LONG, f"あ{char}い") == "forbidden_character"
    assert first_forbidden(f"あ{char}い") == 1


@pytest.mark.parametrize("text", ["葛󠄀城市", "神戸", "e\u0301", "ﾊﾝｶｸ", "👨\u200d👩", "a\u3000b", "①Ⅳ㈱", "a\tb\nc"])
def test_names_are_kept_as_they_were_typed(text: str) -> None:
    assert LONG.validate_python(text) == text


@given(st.text())
def test_a_text_is_kept_whole_or_refused_never_changed(text: str) -> None:
    if first_forbidden(text) is None and len(text) <= LONGEST_TEXT:
        assert LONG.validate_python(text) == text
    else:
        refused(LONG, text)


def test_a_line_has_no_tab_and_no_line_end() -> None:
    assert {refused(SHORT, "a\nb"), refused(SHORT, "a\tb")} == {"forbidden_character"}


def test_texts_have_their_longest() -> None:
    assert len(SHORT.validate_python("あ" * LONGEST_LINE)) == LONGEST_LINE
    assert len(LONG.validate_python("あ" * LONGEST_TEXT)) == LONGEST_TEXT
    assert refused(SHORT, "あ" * (LONGEST_LINE + 1)) == refused(LONG, "あ" * (LONGEST_TEXT + 1)) == "text_too_long"


def test_what_a_text_holds_stands_in_no_message_about_it() -> None:
    with pytest.raises(ValidationError) as caught:
        SHORT.validate_python("秘密\x1bの名前")
    found = caught.value.errors()[0]
    assert "秘密" not in found["msg"] and found["ctx"] == {"code": "U+001B", "position": 3}


def test_english_that_is_absent_is_said_in_japanese() -> None:
    assert (Text(ja="あ", en="a").say("en"), Text(ja="あ").say("en"), Text(ja="あ", en="a").say("ja")) == (
        "a",
        "あ",
        "あ",
    )


def test_searching_looks_past_width_and_case() -> None:
    assert search_key("ＧＯＶ－０１ｾﾝｻｰ") == search_key("gov-01センサー")
