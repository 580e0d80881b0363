"""Two copies of a programme, filled in apart, made one again: both trails kept, nothing dropped silently."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from assessor.engine.merging import Merge, Side, three_way
from assessor.errors import BrokenProgramme
from assessor.faults.editions import MergeEditions
from assessor.faults.inquiries import MergeConflicts, MergeUnrelated, UnknownMergeKey
from assessor.i18n.visible import visible_line
from assessor.model.assessment import Answer
from assessor.model.audit import SealedEvent
from assessor.model.change import (
    AnswerChange,
    Change,
    ProgrammeChange,
    RecordChange,
    Section7Change,
    Snapshot,
    SubjectChange,
    TrailChange,
)
from assessor.model.merge_choice import MergeChoice, SettledPiece, kept
from assessor.model.programme import Programme, Section7Choice, Subject
from assessor.model.record_kinds import EDITION_KIND, MERGE_KIND
from assessor.model.text import LONGEST_LINE
from assessor.service.copy_pieces import SECTION7, editions_of, pieces_of, put_pieces, unchanged
from assessor.service.outputs import refuse_input
from assessor.service.settings import Session
from assessor.service.texts import nearest, paragraphs
from assessor.storage.atomic_file import temporary_beside
from assessor.storage.base import Store
from assessor.storage.chain import CARRIED
from assessor.storage.copying import give_name
from assessor.storage.opening import open_store
from assessor.storage.rows import State
from assessor.storage.target import is_url, shown

BRANCH_DIGITS = 16


class Copy(NamedTuple):
    """One copy: what its file is called, its own trail, those it carries, and what its own leads to."""

    name: str
    events: tuple[SealedEvent, ...]
    carried: Mapping[str, tuple[SealedEvent, ...]]
    state: State


@dataclass(frozen=True)
class Wish:
    """How to settle what both copies changed (by key, or all for one side), and what to do about the output."""

    chosen: Mapping[str, Side] = field(default_factory=dict)
    prefer: Side | None = None
    force: bool = False
    dry_run: bool = False
    reason: str | None = None


def merge(targets: tuple[str, str], out: Path, session: Session, wish: Wish) -> Merge:
    """Write a programme that says what both copies say; the first copy's trail goes on, the second's lies beside it.

    Raises:
        MergeUnrelated: the two are no copies of one programme.
        MergeEditions: a newer checklist was taken over in one of them since they parted.
        MergeConflicts: both changed the same pieces, and it was not said which holds (never with `dry_run`).
        UnknownMergeKey: a choice for something that is no conflict.
        UnusableFile, StoreFailed, TargetExists, TargetIsInput, OutputFailed: by the files.
    """
    with open_store(targets[0], read_only=True) as first, open_store(targets[1], read_only=True) as second:
        ours, theirs, base = _read(first, second, targets)
        same = unchanged(base, ours.state, theirs.state)
        items = [pieces_of(state, same) for state in (base, ours.state, theirs.state)]
        found = three_way(items[0], items[1], items[2], wish.chosen, wish.prefer)
        _check_choices(found, wish.chosen)
        if wish.dry_run:
            return found
        if found.conflicts:
            raise MergeConflicts(count=len(found.conflicts), merge=found)
        for target in targets:
            refuse_input(out, target)
        with temporary_beside(out, replace=wish.force) as temporary:
            first.backup(temporary, replace=True, check=False)
            _write(str(temporary), ours, theirs, found, (session, wish.reason))
            give_name(temporary, out, replace=wish.force)
    return found


def _check_choices(found: Merge, chosen: Mapping[str, Side]) -> None:
    known = [one.key for one in found.conflicts] + [one.key for one, _ in found.settled]
    for key in chosen:
        if key not in known:
            raise UnknownMergeKey(key=key, nearest=nearest(key, known))


def _read(first: Store, second: Store, paths: tuple[str, str]) -> tuple[Copy, Copy, State]:
    """Both copies as their trails tell them (what rows say beside that is not taken over), and what both know last.

    That is the beginning their trails share, or what one took over from the other at a merge before.
    """
    trails = (first.sealed(), second.sealed())
    carried = [{chain: store.sealed(chain) for chain in store.carried()} for store in (first, second)]
    if trails[0][0].digest != trails[1][0].digest:
        raise MergeUnrelated(path=paths[0], other=paths[1])
    shared = next(
        (at for at, (one, other) in enumerate(zip(*trails, strict=False)) if one.digest != other.digest), None
    )
    shared = min(map(len, trails)) if shared is None else shared
    base = _state(State(), trails[0][:shared], paths[0])
    states = [_state(_forked(base), trail[shared:], path) for trail, path in zip(trails, paths, strict=True)]
    if len({base.checklist_digest, *(state.checklist_digest for state in states)}) > 1:
        raise MergeEditions(path=paths[0], other=paths[1])
    taken = _taken_over(trails, carried)
    if taken is not None and len(taken) > shared:
        base = _state(base, taken[shared:], paths[0])
    ours, theirs = map(Copy, map(_called, paths), trails, carried, states)
    return ours, theirs, base


def _called(target: str) -> str:
    """What people call a copy: its file without the folder, or the server without the password."""
    return visible_line(shown(target) if is_url(target) else Path(target).name)[:LONGEST_LINE]


def _taken_over(
    trails: tuple[tuple[SealedEvent, ...], tuple[SealedEvent, ...]],
    carried: Sequence[Mapping[str, tuple[SealedEvent, ...]]],
) -> tuple[SealedEvent, ...] | None:
    """The longest beginning of one copy's trail that the other carries."""
    found: tuple[SealedEvent, ...] | None = None
    for others, own in zip(carried, reversed(trails), strict=True):
        for trail in others.values():
            is_known = len(trail) <= len(own) and own[len(trail) - 1].digest == trail[-1].digest
            if is_known and (found is None or len(trail) > len(found)):
                found = own[: len(trail)]
    return found


