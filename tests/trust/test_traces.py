"""What a whole scenario leaves behind: only in the programme's own folder, and readable by its owner alone."""

import os
import signal
import stat
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from tests.trust.scale import LEVEL, measured
from tests.trust.terminals import in_terminal
from tests.tui.stage import city

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows knows no modes of files")

MARK = f"弱点印{os.getpid()}XYZZY{os.urandom(4).hex()}"

SCENARIO = """
import os, signal, sys
from assessor.cli.door import Door
from assessor.cli.main import run
from assessor.cli.failures import bug

mark, door = sys.argv[1], Door(environment={"ASSESSOR_BY": "花子"})
def well(*words):
    assert run(list(words), door) == 0, words

well("new", "city.assessor", "--municipality", "みらい市")
for number in range(3):
    well("answer", "city.assessor", "programme", "GOV-01", "partial", "--comment", f"{mark}{number}")
well("answer", "city.assessor", "programme", "GOV-02", "not_implemented", "--comment", mark)
for name in ("gap.md", "gap.html", "gap.docx", "gap.pdf"):
    well("report", "gap", "city.assessor", "-o", name)
well("report", "section7", "city.assessor", "-o", "section7.docx")
well("export", "city.assessor", "-o", "answers.yaml")
well("backup", "city.assessor", "copy.assessor")
well("salvage", "city.assessor", "-o", "salvaged.yaml")
well("remediation", "draft", "city.assessor")
well("remediation", "export", "city.assessor", "-o", "items.xlsx")
try:
    secret = mark
    raise RuntimeError(secret)
except RuntimeError as fault:
    assert bug(fault) == 70
if not os.fork():
    from assessor.storage import tables
    tables.write = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
    run(["answer", "city.assessor", "programme", "GOV-03", "partial", "--comment", mark], door)
os.wait()
"""


def left_in_shared_places(own: Path) -> list[Path]:
    """Files with the mark in the folders that every process of a machine may write to, `own` left out."""
    found = []
    for place in (Path("/dev/shm"), Path("/var/tmp"), Path("/tmp")):  # noqa: S108 - looked through, not written to
        # Other programs' folders come and go meanwhile: a walk passes over what is gone.
        walked = (Path(folder, name) for folder, _, names in os.walk(place) for name in names)
        for file in place.glob("*") if LEVEL == "part" else walked:
            with suppress(OSError):
                small = file.is_file() and not file.is_symlink() and file.stat().st_size < 20_000_000
                if small and not file.is_relative_to(own) and MARK.encode() in file.read_bytes():
                    found.append(file)
    return found


def made(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file()]


def marked(folder: Path) -> list[Path]:
    return [file for file in made(folder) if MARK.encode() in file.read_bytes()]


def test_texts_stay_in_their_own_folder_and_every_file_is_its_owners_alone(memory: Path) -> None:
    own, home, temporary = (memory / name for name in ("own", "home", "temporary"))
    for folder in (own, home, temporary):
        folder.mkdir()
    environment = {"HOME": str(home), "TMPDIR": str(temporary), "PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
    os.umask(os.umask(0o022))
    done = subprocess.run(
        [sys.executable, "-c", SCENARIO, MARK], cwd=own, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert MARK not in done.stdout + done.stderr
    assert made(temporary) == [] and marked(home) == []
    assert left_in_shared_places(memory) == []
    measured("G16 commands", files=len(made(own)), elsewhere=0)
    assert {"city.assessor", "gap.md", "answers.yaml", "copy.assessor"} <= {file.name for file in marked(own)}
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in (*made(own), *made(home))}
    assert len(modes) >= 11
    assert {name: oct(mode) for name, mode in modes.items() if mode != 0o600} == {}
    folders = [folder for folder in home.rglob("*") if folder.is_dir()]
    assert {oct(stat.S_IMODE(folder.stat().st_mode)) for folder in folders} <= {"0o700"}


def test_a_text_that_was_left_elsewhere_would_be_noticed(memory: Path) -> None:
    (memory / "log").write_text(f"... {MARK} ...", "utf-8")
    assert [file.name for file in marked(memory)] == ["log"]


def test_a_killed_screen_leaves_a_half_typed_text_in_the_users_own_folder_and_nowhere_else(memory: Path) -> None:
    own, home, temporary = (memory / name for name in ("own", "home", "temporary"))
    for folder in (own, home, temporary):
        folder.mkdir()
    file = city(own)
    given, half = (b"\x1b[200~" + f"{MARK} {word}".encode() + b"\x1b[201~" for word in ("given", "half"))
    keys = (b"1", b"m", given, b"\r", b"m", half, b"", b"", b"")
    words = ["-m", "assessor", "open", file]
    more = {"TMPDIR": str(temporary)}
    ended = in_terminal(words, home, keys, more=more, kills=True, until=lambda: bool(marked(own) and marked(home)))
    assert ended.code == -signal.SIGKILL
    assert made(temporary) == [] and left_in_shared_places(memory) == []
    assert {one.name.partition("-")[0] for one in marked(home)} <= {"place"}
    assert [stat.S_IMODE(one.stat().st_mode) for one in made(home) if stat.S_IMODE(one.stat().st_mode) != 0o600] == []
    assert {one.name.removesuffix("-journal") for one in marked(own)} == {"city.assessor"}
    measured("G16 screen", drafts=len(marked(home)), elsewhere=0)


def test_no_process_of_ours_leaves_a_picture_of_its_memory(memory: Path) -> None:
    code = "import resource; from assessor.cli.door import Door; from assessor.cli.main import run"
    asked = f"{code}; run(['--help'], Door()); assert resource.getrlimit(resource.RLIMIT_CORE)[0] == 0"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=False, cwd=memory)
    assert done.returncode == 0, done.stderr
