"""A place for a programme in each of the two databases."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.storage.places import Place, new_database
from tests.storage.servers import MEMORY, postgresql_binaries, running_server


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """A PostgreSQL server that lives as long as the tests."""
    binaries = postgresql_binaries()
    if binaries is None:
        pytest.skip("PostgreSQL IS NOT INSTALLED HERE: its half of the storage contract was not tested")
    with running_server(binaries) as url:
        yield url


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """A folder in memory where there is such a thing: what a disk's syncs cost is measured elsewhere."""
    with TemporaryDirectory(dir=MEMORY) as folder:
        yield Path(folder)


@pytest.fixture
def file_place(tmp_path: Path) -> Iterator[Place]:
    """A place in a file."""
    file = tmp_path / "みらい市.assessor"
    place = Place(str(file), file)
    yield place
    place.close()


@pytest.fixture
def server_place(server: str) -> Iterator[Place]:
    """A place on a server."""
    place = Place(new_database(server))
    yield place
    place.close()


@pytest.fixture(params=["file_place", "server_place"])
def place(request: pytest.FixtureRequest) -> Place:
    """Each of the two in turn."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Place)
    return found
