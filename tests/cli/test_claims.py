from pathlib import Path

from tests.cli.calls import Caller


def made(call: Caller, sample: str, tmp_path: Path, name: str = "plan.docx") -> str:
    path = tmp_path / name
    call.well("report", "section7", sample, "-o", str(path))
    return str(path)


def test_a_document_just_made_checks_clean_and_an_answer_breaks_it(call: Caller, sample: str, tmp_path: Path) -> None:
    path = made(call, sample, tmp_path)
    call.well("claims", "check", sample, path)
    call.well("answer", sample, "programme", "GOV-04", "unknown")
    ended = call("claims", "check", sample, path)
    assert ended.code == 1 and "GOV-04" in ended.out and "今の回答と合いません" in ended.out
    english = call("claims", "check", sample, path, "--lang", "en")
    assert english.code == 1 and "no longer holds" in english.out


def test_the_json_names_what_fails(call: Caller, sample: str, tmp_path: Path) -> None:
    path = made(call, sample, tmp_path, "plan.html")
    call.well("answer", sample, "programme", "GOV-04", "unknown")
    ended = call("claims", "check", sample, path, "--json")
    failing = [one for one in ended.data["claims"] if one["fails"]]
    assert ended.code == 1 and ended.data["failing"] == len(failing)
    claim = next(one for one in failing if one["statement"] == "GOV-04")
    assert (claim["mark"], claim["verdict"], claim["written"]) == ("s7_GOV_04_i", "no_longer", "implemented")
    assert claim["answers"][0]["shift"] == {"before": "implemented", "by": "花子", "day": "2026-11-22"}


def test_a_document_that_cannot_be_read_back_ends_with_three_and_two_sentences(
    call: Caller, sample: str, tmp_path: Path
) -> None:
    old = tmp_path / "plan.docx"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    for name in (str(old), str(tmp_path / "none.docx")):
        ended = call("claims", "check", sample, name)
        assert ended.code == 3 and name in ended.err and ended.err.count("。") == 2


def test_without_a_document_and_a_release_there_is_nothing_to_check(call: Caller, sample: str) -> None:
    assert call("claims", "check", sample).code == 2


def test_a_release_goes_from_draft_to_table_of_changes(call: Caller, sample: str, tmp_path: Path) -> None:
    told = ("--number", "企第12号", "--approver", "企画部長", "--consulted", "総務課")
    assert call.well("release", "create", sample, "--stage", "素案", *told).out == "S-001\n"
    call.well("claims", "check", sample)
    call.well("answer", sample, "programme", "GOV-04", "unknown")
    assert call("claims", "check", sample).code == 1
    assert call.well("release", "create", sample, "--stage", "adopted").out == "S-002\n"
    assert [one["stage"] for one in call.well("release", "list", sample, "--json").data] == ["draft", "adopted"]
    call.well("release", "consult", sample, "S-001", "総務課", "--comment", "用語を平易に")
    assert "用語を平易に" in call.well("release", "show", sample, "S-001").out
    target = tmp_path / "frozen.docx"
    call.well("release", "show", sample, "S-001", "--document", "-o", str(target))
    assert target.stat().st_size > 1000
    assert "（削除）" in call.well("release", "diff", sample, "S-001", "S-002").out
    call.well("verify", sample)


def test_a_blocked_release_says_where_and_writes_nothing(call: Caller, sample: str, tmp_path: Path) -> None:
    path = Path(made(call, sample, tmp_path, "plan.md"))
    path.write_text(path.read_text("utf-8") + "\n監視は192.168.10.5で行います。\n", "utf-8")
    ended = call("release", "create", sample, "--stage", "素案", "--document", str(path))
    assert ended.code == 2 and "[network_address:" in ended.err and "192.168.10.5" in ended.err
    assert call.well("release", "list", sample, "--json").data == []


BACKUP = "データ連携基盤のバックアップを取得し、復旧の訓練も行っています。"
BOAST = "わたしたちの情報は、世界最高の水準で守ります。"


def with_sentence(path: str, sentence: str) -> str:
    text = Path(path).read_text("utf-8")
    before, heading, after = text.partition("\n## 7.5")
    Path(path).write_text(f"{before}\n{sentence}\n{heading}{after}", "utf-8")
    return path


def test_a_sentence_that_nothing_stands_behind_is_listed_with_its_heading(
    call: Caller, sample: str, tmp_path: Path
) -> None:
    path = with_sentence(made(call, sample, tmp_path, "plan.md"), BOAST)
    ended = call("claims", "check", sample, path)
    assert ended.code == 0 and BOAST in "".join(ended.out.split()) and "支えが見当たらない文 1" in ended.out
    assert "「7.4" in ended.out and "合わない文はありません。支え" in ended.err
    own = call("claims", "check", sample, path, "--json").data["own"]
    assert [one["text"] for one in own] == [BOAST] and own[0]["section"].startswith("7.4") and own[0]["near"] == []


def test_a_sentence_that_reads_like_a_measure_not_in_place_names_it_and_fails(
    call: Caller, sample: str, tmp_path: Path
) -> None:
    path = made(call, sample, tmp_path, "plan.md")
    call.well("answer", sample, "city-os", "COS-17", "unknown")
    with_sentence(path, BACKUP)
    ended = call("claims", "check", sample, path, "--json")
    own = ended.data["own"]
    assert ended.code == 1 and [one["text"] for one in own] == [BACKUP] and "COS-17" in own[0]["near"]


