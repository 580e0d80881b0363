"""Reads an exchange file of answers against a checklist, or says everything that is wrong with it at once."""

from collections.abc import Collection, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from assessor.catalog.checklist_folder import located
from assessor.catalog.fault import Fault, unknown
from assessor.catalog.lint_ids import statement_ids
from assessor.catalog.privacy_faults import pia_faults
from assessor.catalog.remediation_faults import remediation_faults
from assessor.catalog.shape import faults_of
from assessor.catalog.text_file import MOST_PROBLEMS, shown
from assessor.catalog.yaml_source import ANSWER_LIMITS, Source, Steps, read_yaml
from assessor.errors import AnswersInvalid
from assessor.model.checklist import Checklist
from assessor.model.exchange import Exchange
from assessor.model.problem import Problem
from assessor.model.programme import PROGRAMME_ID, SubjectKind
from assessor.model.scales import Status
from assessor.model.text import says_something

Kinds = Mapping[str, SubjectKind]
"""The kind of every subject that a programme has already, by id."""


class ReadExchange(NamedTuple):
    """An exchange file that can be taken in, what its reader should look at, and where everything stands."""

    exchange: Exchange
    warnings: tuple[Problem, ...]
    source: Source


def read_exchange(path: Path, checklist: Checklist, kinds: Kinds, items: Collection[str] = ()) -> ReadExchange:
    """Read an exchange file for a programme with these subjects and remediation items (ids).

    Raises:
        AnswersInvalid: with every problem of the file.
        FileMissing: there is no such file.
        FileUnreadable: it is a folder, not permitted or cannot be read.
    """
    source = read_yaml(path, ANSWER_LIMITS)
    exchange: Exchange | None = None
    faults: list[Fault] = []
    if source.complete:
        try:
            exchange = Exchange.model_validate(source.data)
        except ValidationError as error:
            faults = [_versioned(fault) for fault in faults_of(error, Exchange)]
        if isinstance(source.data, dict):
            faults += islice(_faults(source.data, checklist, kinds, items), MOST_PROBLEMS)
    found = {item.place: item for item in reversed([*source.problems, *(located(source, item) for item in faults)])}
    problems = sorted(found.values(), key=lambda item: (item.line, item.column))
    warnings = tuple(item for item in problems if item.warning)
    if exchange is None or len(warnings) < len(problems):
        raise AnswersInvalid(source.path, tuple(item for item in problems if not item.warning)[:MOST_PROBLEMS])
    return ReadExchange(exchange, warnings, source)


def _versioned(fault: Fault) -> Fault:
    """A file of another version of the format is told so."""
    if tuple(fault.path) == ("assessor",) and fault.code == "unknown_value":
        return Fault("exchange_version", fault.path, {"value": fault.values["value"]})
    return fault


def _faults(data: dict[str, Any], checklist: Checklist, kinds: Kinds, items: Collection[str]) -> Iterator[Fault]:
    """What no model can see; judged on the plain data, so that a fault elsewhere hides nothing."""
    yield from _other_checklist(data.get("checklist"), checklist)
    yield from _unknown_statements(data.get("section7"), checklist)
    yield from _blanks(data)
    stored = {name.casefold(): name for name in kinds}
    everywhere = {**kinds, **_told_kinds(data)}
    yield from remediation_faults(data, checklist, everywhere, items)
    seen: set[str] = set()
    for number, subject in enumerate(_list(data.get("subjects"))):
        path = ("subjects", number)
        name = subject.get("id") if isinstance(subject, dict) else None
        if not isinstance(name, str):
            continue
        if name.casefold() in seen:
            yield Fault("doubled_id", (*path, "id"), {"id": shown(name)})
        elif stored.get(name.casefold(), name) != name:
            yield Fault("subject_spelling", (*path, "id"), {"subject": shown(name), "stored": stored[name.casefold()]})
        seen.add(name.casefold())
        yield from _subject_faults(path, name, subject, checklist, kinds)
        yield from pia_faults(path, subject, checklist, everywhere)


