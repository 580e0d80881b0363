import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessor.engine.claim_strength import added_strength, claimed_stage
from assessor.engine.claims import check_claims
from assessor.engine.holdings import printed, standings
from assessor.engine.publication import public_view
from assessor.engine.wordings import Recogniser, comparable, known_wordings, promised_year
from assessor.model.assessment import Assessment
from assessor.model.claims import Cause, Claim, ClaimReport, Told, Verdict
from assessor.model.edited import EditedLine, EditedRemark, EditedText, MarkedRange
from assessor.model.programme import Section7Choice, WordingStage
from assessor.model.publication import PublicStatement
from assessor.model.scales import Status
from tests.engine.edited_city import city, edited
from tests.model.mini import NEXT_YEAR, answer, backed, judged, mini, planned, programme, published, with_answer

DONE, PLANNED, IN_PART = WordingStage.IMPLEMENTED, WordingStage.PLANNED, WordingStage.PARTIAL


def checked(text: EditedText, said: Assessment | None = None) -> ClaimReport:
    return check_claims(text, judged(said or city()), {})


def of(report: ClaimReport, statement: str) -> Claim:
    return next(one for one in report.claims if one.statement == statement)


def false_ones(report: ClaimReport) -> set[str]:
    return {one.statement for one in report.claims if one.fails}


def text_of(said: Assessment, *, marked: bool = True) -> EditedText:
    """A document with a line for each sentence of the public text."""
    shown: list[PublicStatement] = [*printed(public_view(judged(said))).values()]
    marks = [(MarkedRange(one.mark, 0, len(one.text)),) if marked else () for one in shown]
    return EditedText("", "", tuple(EditedLine(one.text, marks=held) for one, held in zip(shown, marks, strict=True)))


@settings(max_examples=60)
@given(said=published(mini()), marked=st.booleans())
def test_a_document_just_made_always_checks_clean(said: Assessment, marked: bool) -> None:
    own = {one.text for one in said.section7.wording.values()}
    report = checked(text_of(said, marked=marked), said)
    assert report.failing == 0 and not report.unknown_marks
    if marked:
        assert all(one.verdict is Verdict.HOLDS for one in report.claims) and not (report.removed or report.new)
    elif not own:
        assert not (report.removed or report.new)


def test_a_town_s_document_checks_clean_in_its_own_words() -> None:
    said = city().model_copy(update={"programme": programme(municipality="しろやま町")})
    text = text_of(said, marked=False)
    assert any(line.text.startswith("町は、") for line in text.lines)
    report = checked(text, said)
    assert report.failing == 0 and {one.verdict for one in report.claims} == {Verdict.HOLDS}
    assert not report.removed and not report.new


@settings(max_examples=60)
@given(said=published(mini()), chance=st.randoms(use_true_random=False), marked=st.booleans())
def test_an_answer_that_withdraws_a_statement_is_always_reported(
    said: Assessment, chance: object, marked: bool
) -> None:
    plain = said.model_copy(update={"section7": Section7Choice(show=said.section7.show)})
    text = text_of(plain, marked=marked)
    for key in plain.answers:
        later = with_answer(plain, key, None)
        ours, today = printed(public_view(judged(plain))), standings(judged(later))
        withdrawn = {name for name in ours if today[name].said is None}
        assert withdrawn <= false_ones(checked(text, later)), key


@pytest.mark.parametrize("name", ["original", "saved", "moved", "split"])
def test_what_an_editor_does_to_bookmarks_changes_no_claim(name: str) -> None:
    report = checked(edited(name))
    assert report.failing == 0 and len(report.claims) == 14
    assert all(one.verdict is Verdict.HOLDS and one.told is Told.MARK for one in report.claims)
    assert not (report.removed or report.new or report.unknown_marks)


def test_text_pasted_without_bookmarks_is_found_by_its_wording() -> None:
    report = checked(edited("pasted"))
    assert report.failing == 0 and len(report.claims) == 14
    assert all(one.verdict is Verdict.HOLDS and one.told is Told.WORDING for one in report.claims)


