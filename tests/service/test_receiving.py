"""Answers are taken back from the file that was sent and from no other, safely, and once."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessor.engine.inquiry import Chosen, Filter
from assessor.errors import AnswersInvalid, InputInvalid, StaleRevision
from assessor.faults.inquiries import (
    AnswersConflict,
    ComparisonOld,
    InquiryClosed,
    NothingToAsk,
    NothingToRemind,
    NotReturned,
)
from assessor.faults.items import WorkbookInvalid
from assessor.i18n.sentences import sentences
from assessor.i18n.translator import translator
from assessor.model.assessment import Answer, PairKey
from assessor.model.change import AnswerChange
from assessor.model.inquiry import Inquiry, InquiryState, RowState, pair_text
from assessor.model.scales import Status
from assessor.service.assessing import create_programme
from assessor.service.inquiring import Files, Sending, Sent, awaited, close, find_inquiry, late, send
from assessor.service.inquiry_reminding import in_sequence, letters
from assessor.service.receiving import Taking, compare, compared_again, take
from assessor.service.settings import Session
from assessor.service.workspace import Workspace, open_workspace
from tests.model.inquiries import DUE, changed_part, filled, rewritten, with_part
from tests.model.mini import MINI, TODAY, one_of_each

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
LATER = datetime(2026, 12, 20, 3, 0, tzinfo=UTC)
ANSWERED = {(0, "status"): "実施している", (0, "comment"): "点検済み", (1, "status"): "分からない"}


def made(path: Path, city: str = "みらい市", now: datetime = NOW) -> Workspace:
    """A programme with one subject of each kind."""
    from assessor.model.change import SubjectChange

    session = Session("企画課", lambda: now)
    create_programme(str(path), session, titles={"municipality": city}, checklist=MINI)
    opened = open_workspace(str(path), session)
    opened.apply([SubjectChange(subject=one) for one in one_of_each()])
    return opened


@pytest.fixture
def city(tmp_path: Path) -> Workspace:
    return made(tmp_path / "city.assessor")


def sent(city: Workspace, path: Path, *subjects: str, again: str | None = None) -> Sent:
    sending = Sending(DUE, "みらい交通株式会社", "運行管理課長", Chosen(subjects=subjects or ("bus",)), again)
    return send(city, sending, Files(path, force=True))


def answered(path: Path, cells: dict[tuple[int, str], str] | None = None, name: str = "back.xlsx") -> str:
    back = path.parent / name
    back.write_bytes(filled(path.read_bytes(), cells or ANSWERED))
    return str(back)


def codes(fault: InputInvalid) -> list[str]:
    return [str(vars(one)["code"]) for one in fault.problems]


def refused(city: Workspace, path: str) -> list[str]:
    before = city.store.head()
    with pytest.raises(InputInvalid) as fault:
        take(city, compare(city, path))
    assert city.store.head() == before
    return codes(fault.value)


def test_every_pair_sent_is_awaited_with_its_recipient_until_its_answer_is_taken(
    city: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "q.xlsx"
    inquiry = sent(city, path).inquiry
    asked = awaited(city)
    assert {f"{subject}/{control}" for subject, control in asked} == set(inquiry.asked)
    assert {one.recipient for one in asked.values()} == {"みらい交通株式会社　運行管理課長"}
    with pytest.raises(NothingToAsk):
        sent(city, path)
    took = take(city, compare(city, answered(path)))
    assert took.recorded == 2 and len(awaited(city)) == len(asked) - 2


def test_of_a_closed_inquiry_nobody_is_reminded(city: Workspace, tmp_path: Path) -> None:
    name = sent(city, tmp_path / "q.xlsx").inquiry.id
    close(city, name)
    with pytest.raises(NothingToRemind) as none:
        letters(city, (name,))
    assert name in sentences(none.value, translator("ja"))[0]


def test_what_was_taken_stands_in_the_trail_with_who_answered(city: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "q.xlsx"
    sent(city, path)
    take(city, compare(city, answered(path)))
    events = [event for event in city.store.events() if event.kind == "answer"]
    assert {event.by for event in events} == {"企画課 ← みらい交通株式会社 運行管理課長"}
    assert city.store.verify().is_sound


def test_the_same_file_taken_twice_changes_nothing_more(city: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "q.xlsx"
    sent(city, path)
    back = answered(path)
    take(city, compare(city, back))
    before = city.store.head()
    again = compare(city, back)
    assert again.is_known and take(city, again).events == 0
    assert city.store.head() == before


def test_rows_can_be_taken_one_by_one(city: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "q.xlsx"
    sent(city, path)
    back = answered(path)
    keys = [row.key for row in compare(city, back).rows if row.state is RowState.NEW]
    first = take(city, compare(city, back), Taking(only=("/".join(keys[0]),)))
    assert first.recorded == 1 and keys[1] in awaited(city)
    second = take(city, compare(city, back))
    assert second.recorded == 1 and keys[1] not in awaited(city)
    assert [one.taken for one in second.inquiry.receipts] == [2]


def test_an_answer_that_differs_from_the_stored_one_is_never_taken_unasked(city: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "q.xlsx"
    sent(city, path)
    back = answered(path)
    key = compare(city, back).of(RowState.NEW)[0].key
    stored = Answer(status=Status.NOT_IMPLEMENTED, as_of=TODAY)
    city.apply([AnswerChange(subject=key[0], control=key[1], answer=stored)])
    assert [row.key for row in compare(city, back).of(RowState.CONFLICT)] == [key]
    before = city.store.head()
    with pytest.raises(AnswersConflict):
        take(city, compare(city, back))
    assert city.store.head() == before
    take(city, compare(city, back), Taking(keep_stored=True))
    assert city.assessment.answers[key] == stored
    take(city, compare(city, back), Taking(accept_conflicts=True))
    assert city.assessment.answers[key].status is Status.IMPLEMENTED


def test_a_correction_after_all_answers_is_taken_once_every_row_that_differs_is_decided(
    city: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "q.xlsx"
    inquiry = sent(city, path).inquiry
    cells = {(n, "status"): "実施している" for n in range(len(inquiry.asked))}
    first = take(city, compare(city, answered(path, cells)))
    assert first.inquiry.standing(TODAY) == "answered"
    other = answered(path, {**cells, (1, "status"): "実施していない"}, "other.xlsx")
    assert refused(city, other) == ["inquiry_used_token"]
    found = compare(city, other, correction=True)
    assert found.is_correction and len(found.of(RowState.CONFLICT)) == 1
    with pytest.raises(AnswersConflict):
        take(city, found)
    took = take(city, found, Taking(accept_conflicts=True))
    assert (took.recorded, took.inquiry.standing(TODAY), len(took.inquiry.receipts)) == (1, "answered", 2)
    key = found.of(RowState.CONFLICT)[0].key
    assert city.assessment.answers[key].status is Status.NOT_IMPLEMENTED
    again = compare(city, other, correction=True)
    assert again.is_known and not again.is_correction and take(city, again).events == 0


def test_another_file_under_a_used_token_an_old_round_and_a_closed_inquiry_are_refused(
    city: Workspace, tmp_path: Path
) -> None:
    path, second = tmp_path / "q.xlsx", tmp_path / "q2.xlsx"
    inquiry = sent(city, path).inquiry
    take(city, compare(city, answered(path)))
    other = answered(path, {(2, "status"): "実施している"}, "other.xlsx")
    assert refused(city, other) == ["inquiry_used_token"]
    again = sent(city, second, again=inquiry.id).inquiry
    assert again.round == 2 and len(again.outstanding) == len(inquiry.asked) - 2
    assert refused(city, other) == ["inquiry_old_round"]
    close(city, inquiry.id)
    assert refused(city, answered(second, {(0, "status"): "実施している"})) == ["inquiry_closed"]
    assert awaited(city) == {} and find_inquiry(city, inquiry.id).state is InquiryState.CLOSED
    with pytest.raises(InquiryClosed):
        sent(city, second, again=inquiry.id)


def test_another_citys_sheet_and_rows_that_were_not_asked_are_refused_with_their_cell(
    city: Workspace, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    with made(tmp_path / "other" / "other.assessor", "となり市") as other:
        sent(other, tmp_path / "other" / "q.xlsx")
    assert refused(city, answered(tmp_path / "other" / "q.xlsx")) == ["inquiry_unknown_token"]
    path = tmp_path / "q.xlsx"
    sent(city, path)
    part = "xl/worksheets/sheet2.xml"
    back = tmp_path / "back.xlsx"
    back.write_bytes(rewritten(filled(path.read_bytes(), ANSWERED), part, {"A4": "os/COS-01", "B4": "COS-01"}))
    found = compare(city, str(back))
    with pytest.raises(WorkbookInvalid) as fault:
        take(city, found)
    (problem,) = fault.value.problems
    values = vars(problem)
    assert values["code"] == "inquiry_not_asked" and values["values"]["where"] == "「1 bus」の A4"
    assert [row.key for row in found.of(RowState.NOT_ASKED)] == [("os", "COS-01")]
    take(city, found, Taking(skip_refused=True))
    assert ("os", "COS-01") not in city.assessment.answers


def test_a_row_that_cannot_be_taken_keeps_no_other_from_being_taken_by_name(city: Workspace, tmp_path: Path) -> None:
    path, back = tmp_path / "q.xlsx", tmp_path / "back.xlsx"
    sent(city, path)
    back.write_bytes(filled(filled(path.read_bytes(), ANSWERED), {(0, "comment"): ""}, raw="<f>1+1</f><v>2</v>"))
    found = compare(city, str(back))
    (faulty,), (sound,) = found.of(RowState.REFUSED), found.of(RowState.NEW)
    assert [one.values["where"] for one in faulty.problems] == ["「1 bus」の G4"] and faulty.returned is None
    for taking in (Taking(), Taking(only=("/".join(faulty.key),)), Taking(only=("bus/NONE-1",))):
        with pytest.raises((WorkbookInvalid, NotReturned)):
            take(city, found, taking)
    assert not city.assessment.answers
    took = take(city, found, Taking(skip_refused=True))
    assert set(city.assessment.answers) == {sound.key}
    assert faulty.key in took.inquiry.outstanding and sound.key not in took.inquiry.outstanding


def test_conflicts_are_settled_one_by_one(city: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "q.xlsx"
    sent(city, path)
    back = answered(path)
    stored = Answer(status=Status.NOT_IMPLEMENTED, as_of=TODAY)
    one, other = (row.key for row in compare(city, back).of(RowState.NEW))
    city.apply([AnswerChange(subject=s, control=c, answer=stored) for s, c in (one, other)])
    found = compare(city, back)
    with pytest.raises(AnswersConflict) as fault:
        take(city, found, Taking(accept=("/".join(one),)))
    assert fault.value.values["count"] == 1
    took = take(city, found, Taking(accept=("/".join(one),), keep=("/".join(other),)))
    assert city.assessment.answers[one].status is Status.IMPLEMENTED and city.assessment.answers[other] == stored
    assert took.recorded == 1 and not {one, other} & set(took.inquiry.outstanding)


def test_what_was_saved_since_the_comparison_is_looked_at_again(city: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "q.xlsx"
    sent(city, path)
    found = compare(city, answered(path))
    assert compared_again(city, found) is found
    (key, *_) = (row.key for row in found.of(RowState.NEW))
    said = Answer(status=Status.NOT_IMPLEMENTED, as_of=TODAY)
    city.apply([AnswerChange(subject=key[0], control=key[1], answer=said)])
    with pytest.raises(ComparisonOld):
        compared_again(city, found)


def test_changed_tickets_are_refused(city: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "q.xlsx"
    inquiry = sent(city, path).inquiry
    content = filled(path.read_bytes(), ANSWERED)
    last = max(name for name in ZipFile(BytesIO(content)).namelist() if name.startswith("xl/worksheets/sheet"))
    for cell, text, code in (
        ("B3", "I-002", "inquiry_ticket_changed"),
        ("B4", "2", "inquiry_ticket_changed"),
        ("B5", "0" * 32, "inquiry_unknown_token"),
        ("B6", "sha256:0", "inquiry_other_checklist"),
        ("B2", "2", "inquiry_other_format"),
    ):
        (tmp_path / "back.xlsx").write_bytes(rewritten(content, last, {cell: text}))
        assert code in refused(city, str(tmp_path / "back.xlsx")), (cell, inquiry.id)


def test_an_overdue_inquiry_is_listed_and_reminded_of(tmp_path: Path) -> None:
    with made(tmp_path / "city.assessor") as city:
        sent(city, tmp_path / "q.xlsx")
        assert late(city) == ()
        with pytest.raises(NothingToRemind) as none:
            letters(city, ())
        assert sentences(none.value, translator("ja"))[0] == "期限を過ぎた照会はありません。"
    with open_workspace(str(tmp_path / "city.assessor"), Session("企画課", lambda: LATER)) as city:
        assert [one.id for one in late(city)] == ["I-001"]
        assert {one.is_overdue for one in awaited(city).values()} == {True}
        text = in_sequence(letters(city, ())).decode()
        assert "みらい交通株式会社　運行管理課長　様" in text and "令和8年12月15日" in text


def test_nothing_internal_goes_out(city: Workspace, tmp_path: Path) -> None:
    secret = Answer(status=Status.NOT_IMPLEMENTED, comment="極秘の弱点", reason="秘密の理由", as_of=TODAY)
    asked = [pair for pair in city.result().pairs if pair.subject == "bus"]
    city.apply([AnswerChange(subject=one.subject, control=one.control, answer=secret) for one in asked])
    for name in ("q.xlsx", "q.yaml"):
        sending = Sending(DUE, "みらい交通", None, Chosen(subjects=("bus",), filters=(Filter.ALL,)))
        send(city, sending, Files(tmp_path / name, tmp_path / f"{name}.md"))
        content = (tmp_path / name).read_bytes()
        if name.endswith("xlsx"):
            with ZipFile(BytesIO(content)) as parts:
                content = b"".join(parts.read(one) for one in parts.namelist())
        content += (tmp_path / f"{name}.md").read_bytes()
        for word in ("極秘", "秘密の理由", "企画課", "earned"):
            assert word.encode() not in content, (name, word)


def yaml_back(path: Path, *changes: tuple[str, str]) -> str:
    text = path.read_text("utf-8")
    for old, new in changes:
        assert re.search(old, text), old
        text = re.sub(old, new, text, count=1)
    back = path.with_name("back.yaml")
    back.write_text(text, "utf-8")
    return str(back)


def test_the_exchange_form_goes_out_and_comes_back(city: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "q.yaml"
    sent(city, path)
    answer = ("SVC-01: null", "SVC-01: {status: planned, planned_for: R9, comment: 改修で対応}")
    found = compare(city, yaml_back(path, answer, ("answered_on: null", "answered_on: 2026-11-20")))
    assert [row.key for row in found.of(RowState.NEW)] == [("bus", "SVC-01")]
    take(city, found)
    held = city.assessment.answers["bus", "SVC-01"]
    assert (held.status, held.planned_for, str(held.as_of)) == (Status.PLANNED, 2027, "2026-11-20")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("subjects:", "programme: {municipality: X}\nsubjects:", "inquiry_not_yours"),
        ("    kind: service", "    kind: service\n    facts: {cloud: true}", "inquiry_not_yours"),
        ("post: .*", "post: null", "inquiry_respondent_missing"),
        ("SVC-01: null", "SVC-01: {status: planned}\n      SVC-99: null", "unknown_control"),
        ("  - id: bus", "  - id: tram", "inquiry_not_asked"),
        ('token: "', 'token: "0', "inquiry_unknown_token"),
        ("answered_on: null", "answered_on: 2026-12-01", "inquiry_day_to_come"),
    ],
)
def test_the_exchange_form_takes_answers_to_what_was_asked_and_nothing_else(
    city: Workspace, tmp_path: Path, old: str, new: str, code: str
) -> None:
    path = tmp_path / "q.yaml"
    sent(city, path)
    assert code in refused(city, yaml_back(path, (old, new)))


def test_a_file_that_answers_an_inquiry_is_not_imported_past_it(city: Workspace, tmp_path: Path) -> None:
    from assessor.service.exchanging import import_answers

    sent(city, tmp_path / "q.yaml")
    with pytest.raises(AnswersInvalid) as fault:
        import_answers(city, str(tmp_path / "q.yaml"))
    assert codes(fault.value) == ["inquiry_by_receive"]


def _sheet(data: str) -> Callable[[bytes], bytes]:
    def change(xml: str) -> str:
        return xml.replace(
            "</sheetData>", f"</sheetData>{data}" if data.startswith("<merge") else f"{data}</sheetData>"
        )

    return lambda content: changed_part(content, "xl/worksheets/sheet2.xml", change)


def _zip(**parts: bytes) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as made_zip:
        for name, data in parts.items():
            made_zip.writestr(name, data)
    return target.getvalue()


ROW = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
MERGE = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
RELATION = (
    '<Relationship Id="x" Type="y/externalLink" Target="file:///etc/passwd" TargetMode="External"/></Relationships>'
)
HOSTILE: dict[str, Callable[[bytes], bytes]] = {
    "X1 merged over everything": _sheet(MERGE),
    "X2 three million styles": lambda content: changed_part(
        content, "xl/styles.xml", lambda xml: xml.replace("</cellXfs>", "<xf/>" * 3_000_000 + "</cellXfs>")
    ),
    "X3 a far cell": _sheet(ROW),
    "X3 a sheet that unfolds": _sheet("<row>" + "<c><v>1</v></c>" * 3_000_000 + "</row>"),
    "X3 strings that unfold": lambda content: changed_part(
        content,
        "xl/sharedStrings.xml",
        lambda xml: xml.replace("</sst>", "<si><t>" + "x" * 20_000_000 + "</t></si></sst>"),
    ),
    "X3 many rows": _sheet("".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(5_001, 60_000))),
    "X4 an outside entity": lambda content: changed_part(
        content,
        "xl/workbook.xml",
        lambda xml: xml.replace("<workbook", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><workbook', 1),
    ),
    "X4 a billion laughs": lambda content: changed_part(
        content,
        "xl/sharedStrings.xml",
        lambda xml: xml.replace("<sst", f'<!DOCTYPE x [<!ENTITY l0 "x">{LAUGHS}]><sst', 1).replace(
            "</t>", "&l8;</t>", 1
        ),
    ),
    "X4 another encoding": lambda content: with_part(content, "xl/extra.xml", "<a/>".encode("utf-16")),
    "X5 a macro": lambda content: with_part(content, "xl/vbaProject.bin", b"x"),
    "X5 an outside link": lambda content: changed_part(
        content, "xl/_rels/workbook.xml.rels", lambda xml: xml.replace("</Relationships>", RELATION)
    ),
    "X5 an embedded object": lambda content: with_part(content, "xl/embeddings/oleObject1.bin", b"x"),
    "X7 a formula": lambda content: filled(content, {(0, "status"): ""}, raw="<f>1+1</f><v>2</v>"),
    "X8 no ticket": lambda content: _zip(**{"xl/workbook.xml": b"<workbook/>"}),
    "no workbook at all": lambda content: b"PK\x03\x04" + b"\0" * 100,
    "an old Excel file": lambda content: b"\xd0\xcf\x11\xe0" + b"\0" * 5_000,
    "cut off": lambda content: content[: len(content) // 2],
    "a part twice": lambda content: _doubled(content),
    "a number among texts": lambda content: filled(content, {(0, "comment"): ""}, raw="<v>1</v>").replace(b"", b""),
    "a row without a number": _sheet('<row r="x"><c r="A9"><v>1</v></c></row>'),
}


def _doubled(content: bytes) -> bytes:
    with pytest.warns(UserWarning, match="Duplicate name"):
        return with_part(content, "xl/workbook.xml", b"<workbook/>")


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_workbooks_are_refused_and_nothing_is_changed(name: str, city: Workspace, tmp_path: Path) -> None:
    path, back = tmp_path / "q.xlsx", tmp_path / "back.xlsx"
    sent(city, path)
    back.write_bytes(HOSTILE[name](filled(path.read_bytes(), ANSWERED)))
    assert refused(city, str(back))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_comes_back_only_what_was_asked_and_decided_changes(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A respondent writes answers to what was asked and nothing else, and the officer's decisions hold row by row."""
    folder = tmp_path_factory.mktemp("city")
    said = {key: data.draw(st.sampled_from((None, *Status)), label=str(key)) for key in BUS_AND_OS}
    before = {key: data.draw(st.sampled_from((None, None, *Status)), label=f"held {key}") for key in BUS_AND_OS}
    with made(folder / "city.assessor") as city:
        inquiry = sent(city, folder / "q.yaml").sheet.inquiry
        city.apply([AnswerChange(subject=s, control=c, answer=_one(one)) for (s, c), one in before.items() if one])
        first, rest = city.assessment, dict(city.assessment.answers)
        text = yaml.safe_dump(_answers_to(inquiry, said), allow_unicode=True)
        (folder / "back.yaml").write_text(text, "utf-8")
        found = compare(city, str(folder / "back.yaml"))
        named = [pair_text(key) for key in BUS_AND_OS if data.draw(st.booleans(), label=f"only {key}")]
        sound = [pair_text(row.key) for row in found.rows if row.returned is not None and not row.problems]
        only = tuple(name for name in named if name in sound)
        accept = tuple(name for name in only if data.draw(st.booleans(), label=f"accept {name}"))
        if not only:
            return
        keep = tuple(name for name in only if name not in accept)
        took = take(city, found, Taking(only=only, accept=accept, keep=keep))
        for row in found.rows:
            name, held = pair_text(row.key), rest.get(row.key)
            is_taken = name in only and (
                row.state is RowState.NEW or (row.state is RowState.CONFLICT and name in accept)
            )
            assert city.assessment.answers.get(row.key) == (row.returned if is_taken else held)
            assert (name in took.inquiry.taken) is (name in only)
        others = (set(rest) | set(city.assessment.answers)) - {row.key for row in found.rows}
        assert all(city.assessment.answers.get(key) == rest.get(key) for key in others)
        assert city.assessment.model_copy(update={"answers": {}}) == first.model_copy(update={"answers": {}})


