"""Answers put back to waiting: given to a question before it was asked in other words, and given again by mistake."""

from collections.abc import Mapping
from typing import NamedTuple

from assessor.model.assessment import EarlierAnswer, PairKey, pair_text
from assessor.model.change import AnswerChange, RecordChange, Snapshot
from assessor.model.record_kinds import EDITION_KIND


class Waiting(NamedTuple):
    """An earlier answer, and the revision of what was given in its place since."""

    earlier: EarlierAnswer
    revision: int


def waiting_again(held: Snapshot, wanted: Mapping[PairKey, Waiting]) -> list[AnswerChange | RecordChange]:
    """The changes that let earlier answers wait to be given again, as they did before.

    The record of the edition names the revision that waits, so both are changed in one save.
    """
    changes: list[AnswerChange | RecordChange] = []
    editions = held.contents(EDITION_KIND)
    marked: dict[str, dict[str, int]] = {}
    for (subject, control), (earlier, revision) in wanted.items():
        changes.append(
            AnswerChange(subject=subject, control=control, answer=earlier.answer, expected_revision=revision)
        )
        name, key = next(
            (name, key)
            for name, content in editions.items()
            if (key := pair_text((subject, control))) in content["to_confirm"]
            and content["reworded"].get(control) == earlier.question
        )
        # The very same answer given again differs from the earlier one by its revision alone.
        is_same = held.rows[subject, control].answer == earlier.answer
        marked.setdefault(name, {})[key] = revision if is_same else revision + 1
    for name, marks in marked.items():
        content = {**editions[name], "to_confirm": {**editions[name]["to_confirm"], **marks}}
        revision = held.revision(EDITION_KIND, name)
        changes.append(RecordChange(kind=EDITION_KIND, id=name, content=content, expected_revision=revision))
    return changes
