"""A folder full of hostile files is where an officer opens what was received: none of them is ever run."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest
from aiohttp import ClientSession, WSMsgType

from assessor import children
from assessor.service.assessing import create_programme
from assessor.service.settings import Session

SECONDS = 60
WANTED = (
    *("alembic", "argparse", "base64", "decimal", "gettext", "hashlib", "html", "jinja2", "json", "markdown_it"),
    *("numbers", "pydantic", "pydantic_core", "pyexpat", "rich", "select", "signal", "socket", "sqlalchemy", "sqlite3"),
    *("subprocess", "textual", "tempfile", "typing", "unicodedata", "usercustomize", "uuid", "xml", "yaml", "zipfile"),
)
"""What the program or a child of it imports, by names that a file beside a programme may bear."""


@pytest.fixture
def received(tmp_path: Path) -> Path:
    """A folder with a programme and, beside it, a file for every module that is wanted; each leaves a mark when run."""
    folder = tmp_path / "received"
    folder.mkdir()
    create_programme(str(folder / "市.assessor"), Session("企画課"), titles={"municipality": "みらい市"})
    (tmp_path / "run").mkdir()
    for name in WANTED:
        mark = tmp_path / "run" / name
        (folder / f"{name}.py").write_text(f"import os\nos.mkdir({str(mark)!r})\nraise SystemExit(99)\n", "utf-8")
    return folder


def ran(received: Path) -> list[str]:
    return sorted(one.name for one in (received.parent / "run").iterdir())


def surroundings(received: Path, **more: str) -> dict[str, str]:
    return {**os.environ, "XDG_STATE_HOME": str(received.parent / "state"), "ASSESSOR_LANG": "ja", **more}


def test_a_module_run_by_its_name_takes_nothing_from_the_current_folder(received: Path) -> None:
    own = received.parent / "templates" / "section7"
    own.mkdir(parents=True)
    (own / "standard.md.j2").write_text(
        "---\nkind: section7\nname: standard\ntitle: 市の形\n---\n{{ city }}\n", "utf-8"
    )
    words = ["report", "section7", "市.assessor", "-o", "out.md"]
    done = subprocess.run(
        [sys.executable, "-m", "assessor", *words],
        cwd=received,
        capture_output=True,
        check=False,
        env=surroundings(received, ASSESSOR_TEMPLATES=str(own.parent)),
    )
    assert ran(received) == []
    assert done.returncode == 0, done.stderr.decode()
    assert "みらい市" in (received / "out.md").read_text("utf-8")


async def test_a_page_in_the_browser_takes_nothing_from_the_current_folder(received: Path) -> None:
    server = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "assessor", "serve", "市.assessor"),
        cwd=received,
        env=surroundings(received),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert server.stdout is not None
    try:
        address = (await asyncio.wait_for(server.stdout.readline(), SECONDS)).decode().strip()
        async with ClientSession() as client, client.ws_connect(f"{address}ws?width=80&height=24") as page:
            told = await asyncio.wait_for(page.receive(), SECONDS)
    finally:
        server.terminate()
        await asyncio.wait_for(server.communicate(), SECONDS)
    assert ran(received) == []
    assert told.type is WSMsgType.BINARY


def test_a_child_is_given_neither_the_current_folder_nor_a_relative_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "here")
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setattr(sys, "path", ["", ".", str(tmp_path / "here"), str(tmp_path / "link"), str(tmp_path)])
    assert children.code_folders() == [str(tmp_path)]


def test_in_a_checkout_that_is_not_installed_the_own_root_is_still_found_after_all_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(children.ROOT)
    monkeypatch.setattr(sys, "path", [os.getcwd(), "/libraries"])
    children.forget_current_folder()
    assert sys.path == ["/libraries", children.ROOT]
    assert children.code_folders() == [children.ROOT]


def test_what_no_m_put_there_stays(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", ["/scripts", str(tmp_path)])
    children.forget_current_folder()
    assert sys.path == ["/scripts", str(tmp_path)]


def test_variables_that_load_something_else_are_dropped() -> None:
    given = {"PYTHONPATH": ".", "pythonhome": ".", "TEXTUAL_DRIVER": "x:y", "PATH": "/bin", "ASSESSOR_LANG": "ja"}
    assert children.without_steering(given) == {"PATH": "/bin", "ASSESSOR_LANG": "ja"}


def test_on_windows_a_child_is_given_what_the_system_needs_to_start_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SYSTEMROOT", r"C:\Windows")
    assert children.bare_environment() == {}
    monkeypatch.setattr(os, "name", "nt")
    found = children.bare_environment()
    assert found["SYSTEMROOT"] == r"C:\Windows"
    assert "PATH" not in found and not [name for name in found if name.startswith("PYTHON")]
