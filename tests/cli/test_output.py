import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.cli import output
from assessor.i18n.visible import visible, visible_line
from assessor.model.text import first_forbidden


@given(st.text())
def test_nothing_that_is_refused_everywhere_reaches_the_terminal(text: str) -> None:
    shown = visible(text)
    assert first_forbidden(shown) is None or all(0xFFF9 <= ord(char) <= 0xFFFF for char in shown if _refused(char))
    assert "\n" not in visible_line(text) and "\t" not in visible_line(text)


def _refused(char: str) -> bool:
    return first_forbidden(char) is not None


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
