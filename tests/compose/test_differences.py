from hypothesis import given
from hypothesis import strategies as st

from assessor.compose.differences import Part, difference

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
