import re

from hypothesis import given, settings

from assessor.compose.privacy_figures import risk_map
from assessor.compose.privacy_report import PLACEHOLDERS, context, privacy_report
from assessor.engine.privacy import assess_privacy
from assessor.model.document import Document, RiskMap
from assessor.model.privacy import Approval, Conclusion, DataItem, Flow, Pia
from assessor.model.privacy_result import PiaResult
from assessor.render.registry import render
from tests.compose.making import headings, shipped_template, words
from tests.model.mini import shipped
from tests.model.pias import PIAS, TODAY, assessment, risk, service


def result(pia: Pia, **facts: bool | None) -> PiaResult:
    subject = service(**facts)
    return assess_privacy(shipped(), assessment(subject), subject, pia, TODAY)


def report(pia: Pia, **facts: bool | None) -> Document:
    return privacy_report(result(pia, **facts), shipped(), assessment(service(**facts)), shipped_template("pia", "pia"))


@settings(max_examples=25)
@given(PIAS)
def test_every_rated_risk_stands_in_the_map_exactly_once_before_and_after(pia: Pia) -> None:
    found = result(pia)
    for after in (False, True):
        chart = risk_map(found, shipped(), after=after).chart
        assert isinstance(chart, RiskMap)
        placed = [name for _, fields in chart.rows for field in fields for name in field.entries]
        rated = [one.id for one in found.risks if (one.residual if after else one.inherent) is not None]
        assert sorted(placed) == sorted(rated)


@settings(max_examples=25)
@given(PIAS)
def test_a_report_of_any_assessment_can_be_made_and_names_all_its_risks(pia: Pia) -> None:
    made = report(pia)
    said = words(made.blocks)
    assert made.internal and not made.marked
    assert all(name in said for name in pia.risks)
    assert set(context(result(pia), shipped(), assessment(service()))) <= PLACEHOLDERS


def test_the_report_follows_the_clauses_of_the_standard() -> None:
    pia = Pia(risks={"R1": risk()}, report=Conclusion(text="始めてよい"), items={"D1": DataItem(name="氏名")})
    found = [one for one in headings(report(pia)) if re.match(r"\d", one)]
    assert [one.partition("　")[2] for one in found][:4] == ["要約", "対象の範囲", "リスクアセスメント", "対応計画"]


def test_a_void_approval_is_said_in_the_summary_and_in_the_title() -> None:
    pia = Pia(risks={"R1": risk()}, approvals={"A1": Approval(by="部長", date=TODAY, rests_on="sha256:0")})
    made = report(pia)
    assert "無効になっています" in words(made.blocks)
    assert "無効" in dict(made.facts)["承認"]


def test_the_duty_of_my_number_work_is_named_only_where_the_number_is_handled() -> None:
    assert "特定個人情報保護評価（法律上の義務）" in headings(report(Pia(), mynumber=True))
    assert "特定個人情報保護評価（法律上の義務）" not in headings(report(Pia(), mynumber=False))


def test_what_people_wrote_stays_text() -> None:
    pia = Pia(
        risks={"R1": risk(title="# 見出し | [x](y) ``` figure", harm="1行目\n| a | b |")},
        flows={"F1": Flow(name="::: notice", collect="<b>")},
    )
    made = report(pia)
    assert "# 見出し | [x](y) ``` figure" in words(made.blocks)
    assert "<b>" not in render(made, "html").decode().partition("<body")[2].replace("&lt;b&gt;", "")


def test_the_whole_city_is_called_as_in_the_other_reports() -> None:
    answers = context(result(Pia(risks={"R1": risk(controls=("GOV-25",))})), shipped(), assessment(service()))[
        "controls"
    ]
    assert [one["where"] for row in answers for one in row["answers"]] == ["全体"]
