"""What a piece of a programme says, in words: an answer, a fact, a record; given as canonical JSON."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from assessor.i18n.translator import Say

_KEPT_BACK = ("status", "id", "token", "earlier", "checklist")
"""Said first, said by the name, or of no use to a reader."""

RECORD_MARK, FACT_MARK, WORDING_MARK = "=", "facts.", "wording."


def piece_name(key: str, say: Say) -> str:
    """A key of a merge (`bus/SVC-01`, `programme:plan`, `item=R-001`) as a person calls it."""
    if "/" in key and RECORD_MARK not in key:
        return key
    if RECORD_MARK in key:
        kind, _, name = key.partition(RECORD_MARK)
        return f"{kind_name(kind, say)} {name}"
    owner, _, field = key.partition(":")
    shown = say("merge.section7") if owner == "@section7" else owner
    for mark in (FACT_MARK, WORDING_MARK):
        if field.startswith(mark):
            return f"{shown} {say(f'merge.{mark}name', name=field.removeprefix(mark))}"
    return f"{shown} {_word('field', field, say)}"


def kind_name(kind: str, say: Say) -> str:
    """The kind of a record in words."""
    return _word("record.kind", kind, say)


def piece_lines(text: str | None, say: Say) -> Iterator[str]:
    """What is said there, a line per field; None = nothing."""
    if text is None:
        yield say("merge.nothing")
        return
    value = _read(text)
    if isinstance(value, dict) and value:
        yield from _fields(value, say)
    else:
        yield _plain(value, say)


def _read(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def _fields(value: Mapping[str, Any], say: Say) -> Iterator[str]:
    status = value.get("status")
    if isinstance(status, str):
        yield _word("status", status, say)
    for name, one in value.items():
        if name not in _KEPT_BACK and one not in (None, [], {}, ""):
            yield f"{_word('field', name, say)}: {_plain(one, say)}"


def _plain(value: Any, say: Say) -> str:
    if isinstance(value, bool):
        return say("merge.yes" if value else "merge.no")
    if value is None:
        return say("merge.nothing")
    if isinstance(value, list):
        return say("list.comma").join(_plain(one, say) for one in value)
    if isinstance(value, dict):
        return " ".join(_within(value, say))
    return str(value)


def _within(value: Mapping[str, Any], say: Say) -> Iterator[str]:
    """What stands in a piece of a piece: a title before its date; of numbers by name (what was asked) the names."""
    if all(isinstance(one, int) and not isinstance(one, bool) for one in value.values()):
        yield from value
        return
    for name in sorted(value, key=lambda name: name != "title"):
        if value[name] not in (None, [], {}, ""):
            yield _plain(value[name], say)


def _word(prefix: str, name: str, say: Say) -> str:
    found = say(f"{prefix}.{name}")
    return name if found == f"{prefix}.{name}" else found
