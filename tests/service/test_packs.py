"""A provider answers once; a city takes over what fits, and sees what a new edition changed."""

from base64 import b64encode
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from assessor.errors import AnswersInvalid, InputInvalid, WrongKind
from assessor.faults.inquiries import AnswersConflict, ComparisonOld, NotReturned, PackSignerDiffers
from assessor.model.assessment import Answer
from assessor.model.canonical import canonical_json
from assessor.model.change import AnswerChange
from assessor.model.checklist import Checklist
from assessor.model.inquiry import RowState
from assessor.model.pack import Mark
from assessor.model.scales import Status
from assessor.service import editions
from assessor.service.packs import Making, held_pack, make, offer, offered_again, take
from assessor.service.receiving import Taking
from assessor.service.sealing import make_key
from assessor.service.workspace import Workspace
from assessor.storage.key_file import Purpose, is_signed, read_key, signature
from tests.model.mini import TODAY, as_data
from tests.service.test_receiving import NOW, made

COS = ("COS-01", "COS-02")


def said(status: Status, comment: str | None = None) -> Answer:
    return Answer(status=status, comment=comment, as_of=TODAY)


def answering(workspace: Workspace, control: str, answer: Answer, subject: str = "os") -> None:
    workspace.apply([AnswerChange(subject=subject, control=control, answer=answer)])


def making(edition: str = "2026年度版", previous: Path | None = None) -> Making:
    return Making("データ基盤株式会社", "運用部長", edition, {"COS-02": Mark.ADAPT}, previous)


@pytest.fixture
def operator(tmp_path: Path) -> Workspace:
    (tmp_path / "operator").mkdir()
    opened = made(tmp_path / "operator" / "own.assessor", "事業者")
    for control in COS:
        answering(opened, control, said(Status.IMPLEMENTED, "毎月確認"))
    return opened


@pytest.fixture
def city(tmp_path: Path) -> Workspace:
    return made(tmp_path / "city.assessor")


def test_copies_are_recorded_what_must_be_looked_at_waits_and_the_rest_is_the_citys(
    operator: Workspace, city: Workspace, tmp_path: Path
) -> None:
    pack = tmp_path / "pack.yaml"
    make(operator, "os", making(), pack)
    found = offer(city, "os", pack)
    assert [(row.control, row.mark) for row in found.rows] == [("COS-01", Mark.COPY), ("COS-02", Mark.ADAPT)]
    assert [row.control for row in take(city, found)] == ["COS-01"]
    assert set(city.assessment.answers) == {("os", "COS-01")}
    assert city.snapshot.rows["os", "COS-01"].by == "企画課 ← データ基盤株式会社 運用部長 (2026年度版)"
    take(city, offer(city, "os", pack), Taking(only=("os/COS-02",)))
    assert city.assessment.answers["os", "COS-02"].comment == "毎月確認"


def test_what_the_provider_leaves_open_or_marks_so_is_for_the_city_to_answer(city: Workspace, tmp_path: Path) -> None:
    answering(city, "COS-01", said(Status.IMPLEMENTED))
    made_pack = make(city, "os", Making("市", "係長", "1", {"COS-01": Mark.OWN}), tmp_path / "pack.yaml")
    assert {one.mark for one in made_pack.answers.values()} == {Mark.OWN}
    assert {one.answer for one in made_pack.answers.values()} == {None}
    with pytest.raises(NotReturned):
        take(city, offer(city, "os", tmp_path / "pack.yaml"), Taking(only=("COS-01",)))


