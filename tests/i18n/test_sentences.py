import pytest

from assessor.errors import BadText, FileUnreadable, OutputFailed, UnknownSubject, WrongKind
from assessor.i18n.sentences import sentences
from assessor.i18n.translator import Say, translator

JA, EN = translator("ja"), translator("en")


def test_a_reason_or_a_near_name_gives_the_sentences_a_form_of_their_own() -> None:
    assert "空き" in sentences(OutputFailed(path="x", reason="full"), JA)[0]
    assert sentences(OutputFailed(path="x", reason="other"), JA)[0] == JA("OutputFailed.what")
    assert "folder" in sentences(FileUnreadable(path="x", reason="folder"), EN)[0]
    assert sentences(UnknownSubject(subject="x", nearest=""), JA)[1] == JA("UnknownSubject.next")
    assert "bus" in sentences(UnknownSubject(subject="x", nearest="bus"), JA)[1]


def test_kinds_and_fields_are_said_in_the_readers_words() -> None:
    error = WrongKind(control="SVC-01", subject="programme", kind="programme", needed="service")
    assert "計画全体" in sentences(error, JA)[0] and "サービス" in sentences(error, JA)[0]
    assert sentences(BadText(field="comment", code="U+001B", position=1), JA)[0].startswith("メモ")


@pytest.mark.parametrize("say", [JA, EN])
def test_no_value_brings_a_control_character_in(say: Say) -> None:
    told = "".join(sentences(UnknownSubject(subject="\x1b]52;c;QQ\x07\n", nearest=""), say))
    assert "␛" in told and "\x1b" not in told and "\n" not in told
