"""The only printer: data to stdout, narration to stderr; no control character of any text reaches the terminal."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TextIO

from assessor.i18n.visible import visible


class ReaderGone(Exception):
    """Who read our output has stopped reading; no OSError, which click would end with a code of its own."""


def prepare() -> None:
    """Let a terminal that lacks a character show `?` in its place instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def data(text: str) -> None:
    """Print data, ended by a newline."""
    _write(sys.stdout, text)


def lines(texts: Iterable[str]) -> None:
    """Print lines of data."""
    data("\n".join(texts))


def json(value: object) -> None:
    """Print a value as JSON, readable and in its own letters."""
    from json import dumps

    data(dumps(value, ensure_ascii=False, indent=2))


def document(content: bytes) -> None:
    """Print the bytes of a document as they are."""
    with _reader():
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()


def note(text: str) -> None:
    """Tell the person at the keyboard something."""
    _write(sys.stderr, text)


def flush() -> None:
    """Bring out what was printed, so that a full disk is met here and not after the end."""
    with _reader():
        sys.stdout.flush()


def abandon() -> None:
    """Point stdout at nothing, so that the interpreter's own last flush cannot fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def is_wide_enough(stream: TextIO, sample: str) -> bool:
    """True when a stream can show every character of a sample."""
    try:
        sample.encode(stream.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True


def _write(stream: TextIO, text: str) -> None:
    with _reader():
        stream.write(visible(text).removesuffix("\n") + "\n")


@contextmanager
def _reader() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError as gone:
        raise ReaderGone from gone
