from hypothesis import given, settings

from assessor.engine.privacy import assess_privacy
from assessor.engine.privacy_items import treatment_items
from assessor.model.privacy import Pia, Treatment
from assessor.model.privacy_result import PiaResult
from assessor.model.scales import Status
from tests.model.mini import shipped
from tests.model.pias import PIAS, TODAY, assessment, risk, service


def judged(pia: Pia, answers: dict[str, Status] | None = None) -> PiaResult:
    subject = service()
    return assess_privacy(shipped(), assessment(subject, answers), subject, pia, TODAY)


def test_an_item_takes_over_who_does_what_until_when_for_the_answers_the_risk_rests_on() -> None:
    told = risk(controls=("SVC-04", "SVC-19"), measures=("折り返して答える",))
    (item,) = treatment_items(shipped(), judged(Pia(risks={"R1": told}), {"SVC-04": Status.IMPLEMENTED}), (), 7)
    assert (item.id, item.owner, item.treatments) == ("R-007", "課長", ("bus/R1",))
    assert item.covers == ("bus/SVC-19",)
    assert item.due is not None and item.due.text == TODAY.isoformat()
    assert item.title.startswith("折り返して答える、「") and item.title.endswith("（予約バスのPIA R1）")


def test_a_risk_without_open_answers_waits_for_the_check_of_its_measures() -> None:
    (item,) = treatment_items(shipped(), judged(Pia(risks={"R1": risk()})), (), 1)
    assert item.covers == ("bus/PIA-23",)


def test_accepted_risks_measures_taken_and_treatments_planned_already_make_no_item() -> None:
    risks = {
        "R1": risk(treatment=Treatment.ACCEPT),
        "R2": risk(done=TODAY),
        "R3": risk(treatment=None),
        "R4": risk(treatment=Treatment.AVOID),
    }
    found = judged(Pia(risks=risks))
    made = treatment_items(shipped(), found, (), 1)
    assert [one.treatments for one in made] == [("bus/R4",)]
    assert treatment_items(shipped(), found, made, 2) == ()
    assert treatment_items(shipped(), found, (), 1, ("R1", "R2")) == ()


@settings(max_examples=30)
@given(PIAS)
def test_every_open_treatment_makes_exactly_one_item_and_nothing_else_does(pia: Pia) -> None:
    found = judged(pia)
    made = treatment_items(shipped(), found, (), 1)
    planned = [one for one in found.risks if one.risk.treatment not in (None, Treatment.ACCEPT)]
    wanted = {f"bus/{one.id}" for one in planned if one.risk.done is None}
    assert sorted(name for one in made for name in one.treatments) == sorted(wanted)
    assert len({one.id for one in made}) == len(made)
