"""What the trail holds, in the words of an officer: no field and no value by the name it is stored under."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple, get_args, get_origin

from assessor.cli.wording import fact_value, year_label
from assessor.i18n.translator import Say
from assessor.i18n.width import cut
from assessor.model.base import Model
from assessor.model.checklist import Respondent
from assessor.model.inquiry import InquiryState
from assessor.model.nouns import NOUNS
from assessor.model.pack import Mark
from assessor.model.privacy import LifeCycle, Occasion, Sensitivity, Treatment, Verdict
from assessor.model.privacy_kinds import bare_type
from assessor.model.programme import BudgetState, SubjectKind, WordingStage
from assessor.model.record_kinds import (
    EDITION_KIND,
    INQUIRY_KIND,
    ITEM_KIND,
    PACK_KIND,
    PERIOD_KIND,
    RELEASE_KIND,
)
from assessor.model.release import CorrectedField, ReleaseStage
from assessor.model.remediation import ItemStatus, MoneySource, Nature, Priority
from assessor.model.scales import Status

if TYPE_CHECKING:
    from assessor.model.checklist import Checklist

SCALES: Mapping[type[StrEnum], str] = {
    BudgetState: "budget",
    CorrectedField: "release.corrected",
    InquiryState: "inquiry.state",
    ItemStatus: "item_status",
    Mark: "pack.mark",
    MoneySource: "money_source",
    Nature: "nature",
    Occasion: "pia.occasion",
    Priority: "priority",
    ReleaseStage: "release.stage",
    Sensitivity: "pia.sensitivity",
    SubjectKind: "kind",
    Treatment: "pia.treatment",
    Verdict: "pia.verdict_word",
    WordingStage: "history.wording_stage",
}
"""Under which key of the catalogues the values of a scale have their words; the checklist has those of the others."""

YEARS = ("year", "planned_for")
DOCUMENTS = ("report",)
UNNAMED = ("title", "date", "published", "text")
"""What needs no word in a line of several fields: the title of a document and its day, a sentence."""
STATEMENTS = ("hide", "show", "wording", "why", "reasons", "statement")
COUNTED = frozenset(
    [
        *((RELEASE_KIND, name) for name in ("document", "statements")),
        *((PERIOD_KIND, name) for name in ("answers", "findings", "categories", "total", "items", "statements")),
        *((PACK_KIND, name) for name in ("answers", "checklist")),
        (INQUIRY_KIND, "asked"),
        (EDITION_KIND, "to_confirm"),
    ]
)
"""What is long and stands whole in the JSON of the history: here only how much of it there is."""

KEPT_BACK = frozenset(
    ["digest", "source_digest", "checklist_digest", "rests_on", "prompt", "signature", "previous", "token", "earlier"]
)
"""Marks by which the program knows something again: in the JSON of the history, not in its words."""

NAMED_ABOVE: Mapping[str, tuple[str, ...]] = {
    INQUIRY_KIND: ("id", "checklist"),
    PACK_KIND: ("kind", "assessor_pack"),
    EDITION_KIND: ("before", "after"),
    "passedfinding": ("code", "key"),
    "correction": ("before", "after", "by", "on"),
    **dict.fromkeys(("subject", ITEM_KIND, PERIOD_KIND, RELEASE_KIND), ("id",)),
}
"""What stands in the line above, is the same for all, or is said by the words beside it."""


class Telling(NamedTuple):
    """Whose fields are told (the key of their words and their noun), by which checklist, in which language."""

    kind: str
    noun: type[Model] | None
    checklist: "Checklist"
    say: Say

    def word(self, name: str) -> str:
        """The field's name in words."""
        part = self.kind.removeprefix("pia-")
        keys = (f"history.{self.kind}.{name}", f"pia.label.{part}.{name}", f"field.{name}")
        return next((self.say(key) for key in keys if self.say(key) != key), name)

    def changes(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
        """What differs, a line per field in the order of the noun, with the new entries of lists below."""
        for name in self._order({**before, **after}):
            held, value = before.get(name), after.get(name)
            if held != value and (held or value not in (None, [], {}, "")):
                yield from self._change(name, held, value)

    def _order(self, names: Mapping[str, Any]) -> list[str]:
        fields = [] if self.noun is None else list(self.noun.model_fields)
        shown = [name for name in names if name not in KEPT_BACK and name not in NAMED_ABOVE.get(self.kind, ())]
        return sorted(shown, key=lambda name: fields.index(name) if name in fields else len(fields))

    def _change(self, name: str, held: Any, value: Any) -> Iterator[str]:
        if (self.kind, name) in COUNTED:
            yield f"{self.word(name)}: {self._count(value)}"
        elif name in ("facts", "answers"):
            yield from self._asked(name, held or {}, value or {})
        elif _has_parts(value or held):
            yield from self._entries(name, held, value)
        elif held in (None, [], ""):
            yield f"{self.word(name)}: {self.value(name, value)}"
        elif isinstance(held, list) and isinstance(value, list):
            yield from self._members(name, held, value)
        else:
            yield f"{self.word(name)}: {self.from_to(self.value(name, held), self.value(name, value))}"

    def _members(self, name: str, held: list[Any], value: list[Any]) -> Iterator[str]:
        """Of two lists what came and what went; both may be long."""
        came, gone = ([one for one in these if one not in those] for these, those in ((value, held), (held, value)))
        for key, changed in (("history.came", came), ("history.gone", gone)):
            if changed:
                yield f"{self.say(key, field=self.word(name))}: {self.value(name, changed)}"
        if not came and not gone:
            yield f"{self.word(name)}: {self.value(name, value)}"

    def from_to(self, before: str, after: str) -> str:
        """From what to what; nothing is said to be nothing."""
        none = self.say("cli.none")
        return self.say("cli.history.from_to", before=before or none, after=after or none)

    def _count(self, value: Any) -> str:
        return self.say("history.parts", count=len(value)) if isinstance(value, (list, dict)) else str(value)

    def _asked(self, name: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
        """Facts, or the questions of a threshold, by what was asked."""
        guide = self.checklist.privacy
        questions = self.checklist.facts if name == "facts" else guide.questions if guide else ()
        asked = {one.id: one.ask for one in questions}
        for name in sorted({*before, *after}):
            if before.get(name) is not after.get(name):
                told = [fact_value(values.get(name), self.say) for values in (before, after)]
                yield f"{asked[name].say(self.say.lang) if name in asked else name}: {self.from_to(*told)}"

    def _entries(self, name: str, held: Any, value: Any) -> Iterator[str]:
        inner = self._inner(name)
        if self._is_one(name, value or held):
            yield f"{self.word(name)}: {inner.line(value) if value else self.say('cli.none')}"
            return
        if not held and isinstance(value, list) and len(value) == 1:
            yield f"{self.word(name)}: {inner.told(value[0])}"
            return
        yield f"{self.word(name)}: {self._count(value) if value else self.say('cli.none')}"
        if isinstance(value, dict):
            old = held or {}
            changed = ((key, one) for key, one in value.items() if old.get(key) != one)
            yield from (f"  {self._statement(key)}: {inner.told(one)}" for key, one in changed)
        else:
            yield from (f"  {inner.told(one)}" for one in value or () if one not in (held or ()))

    def _is_one(self, name: str, value: Any) -> bool:
        return isinstance(value, dict) and self._inner(name).noun is not None and not self._is_table(name)

    def _is_table(self, name: str) -> bool:
        field = self.noun.model_fields.get(name) if self.noun else None
        return field is not None and get_origin(bare_type(field.annotation)) is dict

    def _inner(self, name: str) -> "Telling":
        """How the entries of a field are told."""
        kind = self._kind_of(name)
        noun = kind if isinstance(kind, type) and issubclass(kind, Model) else None
        return self._replace(kind=noun.__name__.lower() if noun else f"{self.kind}.{name}", noun=noun)

    def _kind_of(self, name: str) -> Any:
        field = self.noun.model_fields.get(name) if self.noun else None
        kind = bare_type(field.annotation) if field else None
        while get_origin(kind) in (tuple, dict):
            kind = bare_type([one for one in get_args(kind) if one is not Ellipsis][-1])
        return kind

    def told(self, value: Any) -> str:
        """One entry, in a line."""
        return self.line(value) if isinstance(value, dict) else str(value)

    def line(self, value: Mapping[str, Any]) -> str:
        """A piece with fields of its own, in a line."""
        names = [name for name in self._order(value) if value[name] not in (None, [], {}, "")]
        pieces = (
            self._inner(name).line(value[name]) if isinstance(value[name], dict) else self.value(name, value[name])
            for name in names
        )
        told = dict(zip(names, pieces, strict=True))
        plain = " ".join(piece for name, piece in told.items() if name in UNNAMED)
        others = (f"{self.word(name)} {piece}" for name, piece in told.items() if name not in UNNAMED)
        return self.say("list.comma").join([plain, *others] if plain else others)

    def value(self, name: str, value: Any) -> str:
        """A value in words; what people typed as they typed it."""
        if isinstance(value, (list, tuple)):
            return self.say("list.comma").join(self.value(name, one) for one in value)
        if isinstance(value, bool):
            return self.say("merge.yes" if value else "merge.no")
        if value is None:
            return ""
        if name in YEARS:
            return year_label(int(value), self.say.lang)
        return self._named(name, str(value))

    def _named(self, name: str, value: str) -> str:
        if name in STATEMENTS:
            return self._statement(value)
        if name in DOCUMENTS and self.say(f"document.{value}") != f"document.{value}":
            return self.say(f"document.{value}")
        return self._on_scale(self._kind_of(name), value)

    def _statement(self, mark: str) -> str:
        """A public sentence as it is called: by its control, else by its category or its first words."""
        owner, _, which = mark.rpartition("-")
        for category in self.checklist.categories:
            if category.id == owner and which in ("policy", "fact"):
                return self.say(f"history.statement.{which}", category=category.title.say(self.say.lang))
        data = self.checklist.publication
        texts = {one.id: one.text for one in data.promises} if data else {}
        return self.say("history.statement.promise", text=cut(texts[mark].ja, 30)) if mark in texts else mark

    def _on_scale(self, scale: Any, value: str) -> str:
        known: Mapping[Any, Any] = {}
        if scale is Status:
            known = {status: one.label for status, one in self.checklist.statuses.items()}
        elif scale is LifeCycle and self.checklist.privacy:
            known = self.checklist.privacy.life_cycle
        elif scale is Respondent:
            known = self.checklist.respondents
        elif scale in SCALES:
            key = f"{SCALES[scale]}.{value}"
            return value if self.say(key) == key else self.say(key)
        return next((str(text.say(self.say.lang)) for key, text in known.items() if key.value == value), value)


def _has_parts(value: Any) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and any(isinstance(one, dict) for one in value))


def telling(kind: str, checklist: "Checklist", say: Say) -> Telling:
    """How what an event or a record of that kind says is told."""
    return Telling(kind, NOUNS.get(kind), checklist, say)
