"""Which summaries of privacy impact assessments are published: the only thing that section 7 learns of them."""

from collections.abc import Iterable, Mapping
from datetime import date

from assessor.model.change import StoredRecord
from assessor.model.programme import Subject
from assessor.model.public_assessment import PublicAssessment

KIND = "pia-publication"


def published_assessments(
    records: Mapping[tuple[str, str], StoredRecord], subjects: Iterable[Subject], today: date
) -> tuple[PublicAssessment, ...]:
    """Those whose day of publication has come and whose place is told, in the order of the subjects."""
    found: list[PublicAssessment] = []
    for subject in subjects:
        row = records.get((KIND, subject.id))
        told = row.content if row is not None and row.content is not None else {}
        place, published = told.get("place"), _day(told.get("published_on"))
        if place and published is not None and published <= today:
            found.append(PublicAssessment(service=subject.name, place=str(place), published=published))
    return tuple(found)


def _day(text: object) -> date | None:
    """A day, None for anything else: a damaged record is told by what reads assessments, not by every look."""
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None
