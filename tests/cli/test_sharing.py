"""`copy` and `roles` on the command line: what they print, and the codes they end with."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from assessor.parts import INSTALL
from tests.cli.calls import Caller
from tests.storage.places import new_database
from tests.storage.servers import postgresql_binaries, running_server

NOWHERE = "postgresql://nobody:geheim@127.0.0.1:1/none"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    binaries = postgresql_binaries()
    if binaries is None:
        pytest.skip("PostgreSQL IS NOT INSTALLED HERE: copying to a server was not tested on the command line")
    with running_server(binaries) as url:
        yield url


def test_a_programme_is_copied_to_a_server_given_roles_and_copied_back(
    server: str, city: str, call: Caller, tmp_path: Path
) -> None:
    import psycopg

    url, back = new_database(server), str(tmp_path / "back.assessor")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE ROLE yamada LOGIN")
    call.well("answer", city, "programme", "GOV-01", "implemented")
    there = call.well("copy", city, url)
    anchor = there.out.strip()
    assert anchor == "{events}:{head}".format(**call.well("verify", city, "--json").data)
    assert "一致" in there.err and "控え" in there.err
    assert call.well("roles", "list", url).out == ""
    assert call.well("roles", "set", url, "--officer", "yamada").out == "yamada  担当者（回答できる）\n"
    assert call.well("roles", "list", url, "--json").data == [{"login": "yamada", "role": "officer"}]
    as_yamada = url.replace("tester@", "yamada@")
    assert call.well("answer", as_yamada, "programme", "GOV-02", "planned", "--if-revision", "0").out == "1\n"
    assert "花子 [yamada]" in call.well("history", url).out
    assert call("answer", as_yamada, "programme", "GOV-02", "partial", "--if-revision", "0").code == 4
    released = ("--stage", "素案", "--approver", "部長")
    refused = call("release", "create", as_yamada, *released)
    assert refused.code == 5 and "権限" in refused.err
    call.well("release", "create", url, *released)
    told = call.well("history", url).out
    assert "公表の版" in told and "花子 [tester]" in told
    call.well("copy", url, back)
    assert call.well("show", back, "--json").data == call.well("show", url, "--json").data
    refused = call("copy", city, url)
    assert refused.code == 2 and refused.err.count("\n") == 1
    assert call("roles", "set", as_yamada, "--approver", "yamada").code == 5
    assert call("roles", "set", url, "--officer", "dare").code == 2
    assert call("roles", "set", url, "--officer", "yamada", "--auditor", "yamada").code == 2


def test_what_cannot_be_done_without_a_server_says_so(call: Caller, city: str, tmp_path: Path) -> None:
    assert call("roles", "set", city, "--officer", "yamada").code == 2
    assert call("roles", "list", city).code == 2
    assert call("copy", str(tmp_path / "none.assessor"), NOWHERE).code == 3
    unreachable = call("copy", city, NOWHERE)
    assert unreachable.code == 5 and "geheim" not in unreachable.err
    assert call("copy", city, city).code == 2


def test_without_psycopg_the_command_that_installs_it_is_named(
    call: Caller, city: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    ended = call("copy", city, NOWHERE)
    assert ended.code == 6 and INSTALL["postgres"] in ended.err


def test_a_copy_between_files_is_a_programme_of_its_own(call: Caller, city: str, tmp_path: Path) -> None:
    there = str(tmp_path / "写し.assessor")
    assert call.well("copy", city, there).out.startswith("1:")
    assert call("copy", city, there).code == 2
    call.well("copy", city, there, "--force")
    assert call.well("verify", there).code == 0
