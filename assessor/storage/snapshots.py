"""Rows as read, put together into what the rest of the program sees. Pure: no database is touched here."""

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from assessor.model.assessment import Answer, Assessment, EarlierAnswer, PairKey
from assessor.model.change import Snapshot
from assessor.model.programme import Programme, Section7Choice, Subject
from assessor.model.record_kinds import EDITION_KIND
from assessor.model.unconfirmed import unconfirmed
from assessor.storage.rows import AnswerRow, Head, RecordRow, SubjectRow


class Rows(NamedTuple):
    """All rows of a programme as of one moment."""

    head: Head
    checklist_digest: str
    programme: str
    section7: str
    subjects: Sequence[SubjectRow]
    answers: Sequence[AnswerRow]
    records: Sequence[RecordRow]


def snapshot(rows: Rows, known: Mapping[str, Answer]) -> Snapshot:
    """The programme that rows hold; `known` spares a look into answers read before, by their content.

    Raises:
        ValueError: a row holds no such noun.
    """
    answers = {row.pair: row.stored(known) for row in rows.answers}
    waiting = _unconfirmed(rows)
    given = {pair: row.answer for pair, row in answers.items() if row.answer is not None}
    answers |= {pair: answers[pair]._replace(answer=None) for pair in waiting}
    # Every part was checked when it was read: to check the whole again would take as long for a large programme.
    assessment = Assessment.model_construct(
        programme=Programme.model_validate_json(rows.programme),
        subjects=tuple(Subject.model_validate_json(row.content) for row in rows.subjects),
        answers={pair: answer for pair, answer in given.items() if pair not in waiting} if waiting else given,
        section7=Section7Choice.model_validate_json(rows.section7),
        to_confirm={pair: EarlierAnswer(given[pair], asked) for pair, asked in waiting.items() if pair in given},
    )
    records = {row.key: row.stored() for row in rows.records}
    head = rows.head
    return Snapshot(assessment, answers, head.chain, head.seq, head.digest, rows.checklist_digest, records)


def _unconfirmed(rows: Rows) -> Mapping[PairKey, str]:
    """The pairs whose answer was given to another wording of the question: it is kept, and is no answer to this one."""
    editions = [row.content for row in rows.records if row.kind == EDITION_KIND and row.content]
    if not editions:
        return {}
    return unconfirmed(map(json.loads, editions), {row.pair: row.revision for row in rows.answers})


def known_answers(rows: Rows, read: Snapshot) -> dict[str, Answer]:
    """The answers of a snapshot by their content, to be known at the next look."""
    return {row.content: said for row in rows.answers if row.content and (said := read.rows[row.pair].answer)}
