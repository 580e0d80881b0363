"""What is asked, read from a result: groups of questions, their marks, filters, the next unanswered one. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from assessor.model.assessment import Answer, PairKey
from assessor.model.checklist import Checklist, Control, Fact
from assessor.model.condition import Applicability, Condition
from assessor.model.programme import Subject
from assessor.model.result import AssessmentResult, Pair
from assessor.model.scales import Importance, Status

UNANSWERED, UNDETERMINED, ASKED = "unanswered", "undetermined", "asked"


class Mark(NamedTuple):
    """How a state is drawn: two cells in Japanese, two in English, and a style class."""

    ja: str
    en: str
    style: str

    def say(self, lang: str) -> str:
        """The two cells in a language."""
        return self.en if lang == "en" else self.ja


MARKS: Mapping[str, Mark] = {
    "implemented": Mark("〇", "OK", "good"),
    "partial": Mark("半", "PT", "middle"),
    "planned": Mark("計", "PL", "middle"),
    "not_implemented": Mark("Ｘ", "NO", "bad"),
    "unknown": Mark("？", "??", "middle"),
    "not_applicable": Mark("－", "--", "dim"),
    UNANSWERED: Mark("・", "__", "dim"),
    UNDETERMINED: Mark("待", "..", "dim"),
    ASKED: Mark("照", ">>", "middle"),
}
"""The eight states, and unanswered ones that somebody is asked about; no character is of ambiguous width."""

STATUSES = tuple(Status)
"""The six answers in the order of their keys 1 to 6."""


class Group(NamedTuple):
    """The questions of one category on one subject, in checklist order; those ruled out are not among them."""

    subject: str
    category: str
    pairs: tuple[Pair, ...]

    @property
    def key(self) -> tuple[str, str]:
        """Subject and category."""
        return self.subject, self.category

    @property
    def answered(self) -> int:
        """How many have an answer that counts or excuses."""
        return sum(1 for pair in self.pairs if state(pair) not in (UNANSWERED, UNDETERMINED))


class Filters(NamedTuple):
    """What is shown; all that are on must hold."""

    names: tuple[str, ...] = ()

    def toggled(self, name: str) -> "Filters":
        """With that filter on, or off if it was on; only one respondent at a time."""
        if name in self.names:
            return Filters(tuple(one for one in self.names if one != name))
        kept = tuple(one for one in self.names if not (name.startswith("by:") and one.startswith("by:")))
        return Filters((*kept, name))

    def let_pass(self, checklist: Checklist, pair: Pair) -> bool:
        """True where the pair is shown."""
        control = checklist.controls[pair.control]
        return all(_holds(name, control, pair) for name in self.names)


EVERYTHING = Filters()
"""No filter is on."""


def filter_names(checklist: Checklist) -> tuple[str, ...]:
    """Every filter there is, respondents as `by:promoter`."""
    return ("must", "starter", UNANSWERED, "unknown", "duty", *(f"by:{one.value}" for one in checklist.respondents))


def _holds(name: str, control: Control, pair: Pair) -> bool:
    match name:
        case "must":
            return control.importance is Importance.MUST
        case "starter":
            return control.starter
        case "unanswered":
            return pair.answer is None
        case "unknown":
            return pair.answer is not None and pair.answer.status is Status.UNKNOWN
        case "duty":
            return control.duty is not None
        case _:
            return name.removeprefix("by:") in control.answered_by


def state(pair: Pair) -> str:
    """The name of the pair's state, a key of `MARKS`."""
    if pair.applicability is Applicability.UNDETERMINED:
        return UNDETERMINED
    return pair.answer.status.value if pair.answer else UNANSWERED


def groups(result: AssessmentResult, filters: Filters = EVERYTHING) -> tuple[Group, ...]:
    """The questions in the order they are asked; a group without any is left out."""
    found: dict[tuple[str, str], list[Pair]] = {}
    for pair in result.pairs:
        if pair.applicability is Applicability.RULED_OUT:
            continue
        if not filters.names or filters.let_pass(result.checklist, pair):
            found.setdefault((pair.subject, pair.category), []).append(pair)
    return tuple(Group(subject, category, tuple(pairs)) for (subject, category), pairs in found.items())


def group_of(found: Sequence[Group], key: PairKey) -> Group | None:
    """The group a pair is in."""
    return next((one for one in found if one.subject == key[0] and any(pair.key == key for pair in one.pairs)), None)


def next_unanswered(
    found: Iterable[Group], after: PairKey | None, pending: Mapping[PairKey, Answer | None], put_off: Iterable[PairKey]
) -> PairKey | None:
    """The next pair without an answer, going round; one whose fact was put off is passed over."""
    skipped = set(put_off)
    pairs = [pair for group in found for pair in group.pairs]
    subject, control = after or ("", "")
    place = next(
        (number for number, pair in enumerate(pairs) if pair.control == control and pair.subject == subject), -1
    )
    for number in range(place + 1, place + 1 + len(pairs)):
        pair = pairs[number % len(pairs)]
        undetermined = pair.applicability is Applicability.UNDETERMINED
        if pair.answer is not None and not undetermined and not pending:
            continue
        key = pair.key
        if key != after and key not in skipped and (undetermined or pending.get(key, pair.answer) is None):
            return key
    return None


def left_open(found: Iterable[Group], pending: Mapping[PairKey, Answer | None]) -> int:
    """How many questions still want an answer, those put off and the one the cursor is on with them."""
    return sum(
        pair.applicability is Applicability.UNDETERMINED or pending.get(pair.key, pair.answer) is None
        for group in found
        for pair in group.pairs
    )


class OpenFact(NamedTuple):
    """The fact a question waits for, and what each answer to it would change on this subject."""

    fact: Fact
    if_yes: int
    if_no: int


def open_fact(result: AssessmentResult, pair: Pair) -> OpenFact | None:
    """The first fact that keeps a pair open, None where nothing does."""
    subject = result.assessment.subject(pair.subject)
    if subject is None or pair.applicability is not Applicability.UNDETERMINED:
        return None
    names = result.checklist.controls[pair.control].applies_if.open_facts(subject.facts)
    fact = next((one for one in result.checklist.facts if one.id in names), None)
    if fact is None:
        return None
    waiting = [condition for condition in _conditions(result, subject) if fact.id in condition.facts]
    yes, no = ({**subject.facts, fact.id: value} for value in (True, False))
    return OpenFact(
        fact,
        sum(condition.applicability(yes) is Applicability.APPLICABLE for condition in waiting),
        sum(condition.applicability(no) is Applicability.RULED_OUT for condition in waiting),
    )


def _conditions(result: AssessmentResult, subject: Subject) -> Iterator[Condition]:
    """The conditions that are open on a subject."""
    for pair in result.pairs:
        if pair.subject == subject.id and pair.applicability is Applicability.UNDETERMINED:
            yield result.checklist.controls[pair.control].applies_if


def same_control(result: AssessmentResult, control_id: str) -> Iterator[Pair]:
    """The pairs of one control on every subject it is asked of, in subject order."""
    return (
        pair
        for pair in result.pairs
        if pair.control == control_id and pair.applicability is not Applicability.RULED_OUT
    )


def number_of(control_id: str) -> str:
    """The short number of a control within its category: `03` of `SVC-03`."""
    return control_id.rpartition("-")[2]
