"""A piece of a programme in words: nothing of JSON is seen, no token, and a choice can still be named."""

import json

import pytest

from assessor.i18n.merge_words import piece_lines, piece_name
from assessor.i18n.translator import translator

SAY = translator("ja")


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("bus/SVC-01", "bus/SVC-01"),
        ("programme:plan", "programme 計画の名前"),
        ("bus:facts.cloud", "bus 前提 cloud"),
        ("@section7:wording.GOV-01", "第7章 直した文 GOV-01"),
        ("inquiry=I-001", "照会 I-001"),
        ("own-kind=bus/X-1", "own-kind bus/X-1"),
    ],
)
def test_every_key_has_a_name(key: str, name: str) -> None:
    assert piece_name(key, SAY) == name


@pytest.mark.parametrize(
    ("value", "lines"),
    [
        (None, ["（なし）"]),
        (True, ["はい"]),
        ("みらい市", ["みらい市"]),
        (["GOV-01", "GOV-02"], ["GOV-01、GOV-02"]),
        (
            {
                "status": "partial",
                "comment": "済",
                "evidence": [{"date": "2026-04-01", "title": "記録"}],
                "reason": None,
            },
            ["一部実施している", "メモ: 済", "証拠: 記録 2026-04-01"],
        ),
        ({"token": "secret", "asked": {"bus/SVC-01": 0}, "state": "open"}, ["尋ねた質問: bus/SVC-01", "状態: open"]),
    ],
)
def test_what_is_said_is_said_in_words(value: object, lines: list[str]) -> None:
    text = None if value is None else json.dumps(value, ensure_ascii=False)
    assert list(piece_lines(text, SAY)) == lines