def _told_kinds(data: dict[str, Any]) -> dict[str, SubjectKind]:
    told = [subject for subject in _list(data.get("subjects")) if isinstance(subject, dict)]
    known = tuple(SubjectKind)
    return {str(one.get("id")): SubjectKind(one["kind"]) for one in told if one.get("kind") in known}


def _subject_faults(
    path: Steps, name: str, subject: dict[str, Any], checklist: Checklist, kinds: Kinds
) -> Iterator[Fault]:
    kind = subject.get("kind")
    if kind in tuple(SubjectKind):
        if (kind == SubjectKind.PROGRAMME) != (name == PROGRAMME_ID):
            yield Fault("programme_kind", (*path, "kind"), {"subject": shown(name), "kind": kind})
        elif kinds.get(name, kind) != kind:
            yield Fault("other_kind", (*path, "kind"), {"subject": name, "stored": kinds[name].value})
    for fact in _dict(subject.get("facts")):
        if fact not in checklist.fact_ids:
            known = [item.id for item in checklist.facts]
            yield unknown("unknown_fact", (*path, "facts", fact), fact, known, key=True)
    for control_id, answer in _dict(subject.get("answers")).items():
        here = (*path, "answers", control_id)
        control = checklist.controls.get(control_id)
        if control is None:
            yield unknown("unknown_control", here, control_id, checklist.controls, key=True)
            continue
        needed = checklist.category_of[control_id].kind_of(control)
        if kind in tuple(SubjectKind) and kind != needed:
            values = {"control": control_id, "needed": needed.value, "subject": shown(name), "kind": str(kind)}
            yield Fault("control_of_other_kind", here, {**values}, key=True)
        if _dict(answer).get("status") == Status.NOT_APPLICABLE and not says_something(str(answer.get("reason") or "")):
            yield Fault("reason_missing", (*here, "status"), {})


def _blanks(data: dict[str, Any]) -> Iterator[Fault]:
    """Names and titles that are told and say nothing; an empty title would pass for evidence."""
    yield from _blank(data.get("programme"), ("programme",), "municipality")
    for number, policy in enumerate(_list(data.get("policies"))):
        yield from _blank(policy, ("policies", number), "title")
    for number, subject in enumerate(_list(data.get("subjects"))):
        yield from _blank(subject, ("subjects", number), "name")
        for control_id, answer in _dict(_dict(subject).get("answers")).items():
            for place, evidence in enumerate(_list(_dict(answer).get("evidence"))):
                yield from _blank(evidence, ("subjects", number, "answers", control_id, "evidence", place), "title")


def _blank(held: Any, path: Steps, key: str) -> Iterator[Fault]:
    text = _dict(held).get(key)
    if isinstance(text, str) and not text.strip():
        yield Fault("name_missing", (*path, key), {"key": key})


def _other_checklist(told: Any, checklist: Checklist) -> Iterator[Fault]:
    held = _dict(told)
    name, version = held.get("id"), held.get("version")
    if isinstance(name, str) and name != checklist.id:
        yield Fault("other_checklist", ("checklist", "id"), {"value": shown(name), "ours": checklist.id})
    elif isinstance(version, str) and version != checklist.version:
        values: dict[str, str | int] = {"value": shown(version), "ours": checklist.version}
        yield Fault("other_version", ("checklist", "version"), values, warning=True)


def _unknown_statements(told: Any, checklist: Checklist) -> Iterator[Fault]:
    known = dict.fromkeys(statement_ids(checklist))
    choice = _dict(told)
    for part in ("hide", "show"):
        for number, name in enumerate(_list(choice.get(part))):
            if isinstance(name, str) and name not in known:
                yield unknown("unknown_statement", ("section7", part, number), name, known)
    for part in ("wording", "why"):
        for name in _dict(choice.get(part)):
            if name not in known:
                yield unknown("unknown_statement", ("section7", part, name), name, known, key=True)


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
