"""Provider packs: made by an operator from its own programme, taken over by a city, edition after edition."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from assessor.engine.packs import mark_of, no_copies, pack_digest, pack_rows
from assessor.errors import AnswersInvalid, WrongKind
from assessor.faults.inquiries import AnswersConflict, ComparisonOld, NotReturned
from assessor.model.assessment import Answer
from assessor.model.change import AnswerChange, Change, RecordChange
from assessor.model.exchange import ExchangeAnswer, ExchangeChecklist
from assessor.model.inquiry import RowState
from assessor.model.pack import PACK_VERSION, EditionChanges, Mark, Pack, PackAnswer, PackRow, edition_changes, follows
from assessor.model.problem import Problem
from assessor.model.record_kinds import PACK_KIND
from assessor.model.text import LONGEST_LINE
from assessor.service.outputs import refuse_input
from assessor.service.pack_signing import check_signer, sealed
from assessor.service.receiving import WHOLE, Taking
from assessor.service.workspace import Workspace

MOST_NAMED = 5


@dataclass(frozen=True)
class Making:
    """What a pack says of itself; `marks` override by control, `previous` is the file of the edition before.

    `key` is the key file that it is signed with, if it is.
    """

    provider: str
    post: str
    edition: str
    marks: Mapping[str, Mark] = field(default_factory=dict)
    previous: Path | None = None
    key: Path | None = None


class Offer(NamedTuple):
    """A pack beside what a subject has stored, and what it changed since the edition taken before (None = first).

    `newer` is the edition taken before where this one does not follow it.
    """

    pack: Pack
    subject: str
    rows: tuple[PackRow, ...]
    changes: EditionChanges | None
    newer: Pack | None = None


def make(workspace: Workspace, subject_id: str, making: Making, target: Path, *, force: bool = False) -> Pack:
    """Write a pack of what is answered of a subject; what is not answered, the city answers itself.

    Raises:
        UnknownSubject, UnknownControl: by what is named.
        AnswersInvalid: the previous edition cannot be used.
        KeyUnusable, MissingOptional: it cannot be signed.
        TargetExists, TargetIsInput, OutputFailed: it cannot be written.
    """
    from assessor.catalog.pack_file import pack_yaml
    from assessor.storage.atomic_file import write_atomic

    subject, checklist = workspace.subject(subject_id), workspace.checklist
    for name in making.marks:
        workspace.control(name)
    held = workspace.assessment.answers
    answers: dict[str, PackAnswer] = {}
    for _, control in checklist.asked_of(subject.kind):
        answer = held.get((subject.id, control.id))
        mark = making.marks.get(control.id, mark_of(control)) if answer else Mark.OWN
        told = _told(answer) if answer and mark is not Mark.OWN else None
        answers[control.id] = PackAnswer(mark=mark, answer=told)
    pack = Pack(
        assessor_pack=PACK_VERSION,
        checklist=ExchangeChecklist(id=checklist.id, version=checklist.version),
        provider=making.provider,
        post=making.post,
        product=subject.name,
        kind=subject.kind,
        edition=making.edition,
        issued=workspace.session.today,
        previous=read(workspace, making.previous).digest if making.previous else None,
        digest="-",
        answers=answers,
    )
    made = sealed(pack, making.key)
    refuse_input(target, workspace.target)
    write_atomic(target, pack_yaml(made).encode(), replace=force)
    return made


def _told(answer: Answer) -> ExchangeAnswer:
    values: dict[str, Any] = answer.model_dump()
    return ExchangeAnswer(**{**values, "evidence": answer.evidence})


def read(workspace: Workspace, path: Path) -> Pack:
    """A pack as it was made.

    Raises:
        AnswersInvalid: it is none, or was changed since.
        FileMissing, FileUnreadable: it cannot be read.
    """
    from assessor.catalog.pack_file import read_pack
    from assessor.catalog.text_file import shown_path

    pack = read_pack(path, workspace.checklist)
    if pack_digest(pack) != pack.digest:
        problem = Problem(code="inquiry_pack_changed", path=shown_path(path), values={"where": "digest"})
        raise AnswersInvalid(shown_path(path), (problem,))
    return pack


def held_pack(workspace: Workspace, subject_id: str) -> Pack | None:
    """The pack that a subject took over last."""
    row = workspace.snapshot.records.get((PACK_KIND, subject_id))
    return Pack.model_validate(row.content) if row and row.content else None


def offer(workspace: Workspace, subject_id: str, path: Path, sender: str | None = None) -> Offer:
    """Compare a pack with what a subject has stored; nothing is changed.

    It must be signed by `sender`, else by whoever signed the edition taken before.

    Raises:
        UnknownSubject, WrongKind: by the subject.
        PackSignerDiffers, BadSigner, MissingOptional: by its signature.
        AnswersInvalid, FileMissing, FileUnreadable: by the pack.
    """
    from assessor.catalog.text_file import shown_path
    from assessor.service.editions import reworded_since

    subject = workspace.subject(subject_id)
    pack = read(workspace, path)
    if pack.kind is not subject.kind:
        raise WrongKind(control=pack.product, subject=subject.id, kind=subject.kind.value, needed=pack.kind.value)
    before = held_pack(workspace, subject_id)
    check_signer(pack, shown_path(path), sender or (before.signer if before else None))
    found = pack_rows(workspace.checklist, pack, before, subject_id, workspace.snapshot.rows)
    rows = tuple(no_copies(found, reworded_since(workspace.snapshot, pack.checklist.version)))
    if before is None:
        return Offer(pack, subject_id, rows, None)
    newer = None if follows(pack, before) else before
    return Offer(pack, subject_id, rows, edition_changes(before.answers, pack.answers), newer)


def offered_again(workspace: Workspace, found: Offer) -> Offer:
    """The same pack beside what is stored now.

    Raises:
        ComparisonOld: something of it would have to be shown anew before anybody decides.
    """
    now = workspace.snapshot.rows
    keys = {(found.subject, row.control): row.revision for row in found.rows}
    if any((now[key].revision if key in now else 0) != revision for key, revision in keys.items()):
        raise ComparisonOld()
    return found


def take(workspace: Workspace, found: Offer, taking: Taking = WHOLE) -> tuple[PackRow, ...]:
    """Record the answers marked as copies, or only those named, also of what is to be looked at; what was recorded.

    The pack itself is kept with the subject, so that the next edition can be compared with it; an older edition than
    the one kept takes its place only where something of it was accepted.

    Raises:
        NotReturned: a control named has no answer in the pack.
        AnswersConflict: something else is stored, and it was not said what to do then.
    """
    wanted = _wanted(found, taking)
    open_ones = [row for row in wanted if _settled(row, taking) is None]
    if open_ones:
        raise AnswersConflict(count=len(open_ones), pairs=_named(found.subject, open_ones))
    recorded = [row for row in wanted if row.state is RowState.NEW or _settled(row, taking)]
    changes: list[Change] = [
        AnswerChange(subject=found.subject, control=row.control, answer=row.offered, expected_revision=row.revision)
        for row in recorded
    ]
    content = found.pack.model_dump(mode="json")
    if recorded or found.newer is None:
        changes.append(RecordChange(kind=PACK_KIND, id=found.subject, content=content))
    pack = found.pack
    by = f"{workspace.session.by} ← {pack.provider} {pack.post} ({pack.edition})"
    if changes:
        workspace.apply(changes, by=by[:LONGEST_LINE])
    return tuple(recorded)


def _wanted(found: Offer, taking: Taking) -> list[PackRow]:
    offered = {row.control: row for row in found.rows if row.offered is not None}
    names = _controls(taking.only)
    for name in (*names, *_controls(taking.accept), *_controls(taking.keep)):
        if name not in offered:
            raise NotReturned(pair=f"{found.subject}/{name}")
    return [row for name, row in offered.items() if name in names or (not names and row.mark is Mark.COPY)]


def _controls(names: Iterable[str]) -> list[str]:
    """The controls of names that may have their subject before them."""
    return [name.rpartition("/")[2] for name in names]


def _settled(row: PackRow, taking: Taking) -> bool | None:
    """True where the pack's answer replaces the stored one, False where the stored one stays; None = not said."""
    if row.state is not RowState.CONFLICT:
        return False
    if row.control in _controls((*taking.accept, *taking.keep)):
        return row.control in _controls(taking.accept)
    return taking.accept_conflicts if taking.accept_conflicts or taking.keep_stored else None


def _named(subject: str, rows: Sequence[PackRow]) -> str:
    more = ["…"] if len(rows) > MOST_NAMED else []
    return ", ".join((*(f"{subject}/{row.control}" for row in rows[:MOST_NAMED]), *more))
