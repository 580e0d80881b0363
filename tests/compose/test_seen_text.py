"""What looks alike is one to the leak lint, and every remark still stands in the text as it was written."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.compose.leak_lint import leaks
from assessor.compose.seen_text import seen
from assessor.compose.text_sentences import folded
from tests.compose.test_leak_lint import KNOWN, rules, told


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        *(
            (f"電話は090{dash}1234{dash}5678です。", "private_phone", f"090{dash}1234{dash}5678")
            for dash in "−‐–―－ー─"
        ),
        ("fe80::1に置いています。", "network_address", "fe80::1"),
        ("2001:db8::5に置いています。", "network_address", "2001:db8::5"),
        ("192\u2024168\u20240\u202410に置いています。", "network_address", "192\u2024168\u20240\u202410"),
        ("a﹫b.jpへ送ってください。", "email", "a﹫b.jp"),
        ("侵入検知は未\ufe00実施です。", "confession", "未\ufe00実施"),
        ("侵入検知は未\u2800実施です。", "confession", "未\u2800実施"),
        ("侵入検知は未\U000e0100実施です。", "confession", "未\U000e0100実施"),
        ("田中\u200dさんが担当します。", "person", "田中\u200dさん"),
        ("ｼｽｺの機器です。", "vendor", "ｼｽｺ"),
        ("ＡＢＣ\u200c運輸に委託しています。", "inside_name", "ＡＢＣ\u200c運輸"),
    ],
)
def test_what_looks_like_a_leak_is_one(text: str, code: str, words: str) -> None:
    assert (code, words) in told(text)


def test_what_counts_the_items_of_a_list_is_no_figure() -> None:
    assert told("①台帳を作ります。②回線を守ります。⑶件名を書きます。") == []


def test_a_dash_in_words_and_a_long_vowel_stay() -> None:
    assert seen("サービス―住民のため―をサーバーで").text == "サービス―住民のため―をサーバーで"


def test_every_word_of_the_rules_is_spelled_as_it_is_looked_for() -> None:
    for rule in rules().words:
        for word in (*rule.words, *rule.unless):
            assert folded(seen(word).text) == folded(word), word


@given(st.text(max_size=60))
def test_each_character_that_is_seen_knows_its_place(text: str) -> None:
    shown = seen(text)
    assert len(shown.text) == len(shown.starts) == len(shown.ends)
    assert list(shown.starts) == sorted(shown.starts)
    for char, start, end in zip(shown.text, shown.starts, shown.ends, strict=True):
        assert 0 <= start < end <= len(text)
        assert char in unicodedata.normalize("NFKC", text[start:end]) + text[start:end] + "-"


@given(st.text(alphabet="未実施さん田中0９90-−ー日間\u200d\ufe00①㈱ｼｽｺ。\n", max_size=60))
def test_remarks_of_any_spelling_stand_where_they_say(text: str) -> None:
    for remark in leaks(text, rules(), known=KNOWN):
        start = remark.column - 1
        assert remark.text[start : start + len(remark.words)] == remark.words != ""
        assert remark.text in text
