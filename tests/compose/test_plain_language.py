import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.compose.plain_language import plain_language
from assessor.model.document import DefinitionList, Span
from assessor.model.remark import KnownNames, Remark, RemarkCode, RemarkSeverity
from assessor.model.text_rules import PlainRules
from tests.compose.making import paragraph
from tests.compose.test_text_sentences import document_of, heading
from tests.model.mini import shipped

KNOWN = KnownNames(
    terms=tuple(one.term for one in shipped().glossary), published=("みらい市情報通信技術利活用推進基本計画",)
)


def found(text: str) -> tuple[Remark, ...]:
    publication = shipped().publication
    assert publication.plain is not None
    return plain_language(text, publication.plain, banned=publication.banned_words, known=KNOWN)


def told(text: str) -> list[tuple[str, str]]:
    return [(one.code.value, one.words) for one in found(text)]


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("必ずお知らせします。", "banned_word", "必ず"),
        ("１００％安全です。", "banned_word", "１００％"),
        ("オーケストレーションを行います。", "term_unexplained", "オーケストレーション"),
        ("メタデータを使います。", "term_unexplained", "メタデータ"),
        ("IPoEを使います。", "term_unexplained", "IPoE"),
        ("情報通信技術利活用推進計画を作ります。", "kanji_stacked", "情報通信技術利活用推進計画"),
        ("定められた手順が守られています。", "passives", "られた手順が守られ"),
        ("必要がないわけではありません。", "double_negation", "ないわけではありま"),
        ("行わないことはありません。", "double_negation", "ないことはありま"),
        ("決まりを遵守します。", "hard_word", "遵守"),
        ("ステークホルダーと進めます。", "hard_word", "ステークホルダー"),
        ("危険を減らします。", "worrying_word", "危険"),
    ],
)
def test_what_a_resident_would_stumble_over_is_found(text: str, code: str, words: str) -> None:
    assert (code, words) in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "都市OS※のデータを守ります。クラウドサービスを選んでいます。",
        "アプリやホームページでお知らせします。",
        "個人情報保護委員会へ報告します。",
        "『みらい市情報通信技術利活用推進基本計画』に沿って進めます。",
        "詳しくは https://www.city.mirai.lg.jp/plan.html をご覧ください。",
        "決められた手順があります。それを守ります。",
        "個人情報を使わないことを定めています。",
        "必要に応じて見直さなければなりません。",
    ],
)
def test_everyday_words_and_explained_terms_are_let_through(text: str) -> None:
    assert told(text) == []


def test_a_sentence_is_long_from_81_characters_on_the_mark_of_terms_not_counted() -> None:
    just = "あ" * 79 + "。"
    assert told(just) == [] and told("※" + just) == []
    (remark,) = found("あ" * 80 + "。")
    assert (remark.code, remark.values) == (RemarkCode.SENTENCE_LONG, {"length": 81, "limit": 80})


def test_only_what_nobody_can_keep_blocks() -> None:
    assert {one.severity for one in found("最新の対策です。")} == {RemarkSeverity.BLOCK}
    assert {one.severity for one in found("メタデータの危険を勘案します。")} == {RemarkSeverity.NOTICE}


def test_a_hard_word_comes_with_the_one_to_say_instead() -> None:
    (remark,) = found("決まりを遵守します。")
    assert remark.values == {"instead": "守る"}


def test_a_remark_says_in_which_block_and_sentence_and_column_it_stands() -> None:
    (remark,) = found("決めています。\n守ります。必ず守ります。")
    assert (remark.block, remark.sentence, remark.column, remark.text) == (2, 2, 1, "必ず守ります。")


def test_the_explanations_of_the_glossary_may_use_the_words_they_explain() -> None:
    explained = DefinitionList(items=(((Span(text="MTBF"),), (paragraph("Mean Time のおそれ。"),)),))
    other = paragraph("MTBF：Mean Time の危険。")
    assert plain_language(document_of(explained), PlainRules()) == ()
    assert plain_language(document_of(heading("7.10　用語"), other), PlainRules()) == ()
    assert len(plain_language(document_of(other), PlainRules())) == 3


@given(st.text(max_size=60))
def test_any_text_can_be_checked_and_every_remark_stands_where_it_says(text: str) -> None:
    for one in found(text):
        assert one.text[one.column - 1 :].startswith(one.words) and one.words
