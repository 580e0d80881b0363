"""Programmes to measure with: the sample city, and large ones made by rule."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from assessor.catalog.loader import load_checklist
from assessor.model.assessment import Answer, Assessment, Evidence
from assessor.model.checklist import Checklist
from assessor.model.programme import PROGRAMME_ID, Programme, Subject, SubjectKind
from assessor.model.scales import Status
from assessor.resources import data_folder
from assessor.service.demo import make_demo
from assessor.service.settings import Session

TODAY = date(2026, 11, 22)
KINDS = (SubjectKind.SERVICE, SubjectKind.ASSET_GROUP, SubjectKind.SERVICE, SubjectKind.CITY_OS)
CYCLE = (Status.IMPLEMENTED, Status.PARTIAL, Status.PLANNED, Status.NOT_IMPLEMENTED, Status.UNKNOWN, None)


def shipped() -> Checklist:
    """The checklist as shipped."""
    return load_checklist(data_folder("checklists"))


def large(checklist: Checklist, subjects: int) -> Assessment:
    """A programme of so many subjects of all kinds, five of six questions answered, every third fact open."""
    made = [Subject(id=PROGRAMME_ID, kind=SubjectKind.PROGRAMME, name="全体", facts=_facts(checklist, 0))]
    for number in range(1, subjects):
        kind = KINDS[number % len(KINDS)]
        made.append(Subject(id=f"S-{number}", kind=kind, name=f"対象{number}", facts=_facts(checklist, number)))
    answers = {}
    for subject in made:
        for place, (_, control) in enumerate(checklist.asked_of(subject.kind)):
            status = CYCLE[place % len(CYCLE)]
            if status is not None:
                answers[subject.id, control.id] = _answer(status, place)
    return Assessment(programme=Programme(municipality="みらい市"), subjects=tuple(made), answers=answers)


def _facts(checklist: Checklist, number: int) -> dict[str, bool | None]:
    return {fact.id: None if (place + number) % 17 == 0 else True for place, fact in enumerate(checklist.facts)}


def _answer(status: Status, place: int) -> Answer:
    return Answer(
        status=status,
        comment="確認済み",
        evidence=(Evidence(title="台帳", date=TODAY),),
        planned_for=2027 if status is Status.PLANNED else None,
        as_of=TODAY - timedelta(days=place),
    )


@contextmanager
def sample() -> Iterator[Path]:
    """A folder with the sample city's programme file and documents."""
    with TemporaryDirectory() as folder:
        make_demo(Path(folder) / "demo", Session(by="benchmark"))
        yield Path(folder) / "demo"
