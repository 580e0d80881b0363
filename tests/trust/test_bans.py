"""What may be called where: each ban is held by every module, catches its own snippet, and excuses nobody in vain."""

from pathlib import Path

import pytest

from tests.trust.bans import BANS, broken

PACKAGE = Path(__file__).resolve().parents[2] / "assessor"
SOURCES = {file.relative_to(PACKAGE).as_posix(): file.read_text("utf-8") for file in sorted(PACKAGE.rglob("*.py"))}


@pytest.mark.parametrize("name", BANS)
def test_no_module_but_the_named_ones_calls_it(name: str) -> None:
    ban = BANS[name]
    found = {f"{file}:{line}" for file, source in SOURCES.items() for line in broken(source, ban)}
    assert not {place for place in found if place.partition(":")[0] not in ban.allowed}


@pytest.mark.parametrize("name", BANS)
def test_the_ban_catches_its_snippet(name: str) -> None:
    assert list(broken(BANS[name].snippet, BANS[name]))


@pytest.mark.parametrize("name", BANS)
def test_nobody_is_excused_in_vain(name: str) -> None:
    ban = BANS[name]
    assert {file for file in ban.allowed if not any(broken(SOURCES.get(file, ""), ban))} == set()


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("files are written whole or not at all", "open('a', mode='ab')"),
        ("files are written whole or not at all", "Path('a').write_text('x')"),
        ("files are written whole or not at all", "import os\nos.open('a', os.O_WRONLY)"),
        ("a moment always knows its zone", "import datetime\ndatetime.date.today()"),
        ("no pattern is made of data", "from re import compile as c\nc(f'{word}+')"),
        ("YAML is read by the strict reader alone", "from yaml import load\nload(text, Loader=Safe)"),
        ("no data becomes objects or code", "eval(text)"),
    ],
)
def test_other_ways_to_say_the_same_are_caught(name: str, source: str) -> None:
    assert list(broken(source, BANS[name]))


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("files are written whole or not at all", "open('a')\nPath('a').open('rb')\narchive.open(name)"),
        ("a moment always knows its zone", "from datetime import UTC, datetime\ndatetime.now(UTC)"),
        ("no pattern is made of data", "import re\nre.compile(r'a+')"),
    ],
)
def test_what_is_harmless_is_left_alone(name: str, source: str) -> None:
    assert not list(broken(source, BANS[name]))
