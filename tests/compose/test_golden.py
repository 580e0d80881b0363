"""The short public texts of a city with nothing in place, word for word: whoever changes them should read them."""

from pathlib import Path

import pytest

from assessor.catalog.answer_file import read_exchange
from assessor.model.assessment import Assessment
from assessor.model.change import AnswerChange, ProgrammeChange, SubjectChange
from assessor.model.publication import PublicView
from assessor.render.markdown import to_markdown
from assessor.service.merging import merged
from tests.compose.making import document, public, shipped_template
from tests.model.mini import TODAY, assessment, shipped, subject

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "golden" / "section7"
NAMES = ("standard", "table", "statements", "principles")


def nothing_in_place() -> PublicView:
    """The view of the city that answered everything with no."""

    exchange = read_exchange(ROOT / "data" / "nothing_in_place.yaml", shipped(), {}).exchange
    empty = assessment([subject("programme", "programme")])
    subjects, answers, programme = {one.id: one for one in empty.subjects}, {}, empty.programme
    for change in merged(empty, exchange, TODAY):
        if isinstance(change, SubjectChange):
            subjects[change.subject.id] = change.subject
        elif isinstance(change, AnswerChange) and change.answer is not None:
            answers[change.subject, change.control] = change.answer
        elif isinstance(change, ProgrammeChange):
            programme = change.programme
    return public(Assessment(programme=programme, subjects=tuple(subjects.values()), answers=answers))


def printed(name: str) -> bytes:
    return to_markdown(document(nothing_in_place(), shipped_template("section7", name)))


@pytest.mark.parametrize("name", NAMES)
def test_the_short_public_texts_are_those_that_were_read(name: str) -> None:
    assert printed(name).decode() == (GOLDEN / f"nothing_in_place-{name}.md").read_text("utf-8")


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for each in NAMES:
        (GOLDEN / f"nothing_in_place-{each}.md").write_bytes(printed(each))
