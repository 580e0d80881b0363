"""The numbers of `show --json` and `findings --json`, worked out once more from the contract with dictionaries."""

from datetime import date
from typing import Any

Json = dict[str, Any]

WEIGHTS = {"must": 3, "should": 2, "may": 1}
SCALE = {"implemented": 100, "partial": 50, "planned": 20, "not_implemented": 0, "unknown": 0}


def applies(condition: Json, facts: Json) -> str:
    """Kleene: every fact of `all`, and `any` is empty or has a true one."""
    every = [facts.get(name) for name in condition.get("all", [])]
    some = [facts.get(name) for name in condition.get("any", [])]
    if False in every or (some and all(value is False for value in some)):
        return "out"
    if None in every or (some and True not in some):
        return "open"
    return "yes"


def rows(checklist: Json, city: Json) -> list[Json]:
    """One row a pair, with everything the counters need."""
    found = []
    for place, subject in enumerate(city["subjects"]):
        for category in checklist["categories"]:
            for control in category["controls"]:
                if control.get("assesses", category["assesses"]) != subject["kind"]:
                    continue
                answer = subject["answers"].get(control["id"])
                found.append(
                    {
                        "place": place,
                        "subject": subject["id"],
                        "control": control,
                        "category": category["category"],
                        "applies": applies(control.get("applies_if", {}), subject["facts"]),
                        "answer": answer,
                        "status": answer["status"] if answer else None,
                    }
                )
    return found


def counts(found: list[Json]) -> Json:
    """The counters of the contract over some pairs."""
    applicable = [row for row in found if row["applies"] == "yes" and row["status"] != "not_applicable"]
    weight = [WEIGHTS[row["control"]["importance"]] for row in applicable]
    possible = sum(weight) * 100
    earned = sum(one * SCALE.get(row["status"], 0) for one, row in zip(weight, applicable, strict=True))
    return {
        "earned": earned,
        "possible": possible,
        "ratio": earned / possible if possible else None,
        "applicable": len(applicable),
        "answered": sum(row["status"] is not None for row in applicable),
        "unknown": sum(row["status"] == "unknown" for row in applicable),
        "undetermined": sum(row["applies"] == "open" for row in found),
        "unmet_musts": sum(
            row["control"]["importance"] == "must" and row["status"] != "implemented" for row in applicable
        ),
    }


def show(checklist: Json, city: Json) -> Json:
    """The parts of `show --json` that are computed."""
    found = rows(checklist, city)
    total = counts(found)
    return {
        "provisional": total["undetermined"] > 0,
        "total": total,
        "categories": [
            {"id": name, **counts([row for row in found if row["category"] == name])}
            for name in (category["category"] for category in checklist["categories"])
        ],
        "subjects": [
            {"id": one["id"], "kind": one["kind"], **counts([row for row in found if row["subject"] == one["id"]])}
            for one in city["subjects"]
        ],
        "duties": [_duty(row) for row in found if _is_duty_row(row)],
    }


def _is_duty_row(row: Json) -> bool:
    if "duty" not in row["control"] or row["applies"] == "out":
        return False
    return bool(row["applies"] == "open" or row["status"] != "not_applicable")


def _duty(row: Json) -> Json:
    return {
        "control": row["control"]["id"],
        "subject": row["subject"],
        "basis": row["control"]["duty"]["basis"],
        "in_force_from": row["control"]["duty"].get("in_force_from"),
        "met": None if row["applies"] == "open" else row["status"] == "implemented",
    }


def findings(checklist: Json, city: Json, today: date) -> list[Json]:
    """`findings --json`, worst first."""
    unmet = ("partial", "planned", "not_implemented", "unknown")
    found = [row for row in rows(checklist, city) if row["applies"] == "yes" and row["status"] in unmet]
    grades = ["critical", "high", "medium", "low"]
    found.sort(
        key=lambda row: (
            grades.index(severity(row, today)),
            -WEIGHTS[row["control"]["importance"]] * (100 - SCALE[row["status"]]),
            row["control"]["id"],
            row["place"],
        )
    )
    return [
        {
            "subject": row["subject"],
            "control": row["control"]["id"],
            "status": row["status"],
            "importance": row["control"]["importance"],
            "severity": severity(row, today),
            "duty": "duty" in row["control"],
        }
        for row in found
    ]


def severity(row: Json, today: date) -> str:
    """The table of the contract."""
    duty, importance, status = row["control"].get("duty"), row["control"]["importance"], row["status"]
    if duty is not None and (duty.get("in_force_from") is None or duty["in_force_from"] <= today.isoformat()):
        return "critical"
    bad = status in ("not_implemented", "unknown")
    if importance == "must":
        return "high" if bad else "medium"
    return "medium" if importance == "should" and bad else "low"
