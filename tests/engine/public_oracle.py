"""What section 7 may say, worked out once more from its promises, with plain dictionaries and no code of the engine."""

from datetime import date
from typing import Any

from tests.engine.oracle import rows

Json = dict[str, Any]

LETTER = {"implemented": "i", "planned": "p", "partial": "t"}


def public_part(checklist: Json, city: Json, today: date) -> Json:
    """Everything of a public view that depends on what the city said."""
    return _Reader(checklist, city, today).part()


class _Reader:
    def __init__(self, checklist: Json, city: Json, today: date) -> None:
        self.checklist, self.city, self.today = checklist, city, today
        self.hidden = city["section7"].get("hide", [])
        self.shown = city["section7"].get("show", [])
        self.wording = city["section7"].get("wording", {})
        self.pairs: dict[str, list[Json]] = {}
        for row in rows(checklist, city):
            if row["applies"] != "out" and row["status"] != "not_applicable":
                self.pairs.setdefault(row["control"]["id"], []).append(row)
        self.controls = {one["id"]: one for category in checklist["categories"] for one in category["controls"]}

    def part(self) -> Json:
        programme, publication = self.city["programme"], self.checklist["publication"]
        backing = publication.get("backing", {})
        first = (programme["policies"] or [{}])[0]
        truths = {name for one in self.city["subjects"] for name, value in one["facts"].items() if value is True}
        return {
            **{key: programme.get(key) for key in ("municipality", "plan", "period", "contact", "guideline_edition")},
            "own": "市",
            "people": "市民",
            "responsible": programme.get("responsible") if self.holds(backing.get("responsible", [])) else None,
            "review": programme.get("review") if self.holds(backing.get("review", [])) else None,
            "disclosure_standard": (
                programme.get("disclosure_standard") if self.holds(backing.get("disclosure_standard", [])) else None
            ),
            "policies": programme["policies"],
            "policies_by_law": self.holds(backing.get("policies_by_law", [])) and first.get("published") is not None,
            "laws": [
                law["title"]["ja"]
                for law in publication.get("laws", [])
                if not law.get("facts") or truths & set(law["facts"])
            ],
            "promises": [
                self.statement(one["id"], None, one["section"], one["text"]["ja"], ("in_place", "implemented", None))
                for one in publication.get("promises", [])
                if one["id"] not in self.hidden and (not one.get("rests_on") or self.holds(one["rests_on"]))
            ],
            "categories": self.categories(),
            "assessments": [],
        }

    def holding(self, row: Json) -> str:
        answer, control = row["answer"], row["control"]
        if row["applies"] == "open" or answer is None or self.is_stale(control, answer):
            return "open"
        if answer["status"] == "implemented":
            return "done"
        year = answer.get("planned_for")
        if answer["status"] in ("partial", "planned") and year is not None and self.today < date(year + 1, 4, 1):
            return "coming"
        return "open"

    def is_stale(self, control: Json, answer: Json) -> bool:
        if "valid_for" not in control:
            return False
        year, month, day = (int(part) for part in answer["as_of"].split("-"))
        months = year * 12 + month - 1 + control["valid_for"]
        return (self.today.year, self.today.month, self.today.day) > (months // 12, months % 12 + 1, day)

    def said(self, control: Json) -> tuple[str, str, int | None] | None:
        """(stage, which sentence, year) by the first row of the table that fits."""
        pairs = self.pairs.get(control["id"], [])
        held = [self.holding(row) for row in pairs]
        coming = [row["answer"]["planned_for"] for row, one in zip(pairs, held, strict=True) if one == "coming"]
        found: tuple[str, str, int | None] | None = None
        if not pairs:
            return None
        if set(held) == {"done"}:
            found = ("in_place", "implemented", None)
        elif "open" not in held and ("done" in held or any(row["status"] == "partial" for row in pairs)):
            found = ("extending", "planned", max(coming))
        elif "open" not in held:
            found = ("to_come", "planned", max(coming))
        elif "done" in held:
            found = ("extending", "partial", None)
        return found if found and control["public"].get(found[1]) else None

    def holds(self, names: list[str]) -> bool:
        """At least one of the controls speaks of something, and each that does is done, shown and may be public."""
        spoken = [name for name in names if self.pairs.get(name)]
        return bool(spoken) and all(
            name not in self.hidden
            and self.controls[name]["public"]["rule"] != "never"
            and all(self.holding(row) == "done" for row in self.pairs[name])
            for name in spoken
        )

    def categories(self) -> list[Json]:
        best: dict[str, str] = {}
        said: dict[str, tuple[str, str, int | None]] = {}
        for name, control in self.controls.items():
            rule = control["public"]["rule"]
            if name in self.hidden or rule == "never" or (rule == "aggregate" and name not in self.shown):
                continue
            one = self.said(control)
            if one is None:
                continue
            said[name] = one
            topic = control["public"].get("topic", f"only {name}")
            rank = control["public"].get("topic_rank", 1)
            if topic not in best or rank < self.controls[best[topic]]["public"].get("topic_rank", 1):
                best[topic] = name
        kept = {name: said[name] for name in best.values()}
        return [self.category(category, kept) for category in self.checklist["categories"]]

    def category(self, category: Json, said: dict[str, tuple[str, str, int | None]]) -> Json:
        name, section = category["category"], category.get("section", "measures")
        statements = [
            self.statement(
                control["id"],
                name,
                control["public"].get("section", section),
                control["public"][said[control["id"]][1]]["ja"],
                said[control["id"]],
            )
            for control in category["controls"]
            if control["id"] in said
        ]
        in_place = ("in_place", "implemented", None)
        aggregate = category.get("aggregate", {})
        folded = [one["id"] for one in category["controls"] if one["public"]["rule"] == "aggregate"]
        fact_name, policy_name, policy = f"{name}-fact", f"{name}-policy", None
        if "fact" in aggregate and len(folded) > 1 and fact_name not in self.hidden and self.holds(folded):
            statements.append(self.statement(fact_name, name, section, aggregate["fact"]["ja"], in_place))
        kinds = [one["kind"] for one in self.city["subjects"]]
        if "policy" in aggregate and category["assesses"] in kinds and policy_name not in self.hidden:
            policy = self.statement(policy_name, name, section, aggregate["policy"]["ja"], in_place)
        return {"id": name, "title": category["title"]["ja"], "policy": policy, "statements": statements}

    def statement(
        self, name: str, category: str | None, section: str, text: str, said: tuple[str, str, int | None]
    ) -> Json:
        stage, written, year = said
        own = self.wording.get(name)
        if own and own["stage"] == written:
            text = own["text"]
        approved = self.city["programme"].get("budget_state") == "approved"
        period = None
        if year is not None:
            era = "元" if year == 2019 else year - 2018
            period = f"令和{era}年度" if approved else "計画期間内"
            text = text.removesuffix("。") + f"（{period}）。"
        return {
            "id": name,
            "mark": "s7_" + name.replace("-", "_") + "_" + LETTER[written],
            "category": category,
            "section": section,
            "text": text,
            "stage": stage,
            "partial": written == "partial",
            "period": period,
            "year": year if approved else None,
        }
