import pytest

from assessor.errors import BadText, StatementSilent, TextMissing, TextTooLong, UnknownStatement
from assessor.model.choice import Stance, StatementChoice, Visibility
from assessor.model.programme import Section7Choice, WordingOverride, WordingStage
from assessor.model.remark import RemarkCode
from assessor.service.assessing import Given, answer
from assessor.service.choosing import choices, hide, show, unword, word
from assessor.service.composing import Wanted
from assessor.service.exchanging import export_answers
from assessor.service.reporting import compose
from assessor.service.text_checking import remarks_on, rules_of, wording_remarks
from assessor.service.workspace import Workspace


def of(workspace: Workspace, name: str) -> StatementChoice:
    return next(one for one in choices(workspace) if one.id == name)


def text_of(workspace: Workspace) -> str:
    from assessor.render.markdown import to_markdown

    return to_markdown(compose(workspace, Wanted("section7"))).decode()


def test_a_hidden_statement_goes_from_section_7_and_comes_back(sample: Workspace) -> None:
    sentence = of(sample, "GOV-11").printed
    chosen = sample.assessment.section7.hide
    assert sentence is not None and "GOV-11" not in chosen
    assert hide(sample, ["GOV-11"]) and not hide(sample, ["GOV-11"])
    assert of(sample, "GOV-11").visibility is Visibility.HIDDEN
    assert "研修を毎年度" not in text_of(sample)
    assert show(sample, ["GOV-11"]) == ()
    assert of(sample, "GOV-11").printed == sentence
    assert sample.assessment.section7.hide == chosen


def test_a_folded_control_is_shown_by_itself_only_when_named_and_the_officer_is_told(sample: Workspace) -> None:
    assert of(sample, "GOV-09").visibility is Visibility.FOLDED
    assert show(sample, ["GOV-09", "GOV-11"]) == ("GOV-09",)
    assert of(sample, "GOV-09").visibility is Visibility.PRINTED
    hide(sample, ["GOV-09"])
    assert sample.assessment.section7.show == ()


def test_own_words_are_printed_at_the_stage_they_were_written_for(sample: Workspace) -> None:
    worded = word(sample, "GOV-10", " 専門家に相談できるようにします。 ")
    assert sample.assessment.section7.wording["GOV-10"] == WordingOverride(
        text="専門家に相談できるようにします。", stage=WordingStage.PLANNED
    )
    assert worded.remarks == () and worded.choice.printed is not None
    assert worded.choice.printed.text == "専門家に相談できるようにします（令和9年度）。"
    answer(sample, "programme", "GOV-10", Given("implemented"))
    assert of(sample, "GOV-10").is_outdated
    assert "専門家に相談" not in text_of(sample)
    assert unword(sample, ["GOV-10"]) and not unword(sample, ["GOV-10"])
    assert not of(sample, "GOV-10").is_touched


def test_own_words_are_kept_when_the_document_is_made_again_and_other_answers_change(sample: Workspace) -> None:
    word(sample, "GOV-11", "職員の研修を毎年度行っています。")
    answer(sample, "programme", "GOV-12", Given("clear"))
    assert "職員の研修を毎年度行っています。" in text_of(sample)


def test_own_words_that_tell_too_much_are_saved_and_remarked(sample: Workspace) -> None:
    worded = word(sample, "GOV-11", "必ず年2回、FortiGateの研修を行っています。")
    assert {one.code for one in worded.remarks} == {RemarkCode.BANNED_WORD, RemarkCode.FIGURE, RemarkCode.PRODUCT}
    found = wording_remarks(sample, sample.assessment.section7.wording)
    assert {one.statement for one in found} == {"GOV-11"} and len(found) == 3


