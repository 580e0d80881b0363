"""What a whole scenario leaves behind: only in the programme's own folder, and readable by its owner alone."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows knows no modes of files")

MARK = "弱点印XYZZY"

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
    assert {"city.assessor", "gap.md", "answers.yaml", "copy.assessor"} <= {file.name for file in marked(own)}
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in (*made(own), *made(home))}
    assert len(modes) >= 11
    assert {name: oct(mode) for name, mode in modes.items() if mode != 0o600} == {}
    folders = [folder for folder in home.rglob("*") if folder.is_dir()]
    assert {oct(stat.S_IMODE(folder.stat().st_mode)) for folder in folders} <= {"0o700"}


def test_a_text_that_was_left_elsewhere_would_be_noticed(memory: Path) -> None:
    (memory / "log").write_text(f"... {MARK} ...", "utf-8")
    assert [file.name for file in marked(memory)] == ["log"]
