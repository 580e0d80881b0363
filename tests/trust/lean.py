"""What a harness may leave out, because nothing that it judges hangs on it: work that is done twice."""

import gc
from typing import Any

import sqlalchemy
from sqlalchemy import Engine

from assessor.storage import connect


def spare() -> None:
    """Let every engine made from now on share the statements compiled by the first, and seldom look for garbage.

    What is sent to the database is the same text, by connections and transactions of each engine's own.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    make, first = sqlalchemy.create_engine, dict[str, Engine]()

    def create_engine(url: Any, **how: Any) -> Engine:
        engine = make(url, **how)
        known = first.setdefault(str(url), engine)
        engine.dialect, engine._compiled_cache = known.dialect, known._compiled_cache
        return engine

    setattr(connect, "create_engine", create_engine)  # noqa: B010
