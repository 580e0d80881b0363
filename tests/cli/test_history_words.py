"""The history speaks the language of its reader: no field, scale or question by the name it is stored under."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, get_args, get_origin

import pytest

from assessor.catalog.loader import load_checklist
from assessor.cli.history_text import event_lines
from assessor.cli.history_words import COUNTED, KEPT_BACK, telling
from assessor.i18n.translator import translator
from assessor.model.audit import AuditEvent
from assessor.model.base import Model
from assessor.model.checklist import Checklist
from assessor.model.nouns import NOUNS
from assessor.model.privacy_kinds import bare_type
from assessor.resources import data_folder

STORED = re.compile(r"[a-z][a-z_]*[a-z]")
"""A word as programs write them; what is typed here by persons is in Japanese, ids and digests in capitals."""


@pytest.fixture(scope="module")
def checklist() -> Checklist:
    return load_checklist(data_folder("checklists"))


LONG = {(NOUNS[kind], name) for kind, name in COUNTED}


def values(kind: Any, nth: int = 0) -> Any:
    """What a field of that type holds, the `nth` of its values where they are counted."""
    kind = bare_type(kind)
    if isinstance(kind, type) and issubclass(kind, Model):
        return content(kind, nth)
    if get_origin(kind) is tuple:
        return [values(get_args(kind)[0], nth), values(get_args(kind)[0], nth + 1)]
    if get_origin(kind) is dict:
        return {"GOV-01": values(get_args(kind)[1], nth)}
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return list(kind)[nth % len(kind)].value
    return {bool: nth % 2 == 0, int: 2026, date: "2026-11-22"}.get(kind, f"ことば{nth}")


def content(noun: type[Model], nth: int) -> dict[str, Any]:
    return {
        name: [1, 2, 3] if (noun, name) in LONG else values(field.annotation, nth)
        for name, field in noun.model_fields.items()
    }


def payloads(checklist: Checklist) -> Iterator[tuple[str, dict[str, Any]]]:
    """Events of every kind, with every field filled and every value of every scale."""
    facts = dict.fromkeys((fact.id for fact in checklist.facts), True)
    for nth in range(8):
        for kind, noun in NOUNS.items():
            before, after = content(noun, nth), content(noun, nth + 1)
            if kind == "answer":
                yield kind, {"subject": "B1", "control": "SVC-01", "revision": 1, "before": before, "after": after}
            elif kind == "subject":
                told = [{**one, "id": "B1", "facts": given} for one, given in ((before, {}), (after, facts))]
                yield kind, {"before": told[0], "after": told[1]}
                yield kind, {"before": None, "after": told[1]}
            elif kind in ("programme", "section7"):
                yield kind, {"before": before, "after": after}
            else:
                asked = {one.id: True for one in checklist.privacy.questions} if checklist.privacy else {}
                for one in (before, after):
                    one.update({"answers": asked} if kind == "pia-threshold" else {})
                named = {"kind": kind, "id": "X1", "revision": 1}
                yield "record", {**named, "before": before, "after": after}
                yield "record", {**named, "before": None, "after": after}
                yield "record", {**named, "before": before, "after": None}
    categories = [f"{one.id}-{which}" for one in checklist.categories for which in ("policy", "fact")]
    promises = [one.id for one in checklist.publication.promises] if checklist.publication else []
    yield "section7", {"before": {}, "after": {"hide": categories, "show": promises}}
    yield "created", {"after": {"programme": content(NOUNS["programme"], 0)}}
    yield "merged", {"chain": "0F~1A"}


def event(kind: str, payload: dict[str, Any]) -> AuditEvent:
    at = datetime(2026, 11, 22, tzinfo=UTC).isoformat()
    return AuditEvent(
        chain="C", seq=1, save_id="X", at=at, by="花子", kind=kind, payload=payload, previous="", digest=""
    )


def test_no_event_of_any_kind_shows_a_name_by_which_the_program_stores_it(checklist: Checklist) -> None:
    say = translator("ja")
    for kind, payload in payloads(checklist):
        for line in event_lines(event(kind, payload), checklist, say):
            assert not STORED.findall(line), line


def test_every_field_and_every_value_that_is_shown_has_words_in_both_languages(checklist: Checklist) -> None:
    for lang in ("ja", "en"):
        say = translator(lang)
        for kind, payload in payloads(checklist):
            for line in event_lines(event(kind, payload), checklist, say):
                assert "_" not in line and "history." not in line and "field." not in line, line


def test_a_field_without_a_word_would_be_noticed(checklist: Checklist) -> None:
    shown = list(telling("pia-risk", checklist, translator("ja")).changes({}, {"rank_order": "ことば"}))
    assert STORED.findall(shown[0]) == ["rank_order"]
    shown = list(telling("pia-risk", checklist, translator("ja")).changes({}, {"stage": "somewhere"}))
    assert STORED.findall(shown[0]) == ["somewhere"]


def test_what_is_counted_or_kept_back_is_there_at_all() -> None:
    """A name that no noun has any more would keep nothing back."""
    names = {name for noun in _nouns() for name in noun.model_fields}
    assert names >= KEPT_BACK
    assert all(name in NOUNS[kind].model_fields for kind, name in COUNTED)


def _nouns() -> list[type[Model]]:
    found = list(NOUNS.values())
    for noun in found:
        for field in noun.model_fields.values():
            kind = bare_type(field.annotation)
            while get_origin(kind) in (tuple, dict):
                kind = bare_type([one for one in get_args(kind) if one is not Ellipsis][-1])
            if isinstance(kind, type) and issubclass(kind, Model) and kind not in found:
                found.append(kind)
    return found