def test_an_own_sentence_is_released_only_with_a_reason_that_is_kept(call: Caller, sample: str, tmp_path: Path) -> None:
    path = with_sentence(made(call, sample, tmp_path, "plan.md"), BOAST)
    create = ("release", "create", sample, "--stage", "素案", "--document", path)
    refused = call(*create)
    assert refused.code == 2 and BOAST in refused.err and "--own-text" in refused.err
    assert call(*create, "--own-text", "市長のあいさつ").out == "S-001\n"
    assert "市長のあいさつ" in call.well("release", "show", sample, "S-001").out


def test_a_pass_that_names_nothing_is_refused(call: Caller, sample: str) -> None:
    ended = call("release", "create", sample, "--stage", "素案", "--pass", "figure", "--reason", "確かめた")
    assert ended.code == 2 and "figure" in ended.err


def test_comments_are_kept_and_a_name_in_them_is_refused_until_it_is_passed(call: Caller, sample: str) -> None:
    assert call.well("comments", "add", sample, "カメラが心配です", "--statement", "AST-20").out == "1\n"
    refused = call("comments", "add", sample, "山田太郎さんの意見です")
    assert (refused.code, refused.out) == (2, "") and "人の名前" in refused.err
    key = refused.err.partition("[")[2].partition("]")[0]
    assert key.startswith("person:") and refused.err.count(key) == 2
    assert call("comments", "add", sample, "山田太郎さんの意見です", "--pass", key).code == 2
    reason = ("--pass", key, "--reason", "市の条例に名のある人物")
    assert call.well("comments", "add", sample, "山田太郎さんの意見です", *reason).out == "2\n"
    assert "市の条例に名のある人物" in call.well("comments", "list", sample).out
    call.well("comments", "set", sample, "1", "--view", "目的を表示します", "--reflected", "yes")
    assert "目的を表示します" in call.well("comments", "list", sample).out
    assert call.well("comments", "list", sample, "--json").data[0]["reflected"] is True


def test_an_answer_that_breaks_what_was_published_says_so_at_once(call: Caller, sample: str, tmp_path: Path) -> None:
    quiet = call.well("answer", sample, "programme", "GOV-05", "implemented")
    assert quiet.err == ""
    call.well("release", "create", sample, "--stage", "成案")
    assert call.well("answer", sample, "programme", "GOV-05", "implemented", "--comment", "確かめた").err == ""
    told = call.well("answer", sample, "programme", "GOV-05", "unknown")
    assert told.out.strip().isdigit() and "公表済みの記載と合わなくなります" in told.err
    assert "GOV-05" in told.err and "7.3" in told.err and "責任者を置いています" in told.err
    assert (
        "合わなくなります" not in call.well("answer", sample, "programme", "GOV-05", "unknown", "--comment", "まだ").err
    )
    again = call.well(
        "subject", "add", sample, "--kind", "service", "--id", "park", "--name", "公園", "--fact", "personal_data=yes"
    )
    assert "SVC-" in again.err and "合わなくなります" in again.err
    answers = tmp_path / "answers.yaml"
    answers.write_text(
        "assessor: 1\nsubjects:\n"
        "  - {id: programme, kind: programme, name: 協議会, answers: {GOV-06: {status: unknown}}}\n",
        "utf-8",
    )
    assert "合わなくなります" not in call.well("import", sample, str(answers), "--dry-run").err
    assert "GOV-06" in call.well("import", sample, str(answers)).err


def test_what_breaks_a_frozen_draft_is_not_called_published(call: Caller, sample: str) -> None:
    call.well("release", "create", sample, "--stage", "素案")
    told = call.well("answer", sample, "programme", "GOV-05", "clear").err
    assert "素案の記載と合わなくなります" in told and "公表済み" not in told


def test_a_decision_is_put_right_and_the_list_the_page_and_the_history_tell_it(call: Caller, sample: str) -> None:
    call.well("release", "create", sample, "--stage", "素案", "--date", "2026-09-01", "--number", "企第12号")
    told = call.well("release", "correct", sample, "S-001", "--number", "企第21号", "--reason", "写し間違い").err
    assert "「企第12号」から「企第21号」に（写し間違い" in told
    assert "企第21号" in call.well("release", "list", sample).out
    shown = call.well("release", "show", sample, "S-001").out
    assert "訂正: 文書番号を「企第12号」から「企第21号」に" in shown
    held = call.well("release", "show", sample, "S-001", "--json").data
    assert held["number"] == "企第21号" and held["corrections"][0]["before"] == "企第12号"
    history = call.well("history", sample).out
    assert "文書番号: 「企第12号」から「企第21号」へ" in history and "訂正の理由 写し間違い" in history
    assert call("release", "correct", sample, "S-001", "--number", "企第21号", "--reason", "同じ").code == 2
    assert call("release", "correct", sample, "S-001", "--why", "GOV-11", "--reason", "形").code == 2
    assert call.well("verify", sample).code == 0