def test_a_plan_retyped_as_done_and_some_as_all_are_strengthened() -> None:
    report = checked(edited("strengthened"))
    assert false_ones(report) == {"GOV-03", "PIA-02"}
    plan, some = of(report, "GOV-03"), of(report, "PIA-02")
    assert (plan.verdict, plan.written, plan.claimed) == (Verdict.STRENGTHENED, PLANNED, DONE)
    assert Cause.STAGE in plan.causes and plan.ours == "職員の研修に計画的に取り組みます（令和9年度）。"
    assert (some.verdict, some.causes[0]) == (Verdict.STRENGTHENED, Cause.ALL_SUBJECTS)
    assert [(one.subject, one.status) for one in some.answers] == [("taxi", Status.NOT_IMPLEMENTED)]


def test_a_strengthened_sentence_is_right_once_the_answers_support_it() -> None:
    said = with_answer(city(), ("programme", "GOV-03"), answer(Status.IMPLEMENTED))
    assert "GOV-03" not in false_ones(checked(edited("strengthened"), said))


def test_a_plan_pasted_as_done_is_told_without_its_mark() -> None:
    claim = of(checked(edited("pasted_strengthened")), "GOV-03")
    assert claim.fails and claim.mark is None and claim.claimed is DONE


def test_a_deleted_sentence_whose_empty_bookmark_stays_is_missing() -> None:
    report = checked(edited("removed"))
    assert report.failing == 0
    assert [one.statement for one in (*report.removed, *report.new)] == ["SVC-04"]


def test_words_of_the_officer_are_told_beside_ours() -> None:
    report = checked(edited("reworded"))
    assert report.failing == 0
    assert {one.statement for one in report.claims if one.verdict is Verdict.REWORDED} == {"SVC-04", "promise-law"}
    assert of(report, "promise-law").text == "わたしたちは、法令を守ります。"


def test_tracked_changes_count_as_accepted_and_are_remarked() -> None:
    report = checked(edited("tracked"))
    assert report.remarks == (EditedRemark.TRACKED_CHANGES,)
    assert false_ones(report) == {"GOV-03"}


def test_an_answer_taken_back_ends_the_claim_and_is_named() -> None:
    said = with_answer(city(), ("taxi", "SVC-04"), answer(Status.UNKNOWN))
    claim = of(checked(edited("saved"), said), "SVC-04")
    assert (claim.verdict, claim.causes, claim.ours) == (Verdict.NO_LONGER, (Cause.ANSWERS,), None)
    assert [(one.subject, one.control, one.status) for one in claim.answers] == [("taxi", "SVC-04", Status.UNKNOWN)]


def test_a_plan_put_off_ends_the_claim_of_its_year() -> None:
    said = with_answer(city(), ("programme", "GOV-03"), planned(NEXT_YEAR + 1))
    claim = of(checked(edited("saved"), said), "GOV-03")
    assert (claim.verdict, claim.causes) == (Verdict.NO_LONGER, (Cause.LATER_YEAR,))


def test_a_plan_fulfilled_still_holds_and_more_can_be_said() -> None:
    said = with_answer(city(), ("programme", "GOV-03"), answer(Status.IMPLEMENTED))
    claim = of(checked(edited("saved"), said), "GOV-03")
    assert (claim.verdict, claim.causes) == (Verdict.HOLDS, (Cause.MORE_CAN_BE_SAID,))


def test_what_the_officer_hides_later_is_no_false_claim() -> None:
    said = city().model_copy(update={"section7": Section7Choice(hide=("SVC-04", "GOV-04"))})
    assert checked(edited("saved"), said).failing == 0


def test_a_new_holding_is_told_as_missing() -> None:
    said = with_answer(city(), ("cam", "AST-03"), None)
    made = with_answer(said, ("cam", "AST-03"), planned(NEXT_YEAR))
    report = checked(text_of(said), made)
    assert [one.statement for one in report.new] == ["AST-03"]


def test_a_mark_of_another_checklist_is_told_and_claims_nothing() -> None:
    line = EditedLine("まったく別の文です。", marks=(MarkedRange("s7_XYZ_99_i", 0, 10),))
    report = checked(EditedText("", "", (line,)))
    assert (report.claims, report.unknown_marks) == ((), ("s7_XYZ_99_i",))


def test_a_mark_over_the_words_of_another_statement_is_not_believed() -> None:
    line = EditedLine("法令を守ります。", marks=(MarkedRange("s7_GOV_03_p", 0, 8),))
    claims = checked(EditedText("", "", (line,))).claims
    assert [(one.statement, one.told) for one in claims] == [("promise-law", Told.WORDING)]


