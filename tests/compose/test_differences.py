from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.compose.differences import Part, difference
from assessor.model.alignment import aligned
from tests.trust.growth import soon_done

WORDS = st.text(alphabet="あいう、。研修", max_size=20)


def test_what_only_one_of_two_sentences_has_stands_out() -> None:
    found = difference("研修を毎年度実施しています。", "職員の研修を実施しています。")
    assert found.before == (Part("研修を", False), Part("毎年度", True), Part("実施しています。", False))
    assert found.after == (Part("職員の", True), Part("研修を", False), Part("実施しています。", False))


def test_one_or_two_equal_letters_between_changes_are_part_of_the_change() -> None:
    assert [part.changed for part in difference("甲乙丙丁戊己庚辛", "甲乙丙子戊丑庚辛").after] == [False, True, False]


@given(WORDS, WORDS)
def test_the_parts_joined_are_the_sentences_and_the_unchanged_ones_are_equal(before: str, after: str) -> None:
    found = difference(before, after)
    assert "".join(part.text for part in found.before) == before
    assert "".join(part.text for part in found.after) == after
    kept = ["".join(part.text for part in parts if not part.changed) for parts in found]
    assert kept[0] == kept[1]


@given(WORDS)
def test_equal_sentences_do_not_differ(text: str) -> None:
    assert not any(part.changed for part in (*difference(text, text).before, *difference(text, text).after))


LONG = "職員の研修を毎年度実施しています。" * 600
REPEATING = {
    "one letter of two": ("あい" * 10_000, "あ" * 20_000),
    "shifted": ("あ" * 20_000, "い" + "あ" * 19_998 + "う"),
    "only sentences": ("。" * 20_000, "。い" * 10_000),
    "one sentence again and again": (LONG, LONG.replace("毎年度", "") + "おわり"),
    "pieces that repeat": ("ああ。い。" * 4_000, "い。" * 10_000),
}


@pytest.mark.parametrize("name", REPEATING)
def test_long_texts_that_repeat_themselves_are_compared_soon(name: str) -> None:
    before, after = REPEATING[name]
    with soon_done():
        found = difference(before, after)
    assert "".join(part.text for part in found.before) == before
    assert "".join(part.text for part in found.after) == after
    kept = ["".join(part.text for part in parts if not part.changed) for parts in found]
    assert kept[0] == kept[1]


def test_of_a_long_text_the_one_sentence_that_changed_stands_out_alone() -> None:
    sentences = [f"第{number}の取組として、庁内の連絡票を確かめています。" for number in range(700)]
    before = "".join(sentences)
    after = before.replace("第350の取組として", "第350の重要な取組として")
    assert [part.text for part in difference(before, after).after if part.changed] == ["重要な"]


@given(st.text(alphabet="あいう", max_size=30), st.text(alphabet="あいう", max_size=30))
def test_short_rows_are_compared_exactly_and_any_within_the_bound_of_work(before: str, after: str) -> None:
    exact = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    assert [("equal" if one.equal else "", *one[1:]) for one in aligned(before, after)] == [
        ("equal" if tag == "equal" else "", *places) for tag, *places in exact
    ]
    coarse = aligned(before, after, 0)
    assert all(before[one.start : one.end] == after[one.first : one.last] for one in coarse if one.equal)
    assert "".join(before[one.start : one.end] for one in coarse) == before
    assert "".join(after[one.first : one.last] for one in coarse) == after
