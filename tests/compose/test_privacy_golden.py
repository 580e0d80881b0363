"""Report and summary of one small assessment, word for word: whoever changes them should read them."""

from datetime import date
from pathlib import Path

import pytest

from assessor.compose.privacy_report import privacy_report
from assessor.compose.public_summary import pia_summary
from assessor.engine.evaluate import evaluate
from assessor.engine.privacy import assess_privacy
from assessor.engine.public_summary import public_summary
from assessor.model.privacy import (
    Approval,
    Conclusion,
    DataItem,
    Description,
    Flow,
    FollowUp,
    Pia,
    Preparation,
    PublicText,
    Review,
    Stakeholder,
    Start,
    Threshold,
    Treatment,
    UseCase,
    Verdict,
)
from assessor.model.privacy_result import PiaResult
from assessor.model.scales import Status
from assessor.render.markdown import to_markdown
from tests.compose.making import shipped_template
from tests.model.mini import shipped
from tests.model.pias import TODAY, assessment, finished, risk, service

GOLDEN = Path(__file__).resolve().parent.parent / "golden" / "pia"
ANSWERS = {"SVC-04": Status.IMPLEMENTED, "SVC-19": Status.NOT_IMPLEMENTED, "PIA-04": Status.NOT_IMPLEMENTED}
DAY = date(2026, 10, 30)


def small() -> Pia:
    """Something at every step, a step unfinished, a control that is not in place, an answer that differs."""
    return Pia(
        start=Start(date=DAY),
        threshold=Threshold(
            answers={"new_or_changed": True, "location": True, "linkage": True, "large": True},
            decision=Verdict.FULL,
            reason="移動の記録が増えるため。",
            decided_by="交通政策課長",
            decided_on=DAY,
        ),
        preparation=Preparation(owner="交通政策課長", team=("総務課",), scope="予約から乗車まで。", due=TODAY),
        description=Description(
            purpose="移動を助けるため。",
            benefit="一人で出かけられます。",
            legal_basis="法第61条",
            persons=("利用者",),
            systems=("予約システム",),
            recipients=("運行の会社",),
            countries=("日本",),
        ),
        items={"D1": DataItem(name="氏名", reason="予約の確認", retention="退会から1年")},
        flows={"F1": Flow(name="予約", items=("D1",), collect="アプリ", use="配車", store="国内", delete="1年で消す")},
        stakeholders={
            "S1": Stakeholder(name="利用者", heard_how="説明会", heard_on=DAY, views="心配", response="減らす")
        },
        uses={"U1": UseCase(scene="前の日に予約する"), "U2": UseCase(scene="のぞき見る", misuse=True)},
        risks={
            "R1": risk(title="行き先を知られる", prompt="PRV-13", controls=("SVC-04", "SVC-19"), impact=4),
            "R2": risk(title="残り続ける", treatment=Treatment.ACCEPT, owner=None, due=None),
        },
        report=Conclusion(text="始めてよい。", title="予約バスPIA報告書", made_on=DAY),
        approvals={"A1": Approval(by="都市整備部長", date=TODAY, document="第1号")},
        publication=PublicText(
            introduction="始める前に確かめました。", measures=("1年で消しています。",), contact="交通政策課"
        ),
        followup=FollowUp(next_review=date(2027, 3, 31)),
        reviews={"V1": Review(date=TODAY, outcome="変更なし")},
    )


def judged(pia: Pia) -> PiaResult:
    """The assessment with its approval resting on what it says now."""
    subject = service()
    whole = assessment(subject, ANSWERS)
    bare = assess_privacy(shipped(), whole, subject, pia, TODAY)
    approved = pia.approvals["A1"].model_copy(update={"rests_on": bare.rests_on})
    return assess_privacy(shipped(), whole, subject, pia.model_copy(update={"approvals": {"A1": approved}}), TODAY)


def printed(kind: str) -> bytes:
    whole = assessment(service(), ANSWERS)
    template = shipped_template(kind, kind)
    if kind == "pia":
        return to_markdown(privacy_report(judged(small()), shipped(), whole, template))
    summary = public_summary(evaluate(shipped(), whole, TODAY), judged(finished(small())))
    return to_markdown(pia_summary(summary, template, dated=TODAY))


@pytest.mark.parametrize("kind", ["pia", "pia-summary"])
def test_report_and_summary_are_those_that_were_read(kind: str) -> None:
    assert printed(kind).decode() == (GOLDEN / f"{kind}.md").read_text("utf-8")


def test_the_summary_holds_nothing_of_the_risks_that_the_report_tells() -> None:
    report, summary = (printed(kind).decode() for kind in ("pia", "pia-summary"))
    for inside in ("行き先を知られる", "残り続ける", "SVC-19", "のぞき見る", "心配"):
        assert inside in report and inside not in summary


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for each in ("pia", "pia-summary"):
        (GOLDEN / f"{each}.md").write_bytes(printed(each))
