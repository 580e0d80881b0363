"""When a control applies: conditions over facts with three values (Kleene)."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from assessor.model.base import Model


class Applicability(StrEnum):
    """What the facts say about a pair; an answer of not applicable is something else."""

    APPLICABLE = "applicable"
    RULED_OUT = "ruled_out"
    UNDETERMINED = "undetermined"


class Condition(Model):
    """Holds if every fact of `all` is true and `any` is empty or has a true one; both empty = always."""

    all: tuple[str, ...] = ()
    any: tuple[str, ...] = ()

    @property
    def facts(self) -> tuple[str, ...]:
        """Every fact named, in reading order, each once."""
        return tuple(dict.fromkeys((*self.all, *self.any)))

    def applicability(self, facts: Mapping[str, bool | None]) -> Applicability:
        """Judge with facts that are yes, no or not answered (absent or None)."""
        every = _conjunction(facts.get(name) for name in self.all)
        some = _disjunction(facts.get(name) for name in self.any) if self.any else True
        verdict = _conjunction((every, some))
        if verdict is None:
            return Applicability.UNDETERMINED
        return Applicability.APPLICABLE if verdict else Applicability.RULED_OUT

    def open_facts(self, facts: Mapping[str, bool | None]) -> tuple[str, ...]:
        """The unanswered facts that keep the verdict open; empty when it is not open."""
        if self.applicability(facts) is not Applicability.UNDETERMINED:
            return ()
        return tuple(name for name in self.facts if facts.get(name) is None)


def _conjunction(values: Iterable[bool | None]) -> bool | None:
    verdict: bool | None = True
    for value in values:
        if value is False:
            return False
        if value is None:
            verdict = None
    return verdict


def _disjunction(values: Iterable[bool | None]) -> bool | None:
    verdict: bool | None = False
    for value in values:
        if value is True:
            return True
        if value is None:
            verdict = None
    return verdict
