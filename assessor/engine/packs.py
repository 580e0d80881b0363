"""Provider packs: which mark an answer has by itself, and what an offered answer is beside the stored one. Pure."""

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from assessor.engine.inquiry import says_same
from assessor.model.assessment import Answer, PairKey, StoredAnswer
from assessor.model.checklist import Checklist, Control, Respondent
from assessor.model.exchange import ExchangeAnswer
from assessor.model.inquiry import RowState
from assessor.model.pack import Mark, Pack, PackAnswer, PackRow, follows
from assessor.model.scales import Status


def mark_of(control: Control) -> Mark:
    """By who answers: the city alone → its own; a provider alone → a copy; both → to be looked at."""
    if Respondent.PROMOTER not in control.answered_by:
        return Mark.COPY
    return Mark.OWN if control.answered_by == (Respondent.PROMOTER,) else Mark.ADAPT


def pack_digest(pack: Pack) -> str:
    """`sha256:` over the canonical JSON of everything but the digest and what signs it."""
    values = pack.model_dump(mode="json", exclude={"digest", "signature"}, exclude_none=True)
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def offered(said: ExchangeAnswer | None, day: date) -> Answer | None:
    """An answer of a pack; without a date it speaks of the day the pack was issued."""
    if said is None:
        return None
    return Answer(**{**said.model_dump(), "evidence": said.evidence, "as_of": said.as_of or day})


def pack_rows(
    checklist: Checklist, pack: Pack, before: Pack | None, subject: str, rows: Mapping[PairKey, StoredAnswer]
) -> Iterator[PackRow]:
    """Every answer of a pack beside what a subject has stored, in checklist order.

    What is stored as an earlier edition said it may be replaced; anything else that differs is a conflict. So is all
    that differs from an edition older than the one taken before: a signature proves who wrote it, not that it holds.
    """
    is_older = before is not None and not follows(pack, before)
    last = len(checklist.controls)
    for control in sorted(pack.answers, key=lambda name: checklist.position.get(name, last)):
        said = pack.answers[control]
        row = rows.get((subject, control))
        stored, revision = (row.answer, row.revision) if row else (None, 0)
        answer = offered(said.answer, pack.issued)
        was = _before(before, control)
        state = _state(stored, answer, was)
        if is_older and state is RowState.NEW:
            state = RowState.CONFLICT
        yield PackRow(control, said.mark, state, stored, answer, was, revision)


def no_copies(rows: Iterable[PackRow], reworded: Collection[str]) -> Iterator[PackRow]:
    """The rows where an answer to a question asked in other words since is no copy: somebody has to look at it."""
    for row in rows:
        yield row._replace(mark=Mark.ADAPT) if row.mark is Mark.COPY and row.control in reworded else row


def _before(before: Pack | None, control: str) -> Answer | None:
    said: PackAnswer | None = before.answers.get(control) if before else None
    return offered(said.answer, before.issued) if before and said else None


def _state(stored: Answer | None, answer: Answer | None, was: Answer | None) -> RowState:
    if answer is None:
        return RowState.MISSING
    if stored is None or stored.status is Status.UNKNOWN:
        return RowState.NEW
    if says_same(stored, answer):
        return RowState.SAME
    return RowState.NEW if was is not None and says_same(stored, was) else RowState.CONFLICT
