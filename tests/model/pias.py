"""Random privacy impact assessments for laws, and short ways to make one."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from assessor.model.assessment import Answer, Assessment
from assessor.model.privacy import (
    Approval,
    Conclusion,
    DataItem,
    Description,
    Flow,
    FollowUp,
    LifeCycle,
    Pia,
    Preparation,
    PrivacyRisk,
    PublicText,
    Stakeholder,
    Threshold,
    Treatment,
    UseCase,
    Verdict,
)
from assessor.model.programme import Programme, Subject, SubjectKind
from assessor.model.scales import Status

TODAY = date(2026, 11, 22)
FACTS = {"personal_data": True, "sensitive_personal_data": False, "children": False, "camera": False}
FACTS |= {"face_recognition": False, "cloud": True, "mynumber": False}

FLOW_CELLS = ("collect", "use", "store", "share", "delete")

TEXTS = st.text("亜位うえオカ1、。", min_size=1, max_size=6)
NO_TEXT = st.none() | TEXTS
LEVELS = st.integers(1, 4)
DAYS = st.dates(date(2025, 1, 1), date(2028, 1, 1))


def service(**facts: bool | None) -> Subject:
    return Subject(id="bus", kind=SubjectKind.SERVICE, name="予約バス", facts={**FACTS, **facts})


def assessment(subject: Subject, answers: dict[str, Status] | None = None) -> Assessment:
    """A programme of two subjects whose service has these answers."""
    said = {(subject.id, name): Answer(status=status, as_of=TODAY) for name, status in (answers or {}).items()}
    whole = Subject(id="programme", kind=SubjectKind.PROGRAMME, name="市")
    return Assessment(programme=Programme(municipality="市"), subjects=(whole, subject), answers=said)


def risk(**values: Any) -> PrivacyRisk:
    """A risk rated before and after, told in full unless said otherwise."""
    told: dict[str, Any] = {
        "title": "知られる",
        "stage": LifeCycle.USE,
        "harm": "困る",
        "likelihood": 3,
        "impact": 3,
        "residual_likelihood": 1,
        "residual_impact": 2,
        "treatment": Treatment.REDUCE,
        "reason": "減らせる",
        "owner": "課長",
        "due": TODAY,
        "measures": ("見直す",),
    }
    return PrivacyRisk(**{**told, **values})


def finished(pia: Pia) -> Pia:
    """The same with everything written that an approval looks at; what residents read stays as it was."""
    inside = {
        "threshold": Threshold(
            answers=dict.fromkeys(("new_or_changed", "location", "linkage", "large", "ai", "iot"), True)
            | dict.fromkeys(("abroad", "health", "unavoidable"), False),
            decision=Verdict.FULL,
            reason="増えるため",
            decided_by="課長",
            decided_on=TODAY,
        ),
        "preparation": Preparation(owner="課長", team=("総務課",), scope="全体", due=TODAY),
        "description": pia.description.model_copy(update={"legal_basis": "法第61条", "systems": ("予約",)}),
        "flows": {"F1": Flow(name="予約", items=tuple(pia.items), **dict.fromkeys(FLOW_CELLS, "ある"))},
        "stakeholders": {"S1": Stakeholder(name="利用者", heard_on=TODAY, views="心配", response="減らす")},
        "uses": {"U1": UseCase(scene="乗る"), "U2": UseCase(scene="のぞく", misuse=True)},
        "risks": {f"R{number}": risk(stage=stage) for number, stage in enumerate(LifeCycle, 1)},
        "report": Conclusion(text="始めてよい", made_on=TODAY),
    }
    return pia.model_copy(update=inside)


@st.composite
def risks(draw: st.DrawFn) -> PrivacyRisk:
    """A risk rated or not, never with more after measures than before."""
    values: dict[str, Any] = {}
    for name in ("likelihood", "impact"):
        before = draw(st.none() | LEVELS)
        values[name] = before
        values[f"residual_{name}"] = None if before is None else draw(st.none() | st.integers(1, before))
    return PrivacyRisk(
        title=draw(TEXTS),
        stage=draw(st.sampled_from(LifeCycle)),
        harm=draw(NO_TEXT),
        controls=tuple(draw(st.lists(st.sampled_from(("SVC-04", "SVC-05", "GOV-03")), unique=True, max_size=2))),
        treatment=draw(st.none() | st.sampled_from(Treatment)),
        owner=draw(NO_TEXT),
        due=draw(st.none() | DAYS),
        **values,
    )


def entries(letter: str, nouns: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[dict[str, Any]]:
    return st.lists(nouns, max_size=most).map(lambda all_: {f"{letter}{n}": one for n, one in enumerate(all_, 1)})


PIAS = st.builds(
    Pia,
    threshold=st.builds(
        Threshold,
        answers=st.dictionaries(st.sampled_from(("location", "ai", "large")), st.booleans(), max_size=3),
        decision=st.none() | st.sampled_from(Verdict),
        reason=NO_TEXT,
    ),
    preparation=st.builds(Preparation, owner=NO_TEXT, due=st.none() | DAYS),
    description=st.builds(Description, purpose=NO_TEXT, persons=st.tuples(TEXTS), legal_basis=NO_TEXT),
    items=entries("D", st.builds(DataItem, name=TEXTS, reason=NO_TEXT, retention=NO_TEXT)),
    flows=entries("F", st.builds(Flow, name=TEXTS, items=st.just(("D1",)), collect=NO_TEXT, delete=NO_TEXT)),
    stakeholders=entries("S", st.builds(Stakeholder, name=TEXTS, views=NO_TEXT, heard_on=st.none() | DAYS)),
    uses=entries("U", st.builds(UseCase, scene=TEXTS, misuse=st.booleans())),
    risks=entries("R", risks(), 6),
    report=st.builds(Conclusion, text=NO_TEXT, made_on=st.none() | DAYS),
    publication=st.builds(PublicText, introduction=NO_TEXT, published_on=st.none() | DAYS, place=NO_TEXT),
    followup=st.builds(FollowUp, next_review=st.none() | DAYS),
    approvals=entries("A", st.builds(Approval, by=TEXTS, date=DAYS, rests_on=NO_TEXT), 2),
)
