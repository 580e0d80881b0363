"""Whether a service needs a privacy impact assessment: the table of the checklist, with three values."""

from collections.abc import Mapping

from assessor.model.privacy import Threshold
from assessor.model.privacy_guide import MyNumberDuty, MyNumberTable, PrivacyGuide, ThresholdRule
from assessor.model.privacy_result import MyNumberResult, ThresholdResult

Answers = Mapping[str, bool | None]


def threshold_answers(guide: PrivacyGuide, facts: Answers, threshold: Threshold) -> dict[str, bool | None]:
    """Every question with its answer; where a question stands for a fact of the service, that fact comes first."""
    answers: dict[str, bool | None] = {}
    for question in guide.questions:
        fact = facts.get(question.fact) if question.fact else None
        answers[question.id] = threshold.answers.get(question.id) if fact is None else fact
    return answers


def judge_threshold(guide: PrivacyGuide, answers: Answers) -> ThresholdResult:
    """The first row of the table that fits; a row that open questions leave undecided keeps the verdict open."""
    said_yes = tuple(name for name, value in answers.items() if value)
    for rule in guide.rules:
        fits = _fits(rule, answers)
        if fits:
            return ThresholdResult(rule, said_yes, ())
        if fits is None:
            return ThresholdResult(None, said_yes, _open(rule, answers))
    return ThresholdResult(None, said_yes, ())


def _fits(rule: ThresholdRule, answers: Answers) -> bool | None:
    parts = [*(answers.get(name) for name in rule.all)]
    parts += [None if answers.get(name) is None else not answers[name] for name in rule.none]
    if rule.any:
        parts.append(_at_least(1, rule.any, answers))
    if rule.of:
        parts.append(_at_least(rule.at_least, rule.of, answers))
    if False in parts:
        return False
    return None if None in parts else True


def _at_least(needed: int, names: tuple[str, ...], answers: Answers) -> bool | None:
    values = [answers.get(name) for name in names]
    if values.count(True) >= needed:
        return True
    return None if values.count(True) + values.count(None) >= needed else False


def _open(rule: ThresholdRule, answers: Answers) -> tuple[str, ...]:
    named = dict.fromkeys((*rule.all, *rule.none, *rule.any, *rule.of))
    return tuple(name for name in named if answers.get(name) is None)


def judge_mynumber(table: MyNumberTable, threshold: Threshold) -> MyNumberResult:
    """The kind of 特定個人情報保護評価 by people, handlers and accidents; figures that cannot matter may be missing."""
    if threshold.people is None:
        return MyNumberResult(None, None, ("people",))
    row = next((one for one in reversed(table.rows) if one.from_people <= threshold.people), None)
    if row is None:
        return MyNumberResult(MyNumberDuty.NONE, None)
    if row.usual is row.raised:
        return MyNumberResult(row.usual, row)
    many = None if threshold.handlers is None else threshold.handlers >= table.handlers_from
    if many or threshold.serious_incident:
        return MyNumberResult(row.raised, row)
    gaps = (("handlers", many), ("serious_incident", threshold.serious_incident))
    missing = tuple(name for name, value in gaps if value is None)
    return MyNumberResult(None if missing else row.usual, row, missing)