def test_markup_in_own_words_is_printed_as_it_was_typed(sample: Workspace) -> None:
    typed = "**研修**を[行って](x)います。| <b>表</b> {{ city }}"
    word(sample, "GOV-11", typed)
    from assessor.compose.text_sentences import sentences_of

    said = [one.text for one in sentences_of(compose(sample, Wanted("section7")))]
    assert "".join(said).count("**研修**を[行って](x)います。| <b>表</b> {{ city }}".replace("。", "。")) == 1


@pytest.mark.parametrize(
    ("name", "text", "error"),
    [
        ("GOV-99", "書きます。", UnknownStatement),
        ("PIA-02", "書きます。", StatementSilent),
        ("GOV-15", "書きます。", StatementSilent),
        ("GOV-11", "　", TextMissing),
        ("GOV-11", "書き\nます。", BadText),
        ("GOV-11", "書き\x1bます。", BadText),
        ("GOV-11", "あ" * 401, TextTooLong),
    ],
)
def test_words_that_cannot_be_taken_are_refused_and_nothing_is_lost(
    sample: Workspace, name: str, text: str, error: type[Exception]
) -> None:
    before = sample.assessment.section7
    with pytest.raises(error):
        word(sample, name, text)
    assert sample.assessment.section7 == before


def test_what_is_never_published_cannot_be_shown(sample: Workspace) -> None:
    with pytest.raises(StatementSilent):
        show(sample, ["PIA-02"])
    with pytest.raises(UnknownStatement) as told:
        hide(sample, ["GOV-1"])
    assert told.value.values["nearest"]


def test_section_7_of_the_sample_city_is_fit_to_be_read_by_anyone(sample: Workspace) -> None:
    for template in ("standard", "table"):
        made = compose(sample, Wanted("section7", template=template))
        assert remarks_on(sample, made) == ()


def test_what_the_city_publishes_of_itself_is_excused_and_its_operators_are_not(sample: Workspace) -> None:
    contact = sample.assessment.programme.contact
    assert remarks_on(sample, f"お問合せは、{contact}で承ります。") == ()
    operator = next(one.operator for one in sample.assessment.subjects if one.operator and "市" not in one.operator)
    assert [one.code for one in remarks_on(sample, f"{operator}が守ります。")][:1] == [RemarkCode.INSIDE_NAME]


def test_a_checklist_from_before_there_were_rules_takes_the_installed_ones(sample: Workspace) -> None:
    bare = sample.checklist.publication.model_copy(update={"plain": None, "leaks": None})
    rules = rules_of(sample.checklist.model_copy(update={"publication": bare}))
    assert rules.leaks is not None and rules.plain is not None and rules.leaks.words


def test_why_a_statement_is_left_out_is_kept_inside_and_goes_with_it(sample: Workspace) -> None:
    from assessor.render.markdown import to_markdown

    before, reason = text_of(sample), "来年度に窓口を替えるため"
    assert hide(sample, ["GOV-11"])
    hidden = text_of(sample)
    assert hide(sample, ["GOV-11"], reason) and not hide(sample, ["GOV-11"], reason)
    assert text_of(sample) == hidden != before
    assert hide(sample, ["GOV-12"]) and sample.assessment.section7.why == {"GOV-11": reason}
    for kind in ("section7-worksheet", "handover"):
        assert reason in to_markdown(compose(sample, Wanted(kind))).decode()
    for kind in ("section7", "glossary", "roadmap", "comments"):
        assert reason not in to_markdown(compose(sample, Wanted(kind))).decode()
    assert reason in (export_answers(sample, None) or "")
    show(sample, ["GOV-11"])
    assert sample.assessment.section7.why == {} and sample.store.verify().is_sound


def test_a_statement_shown_again_on_the_screen_keeps_no_reason() -> None:
    held = Section7Choice(hide=("GOV-11", "GOV-12"), why={"GOV-11": "理由", "GOV-12": "理由"})
    assert Stance.of(held, "GOV-11").put_into(held, "GOV-11").why == held.why
    assert Stance().put_into(held, "GOV-11").why == {"GOV-12": "理由"}
