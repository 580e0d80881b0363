"""A provider pack: what an operator answers once for all cities that use its service."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal, NamedTuple, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from assessor.model.assessment import Answer
from assessor.model.base import Model
from assessor.model.exchange import ExchangeAnswer, ExchangeChecklist
from assessor.model.inquiry import RowState
from assessor.model.programme import Day, SubjectKind
from assessor.model.reference import ControlId
from assessor.model.text import Line

PACK_VERSION = 1


class Mark(StrEnum):
    """What a city does with an answer of a pack: copy it (写し), look at it (要確認), answer itself (市で回答)."""

    COPY = "copy"
    ADAPT = "adapt"
    OWN = "own"


class PackAnswer(Model):
    """One answer of a pack with its mark; what the city answers itself has none."""

    mark: Mark
    answer: ExchangeAnswer | None = None

    @model_validator(mode="after")
    def _answers_unless_own(self) -> Self:
        if (self.answer is None) is not (self.mark is Mark.OWN):
            raise PydanticCustomError("value_missing", "an answer for all that is not the city's own, and for no other")
        return self


class Pack(Model):
    """A pack of one provider for one kind of subject. `digest` seals all else; `previous` is the edition before.

    `signer` is the provider's key as others know it, `signature` (base64) is made with it over the digest.
    """

    assessor_pack: Literal[1]
    checklist: ExchangeChecklist
    provider: Line
    post: Line
    product: Line
    kind: SubjectKind
    edition: Line
    issued: Day
    previous: Line | None = None
    signer: Line | None = None
    signature: Line | None = None
    digest: Line
    answers: dict[ControlId, PackAnswer] = Field(default_factory=dict)


def follows(pack: Pack, before: Pack) -> bool:
    """True for the edition taken before itself, the one that names it as its previous, and any issued later."""
    return pack.digest == before.digest or pack.previous == before.digest or pack.issued > before.issued


class PackRow(NamedTuple):
    """An answer of a pack beside what is stored; `was` is what the edition taken before said of it."""

    control: str
    mark: Mark
    state: RowState
    stored: Answer | None
    offered: Answer | None
    was: Answer | None
    revision: int


class EditionChanges(NamedTuple):
    """What differs from the edition before: controls added, removed, with another mark or answer."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]


def edition_changes(before: Mapping[str, PackAnswer], now: Mapping[str, PackAnswer]) -> EditionChanges:
    """What a new edition changed."""
    return EditionChanges(
        tuple(name for name in now if name not in before),
        tuple(name for name in before if name not in now),
        tuple(name for name in now if name in before and now[name] != before[name]),
    )
