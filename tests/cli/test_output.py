import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.cli import output
from assessor.i18n.visible import visible, visible_line
from assessor.model.text import first_forbidden


def test_nothing_that_is_refused_everywhere_reaches_the_terminal() -> None:
    """Of all 1,114,112 code points, each by itself: a refused one is shown by a sign, every other as it is."""
    for code in range(sys.maxunicode + 1):
        char = chr(code)
        shown = visible(char)
        assert first_forbidden(shown) is None, hex(code)
        assert (shown == char) is (first_forbidden(char) is None), hex(code)


@given(st.text())
def test_one_line_stays_one_line(text: str) -> None:
    shown = visible_line(text)
    assert "\n" not in shown and "\t" not in shown and first_forbidden(shown) is None


@given(st.text(alphabet=st.characters(categories=("L", "N", "P", "S", "Zs"))))
def test_ordinary_text_is_shown_as_it_is(text: str) -> None:
    if first_forbidden(text) is None:
        assert visible(text) == visible_line(text) == text


def test_controls_are_named_by_their_pictures() -> None:
    assert visible_line("a\x1b[31m\x9b\u202e\n\x7f") == "a␛[31m<U+009B><U+202E>␊␡"


def test_data_goes_to_stdout_and_narration_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    output.data("値")
    output.lines(["a", "b"])
    output.json({"市": 1})
    output.note("知らせ")
    shown = capsys.readouterr()
    assert shown.out == '値\na\nb\n{\n  "市": 1\n}\n'
    assert shown.err == "知らせ\n"
