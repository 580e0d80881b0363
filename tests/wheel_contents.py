"""Part of `make check`: the wheel holds every tracked file of the package and its data, and nothing else."""

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ("checklists", "report_templates")


def expected() -> set[str]:
    """The paths inside the wheel, from what git tracks."""
    listed = subprocess.run(
        ["git", "ls-files", "assessor", *DATA], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\n")
    return {f"assessor/_data/{name}" if name.startswith(DATA) else name for name in listed if name}


def built() -> set[str]:
    """The paths inside a wheel built now."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
        subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
        (wheel,) = Path(folder).glob("*.whl")
        with zipfile.ZipFile(wheel) as archive:
            return {name for name in archive.namelist() if ".dist-info/" not in name}


def main() -> int:
    """0 when the wheel is as tracked."""
    wanted, found = expected(), built()
    for name in sorted(wanted - found):
        sys.stderr.write(f"not in the wheel: {name}\n")
    for name in sorted(found - wanted):
        sys.stderr.write(f"in the wheel but not tracked: {name}\n")
    if wanted == found:
        sys.stdout.write(f"wheel contents: {len(found)} files, as tracked\n")
    return int(wanted != found)


if __name__ == "__main__":
    sys.exit(main())
