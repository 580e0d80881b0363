import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.compose.leak_lint import leaks
from assessor.model.remark import KnownNames, Remark, RemarkCode, RemarkSeverity
from assessor.model.text_rules import LeakRules
from tests.compose.making import paragraph
from tests.model.mini import shipped

CONTACT = "企画部企画課（電話 0000-00-0000、kikaku@city.mirai.lg.jp）"
KNOWN = KnownNames(
    terms=tuple(one.term for one in shipped().glossary),
    published=(CONTACT, "みらい市ICT基本方針Ver.2"),
    inside=("みらい交通株式会社", "ABC運輸", "市"),
)


def rules() -> LeakRules:
    found = shipped().publication.leaks
    assert found is not None
    return found


def told(text: str) -> list[tuple[str, str]]:
    return [(one.code.value, one.words) for one in leaks(text, rules(), known=KNOWN)]


def severity(text: str) -> set[RemarkSeverity]:
    return {one.severity for one in leaks(text, rules(), known=KNOWN)}


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("アクセスの記録を90日間保存しています。", "figure", "90日間"),
        ("２４時間監視しています。", "figure", "２４時間"),
        ("データの控えは1日2回取っています。", "figure", "2回"),
        ("三人体制で見ています。", "figure", "三人"),
        ("二十四時間見ています。", "figure", "二十四時間"),
        ("数時間以内に対応します。", "figure", "数時間以内"),
        ("監視は8:30からです。", "figure", "8:30"),
        ("90％の職員が研修を受けました。", "figure", "90％"),
        ("パスワードは12文字以上です。", "figure", "12文字以上"),
        ("委託先は5社です。", "figure", "5社"),
        ("平日の日中に見ています。", "frequency", "平日"),
        ("鍵は256ビットです。", "key_length", "256ビット"),
        ("TLS1.3で守っています。", "cipher", "TLS"),
        ("ＡＥＳで守っています。", "cipher", "ＡＥＳ"),
        ("FortiGateを使っています。", "product", "FortiGate"),
        ("ウイルスバスターを使っています。", "product", "ウイルスバスター"),
        ("シスコの機器です。", "vendor", "シスコ"),
        ("ABC運輸に委託しています。", "inside_name", "ABC運輸"),
        ("みらい交通株式会社が運行します。", "inside_name", "みらい交通株式会社"),
        ("バージョン3.2を使っています。", "version", "バージョン3.2"),
        ("ソフトウェアは7.4.1です。", "version", "7.4.1"),
        ("FG-100Fを置いています。", "model_number", "FG-100F"),
        ("srv1.city.mirai.lg.jpで動きます。", "host", "srv1.city.mirai.lg.jp"),
        ("db.internalに置いています。", "host", "db.internal"),
        ("192.168.1.10に置いています。", "network_address", "192.168.1.10"),
        ("\\\\fileserver に置いています。", "network_address", "\\\\fileserver"),
        ("ポート443を使います。", "port", "ポート443"),
        ("443番ポートを使います。", "port", "443番ポート"),
        ("taro@example.comにご連絡ください。", "email", "taro@example.com"),
        ("みらい1丁目に置いています。", "postal_address", "1丁目"),
        ("090-1234-5678にお電話ください。", "private_phone", "090-1234-5678"),
        ("鈴木さんにご連絡ください。", "person", "鈴木さん"),
        ("市長の山本花子氏が責任者です。", "person", "山本花子氏"),
        ("山田課長が責任者です。", "person", "山田課長"),
        ("責任者は佐藤太郎です。", "person_perhaps", "佐藤太郎"),
        ("山川主任に確かめました。", "person", "山川主任"),
        ("設定は五十嵐が確認しました。", "person", "五十嵐"),
        ("鍵は田中が保管しています。", "person", "田中"),
        ("事故のときは小泉に連絡します。", "person", "小泉"),
        ("担当は山川です。", "person_perhaps", "山川"),
        ("確認者：石動", "person_perhaps", "石動"),
        ("お問合せは、総務課 山川（電話 0000-00-0000）まで。", "person", "山川"),
        ("責任者は、副市長 佐藤です。", "person", "佐藤"),
        ("担当 石動（電話 0000-00-0000）", "person_perhaps", "石動"),
        ("本庁舎3階の機械室に置いています。", "place", "3階"),
        ("本庁舎3階の機械室に置いています。", "place", "機械室"),
        ("機器はサーバー室で守っています。", "place", "サーバー室"),
        ("ログは90日以内に消去し、結果をお知らせします。", "figure", "90日以内"),
        ("お知らせの記録を90日間保存しています。", "figure", "90日間"),
        ("多要素認証は未実施です。", "confession", "未実施"),
        ("対策が不十分です。", "confession", "不十分"),
        ("どこにあるか分からないデータがあります。", "confession", "分からない"),
        ("訓練はできていません。", "confession", "できていません"),
        ("研修は予算の都合で見送っています。", "confession", "見送って"),
        ("多要素認証は一部の職員にまだ入っていません。", "confession", "まだ入って"),
        ("点検は前に行ったきりです。", "confession", "行ったきり"),
        ("研修を実施していません。", "confession", "していません"),
        ("さらに検討が必要です。", "confession", "検討が必要"),
    ],
)
def test_what_helps_an_attacker_or_shames_the_city_is_found(text: str, code: str, words: str) -> None:
    assert (code, words) in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "カメラの画像は14日間保存し、過ぎたものを消去します。",
        "令和9年度までに充実させます。",
        "2026年3月25日に公表しました。",
        "第3回の会議で決めました。",
        "8つの分野、3つの区分、4分野に分けています。",
        "十分に確かめ、複数回の確認をします。",
        "一人ひとりのプライバシーを守ります。",
        "窓口は平日8時30分から17時15分まで開いています。",
        "ご意見は30日間受け付けました。",
        "1,000人を超える漏えいは公表します。",
        "集めたときの目的以外には使いません。",
        "個人が分からないように加工しています。",
        "管理画面が公開されていないことを確かめています。",
        "市民の皆様、お客様、利用者さんにお知らせします。仕様、同様の取組、様々な氏名の様式。",
        "総務課長、企画課長、情報政策課長が集まります。",
        "詳しくは https://www.city.mirai.lg.jp/plan.html をご覧ください。",
        "COVID-19のときの経験を生かします。",
        f"お問合せは、{CONTACT}で承ります。",
        "『みらい市ICT基本方針Ver.2』に沿って進めます。",
        "サンフランシスコ市と姉妹都市です。",
        "ご意見には30日以内にお答えします。",
        "サービスを終えるときは、3か月前までにお知らせします。",
        "担当は総務課です。担当者は、係長が決めます。担当は総務です。",
        "窓口は本庁舎3階の企画課です。",
        "責任者は副市長です。課長、係長が確かめます。会長（市長）です。",
        "3段階で評価し、2段階の確認をします。",
        "小川や清水の水位を、センサーから確かめます。",
        "大橋に設置した機器が対応します。",
    ],
)
def test_promises_to_citizens_dates_and_what_is_public_anyway_are_let_through(text: str) -> None:
    assert told(text) == []


