"""Gives every file of the corpus to the command that reads such files and measures it: `FOLDER`. Prints JSON.

Run as a process of its own: each command runs in a process forked from it, whose processor time and memory (those of
the contained children it starts included) are then known.
"""

import json
import os
import shutil
import sys
import traceback
from pathlib import Path
from typing import Any

from assessor.cli.door import Door
from assessor.cli.main import run
from tests.trust.inquiry_corpus import city_that_asked
from tests.trust.make_corpus import CORPUS
from tests.trust.memory import megabytes

BUG = 70
ASKED = "asked.assessor"


def words(kind: str, file: Path, city: str, place: Path) -> tuple[list[str], dict[str, str]]:
    """The command that reads a kind of file, and its environment."""
    if kind == "answers":
        return ["import", city, str(file), "--dry-run"], {}
    if kind == "checklists":
        shutil.copyfile(file, place / "checklist.yaml")
        return ["new", str(place / "own.assessor"), "--municipality", "市", "--checklist", str(place)], {}
    if kind == "templates":
        (place / "section7").mkdir()
        shutil.copyfile(file, place / "section7" / "own.md.j2")
        return ["report", "section7", city, "--template", "own"], {"ASSESSOR_TEMPLATES": str(place)}
    if kind == "workbooks":
        return ["remediation", "import", city, str(file), "--dry-run"], {}
    if kind == "inquiries":
        return ["inquiry", "receive", str(Path(city).with_name(ASKED)), str(file), "--dry-run"], {}
    return ["claims", "check", city, str(file)], {}


def read(kind: str, file: Path, city: str, base: Path) -> dict[str, Any]:
    """How the command ended, what it said, the processor seconds and megabytes it took beyond those it began with."""
    place = base / "place"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    arguments, environment = words(kind, file, city, place)
    told = base / "told"
    before = megabytes("VmRSS")
    child = os.fork()
    if not child:
        handle = os.open(told, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(handle, 1)
        os.dup2(handle, 2)
        try:
            code = run(arguments, Door(environment=environment))
        except Exception:
            traceback.print_exc()
            code = BUG
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    _, status, used = os.wait4(child, 0)
    return {
        "name": f"{kind}/{file.name}",
        "code": os.waitstatus_to_exitcode(status),
        "told": told.read_text("utf-8", errors="replace"),
        "seconds": used.ru_utime + used.ru_stime,
        "megabytes": used.ru_maxrss / 1024 - before,
    }


def main() -> None:
    """Read them all, one after another."""
    base = Path(sys.argv[1])
    city = str(base / "city.assessor")
    assert run(["new", city, "--municipality", "みらい市"], Door()) == 0
    city_that_asked(base / ASKED)
    for kind, first in (("answers", "ok-plain.yaml"), ("checklists", "no-empty.yaml"), ("templates", "ok-plain.md.j2")):
        shutil.rmtree(base / "place", ignore_errors=True)
        (base / "place").mkdir()
        arguments, environment = words(kind, CORPUS / kind / first, city, base / "place")
        run(arguments, Door(environment=environment))
    files = sorted(file for file in CORPUS.rglob("*") if file.is_file())
    found = [read(file.parent.name, file, city, base) for file in files]
    sys.stdout.write("\n" + json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