def test_a_mark_grown_over_its_neighbours_hides_none_of_them() -> None:
    text = text_of(city())
    first, second = (
        next(line for line in text.lines if any(mark.mark == name for mark in line.marks))
        for name in ("s7_GOV_02_i", "s7_GOV_03_p")
    )
    stronger = second.text.replace("に計画的に取り組みます", "を実施しています")
    whole = f"{first.text}{stronger}"
    grown = first._replace(text=whole, marks=(MarkedRange("s7_GOV_02_i", 0, len(whole)),))
    report = checked(
        text._replace(lines=tuple(grown if one is first else one for one in text.lines if one is not second))
    )
    assert of(report, "GOV-02").verdict is Verdict.HOLDS and of(report, "GOV-03").fails


def test_a_fixed_phrase_that_rests_on_answers_is_held_to_them() -> None:
    line = EditedLine("情報セキュリティ※の責任者は、副市長（CISO）です。")
    text, done = EditedText("", "", (line,)), answer(Status.IMPLEMENTED)
    said = city().model_copy(update={"programme": programme(responsible="副市長（CISO）")})
    backed_by = with_answer(said, ("programme", "COS-03"), done)
    assert check_claims(text, judged(backed_by, backed()), {}).failing == 0
    report = check_claims(text, judged(with_answer(said, ("programme", "COS-03"), None), backed()), {})
    assert [(one.statement, one.verdict) for one in report.claims] == [("responsible", Verdict.NO_LONGER)]


@pytest.mark.parametrize(
    ("text", "written", "claimed"),
    [
        ("多要素認証など、本人の確認を計画的に強化します。", PLANNED, PLANNED),
        ("多要素認証を導入しています。", PLANNED, DONE),
        ("多要素認証を導入済みです。", PLANNED, DONE),
        ("多要素認証を導入しました。", PLANNED, DONE),
        ("多要素認証で本人を確かめます。", PLANNED, DONE),
        ("多要素認証の導入を検討しています。", PLANNED, PLANNED),
        ("多要素認証の導入を進めています。", PLANNED, IN_PART),
        ("一部のサービスで多要素認証を使っています。", PLANNED, IN_PART),
        ("令和9年度に多要素認証を導入します。", PLANNED, PLANNED),
        ("目的以外には使いません。", DONE, DONE),
        ("適切に管理することを基本とします。", DONE, DONE),
        ("今後、目的を公表します。", DONE, PLANNED),
    ],
)
def test_the_end_of_a_sentence_tells_what_it_claims(text: str, written: WordingStage, claimed: WordingStage) -> None:
    assert claimed_stage(text, written, same_as=None) is claimed


@pytest.mark.parametrize(
    ("text", "ours", "causes"),
    [
        ("すべての職員に研修を行っています。", "職員に研修を行っています。", (Cause.ABSOLUTE,)),
        ("研修を年2回行っています。", "研修を行っています。", (Cause.FIGURE,)),
        ("目的以外には使いません。", "法律で認められる場合を除き、目的以外には使いません。", (Cause.LIMIT_LOST,)),
        ("第三者に渡しています。", "第三者に渡していません。", (Cause.NEGATION,)),
        ("市の職員に研修を行っています。", "職員に研修を行っています。", ()),
    ],
)
def test_words_that_claim_more_are_named(text: str, ours: str, causes: tuple[Cause, ...]) -> None:
    assert added_strength(text, ours).causes == causes


def test_two_wordings_compare_alike_whatever_their_width_marks_and_period() -> None:
    assert comparable("・研修※を、充実させます（令和9年度）。") == comparable("研修を充実させます(計画期間内)")
    assert comparable("使います。") != comparable("使いません。")


def test_the_year_a_sentence_promises_is_read_in_any_width() -> None:
    assert promised_year("強化します（令和９年度）。") == 2027
    assert promised_year("令和9年度から令和10年度に強化します。") == 2028
    assert promised_year("計画期間内に強化します。") is None


def test_every_wording_is_found_as_itself_and_a_stranger_as_none() -> None:
    wordings = known_wordings(mini(), Section7Choice(), "みらい市")
    finder = Recogniser(wordings)
    for one in wordings:
        found = finder.best(one.text)
        assert found is not None and found.ratio == 1 and found.wording.key == one.key
    assert finder.best("市役所の庁舎は、駅から歩いて五分のところにあります。") is None
