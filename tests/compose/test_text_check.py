"""Both checks together, and our own texts held to them: what we ask of others we keep."""

import pytest

from assessor.catalog.lint_texts import public_sentences
from assessor.compose.section7 import final
from assessor.compose.text_check import blocking, check_text
from assessor.i18n.translator import translator
from assessor.model.remark import KnownNames, RemarkCode
from assessor.model.scales import Status
from tests.compose.making import document, public, shipped_template, whole_city
from tests.model.mini import shipped

KNOWN = KnownNames(terms=tuple(one.term for one in shipped().glossary))
LATEST = "（令和10年度）。"


def test_every_public_sentence_of_the_shipped_checklist_passes_also_with_its_year() -> None:
    said = [
        text.ja.removesuffix("。") + LATEST if path[-1] == "planned" else text.ja
        for path, text in public_sentences(shipped())
    ]
    for remark in check_text("\n".join(said), shipped().publication, known=KNOWN):
        pytest.fail(f"{remark.code.value} {remark.words}: {remark.text}")


def test_every_explanation_of_the_glossary_tells_nothing_that_should_stay_inside() -> None:
    said = "\n".join(one.definition.ja for one in shipped().glossary)
    assert blocking(check_text(said, shipped().publication, known=KNOWN)) == ()


@pytest.mark.parametrize("name", ["standard", "table"])
@pytest.mark.parametrize("status", [Status.IMPLEMENTED, Status.PLANNED, Status.NOT_IMPLEMENTED, None])
def test_the_words_of_our_own_templates_pass(name: str, status: Status | None) -> None:
    view = public(whole_city(status, contact="企画課", review="毎年度", responsible="副市長（CISO）"))
    made = document(view, shipped_template("section7", name))
    known = KnownNames(terms=KNOWN.terms, published=(view.guideline, *view.laws))
    for text in (made, final(made)):
        assert check_text(text, shipped().publication, known=known) == ()


def test_of_words_that_tell_too_much_only_that_is_said() -> None:
    assert [one.code for one in check_text("FortiGateを使います。", shipped().publication)] == [RemarkCode.PRODUCT]


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("code", list(RemarkCode))
def test_every_remark_has_its_two_sentences(code: RemarkCode, lang: str) -> None:
    say = translator(lang)
    for part in ("what", "next"):
        key = f"remark.{code.value}.{part}"
        assert say(key) != key


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "a.",
        "a-",
        "a@",
        "1,",
        "1",
        "十",
        "データ",
        "データカタログ",
        "ポート ",
        " ",
        "漢",
        "1.1.",
        "ァ",
        "AA1",
        "鈴木 ",
        "番1",
    ],
)
def test_a_text_of_one_endless_word_is_checked_in_the_time_of_any_other(piece: str) -> None:
    text = piece * (20_000 // len(piece)) + "ヌ"
    assert len(check_text(text, shipped().publication, known=KNOWN)) <= 20_000 // len(piece) + 3
