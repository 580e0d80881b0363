"""A backup taken while somebody saves is sound, and not older than its beginning."""

import shutil
import subprocess
import sys
import threading
from pathlib import Path

from assessor.storage.opening import open_store
from tests.cli.calls import Caller
from tests.trust.scale import ROOT, count, measured

PAIR = ("programme", "GOV-01")
WRITER = """
import sys, time
from assessor.service.assessing import Given, answer
from assessor.service.settings import Session
from assessor.service.workspace import open_workspace
with open_workspace(sys.argv[1], Session("花子")) as city:
    for number in range(1_000_000):
        print(answer(city, "programme", "GOV-01", Given("partial", comment=str(number) * 40)), flush=True)
        time.sleep(0.004)
"""


def fault(copy: Path, acknowledged: int) -> str:
    """What is wrong with a backup that was begun when so many answers were acknowledged; empty where all is well."""
    try:
        with open_store(str(copy), read_only=True) as store:
            row = store.load().rows.get(PAIR)
            if not store.verify().is_sound:
                return "unsound"
    except Exception as error:
        return type(error).__name__
    return "older than its beginning" if (row.revision if row else 0) < acknowledged else ""


def test_every_backup_while_writing_is_sound_and_new_enough(city: Path) -> None:
    wanted, told = count(6, 60, 5_000), [0]
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(city)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    told[0] = int(writer.stdout.readline())
    reader = threading.Thread(target=lambda: [told.__setitem__(0, int(line)) for line in writer.stdout or ()])
    reader.start()
    faults, growing = list[str](), 0
    for nth in range(wanted):
        before, copy = told[0], city.with_name(f"copy{nth % 2}")
        Caller.quietly("backup", str(city), str(copy), "--force")
        growing += told[0] > before
        faults += [one for one in (fault(copy, before),) if one]
    writer.kill()
    writer.wait()
    reader.join()
    writer.stdout.close()
    measured("G14", backups=wanted, acknowledged=told[0], while_saving=growing, bad=len(faults))
    assert not faults and growing > 0


def test_an_old_copy_and_one_put_together_of_two_moments_would_be_noticed(city: Path) -> None:
    old, torn = city.with_name("old"), city.with_name("torn")
    for number in range(30):
        Caller.quietly("answer", str(city), *PAIR, "partial", "--comment", str(number) * 200)
        if number == 14:
            shutil.copyfile(city, old)
    first, last = old.read_bytes(), city.read_bytes()
    half = len(first) // 2 // 4096 * 4096
    torn.write_bytes(first[:half] + last[half:])
    assert fault(city, 30) == "" and fault(old, 30) == "older than its beginning"
    assert fault(torn, 0) not in ("", "older than its beginning")