BUS_AND_OS = (("bus", "SVC-01"), ("bus", "SVC-02"), ("bus", "SVC-03"), ("os", "COS-01"))


def _one(status: Status) -> Answer:
    return Answer(status=status, reason="使っていない" if status is Status.NOT_APPLICABLE else None, as_of=TODAY)


def _answers_to(inquiry: Inquiry, said: dict[PairKey, Status | None]) -> dict[str, object]:
    """An exchange file that answers, also what was not asked."""
    ticket = {"id": inquiry.id, "round": 1, "token": inquiry.token, "checklist": inquiry.checklist}
    subjects = [("bus", "service"), ("os", "city_os")]
    return {
        "assessor": 1,
        "inquiry": {**ticket, "organisation": "会社", "post": "課長"},
        "subjects": [
            {
                "id": name,
                "kind": kind,
                "name": name,
                "answers": {
                    control: {"status": status.value, "comment": "戻った", "reason": "使っていない"}
                    for (subject, control), status in said.items()
                    if subject == name and status
                },
            }
            for name, kind in subjects
        ],
    }


def test_the_secret_of_a_questionnaire_stands_in_the_file_that_was_sent_and_nowhere_else(
    city: Workspace, tmp_path: Path
) -> None:
    """Whoever reads the programme, its trail or an export of it cannot answer in the respondent's name."""
    tokens = []
    for again in (None, "I-001"):
        sheet = sent(city, tmp_path / "q.yaml", again=again).sheet
        tokens.append(sheet.inquiry.token)
        assert tokens[-1] in (tmp_path / "q.yaml").read_text("utf-8")
    trail = "".join(event.model_dump_json() for event in city.store.events())
    stored = (tmp_path / "city.assessor").read_bytes()
    assert not [token for token in tokens if token in trail or token.encode() in stored]
    held = find_inquiry(city, "I-001")
    for told in (held.token, *held.earlier):
        assert told in trail
        text = (tmp_path / "q.yaml").read_text("utf-8").replace(tokens[1], told)
        (tmp_path / "forged.yaml").write_text(text, "utf-8")
        assert refused(city, str(tmp_path / "forged.yaml")) == ["inquiry_unknown_token"]
    assert city.store.verify().is_sound


