import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from assessor.engine.released_text import changes, edited_text, headings_in, lines_of, marks_in
from assessor.errors import FieldMissing, StaleRecord, UnknownStatement
from assessor.faults.releases import (
    CommentBlocked,
    CommentsUnanswered,
    DecisionOutOfOrder,
    NoRelease,
    NothingToCorrect,
    NotReleasable,
    PassReasonMissing,
    ReleaseBlocked,
    UnknownComment,
    UnknownRelease,
    UnknownReleaseStage,
)
from assessor.model.claims import Verdict
from assessor.model.programme import WordingStage
from assessor.model.release import CorrectedField, Release, ReleaseStage
from assessor.render.markdown import to_markdown
from assessor.service.assessing import Given, answer
from assessor.service.claims import check_document
from assessor.service.commenting import Passing, Said, add_comment, comments, set_comment
from assessor.service.composing import Wanted
from assessor.service.correcting import Right, correct
from assessor.service.deciding import idle_reasons
from assessor.service.outputs import Output
from assessor.service.release_reporting import write_changes, write_frozen
from assessor.service.releases import find_release, releases
from assessor.service.releasing import Approval, consult, examine, freeze
from assessor.service.reporting import compose, report
from assessor.service.settings import Session
from assessor.service.workspace import Workspace, open_workspace
from tests.cli.calls import Caller

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
SAMPLE = Path(__file__).resolve().parents[2] / "assessor" / "samples" / "mirai.yaml"
FIRST: Any = {"format_name": None, "target": None}
LEAK = "ファイアウォールは192.168.10.5にあります。"


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample city, never written to."""
    file = tmp_path_factory.mktemp("sample") / "city.assessor"
    Caller.quietly("new", str(file), "--municipality", "みらい市")
    Caller.quietly("import", str(file), str(SAMPLE))
    return file


@pytest.fixture
def city(made_once: Path, tmp_path: Path) -> Iterator[Workspace]:
    file = tmp_path / "city.assessor"
    shutil.copyfile(made_once, file)
    with open_workspace(str(file), Session("企画課", lambda: NOW)) as workspace:
        yield workspace


def released(city: Workspace, stage: str = "素案", **told: Any) -> Release:
    approval = Approval(stage, **told)
    return freeze(city, approval, examine(city, approval))


def first_done(city: Workspace) -> str:
    """A control whose sentence of fact stands in the text and that is asked of one subject."""
    found = (one for one in find_release(city, None).statements if one.written is WordingStage.IMPLEMENTED)
    return next(one.id for one in found if len(one.support) == 1 and one.support[0].control == one.id)


def withdraw(city: Workspace, control: str) -> None:
    held = next(one for one in city.result().pairs if one.control == control and one.answer is not None)
    answer(city, held.subject, control, Given("unknown"))


def test_a_release_keeps_the_text_of_its_day_whatever_is_answered_later(city: Workspace) -> None:
    composed = compose(city, Wanted("section7"))
    before = to_markdown(composed.model_copy(update={"title": f"{composed.title}（案）"}))
    made = released(city, number="企第12号", approver="企画部長", consulted=("情報政策課",))
    withdraw(city, first_done(city))
    held = find_release(city, made.id)
    assert to_markdown(held.document) == before != to_markdown(compose(city, Wanted("section7")))
    assert (held.stage, held.number, held.approver) == (ReleaseStage.DRAFT, "企第12号", "企画部長")
    assert held.digest == made.digest and held.digest.startswith("sha256:")
    assert write_frozen(city, made.id, Output()).content == before
    assert city.store.verify().is_sound


def test_a_release_just_made_checks_clean_and_a_later_answer_breaks_it(city: Workspace) -> None:
    released(city)
    assert check_document(city, None).failing == 0
    control = first_done(city)
    withdraw(city, control)
    report = check_document(city, None)
    assert control in {one.statement for one in report.claims if one.fails}
    claim = next(one for one in report.claims if one.statement == control)
    shift = claim.answers[0].shift
    assert shift is not None and (shift.before, shift.by) == ("implemented", "企画課")


def test_a_release_of_a_short_template_makes_only_the_statements_it_prints(city: Workspace) -> None:
    short, whole = released(city, template="principles"), released(city)
    assert 0 < len(short.statements) < len(whole.statements) / 4
    assert {f"s7_{one.id}_i".replace("-", "_") for one in short.statements} <= marks_in(short.document)


def test_papers_for_citizens_say_where_a_statement_stands_and_never_the_title_of_a_control(city: Workspace) -> None:
    released(city, "パブリックコメント案")
    control = first_done(city)
    withdraw(city, control)
    released(city, "成案")
    add_comment(city, "もう少しくわしく知りたい。", control)
    papers = [write_changes(city, ("S-001", "S-002"), Output()), report(city, Wanted("comments"), **FIRST)]
    titles = [one.title.ja for one in city.checklist.controls.values() if len(one.title.ja) > 6]
    for paper in papers:
        text = paper.content.decode()
        assert not [title for title in titles if title in text]
        assert re.search(r"\| 7\.[0-9]+　", text)


def test_what_an_assembly_may_be_told_holds_no_figure_of_the_self_assessment(city: Workspace) -> None:
    text = report(city, Wanted("assembly-qa"), **FIRST).content.decode()
    told = [line for line in text.split("\n") if line.startswith("**言えること**")]
    total = city.result().scorecard.total
    assert len(told) > 4
    assert not [line for line in told if f"{total.answered}" in line or "分からない" in line or "%" in line]


def test_the_newest_release_is_the_one_checked(city: Workspace) -> None:
    with pytest.raises(NoRelease):
        check_document(city, None)
    released(city)
    withdraw(city, first_done(city))
    released(city, "成案")
    assert [one.id for one in releases(city)] == ["S-001", "S-002"]
    assert check_document(city, None).failing == 0


def keys_of(blocked: pytest.ExceptionInfo[ReleaseBlocked]) -> tuple[str, ...]:
    return tuple(str(blocked.value.values["codes"]).split(", "))


def test_a_pass_holds_for_one_finding_and_not_for_the_next_of_its_kind(city: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "plan.md"
    text = to_markdown(compose(city, Wanted("section7"))).decode()
    path.write_text(f"{text}\n{LEAK}\n", "utf-8")
    with pytest.raises(ReleaseBlocked) as blocked:
        released(city, document=str(path))
    keys, kinds = keys_of(blocked), {key.partition(":")[0] for key in keys_of(blocked)}
    for more in (LEAK.replace("10.5", "10.6"), LEAK, f"{LEAK}{LEAK}"):
        path.write_text(f"{text}\n{LEAK}\n\n{more}\n", "utf-8")
        with pytest.raises(ReleaseBlocked) as later:
            released(city, document=str(path), passed=keys, reason="公表済み")
        assert not set(keys_of(later)) & set(keys)
        with pytest.raises(ReleaseBlocked):
            released(city, document=str(path), passed=(*keys, *kinds), reason="公表済み")
    path.write_text(f"{LEAK}\n\n{text}", "utf-8")
    with pytest.raises(ReleaseBlocked):
        released(city, document=str(path), passed=keys, reason="別の場所に移した")
    path.write_text(f"{text}\n新しい文です。\n\n{LEAK}\n", "utf-8")
    made = released(city, document=str(path), passed=keys, reason="公表済み", own_text="事実を確かめた")
    assert [one.key for one in made.passed if one.code != "own_text"] == list(keys)
    assert [(one.words, one.reason) for one in made.passed if one.code == "own_text"] == [
        ("新しい文です。", "事実を確かめた")
    ]


@pytest.mark.parametrize(
    "told", ["山田太郎さんの意見です", "みらい市中央1丁目2番3号に住む者です", "a.yamada@example.jp まで返事を"]
)
def test_who_sent_a_comment_is_not_kept_unless_somebody_answers_for_it(city: Workspace, told: str) -> None:
    with pytest.raises(CommentBlocked) as blocked:
        add_comment(city, told)
    assert comments(city) == ()
    keys = tuple(str(blocked.value.values["codes"]).split(", "))
    with pytest.raises(PassReasonMissing):
        add_comment(city, told, passing=Passing(keys))
    assert add_comment(city, told, passing=Passing(keys, "歴史上の人物の名")) == 1
    assert {(one.key, one.reason, one.by) for one in comments(city)[0].passed} == {
        (key, "歴史上の人物の名", "企画課") for key in keys
    }
    with pytest.raises(CommentBlocked):
        set_comment(city, 1, Said(view=f"別の{told}"), passing=Passing(keys, "歴史上の人物の名"))
    with pytest.raises(CommentBlocked):
        set_comment(city, 1, Said(gist=f"鈴木花子さんと{told}"))
    assert comments(city)[0].gist == told and comments(city)[0].view is None


def test_what_a_comment_says_of_products_and_figures_is_its_own(city: Workspace) -> None:
    assert add_comment(city, "カメラを90台に増やし、ログを365日残してほしい") == 1
    assert comments(city)[0].passed == ()


def test_a_document_with_a_leak_is_released_only_by_name_and_reason(city: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "plan.md"
    path.write_bytes(to_markdown(compose(city, Wanted("section7"))) + f"\n{LEAK}\n".encode())
    with pytest.raises(ReleaseBlocked) as blocked:
        released(city, document=str(path))
    keys = keys_of(blocked)
    with pytest.raises(PassReasonMissing):
        released(city, document=str(path), passed=keys)
    made = released(city, document=str(path), passed=keys, reason="総務課と確認した")
    assert {(one.key, one.by, one.reason) for one in made.passed} == {
        (key, "企画課", "総務課と確認した") for key in keys
    }
    assert all(one.key and one.key.startswith(f"{one.code}:") for one in made.passed)
    assert made.source == "plan.md" and made.source_digest and made.template is None
    assert any(LEAK in line.text for line in edited_text(made).lines)


def test_an_edited_document_that_claims_too_much_is_not_released(city: Workspace, tmp_path: Path) -> None:
    text = to_markdown(compose(city, Wanted("section7"))).decode()
    path = tmp_path / "plan.md"
    path.write_text(text.replace("を計画的に充実させます", "をすべて実施しています"), "utf-8")
    with pytest.raises(ReleaseBlocked) as blocked:
        released(city, document=str(path))
    assert "claim" in str(blocked.value.values["codes"])


def test_an_edited_document_is_frozen_with_its_statements(city: Workspace, tmp_path: Path) -> None:
    composed = released(city)
    path = tmp_path / "plan.md"
    path.write_bytes(to_markdown(composed.document))
    read = released(city, "成案", document=str(path))
    assert [one.id for one in read.statements] and {one.id for one in read.statements} == {
        one.id for one in composed.statements
    }
    assert {one.verdict for one in check_document(city, None).claims} == {Verdict.HOLDS}


def test_what_a_post_said_is_added_without_touching_the_text(city: Workspace) -> None:
    made = released(city, consulted=("情報政策課", "総務課"))
    consult(city, made.id, "情報政策課", comment="用語を平易に")
    changed = consult(city, made.id, "情報政策課", reply="直しました")
    told = {one.post: (one.comment, one.reply) for one in changed.consultations}
    assert told == {"情報政策課": ("用語を平易に", "直しました"), "総務課": (None, None)}
    assert (changed.digest, changed.document) == (made.digest, made.document)


def test_what_cannot_be_released_says_so(city: Workspace) -> None:
    with pytest.raises(UnknownReleaseStage):
        released(city, "清書")
    with pytest.raises(NotReleasable):
        released(city, report="gap")
    with pytest.raises(UnknownRelease) as unknown:
        find_release(city, "S-009")
    assert unknown.value.values["known"] == "―"


def test_the_table_of_changes_names_every_statement_that_came_went_or_changed(city: Workspace) -> None:
    old = released(city)
    control = first_done(city)
    withdraw(city, control)
    new = released(city, "成案", reasons={control: "意見を踏まえたため"})
    rows = {one.item: one for one in changes(old, new)}
    assert rows[control].before and rows[control].after is None
    assert rows[control].reason == "意見を踏まえたため"
    assert changes(new, new) == ()
    text = write_changes(city, (old.id, new.id), Output()).content.decode()
    assert "（削除）" in text and "意見を踏まえたため" in text and control not in text


@pytest.mark.parametrize("suffix", [".docx", ".html"])
@pytest.mark.parametrize("template", ["standard", "table", "statements", "principles"])
def test_a_frozen_text_written_and_read_back_has_no_changes(
    city: Workspace, tmp_path: Path, suffix: str, template: str
) -> None:
    first = released(city, template=template)
    path = tmp_path / f"text{suffix}"
    write_frozen(city, first.id, Output(None, str(path)))
    again = released(city, "改定", document=str(path), own_text="そのまま読み返した")
    assert changes(first, again) == ()
    assert not [one for one in again.passed if one.code == "own_text"]


def test_the_draft_decision_tells_which_sentences_rest_on_answers_and_all_that_was_released(city: Workspace) -> None:
    def text() -> str:
        return to_markdown(compose(city, Wanted("approval-draft"))).decode()

    assert "いずれも自己点検の回答" not in text() and "assessor" not in text()
    first = released(city)
    resting = sum(bool(one.support) for one in first.statements)
    assert 0 < resting < len(first.statements)
    assert f"このうち{resting}件は" in text() and "はじめての版です。" in text()
    for stage in ("庁議", "議会報告"):
        released(city, stage)
    assert all(f"S-00{number}" in text() for number in (1, 2, 3))


def test_a_city_that_has_no_procedure_promises_no_notice_to_the_assembly(city: Workspace) -> None:
    def text() -> str:
        return to_markdown(compose(city, Wanted("assembly-qa"))).decode()

    withdraw(city, "INC-10")
    assert "ご本人へのお知らせを行います" not in text() and "お知らせの手順は、まだ" in text()


def test_that_nobody_had_an_opinion_is_said_only_where_somebody_was_asked(city: Workspace) -> None:
    before = compose(city, Wanted("comments"))
    assert "ご意見はありませんでした" not in to_markdown(before).decode() and before.title.endswith("（作成中）")
    released(city, "パブリックコメント案")
    after = compose(city, Wanted("comments"))
    assert "ご意見はありませんでした" in to_markdown(after).decode() and not after.title.endswith("（作成中）")


def test_an_opinion_without_an_answer_is_given_none_and_nothing_is_made_for_publication(city: Workspace) -> None:
    add_comment(city, "カメラの目的を知りたい")
    draft = compose(city, Wanted("comments"))
    text = to_markdown(draft).decode()
    assert draft.title.endswith("（作成中）") and "**作成中**" in text
    assert "検討中" not in text and "（未記入）" in text
    with pytest.raises(CommentsUnanswered) as refused:
        compose(city, Wanted("comments", final=True))
    assert refused.value.values["numbers"] == "1"
    set_comment(city, 1, Said(view="目的をその場所に表示します。"))
    made = compose(city, Wanted("comments", final=True))
    text = to_markdown(made).decode()
    assert "作成中" not in made.title and "作成中" not in text and "未記入" not in text


def test_no_opinion_at_all_can_be_published(city: Workspace) -> None:
    assert "ありませんでした" in to_markdown(compose(city, Wanted("comments", final=True))).decode()


def test_a_heading_that_changed_stands_in_the_table_of_changes(city: Workspace, tmp_path: Path) -> None:
    first = released(city)
    path = tmp_path / "text.html"
    write_frozen(city, first.id, Output(None, str(path)))
    text = path.read_text("utf-8")
    old = next(one for one in sorted(headings_in(first.document)) if one.startswith("7.3"))
    assert old in text
    path.write_text(text.replace(old, "7.3　進める体制"), "utf-8")
    again = released(
        city, "改定", document=str(path), reasons={"7.3　進める体制": "分かりやすくした"}, own_text="題を直した"
    )
    assert [(one.section, one.before, one.after, one.reason) for one in changes(first, again)] == [
        ("見出し", old, "7.3　進める体制", "分かりやすくした")
    ]
    assert list(idle_reasons(city, again)) == []


def test_a_reason_nobody_gave_is_left_to_be_written(city: Workspace, tmp_path: Path) -> None:
    first = released(city)
    path = tmp_path / "text.html"
    write_frozen(city, first.id, Output(None, str(path)))
    text = path.read_text("utf-8")
    path.write_text(text.replace("を参考に、取組を進めます", "を参考にして、取組を進めます"), "utf-8")
    again = released(city, "改定", document=str(path), own_text="言い方を直した")
    assert [one.reason for one in changes(first, again)] == [""]


def test_lines_outside_statements_are_compared_too(city: Workspace) -> None:
    old = released(city)
    blocks = tuple(block for block in old.document.blocks if block.type != "definitions")
    new = old.model_copy(update={"document": old.document.model_copy(update={"blocks": blocks})})
    found = changes(old, new)
    assert all(one.after is None and "用語" in one.item for one in found)
    listed = next(block for block in old.document.blocks if block.type == "definitions")
    assert len(found) == len(listed.items) > 10, "a term and its explanation are one change"


def test_marks_of_a_document_are_the_marks_of_its_lines(city: Workspace) -> None:
    document = compose(city, Wanted("section7"))
    for line in lines_of(document.blocks):
        for mark in line.marks:
            assert mark.end is not None and line.text[mark.start : mark.end].strip()


def test_a_comment_is_entered_answered_and_published_without_its_sender(city: Workspace) -> None:
    assert (add_comment(city, "カメラが心配です", "AST-20"), add_comment(city, "賛成です")) == (1, 2)
    set_comment(city, 1, Said(view="目的と問合せ先を表示します", reflected=True))
    assert [(one.number, one.reflected) for one in comments(city)] == [(1, True), (2, None)]
    text = report(city, Wanted("comments"), format_name=None, target=None).content.decode()
    assert "目的と問合せ先を表示します" in text and "2件" in text and "企画課" not in text.partition("お問合せ")[0]


def test_a_comment_that_is_not_there_or_there_already_is_told(city: Workspace) -> None:
    add_comment(city, "賛成です", number=7)
    with pytest.raises(UnknownComment):
        add_comment(city, "賛成です", number=7)
    with pytest.raises(UnknownComment):
        set_comment(city, 8, Said(view="考え方"))
    with pytest.raises(UnknownStatement):
        add_comment(city, "賛成です", "GOV-99")
    assert add_comment(city, "次の意見") == 8


@pytest.mark.parametrize("kind", ["approval-draft", "assembly-qa"])
@pytest.mark.parametrize("releases_before", [0, 1, 2])
def test_the_internal_papers_can_be_made_at_every_moment(city: Workspace, kind: str, releases_before: int) -> None:
    for _ in range(releases_before):
        released(city, consulted=("総務課",))
    document = compose(city, Wanted(kind))
    assert document.internal and "取扱注意" in to_markdown(document).decode()


def test_a_summary_of_a_service_may_name_who_runs_it_and_how_long_data_is_kept(city: Workspace) -> None:
    bus = examine(city, Approval("成案", report="pia-summary", subject="bus"))
    shown = to_markdown(bus.document).decode()
    assert "みらい交通株式会社" in shown and "退会から1年" in shown
    assert bus.findings.blocking == ()
    assert freeze(city, Approval("成案", report="pia-summary", subject="bus"), bus).report == "pia-summary"


@pytest.mark.parametrize(
    ("report", "subject", "words"),
    [
        ("section7", None, "運営はみらい交通株式会社です。"),
        ("section7", None, "氏名は退会から1年で消します。"),
        ("pia-summary", "bus", "基盤はみらい計測株式会社が守ります。"),
        ("pia-summary", "bus", "パスワードは3年で替えます。"),
    ],
)
def test_what_a_summary_may_tell_stays_inside_in_every_other_text(
    city: Workspace, tmp_path: Path, report: str, subject: str | None, words: str
) -> None:
    made = tmp_path / "text.md"
    made.write_text(f"# 要約\n\n{words}\n", "utf-8")
    found = examine(city, Approval("成案", report=report, subject=subject, document=str(made))).findings
    assert {one.code for one in found.blocking} & {"inside_name", "figure"}


def test_a_decision_before_an_earlier_stage_needs_a_reason_that_is_kept(city: Workspace) -> None:
    released(city, "パブリックコメント案", dated="2026-10-01")
    with pytest.raises(DecisionOutOfOrder) as refused:
        released(city, "成案", dated="令和8年9月1日")
    key = str(refused.value.values["key"])
    assert (refused.value.values["release"], refused.value.values["before"]) == ("S-001", "令和8年10月1日")
    with pytest.raises(PassReasonMissing):
        released(city, "成案", dated="2026-09-01", passed=(key,))
    made = released(city, "成案", dated="2026-09-01", passed=(key,), reason="決裁は先に受け、意見は後で募った")
    assert [(one.code, one.words, one.by) for one in made.passed] == [("date_order", "令和8年9月1日", "企画課")]
    with pytest.raises(DecisionOutOfOrder):
        released(city, "改定", dated="2026-11-23")
    assert released(city, "改定", dated="2026-11-22").passed == ()


def test_a_decision_entered_late_takes_its_place_and_the_newest_stays_the_newest(city: Workspace) -> None:
    released(city, "素案", dated="2026-09-01")
    released(city, "パブリックコメント案", dated="2026-11-01")
    late = released(city, "庁議", dated="2026-10-01")
    assert [one.id for one in releases(city)] == ["S-001", late.id, "S-002"]
    assert find_release(city, None).id == "S-002"


def test_the_day_of_another_text_is_no_measure(city: Workspace) -> None:
    released(city, "成案")
    other = Approval("素案", report="pia-summary", subject="bus", dated="2026-10-01")
    assert examine(city, other).findings.order is None


def test_a_number_used_twice_is_told(city: Workspace) -> None:
    released(city, number="企第12号")
    found = examine(city, Approval("成案", report="pia-summary", subject="bus", number="企第12号")).findings
    assert [one.id for one in found.alike] == ["S-001"] and not found.order


def test_the_frozen_text_has_the_title_and_the_day_it_was_printed_with(city: Workspace, tmp_path: Path) -> None:
    draft = released(city, dated="2026-10-05")
    assert draft.document.title.endswith("（案）") and str(draft.document.dated) == "2026-10-05"
    path = tmp_path / "text.docx"
    write_frozen(city, draft.id, Output(None, str(path)))
    read = examine(city, Approval("成案", document=str(path)))
    assert read.findings.title_contradicts and str(read.document.dated) == "2026-10-05"
    assert read.document.title == draft.document.title
    assert not examine(city, Approval("庁議", document=str(path))).findings.title_contradicts
    final = released(city, "成案")
    assert "案）" not in final.document.title and str(final.document.dated) == "2026-11-22"


def test_a_reason_for_what_did_not_change_is_told_and_one_for_nothing_is_refused(city: Workspace) -> None:
    released(city)
    control = first_done(city)
    withdraw(city, control)
    same = next(one.id for one in find_release(city, None).statements if one.id != control)
    heading = min(headings_in(find_release(city, None).document))
    with pytest.raises(UnknownStatement):
        released(city, "成案", reasons={"GOV-111": "意見"})
    assert len(releases(city)) == 1
    made = released(city, "成案", reasons={control: "意見", same: "意見", heading: "意見"})
    assert list(idle_reasons(city, made)) == [same, heading]


@pytest.mark.parametrize(
    ("stage", "asked"),
    [
        ("素案", "素案とし、庁内の意見を聴いてよろしいか"),
        ("庁議", "庁議に付してよろしいか"),
        ("議会報告", "議会に報告してよろしいか"),
        ("パブリックコメント案", "パブリックコメントにかける案としてよろしいか"),
        ("成案", "成案とし、公表してよろしいか"),
        ("改定", "改定し、公表してよろしいか"),
    ],
)
def test_the_draft_decision_asks_for_the_stage_chosen(city: Workspace, stage: str, asked: str) -> None:
    def text() -> str:
        return to_markdown(compose(city, Wanted("approval-draft", stage=stage))).decode()

    assert f"（{stage}）について" in text() and asked in text() and "決裁を受けた版はありません" in text()
    released(city, "素案")
    control = first_done(city)
    withdraw(city, control)
    gone = next(one.text for one in find_release(city, None).statements if one.id == control)
    assert (f"| {gone} | （削除）" in text()) is (stage != "素案"), (
        "the text of today, but for the stage that was reached"
    )
    assert [one.id for one in releases(city)] == ["S-001"]


def test_what_is_told_of_a_decision_is_put_right_and_what_stood_there_is_kept(city: Workspace, tmp_path: Path) -> None:
    first = released(city, "素案", dated="2026-09-01", number="企第12号")
    second = released(city, "成案", dated="2026-11-01")
    right = Right("起案の番号を写し間違えた", dated="令和8年9月3日", number="企第21号", reasons={"GOV-11": "始めた"})
    made = correct(city, first.id, right)
    assert [(one.field, one.item, one.before, one.after) for one in made] == [
        (CorrectedField.DATED, None, "2026-09-01", "2026-09-03"),
        (CorrectedField.NUMBER, None, "企第12号", "企第21号"),
        (CorrectedField.REASON, "GOV-11", None, "始めた"),
    ]
    held = find_release(city, first.id)
    assert (str(held.dated), held.number, held.reasons) == ("2026-09-03", "企第21号", {"GOV-11": "始めた"})
    assert (held.document, held.digest, held.statements) == (first.document, first.digest, first.statements)
    correct(city, first.id, Right("番号は付けないことになった", number=""))
    held = find_release(city, first.id)
    assert held.number is None and len(held.corrections) == 4
    assert {(one.by, one.on) for one in held.corrections} == {("企画課", city.session.today)}
    for kind in ("handover", "approval-draft"):
        told = str(compose(city, Wanted(kind)).model_dump())
        assert "企第12号" in told and "起案の番号を写し間違えた" in told
    assert find_release(city, None).id == second.id and city.store.verify().is_sound


def test_a_correction_says_why_changes_something_and_turns_no_order_round_unseen(city: Workspace) -> None:
    first = released(city, "素案", dated="2026-09-01")
    released(city, "成案", dated="2026-10-01")
    with pytest.raises(FieldMissing):
        correct(city, first.id, Right("。", number="1"))
    with pytest.raises(NothingToCorrect):
        correct(city, first.id, Right("同じ", dated="2026-09-01"))
    with pytest.raises(UnknownStatement):
        correct(city, first.id, Right("理由", reasons={"GOV-99": "なぜ"}))
    with pytest.raises(UnknownRelease):
        correct(city, "S-009", Right("理由", number="1"))
    with pytest.raises(DecisionOutOfOrder) as refused:
        correct(city, first.id, Right("誤記", dated="2026-11-23"))
    assert refused.value.values["reason"] == "to_come"
    with pytest.raises(DecisionOutOfOrder) as refused:
        correct(city, first.id, Right("誤記", dated="2026-10-02"))
    assert (refused.value.values["release"], refused.value.values["reason"]) == ("S-002", "overtakes")
    with pytest.raises(DecisionOutOfOrder) as refused:
        correct(city, "S-002", Right("誤記", dated="2026-08-31"))
    assert (refused.value.values["release"], "reason" in refused.value.values) == ("S-001", False)
    assert not find_release(city, first.id).corrections
    correct(city, "S-002", Right("誤記", dated="2026-08-31", passed=(str(refused.value.values["key"]),)))
    held = find_release(city, "S-002")
    assert [one.code for one in held.passed] == ["date_order"] and str(held.dated) == "2026-08-31"
    # What is out of order already stands in the way of no other correction.
    correct(city, first.id, Right("番号を書いた", number="2"))


def test_a_stage_that_there_is_not_is_not_decided(city: Workspace) -> None:
    with pytest.raises(UnknownReleaseStage):
        compose(city, Wanted("approval-draft", stage="清書"))


def test_what_two_posts_said_at_the_same_time_does_not_take_each_other_back(city: Workspace) -> None:
    made = released(city, consulted=("情報政策課", "総務課"))
    with open_workspace(city.target, city.session) as other:
        consult(other, made.id, "総務課", comment="異議なし")
    with pytest.raises(StaleRecord):
        consult(city, made.id, "情報政策課", comment="用語を平易に")
    city.refresh()
    changed = consult(city, made.id, "情報政策課", comment="用語を平易に")
    assert {one.post: one.comment for one in changed.consultations} == {
        "情報政策課": "用語を平易に",
        "総務課": "異議なし",
    }


def test_the_handover_does_not_call_a_text_that_was_decided_a_draft(city: Workspace) -> None:
    released(city, "成案")
    told = to_markdown(compose(city, Wanted("handover"))).decode()
    assert "| S-001" in told and "計画の第7章" in told and "第7章の案" not in told
