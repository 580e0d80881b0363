"""What the screen sends to a terminal: the same sequences whatever it shows, and no control character of a text."""

import os
from pathlib import Path

import pytest

from tests.trust.scale import measured
from tests.trust.shown import HOSTILE, MARK, PAYLOADS
from tests.trust.terminals import in_terminal, obeyed, sequences

PASTED = b"\x1b[200~" + HOSTILE.replace("\x1b", "").encode() + b"\x1b[201~"
KEYS = (
    b"\x1b[B",
    b"m",
    PASTED,
    b"\x1b",
    b"/",
    b"a",
    b"\x1b",
    b"\x1bOR",
    b"\x1bOS",
    b"\x1b[18~",
    b"\x1bOQ",
    b"\x1bOP",
    b"\x1b",
)
"""Down, a memo with a paste, a search, the tabs of findings, scores and section 7, back, the list of actions."""


def shown(folder: Path, mode: str) -> bytes:
    folder.mkdir(exist_ok=True)
    ended = in_terminal(["-m", "tests.trust.shown", str(folder), mode], folder, (*KEYS, b"q", b"q"))
    text = ended.out.decode("utf-8", "replace")
    assert "\x1b[?1049h" in text and "Traceback" not in text, text[-2000:]
    return ended.out


@pytest.mark.skipif(os.name == "nt", reason="terminals of POSIX systems only")
def test_no_text_makes_the_terminal_obey_and_without_the_filter_it_would_be_seen(tmp_path: Path) -> None:
    honest, hostile, broken = (shown(tmp_path / mode, mode) for mode in ("honest", "hostile", "broken"))
    usual = sequences(honest)
    measured("G9 pty", payloads=len(PAYLOADS), foreign=len(sequences(hostile) - usual), obeyed=len(obeyed(hostile)))
    assert MARK.encode() in hostile
    assert sequences(hostile) <= usual and obeyed(hostile) <= obeyed(honest)
    assert sequences(broken) - usual and obeyed(broken) - obeyed(honest)
