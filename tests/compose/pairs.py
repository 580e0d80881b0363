"""Pairs of assessments with the same public part and different secrets, for the wall.

What is public is judged by an oracle that shares no code with the engine. Secrets carry markers, so that a second,
weaker net can look for them by name.
"""

import random
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from assessor.model.assessment import Answer, Assessment, Evidence, PairKey
from assessor.model.checklist import Checklist
from assessor.model.programme import BudgetState, Programme, Section7Choice, Subject
from assessor.model.scales import Status
from tests.engine.public_oracle import public_part
from tests.model.cities import as_city
from tests.model.mini import (
    DAYS,
    TODAY,
    YEARS,
    Json,
    as_data,
    everywhere,
    random_city,
    random_programme,
    random_publication,
    some_answers,
    statement_names,
)

SHARE_SILENT, SHARE_GOOD, SHARE_BAD = 0.15, 0.15, 0.3
UNPUBLISHED = tuple(one for one in BudgetState if one is not BudgetState.APPROVED)
MARKED = "⟦"


class Twins(NamedTuple):
    """Two assessments that read the same in public, and the markers of the secrets of both."""

    one: Assessment
    other: Assessment
    markers: tuple[str, ...]


class Family(NamedTuple):
    """Assessments that all read the same in public and differ in their secrets, every two of them a pair."""

    members: tuple[Assessment, ...]

    @property
    def pairs(self) -> int:
        """How many pairs there are; all are compared when each member is compared with the first."""
        return len(self.members) * (len(self.members) - 1) // 2

    @property
    def markers(self) -> tuple[str, ...]:
        """The markers of the secrets of all of them."""
        return tuple(sorted({marker for one in self.members for marker in _markers(one)}))


def families(checklist: Checklist, seed: int, size: int) -> Iterator[Family]:
    """Endless families of up to so many members from a seed.

    Many are of a city that shows nothing of its answers, some of their members all good or all bad.
    """
    chance, data = random.Random(seed), as_data(checklist)
    while True:
        silent = chance.random() < SHARE_SILENT
        one = _silent_city(chance, checklist) if silent else random_publication(chance, checklist, chance.randrange(5))
        one = _with_secrets(chance, one)
        public = public_part(data, as_city(one), TODAY)
        members = [one]
        for _ in range(size - 1):
            other = _with_secrets(chance, _other(chance, checklist, one, silent=silent))
            if other not in members and public_part(data, as_city(other), TODAY) == public:
                members.append(other)
        if len(members) > 1:
            yield Family(tuple(members))


def twins(checklist: Checklist, seed: int) -> Iterator[Twins]:
    """Endless pairs from a seed: the first of each family with every other."""
    for family in families(checklist, seed, 5):
        one, *others = family.members
        for other in others:
            yield Twins(one, other, tuple(sorted({*_markers(one), *_markers(other)})))


def _marker(chance: random.Random) -> str:
    words = "".join(chance.choices("検査証跡脆弱性未実施端末記録媒体委託先監査権限", k=8))
    return f"{MARKED}{words}{chance.getrandbits(40):010x}⟧"


def _markers(said: Assessment) -> Iterator[str]:
    for answer in said.answers.values():
        yield from (text for text in (answer.comment, answer.reason) if text and MARKED in text)
        yield from (one.title for one in answer.evidence)
    yield from (one.operator for one in said.subjects if one.operator)
    yield from said.section7.why.values()


def _silent_city(chance: random.Random, checklist: Checklist) -> Assessment:
    """A city whose officer hides every statement, so that its answers are wholly secret."""
    said = random_city(chance, checklist, chance.randrange(5))
    choice = Section7Choice(hide=tuple(statement_names(checklist)))
    about = random_programme(chance)
    return said.model_copy(
        update={"programme": about, "section7": choice, "answers": _any_answers(chance, checklist, said)}
    )


def _any_answers(chance: random.Random, checklist: Checklist, said: Assessment) -> dict[PairKey, Answer]:
    """All good, all bad, or anything."""
    draw = chance.random()
    statuses: tuple[Status | None, ...] = (*Status, None)
    if draw < SHARE_GOOD:
        statuses = (Status.IMPLEMENTED,)
    elif draw < SHARE_BAD:
        statuses = (Status.NOT_IMPLEMENTED,)
    chosen = {key: chance.choice(statuses) for key in everywhere(checklist, said.subjects)}
    return {key: chance.choice(some_answers(status)) for key, status in chosen.items() if status is not None}


def _other(chance: random.Random, checklist: Checklist, one: Assessment, *, silent: bool) -> Assessment:
    """Another city that may well read the same; the oracle decides whether it does."""
    subjects = _other_subjects(chance, one)
    moved = one.model_copy(update={"subjects": subjects})
    if silent:
        answers = _any_answers(chance, checklist, moved)
    else:
        answers = dict(_other_answers(chance, checklist, one, subjects))
    return moved.model_copy(
        update={
            "answers": answers,
            "programme": _other_programme(chance, one.programme),
            "section7": _other_choice(chance, checklist, one.section7),
        }
    )


