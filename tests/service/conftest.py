"""A city whose file the tests of the service work on."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from assessor.service.assessing import create_programme
from assessor.service.exchanging import import_answers
from assessor.service.settings import Session
from assessor.service.workspace import Workspace, open_workspace
from tests.closing import _nothing_stays_open

__all__ = ["_nothing_stays_open"]

SESSION = Session("花子", lambda: datetime(2026, 11, 22, 3, tzinfo=UTC))


@pytest.fixture(scope="session")
def sample_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample city, never written to."""
    file = tmp_path_factory.mktemp("sample") / "sample.assessor"
    create_programme(str(file), SESSION, titles={"municipality": "みらい市"})
    with open_workspace(str(file), SESSION) as workspace, as_file(files("assessor.samples") / "mirai.yaml") as sample:
        import_answers(workspace, str(sample))
    return file


@pytest.fixture
def sample(sample_once: Path, tmp_path: Path) -> Iterator[Workspace]:
    """A copy of the sample city, open."""
    file = tmp_path / "sample.assessor"
    shutil.copyfile(sample_once, file)
    with open_workspace(str(file), SESSION) as workspace:
        yield workspace