def _forked(state: State) -> State:
    return replace(
        state,
        subjects=dict(state.subjects),
        answers=dict(state.answers),
        records=dict(state.records),
        carried=dict(state.carried),
    )


def _state(state: State, events: Iterable[SealedEvent], path: str) -> State:
    """A state with what more events say taken in."""
    try:
        for event in events:
            state.fold(event.kind, json.loads(event.payload), event.by, event.at)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise BrokenProgramme(path=path) from None
    return state


def _write(target: str, ours: Copy, theirs: Copy, found: Merge, told: tuple[Session, str | None]) -> None:
    session, reason = told
    with open_store(target) as store:
        first: list[Change] = [
            *_trails(ours, theirs),
            *_wholes(ours, theirs, found.taken),
            *_chosen(theirs, found, reason),
        ]
        if first:
            store.apply(session.save(), first)
        for author, changes in _rows(theirs, found.taken).items():
            store.apply(session.save_from(author), changes)
        if marks := list(_marks(store.load(), theirs.state, found.taken)):
            store.apply(session.save(), marks)
        if not store.verify().is_sound:
            raise BrokenProgramme(path=shown(target))


def _marks(held: Snapshot, theirs: State, taken: Collection[str]) -> Iterator[RecordChange]:
    """What was taken over and waits to be given again there waits here too, under the revision it has here."""
    for row in editions_of(theirs):
        if row.content is None:
            continue
        marks = {
            "/".join(pair): held.rows[pair].revision
            for pair, answer in theirs.answers.items()
            if "/".join(pair) in taken and json.loads(row.content)["to_confirm"].get("/".join(pair)) == answer.revision
        }
        content = held.contents(EDITION_KIND)[row.id]
        if marks:
            content = {**content, "to_confirm": {**content["to_confirm"], **marks}}
            yield RecordChange(kind=EDITION_KIND, id=row.id, content=content)


