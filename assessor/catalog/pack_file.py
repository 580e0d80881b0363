"""Reads and writes provider packs; one that was changed after it was made is refused."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from assessor.catalog.answer_writer import block_yaml
from assessor.catalog.checklist_folder import located
from assessor.catalog.fault import Fault
from assessor.catalog.shape import faults_of
from assessor.catalog.yaml_source import ANSWER_LIMITS, read_yaml
from assessor.errors import AnswersInvalid
from assessor.model.checklist import Checklist
from assessor.model.pack import Pack
from assessor.model.scales import Status
from assessor.model.text import says_something


def pack_yaml(pack: Pack) -> str:
    """The file of a pack."""
    values: dict[str, Any] = pack.model_dump(mode="json", exclude_none=True)
    for said in values["answers"].values():
        if "answer" in said and not said["answer"].get("evidence"):
            said["answer"].pop("evidence", None)
    return block_yaml(values)


def read_pack(path: Path, checklist: Checklist) -> Pack:
    """A pack for a checklist; whether its digest is right is for the caller to see.

    Raises:
        AnswersInvalid: with every problem of the file.
        FileMissing, FileUnreadable: it cannot be read.
    """
    source = read_yaml(path, ANSWER_LIMITS)
    faults: list[Fault] = []
    pack: Pack | None = None
    if source.complete:
        try:
            pack = Pack.model_validate(source.data)
        except ValidationError as error:
            faults = list(faults_of(error, Pack))
        else:
            faults = list(_faults(pack, checklist))
    problems = (*source.problems, *(located(source, fault) for fault in faults))
    if pack is None or problems:
        raise AnswersInvalid(source.path, problems)
    return pack


def _faults(pack: Pack, checklist: Checklist) -> Iterator[Fault]:
    if pack.checklist.id != checklist.id:
        yield Fault("other_checklist", ("checklist", "id"), {"value": pack.checklist.id, "ours": checklist.id})
    for name, said in pack.answers.items():
        answer = said.answer
        if answer and answer.status is Status.NOT_APPLICABLE and not says_something(answer.reason):
            yield Fault("reason_missing", ("answers", name, "answer", "status"), {})
        control = checklist.controls.get(name)
        if control is None or checklist.category_of[name].kind_of(control) is not pack.kind:
            yield Fault("inquiry_pack_control", ("answers", name), {"control": name, "kind": pack.kind.value}, key=True)
