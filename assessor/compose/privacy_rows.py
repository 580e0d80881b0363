"""The tables of a PIA report as JSON values: risks, linked controls, steps and what is still open."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from assessor.i18n.translator import translator
from assessor.model.checklist import Checklist
from assessor.model.fiscal import era_date
from assessor.model.privacy import FLOW_POINTS, Pia
from assessor.model.privacy_result import Missing, PiaResult, RatedRisk, gaps_by_code
from assessor.model.scales import Status

Json = dict[str, Any]
SAY = translator("ja")
LAWS = frozenset(("appi", "appi_rule", "mynumber_act", "local_autonomy_act", "local_autonomy_rule"))


def day(value: date | None) -> str | None:
    """A date in the era calendar."""
    return era_date(value) if value is not None else None


def part(noun: Any) -> Json:
    """A part as JSON values, its dates in the era calendar."""
    return {name: day(value) if isinstance(value, date) else value for name, value in noun.model_dump().items()}


def risk_rows(result: PiaResult, checklist: Checklist) -> list[Json]:
    """The risks, gravest first, in words."""
    return [_risk(one, checklist) for one in result.risks]


def _risk(one: RatedRisk, checklist: Checklist) -> Json:
    risk, guide = one.risk, checklist.privacy
    bands = {band.id: band.title.ja for band in checklist.risk.bands}
    return {
        **part(risk),
        "id": one.id,
        "stage": guide.life_cycle[risk.stage].ja if guide else risk.stage.value,
        "inherent": bands.get(one.inherent or ""),
        "residual": bands.get(one.residual or ""),
        "controls": [
            {"id": name, "title": checklist.controls[name].title.ja, "weak": name in one.weak}
            for name in risk.controls
            if name in checklist.controls
        ],
        "items": list(one.items),
        "treatment": SAY(f"pia.treatment.{risk.treatment.value}") if risk.treatment else None,
    }


def risk_references(result: PiaResult, checklist: Checklist) -> list[Json]:
    """What the prompts behind the risks refer to, each once."""
    guide = checklist.privacy
    prompts = [guide.prompt(one.risk.prompt) for one in result.risks if one.risk.prompt] if guide else []
    rows = dict.fromkeys(row for prompt in prompts if prompt for row in prompt.references)
    return references(checklist, rows)


def references(checklist: Checklist, rows: Iterable[Any]) -> list[Json]:
    """References with the short names of their standards and how they are known."""
    standards = {one.id: (one.short or one.title).ja for one in checklist.standards}
    return [
        {
            "standard": standards.get(row.standard, row.standard),
            "edition": None,
            "requirements": [row.requirement] if row.requirement else [],
            "basis": row.basis.value,
        }
        for row in rows
    ]


def control_rows(result: PiaResult, checklist: Checklist, names: Mapping[str, str]) -> list[Json]:
    """Each control that risks rest on: what the law asks, what was answered where, which risks it lowers."""
    rows: dict[str, Json] = {}
    for linked in result.controls:
        control = checklist.controls[linked.control]
        row = rows.setdefault(
            linked.control,
            {
                "id": control.id,
                "title": control.title.ja,
                "laws": references(checklist, [one for one in control.references if one.standard in LAWS][:1]),
                "answers": [],
                "risks": [one.id for one in result.risks if control.id in one.risk.controls],
            },
        )
        row["answers"].append({"where": names[linked.subject], "status": status_word(checklist, linked.status)})
    return list(rows.values())


def status_word(checklist: Checklist, status: Status | None) -> str:
    """An implementation status in words; not answered is none of them."""
    return checklist.statuses[status].label.ja if status else "未回答"


def step_rows(result: PiaResult, checklist: Checklist) -> list[Json]:
    """Every step with its state and what it lacks, in words."""
    return [
        {
            "number": number,
            "title": one.step.title.ja,
            "clause": one.step.clause,
            "state": SAY(f"pia.state.{one.state.value}"),
            "is_done": one.state.value == "done",
            "missing": _words(one.missing, checklist),
        }
        for number, one in enumerate(result.steps, 1)
    ]


def _words(missing: Iterable[Missing], checklist: Checklist) -> list[str]:
    found = gaps_by_code(missing, checklist.privacy, "ja") if checklist.privacy else {}
    return [
        SAY(f"pia.missing.{code}") + (SAY("pia.missing.entries", entries="、".join(entries)) if entries else "")
        for code, entries in found.items()
    ]


def flow_rows(pia: Pia) -> list[Json]:
    """Every flow with its items by name and its five points."""
    return [
        {
            "id": name,
            "name": flow.name,
            "items": [pia.items[item].name if item in pia.items else item for item in flow.items],
            "points": [flow.at(point) for point in FLOW_POINTS],
        }
        for name, flow in pia.flows.items()
    ]


def entries(nouns: Mapping[str, Any]) -> list[Json]:
    """Entries with their ids."""
    return [{"id": name, **part(noun)} for name, noun in nouns.items()]