def _trails(ours: Copy, theirs: Copy) -> list[TrailChange]:
    """The second copy's trail, unless the first holds all of it, and what the second carries and the first does not."""
    called = _named_there(theirs.events)
    found = [
        TrailChange(chain=chain, name=called.get(chain), events=trail)
        for chain, trail in theirs.carried.items()
        if chain not in ours.carried
    ]
    last = theirs.events[-1]
    is_held = len(ours.events) >= last.seq and ours.events[last.seq - 1].digest == last.digest
    name = f"{last.chain}{CARRIED}{last.digest[:BRANCH_DIGITS]}"
    if not is_held and name not in ours.carried:
        found.append(TrailChange(chain=name, name=theirs.name, events=theirs.events))
    return found


def _named_there(events: Iterable[SealedEvent]) -> dict[str, str | None]:
    """What the copies were called that a trail took in before."""
    told = (json.loads(event.payload) for event in events if event.kind == "merged")
    return {one["chain"]: one.get("name") for one in told}


def _chosen(theirs: Copy, found: Merge, reason: str | None) -> Iterator[RecordChange]:
    """What was decided where both had changed the same, with both sides: the losing one is in no row any more."""
    if not found.settled:
        return
    last = theirs.events[-1]
    choice = MergeChoice(
        other=last.chain,
        name=theirs.name,
        reason=paragraphs("reason", reason) if reason else None,
        settled=tuple(
            SettledPiece(
                key=one.key, base=kept(one.base), ours=kept(one.ours), theirs=kept(one.theirs), chosen=side.value
            )
            for one, side in found.settled
        ),
    )
    name = last.digest[:BRANCH_DIGITS]
    yield RecordChange(kind=MERGE_KIND, id=name, content=choice.model_dump(mode="json"))


def _wholes(ours: Copy, theirs: Copy, taken: Mapping[str, str | None]) -> list[Change]:
    """The programme's own row, the choice for section 7 and the subjects, with the pieces taken from the other copy."""
    pieces: dict[str, dict[str, str | None]] = defaultdict(dict)
    for key, text in taken.items():
        owner, mark, name = key.partition(":")
        if mark and "/" not in owner and "=" not in owner:
            pieces[owner][name] = text
    changes: list[Change] = []
    programme = {name: text for name, text in pieces["programme"].items() if name in Programme.model_fields}
    if programme:
        values = put_pieces(json.loads(ours.state.programme), programme)
        changes.append(ProgrammeChange(programme=Programme.model_validate(values)))
    if pieces[SECTION7]:
        values = put_pieces(json.loads(ours.state.section7), pieces[SECTION7])
        changes.append(Section7Change(choice=Section7Choice.model_validate(values)))
    for row in theirs.state.subjects.values():
        own = {name: text for name, text in pieces[row.id].items() if name not in programme or row.id != "programme"}
        if own:
            held = ours.state.subjects.get(row.id)
            values = put_pieces(json.loads(held.content), own) if held else json.loads(row.content)
            changes.append(SubjectChange(subject=Subject.model_validate(values)))
    return changes


def _rows(theirs: Copy, taken: Mapping[str, str | None]) -> dict[str, Sequence[Change]]:
    """The answers and records to take over, by who saved them there."""
    found: dict[str, list[Change]] = defaultdict(list)
    for pair, row in theirs.state.answers.items():
        key = "/".join(pair)
        if key in taken:
            answer = None if row.content is None else Answer.model_validate_json(row.content)
            found[row.saved_by].append(AnswerChange(subject=pair[0], control=pair[1], answer=answer))
    for record in theirs.state.records.values():
        if f"{record.kind}={record.id}" in taken:
            content = None if record.content is None else json.loads(record.content)
            found[record.saved_by].append(RecordChange(kind=record.kind, id=record.id, content=content))
    return dict(found)
