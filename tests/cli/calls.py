"""How tests call the program: in this process, with a frozen clock."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

import pytest

from assessor.cli.door import Door
from assessor.cli.main import run

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


class Ended(NamedTuple):
    """How a call ended."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """The JSON it printed."""
        return json.loads(self.out)


def door(environment: Mapping[str, str] | None = None, now: datetime = NOW) -> Door:
    return Door(environment={"ASSESSOR_BY": "花子", **(environment or {})}, now=lambda: now)


class Caller:
    """Calls the program and reads what it printed."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: str, env: Mapping[str, str] | None = None, now: datetime = NOW) -> Ended:
        self._capsys.readouterr()
        code = run(list(arguments), door(env, now))
        return Ended(code, *self._capsys.readouterr())

    def well(self, *arguments: str, env: Mapping[str, str] | None = None, now: datetime = NOW) -> Ended:
        """Call it, and expect that all goes well."""
        ended = self(*arguments, env=env, now=now)
        assert ended.code == 0, ended.err
        return ended

    @staticmethod
    def quietly(*arguments: str) -> None:
        assert run(list(arguments), door()) == 0
