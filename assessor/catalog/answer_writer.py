"""Writes what people said as an exchange file that reads back as the same texts, byte for byte each time."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from assessor.catalog.privacy_writer import pia_values
from assessor.catalog.remediation_writer import remediation_values
from assessor.catalog.yaml_source import ANSWER_LIMITS
from assessor.errors import ExportTooLarge
from assessor.model.assessment import Answer, Assessment
from assessor.model.checklist import Checklist
from assessor.model.exchange import EXCHANGE_VERSION
from assessor.model.fiscal import fiscal_year_label
from assessor.model.privacy import Pia
from assessor.model.programme import Programme, Section7Choice, Subject
from assessor.model.remediation import RemediationItem

# Words that some YAML reader takes for something else than a text.
_RESERVED = frozenset(["null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf"])
_NEEDS_QUOTES = re.compile(r"[:#{}\[\],&*!|>'\"%@`\\\t\n]")
_FIRST_REIWA_YEAR = 2019
_STEP = "  "


def exchange_yaml(
    checklist: Checklist,
    assessment: Assessment,
    pias: Mapping[str, Pia] = MappingProxyType({}),
    items: Iterable[RemediationItem] = (),
) -> str:
    """The exchange file of an assessment: subjects as added, controls in checklist order, no who and no clock time.

    `pias` are the privacy impact assessments by subject, `items` the remediation items.

    Raises:
        ExportTooLarge: an import would refuse it (`reason` size: bytes; nodes: values).
    """
    writer = _Writer()
    writer.mapping({**_exchange(checklist, assessment, pias), "remediation": remediation_values(items)}, "")
    text = "\n".join(writer.lines) + "\n"
    size = len(text.encode())
    if size > ANSWER_LIMITS.size:
        raise ExportTooLarge(size=size, limit=ANSWER_LIMITS.size, reason="size")
    if writer.nodes > ANSWER_LIMITS.nodes:
        raise ExportTooLarge(size=writer.nodes, limit=ANSWER_LIMITS.nodes, reason="nodes")
    return text


def _exchange(checklist: Checklist, assessment: Assessment, pias: Mapping[str, Pia]) -> dict[str, Any]:
    answers: dict[str, list[tuple[str, Answer]]] = defaultdict(list)
    for (subject_id, control_id), answer in assessment.answers.items():
        answers[subject_id].append((control_id, answer))
    last = len(checklist.controls)
    facts = {fact.id: number for number, fact in enumerate(checklist.facts)}
    subjects = []
    for subject in assessment.subjects:
        given = sorted(answers[subject.id], key=lambda pair: (checklist.position.get(pair[0], last), pair[0]))
        told = {**_subject(subject, facts), "answers": {name: _answer(answer) for name, answer in given}}
        if subject.id in pias:
            told["pia"] = pia_values(pias[subject.id])
        subjects.append(told)
    return {
        "assessor": EXCHANGE_VERSION,
        "checklist": {"id": checklist.id, "version": checklist.version},
        "programme": _programme(assessment.programme),
        "section7": _section7(assessment.section7),
        "policies": [_said(policy.model_dump()) for policy in assessment.programme.policies],
        "subjects": subjects,
    }


def _said(values: dict[str, Any]) -> dict[str, Any]:
    """Without what was not said."""
    return {key: value for key, value in values.items() if value is not None}


def _programme(programme: Programme) -> dict[str, Any]:
    values = programme.model_dump(exclude={"policies"})
    if programme.disclosure_standard is not None:
        values["disclosure_standard"] = _said(programme.disclosure_standard.model_dump())
    return _said({**values, "budget_state": programme.budget_state.value})


def _section7(choice: Section7Choice) -> dict[str, Any]:
    wording = {
        name: {"text": override.text, "stage": override.stage.value}
        for name, override in sorted(choice.wording.items())
    }
    found = {"hide": list(choice.hide), "show": list(choice.show), "wording": wording}
    return {**found, "why": dict(sorted(choice.why.items()))} if choice.why else found


def _subject(subject: Subject, facts: dict[str, int]) -> dict[str, Any]:
    values = {**subject.model_dump(exclude={"facts"}), "kind": subject.kind.value}
    told = sorted(_said(subject.facts).items(), key=lambda item: (facts.get(item[0], len(facts)), item[0]))
    return {**_said(values), "facts": dict(told)}


def _answer(answer: Answer) -> dict[str, Any]:
    return _said(
        {
            "status": answer.status.value,
            "planned_for": _period(answer.planned_for) if answer.planned_for is not None else None,
            "reason": answer.reason,
            "comment": answer.comment,
            "evidence": [_said(item.model_dump()) for item in answer.evidence] or None,
            "as_of": answer.as_of,
        }
    )


def _period(year: int) -> str:
    """A fiscal year as the reader of exchange files takes it: 令和, and before it the number."""
    return fiscal_year_label(year) if year >= _FIRST_REIWA_YEAR else f"{year}年度"


def block_yaml(values: dict[str, Any]) -> str:
    """JSON values as a file of the same hand: block style, texts quoted where a reader could mistake them."""
    writer = _Writer()
    writer.mapping(values, "")
    return "\n".join(writer.lines) + "\n"


class _Writer:
    """Lines of block YAML and a count of the values in them."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.nodes = 1

    def mapping(self, values: dict[str, Any], indent: str, first: str | None = None) -> None:
        """Keys and values; `first` stands before the first key (a list's dash). Empty ones are left out."""
        start = indent if first is None else first
        for key, value in values.items():
            if value in ({}, []) and key != "subjects":
                continue
            self.nodes += 2
            self._entry(f"{start}{scalar(key)}:", value, indent)
            start = indent

    def _entry(self, head: str, value: Any, indent: str) -> None:
        if isinstance(value, dict):
            self.lines.append(head)
            self.mapping(value, indent + _STEP)
        elif isinstance(value, list):
            self.lines.append(head if value else f"{head} []")
            for item in value:
                self._item(item, indent + _STEP)
        elif isinstance(value, str) and _is_block(value):
            self.lines.append(f"{head} |-")
            self.lines.extend(f"{indent}{_STEP}{line}" if line else "" for line in value.split("\n"))
        else:
            self.lines.append(f"{head} {scalar(value)}")

    def _item(self, item: Any, indent: str) -> None:
        self.nodes += 1
        if isinstance(item, dict):
            self.mapping(item, indent + _STEP, f"{indent}- ")
        else:
            self.lines.append(f"{indent}- {scalar(item)}")


def _is_block(text: str) -> bool:
    """Whether a text of several lines keeps every character when written as it is."""
    return "\n" in text and text == text.strip() and all(line == line.rstrip() for line in text.split("\n"))


def scalar(value: Any) -> str:
    """A single value on one line; texts are quoted where any YAML reader could take them for something else."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    return str(value) if _is_plain(str(value)) else json.dumps(str(value), ensure_ascii=False)


def _is_plain(text: str) -> bool:
    if not text or text != text.strip() or text.casefold() in _RESERVED:
        return False
    first = text[0]
    return (first > "\x7f" or first.isalpha()) and not _NEEDS_QUOTES.search(text)
