from pathlib import Path

import pytest

from tests.cli.calls import Caller


def test_the_list_tells_of_each_statement_its_stage_its_words_and_whether_it_is_shown(
    call: Caller, sample: str
) -> None:
    out = call.well("section7", "list", sample).out
    assert "GOV-11　実施中　載る\n    スマートシティ※に関わる職員を対象に" in out
    assert "GOV-10　順次拡大　載る\n" in out and "GOV-09　実施中　分野の文にまとめる\n" in out
    assert "GOV-15" not in out and "GOV-15　いまは書けない" in call.well("section7", "list", sample, "--all").out
    assert "PIA-02　いまは書けない　公表しない項目" in call.well("section7", "list", sample, "--all").out


def test_our_words_and_the_citys_stand_one_above_the_other_with_what_differs(call: Caller, sample: str) -> None:
    call.well("section7", "word", sample, "GOV-12", "参加する事業者に、守るべき決まりを伝えています。")
    out = call.well("section7", "list", sample).out
    assert "  - 参加する事業者に、守るべき決まりを〔毎年度〕伝えています。" in out
    assert "  + 参加する事業者に、守るべき決まりを伝えています。" in out


def test_the_list_as_json_has_every_statement_with_both_wordings(call: Caller, sample: str) -> None:
    rows = {row["id"]: row for row in call.well("section7", "list", sample, "--all", "--json").data}
    assert len(rows) > 206
    row = rows["GOV-26"]
    assert (row["visibility"], row["stage"], row["own_stage"], row["outdated"]) == (
        *("printed", "in_place", "implemented", False),
    )
    assert row["text"] == row["own"] != row["ours"]
    assert rows["PIA-02"]["visibility"] == "never" and rows["PIA-02"]["text"] is None


def test_words_whose_stage_has_changed_are_flagged(call: Caller, sample: str) -> None:
    call.well("section7", "word", sample, "GOV-12", "事業者に決まりを伝えています。")
    call.well("answer", sample, "programme", "GOV-12", "planned", "--planned-for", "R9")
    ended = call.well("section7", "list", sample)
    assert "  ! 市の文は「実施中」のときに書いたものです。いまの段階は「今後の取組」なので" in ended.out
    assert "使われていない市の文が1つあります" in ended.err
    call.well("section7", "unword", sample, "GOV-12")
    assert call.well("section7", "list", sample).err == ""


def test_words_that_tell_too_much_are_remarked_by_each_door(call: Caller, sample: str, tmp_path: Path) -> None:
    told = call.well("section7", "word", sample, "GOV-12", "FortiGateを1日2回見ています。").err
    assert "! GOV-12 「FortiGate」は製品やサービスの名前です。" in told and "「2回」" in told
    file = tmp_path / "answers.yaml"
    text = "鈴木さんが研修を行っています。"
    file.write_text(
        f"assessor: 1\nsection7: {{wording: {{GOV-11: {{text: {text}, stage: implemented}}}}}}\nsubjects: []\n", "utf-8"
    )
    for arguments in (["--dry-run"], []):
        assert "! GOV-11 「鈴木さん」は人の名前です。" in call.well("import", sample, str(file), *arguments).err
    assert "鈴木さん" not in call.well("import", sample, str(file)).err


def test_a_technical_control_shown_by_itself_comes_with_a_warning(call: Caller, sample: str) -> None:
    assert "手がかり" in call.well("section7", "show", sample, "COS-09").err
    assert "手がかり" not in call.well("section7", "show", sample, "GOV-11").err


def test_what_is_left_out_leaves_no_trace_in_the_document(call: Caller, sample: str) -> None:
    call.well("section7", "hide", sample, "GOV-12")
    hidden = call.well("report", "section7", sample).out
    call.well("section7", "show", sample, "GOV-12")
    call.well("answer", sample, "programme", "GOV-12", "not_implemented")
    assert call.well("report", "section7", sample).out == hidden


@pytest.mark.parametrize(
    "arguments",
    [
        ["hide", "GOV-1"],
        ["show", "PIA-02"],
        ["word", "GOV-15", "書きます。"],
        ["word", "GOV-11", " "],
        ["word", "GOV-11", "制御\x1b文字"],
        ["unword", "nix"],
    ],
)
def test_what_cannot_be_chosen_ends_with_2_and_two_sentences(call: Caller, sample: str, arguments: list[str]) -> None:
    name, *rest = arguments
    ended = call("section7", name, sample, *rest)
    assert ended.code == 2 and ended.err.count("。") >= 2 and ended.out == ""


def test_each_choice_is_an_event_of_the_trail(call: Caller, sample: str) -> None:
    before = len(call.well("history", sample, "--json").data)
    call.well("section7", "hide", sample, "GOV-12")
    call.well("section7", "hide", sample, "GOV-12")
    call.well("section7", "word", sample, "GOV-11", "研修を毎年度行っています。")
    assert len(call.well("history", sample, "--json").data) == before + 2
