"""Rows as read, put together into what the rest of the program sees. Pure: no database is touched here."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from assessor.model.assessment import Answer, Assessment
from assessor.model.change import Snapshot
from assessor.model.programme import Programme, Section7Choice, Subject
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
    assessment = Assessment(
        programme=Programme.model_validate_json(rows.programme),
        subjects=tuple(Subject.model_validate_json(row.content) for row in rows.subjects),
        answers={pair: row.answer for pair, row in answers.items() if row.answer is not None},
        section7=Section7Choice.model_validate_json(rows.section7),
    )
    records = {row.key: row.stored() for row in rows.records}
    head = rows.head
    return Snapshot(assessment, answers, head.chain, head.seq, head.digest, rows.checklist_digest, records)


def known_answers(rows: Rows, read: Snapshot) -> dict[str, Answer]:
    """The answers of a snapshot by their content, to be known at the next look."""
    return {row.content: said for row in rows.answers if row.content and (said := read.rows[row.pair].answer)}
