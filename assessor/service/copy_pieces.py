"""The pieces that a merge of two copies compares and puts together again: every field, fact, answer and record."""

import json
from collections.abc import Collection, Mapping
from typing import Any

from assessor.model.assessment import PairKey
from assessor.model.record_kinds import EDITION_KIND
from assessor.model.unconfirmed import unconfirmed
from assessor.storage.rows import RecordRow, State, canonical

SECTION7 = "@section7"
"""No subject can be named so."""

_FACT = "facts."
_WORDING = "wording."
_WAITS = " "
"""Behind the JSON of an answer that waits to be given again: the same to whoever reads it, another piece to a merge."""


def unchanged(*states: State) -> frozenset[str]:
    """The subjects that say the same in all states."""
    first, *others = (state.subjects for state in states)
    return frozenset(
        name for name, row in first.items() if all(name in one and one[name].content == row.content for one in others)
    )


def pieces_of(state: State, same: Collection[str]) -> dict[str, str]:
    """What a state says, piece by piece; subjects that are the same everywhere are left out."""
    found: dict[str, str] = {}
    if state.programme:
        found |= {f"programme:{name}": canonical(value) for name, value in json.loads(state.programme).items()}
        found |= {f"{SECTION7}:{name}": text for name, text in _section7(json.loads(state.section7)).items()}
    for subject in (row for row in state.subjects.values() if row.id not in same):
        found |= {f"{subject.id}:{name}": text for name, text in _subject(json.loads(subject.content)).items()}
    waiting = _waiting(state)
    found |= {
        f"{row.subject}/{row.control}": row.content + (_WAITS if row.pair in waiting else "")
        for row in state.answers.values()
        if row.content
    }
    # Both have the same editions, or they are not merged; their marks count the revisions of one copy.
    records = (row for row in state.records.values() if row.kind != EDITION_KIND)
    found |= {f"{row.kind}={row.id}": row.content for row in records if row.content}
    return found


def _waiting(state: State) -> Collection[PairKey]:
    editions = [json.loads(row.content) for row in editions_of(state) if row.content]
    return unconfirmed(editions, {pair: row.revision for pair, row in state.answers.items()})


def editions_of(state: State) -> list[RecordRow]:
    """The records of the editions that were taken over."""
    return [row for row in state.records.values() if row.kind == EDITION_KIND]


def _subject(content: dict[str, Any]) -> dict[str, str]:
    facts = content.pop("facts")
    return {
        **{name: canonical(value) for name, value in content.items()},
        **{f"{_FACT}{name}": canonical(value) for name, value in facts.items() if value is not None},
    }


def _section7(content: dict[str, Any]) -> dict[str, str]:
    wording = content.pop("wording")
    return {
        **{name: canonical(value) for name, value in content.items()},
        **{f"{_WORDING}{name}": canonical(value) for name, value in wording.items()},
    }


def put_pieces(values: dict[str, Any], pieces: Mapping[str, str | None]) -> dict[str, Any]:
    """The fields of a noun with some pieces in their place; None takes one away."""
    for name, text in pieces.items():
        value = None if text is None else json.loads(text)
        for mark in (_FACT, _WORDING):
            if name.startswith(mark):
                within: dict[str, Any] = values.setdefault(mark.rstrip("."), {})
                within.pop(name.removeprefix(mark), None)
                if value is not None:
                    within[name.removeprefix(mark)] = value
                break
        else:
            values[name] = value
    return values
