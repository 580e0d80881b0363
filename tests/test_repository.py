"""What the repository may and may not hold."""

import re
import subprocess
import tomllib
from pathlib import Path

from assessor.parts import INSTALL

ROOT = Path(__file__).resolve().parent.parent


def _tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return listed.split("\n")[:-1]


def test_no_lock_file_that_records_hosts_is_tracked() -> None:
    assert not {Path(name).name for name in _tracked()} & {"uv.lock", "pylock.toml", "poetry.lock"}


def test_locks_name_no_address_and_hash_every_package() -> None:
    for name in ("requirements.lock", "requirements-dev.lock", "requirements-build.lock", "requirements-audit.lock"):
        text = (ROOT / name).read_text("utf-8")
        assert "://" not in text, name
        for block in re.split(r"\n(?=[a-z])", text):
            assert "--hash=sha256:" in block, f"{name}: {block[:40]}"


def test_a_user_installs_at_most_forty_packages() -> None:
    text = (ROOT / "requirements.lock").read_text("utf-8")
    assert 10 < len(re.findall(r"^[a-z][a-z0-9._-]*==", text, re.M)) <= 40


def test_the_development_lock_holds_all_of_the_users_lock() -> None:
    def pins(name: str) -> set[str]:
        return set(re.findall(r"^[a-z][a-z0-9._-]*==[^ ;\\]+", (ROOT / name).read_text("utf-8"), re.M))

    assert pins("requirements.lock") <= pins("requirements-dev.lock")
    assert pins("requirements-build.lock") <= pins("requirements-dev.lock")


def test_the_commands_that_add_a_part_ask_for_what_the_project_declares() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = dict(project["optional-dependencies"])
    declared |= {re.split(r"[><=]", one)[0]: [one] for one in project["dependencies"] if one.split(">")[0] in INSTALL}
    wanted = {name: " ".join(f'"{one}"' for one in parts) for name, parts in declared.items()}
    assert {name: f"python -m pip install {parts}" for name, parts in wanted.items()} == INSTALL


def test_both_manuals_name_the_two_commands() -> None:
    for name in ("README.md", "README.ja.md"):
        lines = (ROOT / name).read_text("utf-8").split("\n")
        assert "make demo" in lines and "make test" in lines, name
