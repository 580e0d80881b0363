"""The whole suite runs without a network: whatever a test or the program under it asks beyond this machine fails."""

import os
import shutil
import socket
import subprocess
import sys
from contextlib import closing

import pytest

from tests.no_network import NetworkRefused

OUTSIDE = "192.0.2.1"
"""An address for documentation: nobody has it."""


def test_a_connection_beyond_this_machine_is_refused() -> None:
    for family, address in ((socket.AF_INET, (OUTSIDE, 80)), (socket.AF_INET6, ("2001:db8::1", 80))):
        with closing(socket.socket(family)) as one, pytest.raises(NetworkRefused):
            one.connect(address)
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as one, pytest.raises(NetworkRefused):
        one.sendto(b"x", (OUTSIDE, 53))


def test_a_name_is_looked_up_nowhere() -> None:
    for asks in (socket.gethostbyname, lambda name: socket.getaddrinfo(name, 80)):
        with pytest.raises(NetworkRefused):
            asks("city.example")


def test_this_machine_may_be_spoken_to() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        socket.create_connection(server.getsockname()).close()


ALONE = """
import sys, socket
asked = []
sys.addaudithook(lambda event, given: event.startswith("socket.") and asked.append((event, given)))
from assessor.cli.door import Door
from assessor.cli.main import run
for words in (["new", "city.assessor", "--municipality", "みらい市"], ["show", "city.assessor"],
              ["report", "section7", "city.assessor"], ["verify", "city.assessor"], ["doctor"]):
    assert run(words, Door(environment={})) == 0, words
if len(sys.argv) > 1:
    socket.socket()
assert not asked, asked
"""


def test_the_program_works_in_a_namespace_without_any_interface(tmp_path: object) -> None:
    alone = ["unshare", *([] if os.getuid() == 0 else ["-r"]), "-n", "--"] if hasattr(os, "getuid") else ["none"]
    if shutil.which(alone[0]) is None or subprocess.run([*alone, "true"], check=False).returncode != 0:
        pytest.skip("UNSHARE DOES NOT WORK HERE: nothing was tried without interfaces")
    words = [*alone, sys.executable, "-c", ALONE]
    done = subprocess.run(words, cwd=str(tmp_path), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    seen = subprocess.run([*alone, "cat", "/proc/net/dev"], capture_output=True, text=True, check=True).stdout
    assert {line.partition(":")[0].strip() for line in seen.splitlines()[2:]} <= {"lo"}


@pytest.mark.parametrize(("arguments", "asked"), [((), False), (("ask",), True)])
def test_the_program_makes_no_socket_at_all(tmp_path: object, arguments: tuple[str, ...], asked: bool) -> None:
    words = [sys.executable, "-c", ALONE, *arguments]
    done = subprocess.run(words, cwd=str(tmp_path), capture_output=True, text=True, check=False)
    assert (done.returncode != 0) is asked, done.stderr
    assert ("AssertionError" in done.stderr) is asked
