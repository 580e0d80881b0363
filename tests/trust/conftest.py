"""Programmes to be harmed."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from assessor.cli.door import Door
from assessor.cli.main import run
from tests.storage.servers import MEMORY

SAMPLE = Path(__file__).resolve().parents[2] / "assessor" / "samples" / "mirai.yaml"


@pytest.fixture(scope="session")
def new_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new programme, never written to."""
    file = tmp_path_factory.mktemp("new") / "city.assessor"
    assert run(["new", str(file), "--municipality", "みらい市"], Door()) == 0
    return file


@pytest.fixture(scope="session")
def sample_once(new_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample city, never written to."""
    file = tmp_path_factory.mktemp("sample") / "city.assessor"
    shutil.copyfile(new_once, file)
    assert run(["import", str(file), str(SAMPLE)], Door()) == 0
    return file


@pytest.fixture
def memory() -> Iterator[Path]:
    """An empty folder in memory where there is such a thing."""
    with TemporaryDirectory(dir=MEMORY) as folder:
        yield Path(folder)


@pytest.fixture
def city(new_once: Path, memory: Path) -> Path:
    """A copy of the new programme."""
    return Path(shutil.copyfile(new_once, memory / "city.assessor"))


@pytest.fixture
def sample(sample_once: Path, memory: Path) -> Path:
    """A copy of the sample city."""
    return Path(shutil.copyfile(sample_once, memory / "city.assessor"))
