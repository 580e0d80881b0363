"""No code point of any text makes a terminal obey: neither through the printer nor through the screen's last filter."""

import re
import sys
from io import BytesIO, TextIOWrapper

import pytest
from rich.segment import Segment
from textual.color import Color

from assessor.cli import output
from assessor.i18n.visible import visible, visible_line
from assessor.tui.safe_output import OnlyShown

EVERY = [chr(code) for code in range(sys.maxunicode + 1)]
"""All 1,114,112, surrogates included."""

OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
BLACK = Color(0, 0, 0)
PAYLOADS = (
    *("\x1b]52;c;AAAA\x07", "\x1b[2J", "\x1b]0;title\x1b\\", "\x1b]8;;http://a.example\x1b\\x\x1b]8;;\x1b\\"),
    *("\x9b31m", "\x90q\x9c", "\x00", "\x7f", "a\rb", "\u202eexe.txt", "\x1bP+q\x1b\\", "\x1b[?1049l"),
)


def printed(text: str, monkeypatch: pytest.MonkeyPatch) -> str:
    raw = BytesIO()
    monkeypatch.setattr(sys, "stdout", TextIOWrapper(raw, "utf-8", errors="replace", newline=""))
    output.data(text)
    output.flush()
    return raw.getvalue().decode()


def test_the_printer_lets_no_code_point_through_that_a_terminal_obeys(monkeypatch: pytest.MonkeyPatch) -> None:
    for start in range(0, len(EVERY), 65536):
        out = printed("".join(EVERY[start : start + 65536]), monkeypatch)
        assert OBEYED.search(out) is None
    assert not any(OBEYED.search(visible(one)) or re.search("[\t\n]", visible_line(one)) for one in EVERY[:0x3000])


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_payload_passes_the_printer_or_the_screen(payload: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert OBEYED.search(printed(payload, monkeypatch)) is None
    (shown,) = OnlyShown().apply([Segment(payload)], BLACK)
    assert OBEYED.search(shown.text) is None


def test_the_screen_lets_no_code_point_through_that_a_terminal_obeys() -> None:
    for start in range(0, len(EVERY), 65536):
        (shown,) = OnlyShown().apply([Segment("".join(EVERY[start : start + 65536]))], BLACK)
        assert OBEYED.search(shown.text) is None and "\n" not in shown.text and "\t" not in shown.text


def test_what_is_harmless_is_shown_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "葛\U000e0100飾区　A\u200d①\tx"
    assert printed(text, monkeypatch) == text + "\n"


def test_a_printer_that_lets_everything_through_would_be_noticed() -> None:
    assert OBEYED.search("".join(EVERY[:256])) is not None and OBEYED.search("a\x1b[2J") is not None
