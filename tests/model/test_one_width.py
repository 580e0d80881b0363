import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.model import one_width as tried
from assessor.model.one_width import one_width
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
