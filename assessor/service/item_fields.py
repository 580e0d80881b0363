"""The fields of a remediation item as a person types them: read, or refused with the field named."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

from assessor.faults.items import BadAmount, BadDue, BadFunding, BadPair, UnknownChoice
from assessor.i18n.translator import LANGUAGES, translator
from assessor.model.due import parse_due, parse_half_year
from assessor.model.programme import is_subject_id
from assessor.model.remediation import ItemStatus, MoneySource, Nature, Priority, RemediationItem
from assessor.model.text import search_key
from assessor.service.texts import day, fiscal_year, line, paragraphs, rightly

Word = TypeVar("Word", bound=StrEnum)

_WHOLE = re.compile(r"\d{1,9}\Z", re.A)
_MOST = {"effort": 99_999}
_MOST_MONEY = 999_999_999
_SECURED = {"yes": True, "no": False, "unanswered": None}
YES_NO = ("commitment", "quoted")
"""What a row of money says with yes and no."""
_FUNDING_WORDS = {
    "款": "kan",
    "項": "ko",
    "目": "moku",
    "節": "setsu",
    "区分": "nature",
    "財源": "source",
    "債務負担行為": "commitment",
    "見積": "quoted",
    "要求額": "requested",
    "査定額": "assessed",
    "議決額": "approved",
}
_WORDS: dict[str, type[StrEnum]] = {"nature": Nature, "source": MoneySource}


@dataclass(frozen=True)
class ItemFields:
    """What is to be set of an item, as typed: None = stays, an empty text = said no more; lists replace the held ones.

    `comment`, `funding` and `milestones` add to what is held: a comment, rows of money by year, steps by title.
    """

    title: str | None = None
    covers: tuple[str, ...] = ()
    status: str | None = None
    department: str | None = None
    owner: str | None = None
    due: str | None = None
    effort: str | None = None
    cost: str | None = None
    budget_secured: str | None = None
    people_secured: str | None = None
    priority: str | None = None
    priority_reason: str | None = None
    pinned: str | None = None
    depends_on: tuple[str, ...] = ()
    treatments: tuple[str, ...] = ()
    funding: tuple[str, ...] = ()
    milestones: tuple[str, ...] = ()
    comment: str | None = None
    approver: str | None = None
    reason: str | None = None
    review: str | None = None


@cache
def words_of(kind: type[StrEnum], lang: str) -> dict[str, str]:
    """The words of a list of choices in a language, by value."""
    say = translator(lang)
    return {one.value: say(f"{_prefix(kind)}.{one.value}") for one in kind}


def _prefix(kind: type[StrEnum]) -> str:
    return {"ItemStatus": "item_status", "MoneySource": "money_source", "BudgetState": "budget"}.get(
        kind.__name__, kind.__name__.lower()
    )


def choice(field: str, text: str, kind: type[Word]) -> Word:
    """A choice by its value or its word in either language.

    Raises:
        UnknownChoice: it is none of them.
    """
    wanted = search_key(text.strip())
    for one in kind:
        if wanted in (one.value, *(search_key(words_of(kind, lang)[one.value]) for lang in LANGUAGES)):
            return one
    raise UnknownChoice(
        field=field, text=text, known="、".join(f"{key}={word}" for key, word in words_of(kind, "ja").items())
    )


def whole(field: str, text: str) -> int:
    """A whole number from 0 on; commas between the figures are passed over.

    Raises:
        BadAmount: it is none, or larger than the field takes.
    """
    plain = search_key(text).strip().replace(",", "")
    if not _WHOLE.match(plain) or int(plain) > _MOST.get(field, _MOST_MONEY):
        raise BadAmount(field=field, text=text)
    return int(plain)


def secured(field: str, text: str) -> bool | None:
    """`yes`, `no`, `unanswered` or their words; rows of money say あり and なし, earlier ones 確保済み and 未確保.

    Raises:
        UnknownChoice: it is none of them.
    """
    wanted = search_key(text.strip())
    rooms = ("there", "secured") if field in YES_NO else ("secured",)
    for name, value in _SECURED.items():
        words = (search_key(translator(lang)(f"{room}.{name}")) for room in rooms for lang in LANGUAGES)
        if wanted in (name, *words):
            return value
    known = "、".join(f"{name}={translator('ja')(f'{rooms[0]}.{name}')}" for name in _SECURED)
    raise UnknownChoice(field=field, text=text, known=known)


def _due(text: str) -> str:
    found = parse_due(text)
    if found is None:
        raise BadDue(text=text, **rightly(text))
    return found.text


def _half_year(text: str) -> str:
    found = parse_half_year(text)
    if found is None:
        raise BadDue(text=text, reason="half_year")
    return found.text


_READERS: Mapping[str, Any] = {
    "title": lambda text: line("title", text),
    "status": lambda text: choice("status", text, ItemStatus),
    "department": lambda text: line("department", text),
    "owner": lambda text: line("owner", text),
    "due": _due,
    "effort": lambda text: whole("effort", text),
    "cost": lambda text: whole("cost", text),
    "budget_secured": lambda text: secured("budget_secured", text),
    "people_secured": lambda text: secured("people_secured", text),
    "priority": lambda text: choice("priority", text, Priority),
    "priority_reason": lambda text: paragraphs("priority_reason", text),
    "pinned": _half_year,
    "reason": lambda text: paragraphs("reason", text),
}


def values_of(held: RemediationItem | None, given: ItemFields, *, by: str, today: date) -> dict[str, Any]:
    """The item's values with the given ones in their place; not yet checked against each other.

    Raises:
        UsageError: a text cannot be read.
    """
    values: dict[str, Any] = held.model_dump(mode="json") if held else {}
    for field in fields(given):
        text = getattr(given, field.name)
        if field.name in _READERS and text is not None:
            values[field.name] = _READERS[field.name](text) if text else None
    for name in ("title", "status"):
        if values.get(name) is None:
            values.pop(name, None)
    if given.covers:
        values["covers"] = [_pair(text) for text in given.covers]
    for name, texts in (("depends_on", given.depends_on), ("treatments", given.treatments)):
        if texts:
            values[name] = [line(name, text) for text in texts if text]
    _add_rows(values, given, by, today)
    if given.approver or given.review:
        values["acceptance"] = _acceptance(values.get("acceptance"), given)
    return values


def _add_rows(values: dict[str, Any], given: ItemFields, by: str, today: date) -> None:
    if given.comment:
        said = {"on": today.isoformat(), "by": by, "text": paragraphs("comment", given.comment)}
        values["comments"] = [*values.get("comments", ()), said]
    for text in given.funding:
        row = read_funding(text)
        rows = {one["year"]: one for one in values.get("funding", ())}
        rows[row["year"]] = {**rows.get(row["year"], {}), **row}
        values["funding"] = [rows[year] for year in sorted(rows)]
    for text in given.milestones:
        step = read_milestone(text)
        steps = {one["title"]: one for one in values.get("milestones", ())}
        steps[step["title"]] = {**steps.get(step["title"], {}), **step}
        values["milestones"] = list(steps.values())


def _acceptance(held: Any, given: ItemFields) -> dict[str, Any]:
    values: dict[str, Any] = dict(held or {})
    if given.approver:
        values["approver"] = line("approver", given.approver)
    if given.review:
        values["review"] = day(given.review).isoformat()
    if given.reason:
        values["reason"] = paragraphs("reason", given.reason)
    return values


def _pair(text: str) -> str:
    subject, _, control = text.partition("/")
    if not (is_subject_id(subject) and is_subject_id(control)):
        raise BadPair(text=text)
    return text


def read_milestone(text: str) -> dict[str, Any]:
    """`TITLE`, `TITLE@DUE`, or `TITLE@DUE=DAY` once it is reached.

    Raises:
        BadDue, BadDate, BadText, TextTooLong: a part cannot be read.
    """
    title, _, rest = text.partition("@")
    due, _, done = rest.partition("=")
    values: dict[str, Any] = {"title": line("milestone", title.strip())}
    if due.strip():
        values["due"] = _due(due)
    if done.strip():
        values["done"] = day(done.strip()).isoformat()
    return values


def read_funding(text: str) -> dict[str, Any]:
    """`YEAR:KEY=VALUE,…` with keys in either language; money in 千円.

    Raises:
        BadFunding, BadPeriod, BadAmount, UnknownChoice, BadText, TextTooLong: a part cannot be read.
    """
    year, colon, rest = text.replace("：", ":").partition(":")
    if not colon:
        raise BadFunding(text=text)
    values: dict[str, Any] = {"year": fiscal_year(year)}
    for part in filter(None, (one.strip() for one in rest.replace("、", ",").split(","))):
        name, equals, value = part.replace("＝", "=").partition("=")
        key = _FUNDING_WORDS.get(name.strip(), name.strip())
        if not equals or key not in _FUNDING_WORDS.values():
            raise BadFunding(text=text)
        values[key] = read_money(key, value.strip())
    return values


def read_money(key: str, text: str) -> Any:
    """One value of a row of money.

    Raises:
        BadAmount, UnknownChoice, BadText, TextTooLong: it cannot be read.
    """
    if key in _WORDS:
        return choice(key, text, _WORDS[key])
    if key in YES_NO:
        return secured(key, text)
    return whole(key, text) if key in ("requested", "assessed", "approved") else line(key, text)
