"""Calls of the program and a programme to call it on."""

import shutil
from pathlib import Path

import pytest

from tests.cli.calls import Caller


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Caller:
    """Calls the program in this process, on 22 November 2026, as 花子, in Japanese."""
    return Caller(capsys)


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new programme of みらい市, never written to."""
    file = tmp_path_factory.mktemp("made") / "city.assessor"
    Caller.quietly("new", str(file), "--municipality", "みらい市", "--plan", "みらい計画")
    return file


@pytest.fixture
def city(made_once: Path, tmp_path: Path) -> str:
    """A copy of it to work on."""
    file = tmp_path / "city.assessor"
    shutil.copyfile(made_once, file)
    return str(file)


@pytest.fixture(scope="session")
def answered_once(made_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample city, never written to."""
    file = tmp_path_factory.mktemp("answered") / "sample.assessor"
    shutil.copyfile(made_once, file)
    sample = Path(__file__).resolve().parents[2] / "assessor" / "samples" / "mirai.yaml"
    Caller.quietly("import", str(file), str(sample))
    return file


@pytest.fixture
def sample(answered_once: Path, tmp_path: Path) -> str:
    """A copy of the sample city to work on."""
    file = tmp_path / "sample.assessor"
    shutil.copyfile(answered_once, file)
    return str(file)
