"""Remediation items as a sheet: which columns there are, who may change them, and how a value is written in them."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum

from assessor.i18n.translator import translator
from assessor.model.checklist import Checklist
from assessor.model.due import year_text
from assessor.model.fiscal import fiscal_year_of
from assessor.model.remediation import Funding, ItemStatus, MoneySource, Nature, Priority, RemediationItem
from assessor.model.sheet import Column, Sheet, Value
from assessor.model.standing import ItemStanding
from assessor.service.item_fields import YES_NO, words_of

TITLE = "対応の一覧"
NOTES = (
    "うすい黄色の欄だけ書き換えられます。灰色の欄は書き換えないでください。",
    "行の並べ替えや、絞り込みはできます。列の追加・削除・移動はしないでください。",
    "期限は「2027-03-31」「令和8年度」「令和8年度第4四半期」のように書きます。",
    "金額は千円、手間は人日で、0以上の整数だけを書きます。",
    "「完了」にできるのは、元の質問の回答が「実施している」で、証拠の記入があるものだけです。",
    "「リスク受容」には承認者・理由・見直す日が、「見送り」には理由が要ります。",
    "書き終えたら、そのまま保存して担当に返してください。",
)
MONEY_KEYS = (
    "kan",
    "ko",
    "moku",
    "setsu",
    "nature",
    "source",
    "commitment",
    "quoted",
    "requested",
    "assessed",
    "approved",
)
DERIVED = ("what", "severity")
"""Columns that are computed anew at each look: what they say when they come back is nobody's change."""
_AMOUNTS = ("requested", "assessed", "approved")
_WORDS: dict[str, type[StrEnum]] = {"status": ItemStatus, "priority": Priority, "nature": Nature, "source": MoneySource}
_SECURED = ("budget_secured", "people_secured")


def budget_year(today: date) -> int:
    """The fiscal year whose budget is being asked for: the next one."""
    return fiscal_year_of(today) + 1


def item_sheet(
    standings: Iterable[ItemStanding],
    revisions: dict[str, int],
    checklist: Checklist,
    subjects: Mapping[str, str],
    year: int,
) -> Sheet:
    """All items, by id, with the money of one fiscal year."""
    columns = _columns(year)
    ordered = sorted(standings, key=lambda one: one.item.id)
    rows = tuple(
        tuple(cell_value(column.key, one, revisions[one.item.id], checklist, subjects) for column in columns)
        for one in ordered
    )
    return Sheet(TITLE, columns, rows, NOTES)


def _columns(year: int) -> tuple[Column, ...]:
    say = translator("ja")
    words = {key: tuple(words_of(kind, "ja").values()) for key, kind in _WORDS.items()}
    yes_no = tuple(say(f"secured.{name}") for name in ("yes", "no", "unanswered"))
    fixed = (
        Column("id", "番号", 8),
        Column("revision", "版", 5, whole=True),
        Column("title", say("field.title"), 34, True),
        Column("what", "対象と項目", 32),
        Column("covers", "直す不足の番号", 20),
        Column("severity", "重さ", 7),
        Column("status", say("field.status"), 11, True, words["status"]),
        Column("department", say("field.department"), 16, True),
        Column("owner", say("field.owner"), 16, True),
        Column("due", say("field.due"), 16, True),
        Column("effort", say("field.effort"), 9, True, whole=True, note="0以上の整数で書いてください。"),
        Column("cost", say("field.cost"), 10, True, whole=True, note="0以上の整数で書いてください。"),
        Column("budget_secured", say("field.budget_secured"), 10, True, yes_no),
        Column("people_secured", say("field.people_secured"), 10, True, yes_no),
        Column("priority", say("field.priority"), 7, True, words["priority"]),
        Column("priority_reason", say("field.priority_reason"), 20, True),
        Column("pinned", say("field.pinned"), 13, True),
        Column("depends_on", say("field.depends_on"), 13, True),
        Column("approver", "リスク受容の承認者", 14, True),
        Column("review", "リスク受容を見直す日", 14, True),
        Column("reason", "受容・見送りの理由", 24, True),
        Column("comment", "書き足すメモ", 24, True),
    )
    return (*fixed, *(_money_column(year, key, words) for key in MONEY_KEYS))


def _money_column(year: int, key: str, words: dict[str, tuple[str, ...]]) -> Column:
    title = f"{year_text(year)} {translator('ja')(f'field.{key}')}"
    there = tuple(translator("ja")(f"there.{name}") for name in ("yes", "no", "unanswered"))
    choices = words.get(key, there if key in YES_NO else ())
    return Column(
        f"{key}:{year}", title, 11, True, choices, whole=key in _AMOUNTS, note="一覧から選ぶか、整数で書いてください。"
    )


def _what(item: RemediationItem, subjects: Mapping[str, str], checklist: Checklist) -> str:
    """Which subjects and controls an item is about, in words."""
    named: dict[str, list[str]] = {}
    for subject, control in item.pairs:
        named.setdefault(control, []).append(subjects.get(subject, subject))
    titles = {name: checklist.controls[name].title.ja if name in checklist.controls else name for name in named}
    return "\n".join(f"{'、'.join(some)}: {titles[name]}" for name, some in named.items())


def cell_value(key: str, one: ItemStanding, revision: int, checklist: Checklist, subjects: Mapping[str, str]) -> Value:
    """What stands in a column of an item; a comment column is always empty, to be filled in."""
    item = one.item
    if ":" in key:
        return _money(item, key)
    if key == "revision":
        return revision
    if key == "what":
        return _what(item, subjects, checklist)
    if key == "severity":
        return next((rule.title.ja for rule in checklist.severities if rule.id is one.severity), "")
    return _PLAIN[key](item) if key in _PLAIN else _worded(key, getattr(item, key))


_PLAIN: Mapping[str, Callable[[RemediationItem], Value]] = {
    "covers": lambda item: " ".join(item.covers),
    "depends_on": lambda item: " ".join(item.depends_on),
    "due": lambda item: item.due.text if item.due else None,
    "pinned": lambda item: item.pinned.text if item.pinned else None,
    "approver": lambda item: item.acceptance.approver if item.acceptance else None,
    "review": lambda item: item.acceptance.review if item.acceptance else None,
    "reason": lambda item: item.acceptance.reason if item.acceptance else item.reason,
    "comment": lambda _: None,
}


def _money(item: RemediationItem, key: str) -> Value:
    name, _, year = key.partition(":")
    row: Funding | None = next((one for one in item.funding if one.year == int(year)), None)
    return None if row is None else _worded(name, getattr(row, name))


def _worded(key: str, held: object) -> Value:
    if key in (*_SECURED, *YES_NO):
        name = {True: "yes", False: "no", None: None}[held if isinstance(held, bool) else None]
        return translator("ja")(f"{'there' if key in YES_NO else 'secured'}.{name}") if name else None
    if held is None:
        return None
    if key in _WORDS:
        return words_of(_WORDS[key], "ja")[str(held)]
    return held if isinstance(held, int | date) else str(held)
