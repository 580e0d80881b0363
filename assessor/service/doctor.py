"""What works on this machine, and what to do about the rest."""

import sqlite3
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import NamedTuple

from assessor.errors import AssessorError, MissingOptional

OLDEST_SQLITE = (3, 37, 0)
"""STRICT tables need it."""

PACKAGES = ("assessor", "click", "pydantic", "pyyaml", "sqlalchemy", "textual", "python-docx", "typst")


class Finding(NamedTuple):
    """One thing looked at: `good`, or not, and then the message `doctor.<topic>.next` says what to do."""

    topic: str
    good: bool
    detail: str


def examine() -> Iterator[Finding]:
    """Look at everything; nothing is written and no network is asked."""
    yield Finding("python", sys.version_info >= (3, 11), sys.version.split()[0])
    yield from (_package(name) for name in PACKAGES)
    yield Finding("sqlite", sqlite3.sqlite_version_info >= OLDEST_SQLITE, sqlite3.sqlite_version)
    yield Finding("postgres", find_spec("psycopg") is not None, _version("psycopg"))
    yield Finding("seal", all(map(find_spec, ("pyrage", "cryptography"))), _version("pyrage"))
    yield _drive()
    yield _tried("checklists", _checklists)
    yield from (_tried(f"format.{name}", _format(name)) for name in _formats())


def _drive() -> Finding:
    """The drive of the folder that is worked in."""
    from assessor.service.place import network_drive

    kind = network_drive(".")
    return Finding("drive", kind is None, kind or "local")


def _package(name: str) -> Finding:
    found = _version(name)
    return Finding("package", bool(found), f"{name} {found}".strip())


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _tried(topic: str, attempt: Callable[[], str]) -> Finding:
    try:
        return Finding(topic, True, attempt())
    except MissingOptional as error:
        return Finding(topic, False, str(error.values.get("command", "")))
    except (AssessorError, OSError) as error:
        return Finding(topic, False, type(error).__name__)


def _checklists() -> str:
    from assessor.service.assessing import installed_checklist

    checklist, _ = installed_checklist()
    return f"{checklist.id} {checklist.version} ({len(checklist.controls)})"


def _formats() -> tuple[str, ...]:
    from assessor.render.registry import FORMATS

    return tuple(FORMATS)


def _format(name: str) -> Callable[[], str]:
    """A page of Japanese, really made, in a format."""

    def attempt() -> str:
        from datetime import date

        from assessor.model.document import Document, Paragraph, Span
        from assessor.render.registry import render

        page = Document(
            kind="section7",
            title="試し",
            municipality="みらい市",
            dated=date(2026, 4, 1),
            internal=False,
            blocks=(Paragraph(spans=(Span(text="個人情報の保護"),)),),
        )
        return f"{len(render(page, name)):,} bytes"

    return attempt
