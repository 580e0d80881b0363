"""Lets go of what a test left open: newer Pythons tell of each file that is forgotten, in whichever test comes next."""

from collections.abc import Iterator
from typing import Any

import pytest

from assessor.storage.sql_store import SqlStore


@pytest.fixture(autouse=True)
def _nothing_stays_open(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    made: list[SqlStore] = []
    begin = SqlStore.__init__

    def remember(store: SqlStore, *values: Any, **named: Any) -> None:
        begin(store, *values, **named)
        made.append(store)

    monkeypatch.setattr(SqlStore, "__init__", remember)
    yield
    for store in made:
        store.close()