def test_an_answer_to_a_question_asked_otherwise_since_is_no_copy(
    operator: Workspace, city: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = tmp_path / "pack.yaml"
    make(operator, "os", making(), pack)
    data = as_data(city.checklist)
    data["version"] = "2099.1"
    asked = [one for category in data["categories"] for one in category["controls"] if one["id"] == COS[0]]
    asked[0]["question"] = {"ja": "この1年に確かめましたか。"}
    after = Checklist.model_validate(data)
    monkeypatch.setattr(editions, "checklist_in", lambda _: (after, canonical_json(after)))
    editions.take_edition(city, editions.new_edition(city))
    found = offer(city, "os", pack)
    assert [row.mark for row in found.rows] == [Mark.ADAPT, Mark.ADAPT] and take(city, found) == ()
    take(city, offer(city, "os", pack), Taking(only=("os/COS-01",)))
    assert set(city.assessment.answers) == {("os", "COS-01")}


def test_a_pack_taken_twice_changes_nothing_more(operator: Workspace, city: Workspace, tmp_path: Path) -> None:
    pack = tmp_path / "pack.yaml"
    make(operator, "os", making(), pack)
    take(city, offer(city, "os", pack))
    before = city.store.head()
    assert take(city, offer(city, "os", pack)) == () and city.store.head() == before


def test_a_new_edition_names_what_changed_and_replaces_only_what_the_old_one_said(
    operator: Workspace, city: Workspace, tmp_path: Path
) -> None:
    first, second = tmp_path / "1.yaml", tmp_path / "2.yaml"
    make(operator, "os", making(), first)
    take(city, offer(city, "os", first))
    answering(operator, "COS-01", said(Status.PARTIAL, "見直し中"))
    sealed = make(operator, "os", making("2027年度版", first), second)
    found = offer(city, "os", second)
    held = held_pack(city, "os")
    assert held is not None and sealed.previous == held.digest
    assert found.changes is not None and found.changes.changed == ("COS-01",)
    assert [row.control for row in take(city, found)] == ["COS-01"]
    answering(city, "COS-01", said(Status.NOT_IMPLEMENTED, "市では使っていない"))
    answering(operator, "COS-01", said(Status.IMPLEMENTED, "完了"))
    make(operator, "os", making("2028年度版"), second, force=True)
    third = offer(city, "os", second)
    assert [row.state for row in third.rows if row.control == "COS-01"] == [RowState.CONFLICT]
    with pytest.raises(AnswersConflict):
        take(city, third)
    take(city, third, Taking(keep_stored=True))
    assert city.assessment.answers["os", "COS-01"].comment == "市では使っていない"


def test_an_older_edition_takes_no_newer_ones_place_unless_it_is_accepted(
    operator: Workspace, city: Workspace, tmp_path: Path
) -> None:
    first, second = tmp_path / "1.yaml", tmp_path / "2.yaml"
    old = make(operator, "os", making(), first)
    answering(operator, "COS-01", said(Status.PARTIAL, "脆弱性が見つかったため見直し中"))
    new = make(operator, "os", making("2027年度版", first), second)
    take(city, offer(city, "os", second))
    back = offer(city, "os", first)
    assert back.newer is not None and back.newer.digest == new.digest
    assert {row.state for row in back.rows} == {RowState.CONFLICT}
    with pytest.raises(AnswersConflict):
        take(city, back)
    assert take(city, back, Taking(keep_stored=True)) == ()
    assert city.assessment.answers["os", "COS-01"].status is Status.PARTIAL
    kept = held_pack(city, "os")
    assert kept is not None and kept.digest == new.digest
    assert offer(city, "os", second).newer is None
    take(city, back, Taking(accept_conflicts=True))
    kept = held_pack(city, "os")
    assert kept is not None and kept.digest == old.digest


def test_an_edition_issued_later_needs_no_word_of_the_one_before(
    operator: Workspace, city: Workspace, tmp_path: Path
) -> None:
    first, second = tmp_path / "1.yaml", tmp_path / "2.yaml"
    make(operator, "os", making(), first)
    take(city, offer(city, "os", first))
    operator.session = operator.session._replace(now=lambda: NOW + timedelta(days=1))
    answering(operator, "COS-01", said(Status.PARTIAL, "見直し中"))
    make(operator, "os", making("2027年度版"), second)
    found = offer(city, "os", second)
    assert found.newer is None
    assert [row.control for row in take(city, found)] == ["COS-01"]


@pytest.mark.parametrize("reason", ["", "reason: 。。", 'reason: "-"'])
def test_a_pack_that_excuses_an_answer_without_a_word_is_refused(
    operator: Workspace, city: Workspace, tmp_path: Path, reason: str
) -> None:
    pack = tmp_path / "pack.yaml"
    answering(operator, "COS-01", said(Status.IMPLEMENTED, "毎月確認").model_copy(update={"comment": None}))
    make(operator, "os", making(), pack)
    text = pack.read_text("utf-8").replace("status: implemented", f"status: not_applicable\n      {reason}", 1)
    pack.write_text(text, encoding="utf-8")
    with pytest.raises(AnswersInvalid) as refused:
        offer(city, "os", pack)
    assert [getattr(one, "code", "") for one in refused.value.problems] == ["reason_missing"]


@pytest.mark.parametrize(
    "change", [("毎月確認", "毎日確認"), ("mark: adapt", "mark: copy"), ("2026年度版", "2027年度版")]
)
def test_a_pack_that_was_changed_after_it_was_made_is_refused(
    change: tuple[str, str], operator: Workspace, city: Workspace, tmp_path: Path
) -> None:
    pack = tmp_path / "pack.yaml"
    make(operator, "os", making(), pack)
    text = pack.read_text("utf-8")
    assert change[0] in text
    pack.write_text(text.replace(*change), "utf-8")
    with pytest.raises(AnswersInvalid) as fault:
        offer(city, "os", pack)
    assert [vars(one)["code"] for one in fault.value.problems] == ["inquiry_pack_changed"]


def test_a_pack_for_another_kind_of_subject_or_with_foreign_controls_is_refused(
    operator: Workspace, city: Workspace, tmp_path: Path
) -> None:
    pack = tmp_path / "pack.yaml"
    make(operator, "os", making(), pack)
    with pytest.raises(WrongKind):
        offer(city, "bus", pack)
    text = pack.read_text("utf-8")
    pack.write_text(text.replace("  COS-01:", "  SVC-01:"), "utf-8")
    with pytest.raises(InputInvalid):
        offer(city, "os", pack)


def test_a_pack_is_signed_and_the_next_edition_must_be_signed_with_the_same_key(
    operator: Workspace, city: Workspace, tmp_path: Path
) -> None:
    keys = [tmp_path / name for name in ("own.key", "other.key")]
    signers = [make_key(key)[1] for key in keys]
    first, unsigned, foreign = (tmp_path / name for name in ("1.yaml", "2.yaml", "3.yaml"))
    sealed = make(operator, "os", replace(making(), key=keys[0]), first)
    assert sealed.signer == signers[0]
    with pytest.raises(PackSignerDiffers):
        offer(city, "os", first, signers[1])
    take(city, offer(city, "os", first, signers[0]))
    make(operator, "os", making("第2版"), unsigned)
    make(operator, "os", replace(making("第2版"), key=keys[1]), foreign)
    for pack, reason in ((unsigned, "unsigned"), (foreign, "other")):
        with pytest.raises(PackSignerDiffers) as fault:
            offer(city, "os", pack)
        assert fault.value.values["reason"] == reason
    assert offer(city, "os", foreign, signers[1]).pack.signer == signers[1]


@pytest.mark.parametrize("part", ["signature", "signer"])
def test_a_signature_of_something_else_is_refused(
    part: str, operator: Workspace, city: Workspace, tmp_path: Path
) -> None:
    key, other = tmp_path / "own.key", tmp_path / "other.key"
    make_key(key)
    make_key(other)
    packs = [tmp_path / "1.yaml", tmp_path / "2.yaml"]
    made = [make(operator, "os", replace(making(str(n)), key=key), path) for n, path in enumerate(packs)]
    text = packs[0].read_text("utf-8")
    if part == "signature":
        changed = text.replace(str(made[0].signature), str(made[1].signature))
    else:
        forged = make(operator, "os", replace(making("0"), key=other), tmp_path / "3.yaml")
        changed = text.replace(str(made[0].signer), str(forged.signer)).replace(made[0].digest, forged.digest)
    assert changed != text
    packs[0].write_text(changed, "utf-8")
    with pytest.raises(AnswersInvalid) as fault:
        offer(city, "os", packs[0])
    assert [vars(one)["code"] for one in fault.value.problems] == ["inquiry_pack_signature"]


def test_a_signature_made_for_sealing_signs_no_pack(operator: Workspace, city: Workspace, tmp_path: Path) -> None:
    """The same key over the same bytes: what the provider once sealed must not become a pack, nor the other way."""
    key, pack = tmp_path / "own.key", tmp_path / "pack.yaml"
    make_key(key)
    made = make(operator, "os", replace(making(), key=key), pack)
    held, digest = read_key(key), made.digest.encode()
    text, own = pack.read_text("utf-8"), str(made.signature)
    for purpose in Purpose:
        given = signature(held, digest, purpose)
        assert [one for one in Purpose if is_signed(str(made.signer), digest, given, one)] == [purpose]
        pack.write_text(text.replace(own, b64encode(given).decode()), "utf-8")
        if purpose is Purpose.PACK:
            assert offer(city, "os", pack).pack.signer == made.signer
        else:
            with pytest.raises(AnswersInvalid):
                offer(city, "os", pack)


def test_what_was_saved_since_the_pack_was_shown_is_looked_at_again(
    operator: Workspace, city: Workspace, tmp_path: Path
) -> None:
    make(operator, "os", making(), tmp_path / "pack.yaml")
    found = offer(city, "os", tmp_path / "pack.yaml")
    assert offered_again(city, found) is found
    answering(city, "COS-01", said(Status.PARTIAL))
    with pytest.raises(ComparisonOld):
        offered_again(city, found)