def test_a_figure_is_a_promise_also_under_the_heading_about_cameras() -> None:
    from tests.compose.test_text_sentences import document_of, heading

    days = paragraph("保存期間は14日間です。")
    assert [one.words for one in leaks(document_of(days), rules())] == ["14日間"]
    assert leaks(document_of(heading("7.7　カメラなどの取扱い"), days), rules()) == ()


def test_a_persons_name_is_told_even_inside_what_the_city_publishes() -> None:
    known = KnownNames(published=("企画課 鈴木さん（電話 0000-00-0000）",))
    found = leaks("お問合せは、企画課 鈴木さん（電話 0000-00-0000）まで。", rules(), known=known)
    assert [one.code for one in found] == [RemarkCode.PERSON]


def test_what_is_surely_a_leak_blocks_and_what_may_be_one_is_a_notice() -> None:
    assert severity("ログを90日間保存しています。") == {RemarkSeverity.BLOCK}
    assert severity("毎日見ています。") == {RemarkSeverity.NOTICE}


def test_a_place_is_remarked_once_and_by_its_column() -> None:
    found = leaks("記録は10.0.0.1に置き、90日間保存しています。", rules(), known=KNOWN)
    assert [(one.code.value, one.column, one.words) for one in found] == [
        ("network_address", 4, "10.0.0.1"),
        ("figure", 16, "90日間"),
    ]


def test_without_rules_only_what_has_the_shape_of_a_leak_is_found() -> None:
    assert [one.code for one in leaks("10.0.0.1 に FortiGate を90日間置いています。", LeakRules())] == [
        RemarkCode.NETWORK_ADDRESS
    ]


@given(st.text(max_size=60))
def test_any_text_can_be_checked_and_every_remark_stands_where_it_says(text: str) -> None:
    lines = text.split("\n")
    for one in leaks(text, rules(), known=KNOWN):
        assert one.text[one.column - 1 :].startswith(one.words) and one.words
        assert one.text in lines[one.block - 1].replace("※", "")


@given(st.sampled_from("回日分時人名件秒"), st.integers(2, 9999), st.booleans())
def test_no_number_with_a_unit_slips_through_in_any_width(unit: str, number: int, wide: bool) -> None:
    digits = str(number).translate({0x30 + place: 0xFF10 + place for place in range(10)}) if wide else str(number)
    found: tuple[Remark, ...] = leaks(f"監視を{digits}{unit}行っています。", rules(), known=KNOWN)
    assert [one.code for one in found] == [RemarkCode.FIGURE]
