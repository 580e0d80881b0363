"""The course of decisions on one text: their order in time, numbers used twice, and what a stage says in a title."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from assessor.model.document import Document
from assessor.model.release import Release, ReleaseStage, TextChange

DRAFT_SIGN = "（案）"
_SIGN = re.compile(r"[（(][^（）()]*案[）)]\s*\Z")
_ORDER = tuple(ReleaseStage)
_LAST = (ReleaseStage.ADOPTED, ReleaseStage.REVISED)


class OutOfOrder(NamedTuple):
    """A day of decision that goes back in time: `against` is the release it stands before, None where it is to come."""

    stage: ReleaseStage
    dated: date
    against: Release | None


def by_decision(releases: Iterable[Release]) -> tuple[Release, ...]:
    """Releases in the order they were decided; of one day in the order they were made."""
    return tuple(sorted(releases, key=lambda one: (one.dated, one.id)))


def out_of_order(held: Iterable[Release], stage: ReleaseStage, dated: date, today: date) -> OutOfOrder | None:
    """What a day of decision contradicts: today, or within its round the latest day of its own or an earlier stage.

    An adopted text and a revision each end a round: what is decided after them is the way to the next revision.
    """
    if dated > today:
        return OutOfOrder(stage, dated, None)
    reached = _ORDER.index(stage)
    later = [one for one in _round(by_decision(held), dated) if _ORDER.index(one.stage) <= reached]
    later = [one for one in later if one.dated > dated]
    return OutOfOrder(stage, dated, later[-1]) if later else None


def _round(held: Sequence[Release], dated: date) -> Sequence[Release]:
    """The releases of the round a day falls into."""
    first = 0
    for place, one in enumerate(held, 1):
        if one.stage in _LAST:
            if dated <= one.dated:
                return held[first:place]
            first = place
    return held[first:]


def numbered_alike(held: Iterable[Release], number: str | None) -> tuple[Release, ...]:
    """The releases that carry the same number."""
    return tuple(one for one in held if number and one.number == number)


def without_change(reasons: Iterable[str], changed: Iterable[TextChange]) -> Iterator[str]:
    """The items a reason was given for although they read as before."""
    items = {one.item for one in changed}
    return (name for name in reasons if name not in items)


def titled(document: Document, stage: ReleaseStage) -> Document:
    """A text of ours with the title it is printed with: until it is adopted it says that it is a draft."""
    title = _SIGN.sub("", document.title)
    return document.model_copy(update={"title": title if stage in _LAST else f"{title}{DRAFT_SIGN}"})


def title_contradicts(document: Document, stage: ReleaseStage) -> bool:
    """True where a text edited elsewhere is adopted under the title of a draft, or is a draft that does not say so."""
    return bool(_SIGN.search(document.title)) is (stage in _LAST)