def _other_subjects(chance: random.Random, one: Assessment) -> tuple[Subject, ...]:
    """Other names and operators, now and then another fact, a subject more or one less."""
    subjects = [each.model_copy(update={"name": f"{each.id}{chance.randrange(99)}"}) for each in one.subjects]
    if chance.random() < 0.2:
        place = chance.randrange(len(subjects))
        facts = subjects[place].facts
        name = chance.choice(sorted(facts)) if facts else "cloud"
        told = {**facts, name: chance.choice((True, False, None))}
        subjects[place] = subjects[place].model_copy(update={"facts": told})
    if len(subjects) > 1 and chance.random() < 0.3:
        twin = chance.choice(subjects[1:])
        subjects.append(twin.model_copy(update={"id": f"{twin.id}-too"}))
    if len(subjects) > 2 and chance.random() < 0.1:
        subjects.pop()
    return tuple(subjects)


def _other_answers(
    chance: random.Random, checklist: Checklist, one: Assessment, subjects: tuple[Subject, ...]
) -> Iterator[tuple[PairKey, Answer]]:
    change = chance.choice((0.01, 0.05, 0.3, 0.8))
    hidden = frozenset(one.section7.hide)
    for subject_id, control_id in everywhere(checklist, subjects):
        held = one.answers.get((subject_id.removesuffix("-too"), control_id))
        secret = control_id in hidden or checklist.controls[control_id].public.rule == "never"
        told = _like(chance, held, secret=secret) if chance.random() < change else held
        if told is not None:
            yield (subject_id, control_id), told


def _like(chance: random.Random, held: Answer | None, *, secret: bool) -> Answer | None:
    """An answer that often says the same in public: anything where it is secret, else of a like kind."""
    if secret:
        status = chance.choice((*Status, None))
    elif held is None or held.status in (Status.NOT_IMPLEMENTED, Status.UNKNOWN):
        status = chance.choice((None, Status.NOT_IMPLEMENTED, Status.UNKNOWN))
    else:
        status = held.status
    if status is None:
        return None
    like = chance.choice(some_answers(status))
    if held is None or chance.random() < 0.5:
        return like
    return like.model_copy(update={"as_of": held.as_of, "planned_for": held.planned_for})


def _other_programme(chance: random.Random, about: Programme) -> Programme:
    """Another code; the budget moved where no year is public yet; other words where nothing may back them."""
    changes: dict[str, Any] = {"code": f"{chance.randrange(10**6):06}"}
    if about.budget_state in UNPUBLISHED:
        changes["budget_state"] = chance.choice(UNPUBLISHED)
    if chance.random() < 0.3:
        changes["responsible"] = chance.choice(("市長", None))
    if chance.random() < 0.3:
        changes["review"] = chance.choice(("毎月", None))
    if chance.random() < 0.2:
        changes["disclosure_standard"] = None
    return about.model_copy(update=changes)


def _other_choice(chance: random.Random, checklist: Checklist, choice: Section7Choice) -> Section7Choice:
    """More hidden, more shown, other words kept for stages that may not stand."""
    names = statement_names(checklist)
    hide = (*choice.hide, chance.choice(names)) if chance.random() < 0.5 else choice.hide
    show = (*choice.show, chance.choice(sorted(checklist.controls))) if chance.random() < 0.3 else choice.show
    wording: Json = dict(choice.model_dump(mode="json")["wording"])
    if chance.random() < 0.3:
        stage = chance.choice(("implemented", "planned", "partial"))
        wording[chance.choice(names)] = {"text": "まだ使わない言い回しです。", "stage": stage}
    why = {name: _marker(chance) for name in hide if chance.random() < 0.5}
    return Section7Choice.model_validate({"hide": hide, "show": show, "wording": wording, "why": why})


def _with_secrets(chance: random.Random, said: Assessment) -> Assessment:
    """Comments, evidence, reasons, days and operators that no reader may ever see."""
    answers = {key: _secretive(chance, one) for key, one in said.answers.items()}
    subjects = tuple(one.model_copy(update={"operator": _marker(chance)}) for one in said.subjects)
    return said.model_copy(update={"answers": answers, "subjects": subjects})


def _secretive(chance: random.Random, answer: Answer) -> Answer:
    changes: dict[str, Any] = {"comment": _marker(chance) if chance.random() < 0.8 else None}
    if chance.random() < 0.3:
        changes["evidence"] = (Evidence(title=_marker(chance), date=chance.choice(DAYS)),)
    if answer.status is Status.NOT_APPLICABLE:
        changes["reason"] = _marker(chance)
    elif answer.status in (Status.NOT_IMPLEMENTED, Status.UNKNOWN):
        changes["planned_for"] = chance.choice(YEARS)
    return answer.model_copy(update=changes)


Publish = Callable[[Assessment], bytes]


def interference(publish: Publish, pairs: list[Twins]) -> Twins | None:
    """The first pair whose secrets change what is published, or None."""
    return next((pair for pair in pairs if publish(pair.one) != publish(pair.other)), None)