def test_a_file_without_a_single_answer_uses_up_no_token(city: Workspace, tmp_path: Path) -> None:
    """Somebody takes the file that was sent for the one that came back: the real one must still be taken."""
    path = tmp_path / "q.xlsx"
    name = sent(city, path).inquiry.id
    before = city.store.head()
    took = take(city, compare(city, str(path)))
    assert (took.recorded, took.events) == (0, 0) and city.store.head() == before
    assert find_inquiry(city, name).receipts == ()
    assert take(city, compare(city, answered(path))).recorded == 2


def test_an_answer_saved_by_somebody_else_meanwhile_is_never_overwritten(city: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "q.xlsx"
    name = sent(city, path).inquiry.id
    found = compare(city, answered(path))
    (key, *_) = (row.key for row in found.of(RowState.NEW))
    said = Answer(status=Status.NOT_IMPLEMENTED, as_of=TODAY)
    with open_workspace(city.target, Session("別の担当", lambda: NOW)) as other:
        other.apply([AnswerChange(subject=key[0], control=key[1], answer=said)])
    with pytest.raises(StaleRevision):
        take(city, found)
    city.refresh()
    assert city.assessment.answers[key] == said and find_inquiry(city, name).receipts == ()


def test_a_file_taken_in_parts_is_one_receipt_of_the_first_day_that_counts_all_of_it(
    city: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "q.xlsx"
    name = sent(city, path).inquiry.id
    back = answered(path)
    keys = [row.key for row in compare(city, back).of(RowState.NEW)]
    take(city, compare(city, back), Taking(only=("/".join(keys[0]),)))
    with open_workspace(city.target, Session("企画課", lambda: LATER)) as later:
        take(later, compare(later, back), Taking(only=("/".join(keys[1]),)))
        (receipt,) = find_inquiry(later, name).receipts
    assert (receipt.taken, receipt.on) == (2, NOW.date())
