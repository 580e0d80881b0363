"""The order of the Japanese syllabary."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.model.glossary import syllabary_key, syllabary_row
from tests.model.mini import shipped


def test_words_stand_in_the_order_of_the_fifty_sounds() -> None:
    words = ["わかる", "あんごうか", "サーバー", "としおーえす", "プライバシー", "おーえす", "かめら", "ガバナンス"]
    expected = ["あんごうか", "おーえす", "ガバナンス", "かめら", "サーバー", "としおーえす", "プライバシー", "わかる"]
    assert sorted(words, key=syllabary_key) == expected


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("はす", "ばす"),
        ("ばす", "ぱす"),
        ("ばす", "はせ"),
        ("きゃく", "きやす"),
        ("かあ", "かい"),
        ("カー", "かい"),
        ("カート", "かい"),
        ("さあば", "さい"),
        ("サーバ", "さい"),
        ("あ", "ああ"),
        ("かき", "がくしゅう"),
        ("データ", "テスト"),
        ("ピーアイエー", "ひかり"),
    ],
)
def test_voicing_size_and_length_only_break_ties(first: str, second: str) -> None:
    assert syllabary_key(first) < syllabary_key(second)


@pytest.mark.parametrize(
    ("one", "other"), [("カメラ", "かめら"), ("ｶﾒﾗ", "カメラ"), ("ア・イ", "アイ"), ("あ い", "あい")]
)
def test_kana_of_either_kind_and_width_stand_in_one_place(one: str, other: str) -> None:
    assert syllabary_key(one)[0] == syllabary_key(other)[0]


@given(st.lists(st.text(alphabet="あいかがきゃやーはばぱんッつゔ", min_size=1, max_size=5), unique=True))
def test_the_order_does_not_depend_on_where_words_stood(words: list[str]) -> None:
    shuffled = list(words)
    random.Random(7).shuffle(shuffled)
    assert sorted(words, key=syllabary_key) == sorted(shuffled, key=syllabary_key)


def test_every_reading_of_the_shipped_glossary_is_kana() -> None:
    for term in shipped().glossary:
        assert all("ぁ" <= char <= "ゖ" or char in "ー・ " for char in term.yomi), term.term


@pytest.mark.parametrize(
    ("yomi", "row"),
    [
        *(
            ("あいおーてぃー", "あ行"),
            ("ぎじゅつ", "か行"),
            ("じしん", "さ行"),
            ("づけ", "た行"),
            ("ぱすわーど", "は行"),
        ),
        *(("ゃ", "や行"), ("をこと", "わ行"), ("んだ", "わ行"), ("カメラ", "か行"), ("ABC", "その他"), ("", "その他")),
    ],
)
def test_a_reading_stands_under_the_row_of_its_first_kana(yomi: str, row: str) -> None:
    assert syllabary_row(yomi) == row


def test_the_rows_of_the_glossary_follow_one_another() -> None:
    rows = [syllabary_row(one.yomi) for one in sorted(shipped().glossary, key=lambda one: syllabary_key(one.yomi))]
    assert list(dict.fromkeys(rows)) == ["あ行", "か行", "さ行", "た行", "な行", "は行", "ま行", "や行", "ら行"]
    assert rows == sorted(rows, key=lambda row: "あかさたなはまやら".index(row[0]))
