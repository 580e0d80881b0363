"""The summary of an assessment is public: what is secret changes no byte of it."""

import subprocess
import sys

import pytest
from hypothesis import given, settings

from assessor.compose.public_summary import PLACEHOLDERS, context, pia_summary
from assessor.engine.evaluate import evaluate
from assessor.engine.privacy import assess_privacy
from assessor.engine.public_summary import public_summary
from assessor.model.assessment import Answer, Assessment
from assessor.model.document import Document
from assessor.model.privacy import Approval, Conclusion, DataItem, Description, FollowUp, Pia, PublicText, Verdict
from assessor.model.public_summary import PublicSummary
from assessor.model.scales import Status
from assessor.render.registry import render
from tests.compose.making import headings, shipped_template, words
from tests.model.mini import shipped
from tests.model.pias import PIAS, TODAY, assessment, finished, risk, service

PUBLIC = Pia(
    description=Description(purpose="移動を助けるため", persons=("利用者",), recipients=("運行の会社",)),
    publication=PublicText(introduction="まとめました。", measures=("6か月で消しています。",), contact="交通政策課"),
    items={"D1": DataItem(name="氏名", reason="予約の確認", retention="1年")},
    followup=FollowUp(next_review=TODAY.replace(year=2027)),
)


def gated(pia: Pia, held: Assessment | None = None, **facts: bool | None) -> PublicSummary:
    subject = service(**facts)
    whole = held or assessment(subject)
    judged = assess_privacy(shipped(), whole, subject, pia, TODAY)
    return public_summary(evaluate(shipped(), whole, TODAY), judged)


def document(summary: PublicSummary) -> Document:
    return pia_summary(summary, shipped_template("pia-summary", "pia-summary"), dated=TODAY)


def with_secrets(secret: Pia) -> Pia:
    """The public part with other risks, uses, stakeholders, flows, decisions, conclusions and reviews."""
    inside = ("threshold", "preparation", "stakeholders", "flows", "uses", "risks", "report", "reviews")
    words_of = {"legal_basis": secret.description.legal_basis, "contractors": secret.description.persons}
    return PUBLIC.model_copy(
        update={
            **{name: getattr(secret, name) for name in inside},
            "description": PUBLIC.description.model_copy(update=words_of),
        }
    )


@settings(max_examples=40)
@given(PIAS, PIAS)
def test_two_assessments_with_the_same_public_part_and_other_secrets_give_equal_documents(one: Pia, other: Pia) -> None:
    first, second = (document(gated(with_secrets(secret))) for secret in (one, other))
    assert first == second
    assert render(first, "md") == render(second, "md")


def test_comments_evidence_and_statuses_that_section_7_does_not_tell_change_nothing() -> None:
    subject = service()
    plain = assessment(subject, {"SVC-05": Status.NOT_IMPLEMENTED, "PIA-20": Status.UNKNOWN})
    answers = {key: answer.model_copy(update={"comment": "弱い"}) for key, answer in plain.answers.items()}
    answers["bus", "SVC-08"] = Answer(status=Status.NOT_IMPLEMENTED, as_of=TODAY, comment="未検査")
    told = plain.model_copy(update={"answers": answers})
    assert document(gated(PUBLIC, plain)) == document(gated(PUBLIC, told))


def approved(**updates: object) -> Pia:
    pia = finished(PUBLIC)
    subject = service()
    basis = assess_privacy(shipped(), assessment(subject), subject, pia, TODAY).rests_on
    held = {"A1": Approval(by="都市整備部長", date=TODAY, note="条件あり", rests_on=basis)}
    return pia.model_copy(update={"approvals": held, **updates})


def test_an_approval_with_reservations_or_of_an_unfinished_assessment_is_told_to_nobody() -> None:
    pia = finished(PUBLIC)
    assert assess_privacy(shipped(), assessment(service()), service(), pia, TODAY).unfinished == ()
    plain = document(gated(PUBLIC.model_copy(update={"followup": FollowUp()})))
    reserved = {"A1": approved().approvals["A1"].model_copy(update={"despite": "契約の日が来るため"})}
    assert document(gated(approved(approvals=reserved))) == plain
    short = pia.model_copy(update={"report": Conclusion()})
    basis = assess_privacy(shipped(), assessment(service()), service(), short, TODAY).rests_on
    held = {"A1": Approval(by="部長", date=TODAY, rests_on=basis)}
    assert document(gated(short.model_copy(update={"approvals": held}))) == plain


def test_an_approval_is_told_only_while_it_stands_and_a_void_one_looks_like_none() -> None:
    said = words(document(gated(approved())).blocks)
    assert "都市整備部長" in said and "承認しました" in said and "条件あり" not in said
    void, none = approved(risks={"R1": risk(impact=4)}), PUBLIC
    assert document(gated(void)) == document(gated(none))
    assert "評価を進めています" in words(document(gated(void)).blocks)


def test_an_assessment_is_never_called_a_duty_except_that_of_my_number() -> None:
    said = words(document(gated(PUBLIC)).blocks)
    assert "義務" not in said and "法律" not in said and "自ら進めている" in said
    assert "特定個人情報保護評価" in words(document(gated(PUBLIC, mynumber=True)).blocks)


def test_sections_with_nothing_to_say_are_left_out() -> None:
    bare = Pia(description=Description(purpose="移動を助けるため"))
    assert headings(document(gated(bare))) == ["この要約について", "何のためのサービスか", "用語"]


def test_a_sentence_of_protection_is_one_that_section_7_tells_of_all_services() -> None:
    alone = assessment(service(public_web_or_app=True), {"SVC-07": Status.IMPLEMENTED})
    said = gated(PUBLIC, alone, public_web_or_app=True).protections
    assert len(said) == 2 and said[0] == "6か月で消しています。"
    other = service(public_web_or_app=True).model_copy(update={"id": "other"})
    both = alone.model_copy(update={"subjects": (*alone.subjects, other)})
    assert gated(PUBLIC, both, public_web_or_app=True).protections == said[:1]
    hidden = alone.model_copy(update={"section7": alone.section7.model_copy(update={"hide": ("SVC-07",)})})
    assert gated(PUBLIC, hidden, public_web_or_app=True).protections == said[:1]


def test_a_template_is_given_what_it_may_use_and_nothing_else() -> None:
    given_values = context(gated(approved(threshold=PUBLIC.threshold.model_copy(update={"decision": Verdict.FULL}))))
    assert set(given_values) == PLACEHOLDERS
    assert "R1" not in str(given_values) and "full" not in str(given_values)


@pytest.mark.parametrize("module", ["compose.public_summary", "model.public_summary"])
def test_what_makes_the_summary_does_not_even_load_what_is_inside(module: str) -> None:
    inside = [f"assessor.model.{name}" for name in ("result", "assessment", "finding", "privacy", "privacy_result")]
    script = f"import sys, assessor.{module}; sys.exit(' '.join(one for one in {inside!r} if one in sys.modules) or 0)"
    done = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
