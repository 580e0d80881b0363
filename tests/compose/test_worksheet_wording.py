from assessor.compose.text_check import check_text
from assessor.compose.worksheet import Beside, section7_worksheet
from assessor.compose.worksheet_wording import own_words, remark_rows
from assessor.engine.choices import statement_choices
from assessor.engine.publication import public_view
from assessor.model.choice import StatementChoice
from assessor.model.document import Document
from assessor.model.scales import Status
from tests.compose.making import shipped_template, spans_of, words
from tests.model.mini import TODAY, Given, assessment, judged, partial, planned, services, shipped

OWN = {"GOV-03": {"text": "研修を広げます。", "stage": "planned"}}
KEY = ("programme", "GOV-03")


def chosen(answers: dict[tuple[str, str], Given]) -> tuple[StatementChoice, ...]:
    result = judged(assessment(services(1), answers, choice={"wording": OWN}))
    return statement_choices(result, public_view(result))


def test_both_wordings_stand_side_by_side_in_parts() -> None:
    (row,) = own_words(chosen({KEY: planned()}))
    assert "".join(part["text"] for part in row["own"]) == "研修を広げます。"
    assert "".join(part["text"] for part in row["ours"]) == "職員の研修に計画的に取り組みます。"
    assert {part["text"] for part in row["own"] if part["changed"]} and not row["is_outdated"]


def test_words_for_another_stage_come_first_and_say_which() -> None:
    (row,) = own_words(chosen({KEY: Status.IMPLEMENTED}))
    assert (row["is_outdated"], row["written_for"], row["now"]) == (True, "to_come", "in_place")
    (silent,) = own_words(chosen({}))
    assert (silent["is_outdated"], silent["now"], silent["ours"]) == (True, None, [])
    (begun,) = own_words(chosen({KEY: partial()}))
    assert (begun["is_outdated"], begun["now"]) == (False, "extending")


def test_remarks_on_one_sentence_share_a_row_and_those_that_block_come_first() -> None:
    found = remark_rows(check_text("危険を減らします。\n必ず毎日10回行います。", shipped().publication))
    assert [row["blocks"] for row in found] == [True, False]
    assert [one["blocks"] for one in found[0]["remarks"]] == [True, False, True]
    assert found[0]["remarks"][0]["what"].startswith("「必ず」は")
    assert all(one["next"].endswith("。") for row in found for one in row["remarks"])


def worksheet(answers: dict[tuple[str, str], Given], text: str = "") -> Document:
    result = judged(assessment(services(1), answers, choice={"wording": OWN}))
    view = public_view(result)
    beside = Beside(
        view, (), (), {}, statement_choices(result, view), check_text(text, shipped().publication) if text else ()
    )
    chosen_template = shipped_template("section7-worksheet", "section7-worksheet")
    return section7_worksheet(result, beside, chosen_template, dated=TODAY)


def test_the_worksheet_prints_the_differences_and_the_remarks() -> None:
    made = worksheet({KEY: planned()}, "必ず行います。")
    said = words(made.blocks)
    assert "市の言葉に言い換えた文" in said and "段階が変わり" not in said
    assert "「必ず」は、1度でも外れると言い過ぎになります。" in said and "公表前" in said
    assert any(span.strong and span.text in "研修を広げます。" for span in spans_of(made.blocks))
    assert "段階が変わり、使っていません" in words(worksheet({KEY: Status.IMPLEMENTED}).blocks)
    assert "気になる所はありません。" in words(worksheet({}).blocks)
