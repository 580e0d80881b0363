"""Every command that opens a programme, with every kind of file that is none."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.calls import Caller

OPENING = [
    ["show", "FILE"],
    ["explain", "FILE"],
    ["findings", "FILE"],
    ["subject", "list", "FILE"],
    ["subject", "set", "FILE", "programme", "--fact", "cloud=yes"],
    ["answer", "FILE", "programme", "GOV-01", "unknown"],
    ["import", "FILE", "ANSWERS"],
    ["export", "FILE"],
    ["history", "FILE"],
    ["backup", "FILE", "OUT"],
    ["report", "gap", "FILE"],
]


def a_folder(place: Path) -> None:
    place.mkdir()


def empty(place: Path) -> None:
    place.write_bytes(b"")


def text(place: Path) -> None:
    place.write_text("assessor: 1\n")


def binary(place: Path) -> None:
    place.write_bytes(bytes(range(256)) * 40)


def another_database(place: Path) -> None:
    with closing(sqlite3.connect(place)) as connection:
        connection.execute("CREATE TABLE t (x)")


@pytest.mark.parametrize("arguments", OPENING, ids=lambda one: " ".join(one[:2]))
@pytest.mark.parametrize("make", [None, a_folder, empty, text, binary, another_database])
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_what_is_no_programme_ends_with_3_and_is_left_as_it_is(
    call: Caller, tmp_path: Path, arguments: list[str], make: object, lang: str
) -> None:
    place = tmp_path / "x.assessor"
    if callable(make):
        make(place)
    before = place.read_bytes() if place.is_file() else None
    told = {"FILE": str(place), "ANSWERS": str(tmp_path / "none.yaml"), "OUT": str(tmp_path / "out")}
    ended = call("--lang", lang, *[told.get(one, one) for one in arguments])
    assert (ended.code, ended.out) == (3, "")
    assert ended.err.startswith(f"{place}: ")
    assert ended.err.count("\n") == 1
    assert (place.read_bytes() if place.is_file() else None) == before
    assert not (tmp_path / "out").exists()


def test_a_newer_programme_is_refused_and_kept(call: Caller, city: str) -> None:
    with closing(sqlite3.connect(city)) as connection:
        connection.execute("PRAGMA user_version = 999")
    before = Path(city).read_bytes()
    for arguments in (["show", city], ["verify", city], ["answer", city, "programme", "GOV-01", "unknown"]):
        ended = call(*arguments)
        assert ended.code == 3
        assert "新しい版" in ended.err
    assert Path(city).read_bytes() == before


@pytest.mark.parametrize("make", [empty, text, binary, another_database])
def test_verify_finds_what_cannot_be_read(call: Caller, tmp_path: Path, make: object) -> None:
    place = tmp_path / "x.assessor"
    assert callable(make)
    make(place)
    assert call("verify", str(place)).code == 1


def test_verify_needs_a_file(call: Caller, tmp_path: Path) -> None:
    assert call("verify", str(tmp_path / "none")).code == 3
    assert call("verify", str(tmp_path)).code == 3


@pytest.mark.parametrize("arguments", OPENING, ids=lambda one: " ".join(one[:2]))
@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "mysql"])
def test_no_command_shows_a_password_that_was_not_encoded(
    call: Caller, tmp_path: Path, arguments: list[str], scheme: str
) -> None:
    address = f"{scheme}://officer:himi/tsu@127.0.0.1:1/city"
    told = {"FILE": address, "ANSWERS": str(tmp_path / "none.yaml"), "OUT": str(tmp_path / "out")}
    ended = call(*[told.get(one, one) for one in arguments])
    assert ended.code != 0
    assert "himi" not in ended.err + ended.out and "tsu" not in ended.err + ended.out


def test_a_password_in_an_address_is_never_shown(call: Caller) -> None:
    ended = call("show", "postgresql://officer:himitsu@127.0.0.1:1/city")
    assert ended.code in (5, 6)
    assert "himitsu" not in ended.err
    assert ended.err.startswith("postgresql://officer@127.0.0.1:1/city: ")
