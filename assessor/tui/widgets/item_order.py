"""Remediation items in the orders of the list, under headings; closed ones always last."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import NamedTuple

from assessor.i18n.translator import Say
from assessor.model.remediation import ItemStatus
from assessor.model.result import AssessmentResult
from assessor.model.standing import ItemStanding
from assessor.model.text import search_key

ORDERS = ("due", "owner", "category", "severity")
SOON = timedelta(days=30)
_LAST = "\uffff"


class Head(NamedTuple):
    """A heading of the list with how many items stand under it."""

    title: str
    size: int


Entry = Head | ItemStanding


def found_by(items: Iterable[ItemStanding], words: str) -> tuple[ItemStanding, ...]:
    """The items that hold every one of some words."""
    wanted = search_key(words).split()
    if not wanted:
        return tuple(items)
    return tuple(one for one in items if all(word in _text(one) for word in wanted))


def _text(one: ItemStanding) -> str:
    item = one.item
    return search_key(" ".join((item.id, item.title, item.department or "", item.owner or "", *item.covers)))


def arranged(items: Iterable[ItemStanding], order: str, result: AssessmentResult, say: Say) -> tuple[Entry, ...]:
    """Headings and items; within a heading as they were given."""
    group = _GROUPS[order]
    groups: dict[tuple[str, str], list[ItemStanding]] = {}
    for one in items:
        key = group(one, result, say) if one.status.is_open else (_LAST * 2, say("items.closed"))
        groups.setdefault(key, []).append(one)
    entries: list[Entry] = []
    for key in sorted(groups):
        held = sorted(groups[key], key=_day) if order == "due" else groups[key]
        entries += [Head(key[1], len(held)), *held]
    return tuple(entries)


def _day(one: ItemStanding) -> str:
    return one.last_day.isoformat() if one.last_day else _LAST


def _by_due(one: ItemStanding, result: AssessmentResult, say: Say) -> tuple[str, str]:
    if one.last_day is None:
        return "4", say("items.due.none")
    if one.is_overdue:
        return "1", say("items.due.late")
    return ("2", say("items.due.soon")) if one.last_day <= result.today + SOON else ("3", say("items.due.later"))


def _by_owner(one: ItemStanding, _: AssessmentResult, say: Say) -> tuple[str, str]:
    name = owner_of(one)
    return name or "", name or say("items.nobody")


def _by_category(one: ItemStanding, result: AssessmentResult, say: Say) -> tuple[str, str]:
    control = one.item.pairs[0][1]
    category = result.checklist.category_of.get(control)
    if category is None:
        return _LAST, control
    place = next(n for n, one in enumerate(result.checklist.categories) if one.id == category.id)
    return f"{place:03d}", category.title.say(say.lang)


def _by_severity(one: ItemStanding, result: AssessmentResult, say: Say) -> tuple[str, str]:
    rules = result.checklist.severities
    place = next((number for number, rule in enumerate(rules) if rule.id is one.severity), len(rules))
    title = rules[place].title.say(say.lang) if place < len(rules) else say("items.no_severity")
    return f"{place:03d}", say("items.severity", severity=title)


_GROUPS: dict[str, Callable[[ItemStanding, AssessmentResult, Say], tuple[str, str]]] = {
    "due": _by_due,
    "owner": _by_owner,
    "category": _by_category,
    "severity": _by_severity,
}


def owner_of(one: ItemStanding) -> str:
    """Department and post; empty where neither is named."""
    return " ".join(filter(None, (one.item.department, one.item.owner)))


def late_word(one: ItemStanding, say: Say) -> str:
    """What is wrong with an item's time, in a few words; empty where nothing is."""
    if one.reopened:
        return say("items.word.reopened")
    if one.returned:
        return say("items.word.returned")
    if one.moot:
        return say("items.word.moot")
    return say("items.word.late", days=one.days_late) if one.is_overdue else ""


def due_word(one: ItemStanding, say: Say) -> str:
    """When an item is due, short."""
    due = one.item.due
    if due is None:
        return say("items.word.no_due")
    if due.day is not None:
        return due.day.isoformat()
    return due.text.replace("第", " ").replace("四半期", "Q").replace("  ", " ")


def item_line(one: ItemStanding, say: Say) -> str:
    """An item in one line: id, status, who, until when, and what is wrong with its time."""
    status, who = say(f"item_status.{one.status.value}"), owner_of(one) or say("items.nobody")
    return " ".join(filter(None, (one.item.id, status, who, due_word(one, say), late_word(one, say))))


def columns(items: Iterable[ItemStanding]) -> dict[ItemStatus, tuple[ItemStanding, ...]]:
    """The items of the board by the status that holds."""
    found: dict[ItemStatus, list[ItemStanding]] = {status: [] for status in ItemStatus}
    for one in items:
        found[one.status].append(one)
    return {status: tuple(held) for status, held in found.items()}
