import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.engine.claim_sentences import claim_sentences
from assessor.engine.own_text import Kin, own_sentences
from assessor.model import one_width as tried
from assessor.model.edited import EditedLine
from assessor.model.one_width import one_width
from tests.model.mini import mini
from tests.trust.growth import soon_done

ODD = "がか゛゜ﾞﾟｶﾊ゙゚ａA1①㍿가각한́̂̕ 　、。্া´ﬁ"
WORDS = st.text(st.one_of(st.sampled_from(ODD), st.characters(exclude_categories=["Cs"])), max_size=18)
TEXTS = st.lists(WORDS, max_size=12).map("。".join)


@given(TEXTS)
def test_a_text_cut_into_pieces_is_what_it_is_in_one(text: str) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(tried, "PIECE", 0)
        short = re.compile(tried._pieces().pattern.replace("1,500", "1,40"))
        patched.setattr(tried, "_pieces", lambda: short)
        assert one_width(text) == unicodedata.normalize("NFKC", text)


def test_hundreds_of_thousands_of_marks_on_one_letter_are_read_soon() -> None:
    with soon_done():
        assert one_width("a" + "\u0301\u0316" * 300_000)


def test_no_other_place_makes_texts_one_width() -> None:
    """Elsewhere it would be forgotten that Python's own way takes a time that grows with the square of the marks."""
    package = Path(tried.__file__).parents[1]
    found = {one.name for one in package.rglob("*.py") if re.search(r"normalize\(\s*.NFK[CD]", one.read_text("utf-8"))}
    assert found == {"one_width.py"}


def test_an_own_sentence_with_a_hundred_thousand_marks_is_read_soon() -> None:
    lines = [EditedLine("カメラの管理者を決めています" + "\u0301\u0316" * 100_000 + "。")]
    with soon_done():
        assert list(own_sentences(claim_sentences(lines), (), Kin(mini(), {})))
