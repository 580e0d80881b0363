"""A damaged programme given back: every record that is whole, of every kind, and a name for what is not."""

import random
import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from assessor.cli.door import Door
from assessor.cli.main import run
from assessor.model.audit import Fault, Verification
from assessor.model.change import ChecklistChange, RecordChange, Snapshot, TrailChange
from assessor.model.edition import EditionTaken
from assessor.model.exchange import ExchangeChecklist
from assessor.model.merge_choice import MergeChoice, SettledPiece
from assessor.model.nouns import RECORDS
from assessor.model.pack import Pack
from assessor.model.privacy import Review
from assessor.model.programme import SubjectKind
from assessor.model.record_kinds import EDITION_KIND, MERGE_KIND, PACK_KIND
from assessor.service import assessing
from assessor.storage import salvaging
from assessor.storage.chain import CARRIED, EventRow
from assessor.storage.opening import open_store
from assessor.storage.rows import State
from assessor.storage.salvaging import remains
from assessor.storage.sql_store import SqlStore
from assessor.storage.sqlite_pages import rows
from tests.cli.calls import Caller
from tests.editions import next_edition
from tests.storage.places import new_save
from tests.trust.scale import count, measured
from tests.trust.test_damage import flipped

STEPS = (
    ("release", "create", "--stage", "素案"),
    ("comments", "add", "カメラが心配です"),
    ("remediation", "draft"),
    ("remediation", "budget", "令和9年度", "--money", "500", "--days", "10"),
    ("remediation", "close-period", "令和7年度", "--approver", "副市長"),
)


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Caller:
    """Calls the program in this process."""
    return Caller(capsys)


@pytest.fixture(scope="session")
def full_once(sample_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A city with a record of every kind, and the trail of another copy beside its own; never written to."""
    folder = tmp_path_factory.mktemp("full")
    file = Path(shutil.copyfile(sample_once, folder / "city.assessor"))
    for noun, verb, *rest in STEPS:
        assert run([noun, verb, str(file), *rest], Door()) == 0
    asked = ["--to", "みらい交通株式会社", "--due", "2999-12-25", "-o", str(folder / "q.xlsx")]
    assert run(["inquiry", "send", str(file), *asked], Door()) == 0
    review = Review(date=date(2026, 11, 22), outcome="変わりない")
    pack = Pack(
        assessor_pack=1,
        checklist=ExchangeChecklist(id="x", version="1"),
        provider="みらい電機株式会社",
        post="サービス部長",
        product="基盤",
        kind=SubjectKind.CITY_OS,
        edition="1",
        issued=date(2026, 11, 22),
        digest="0",
    )
    with open_store(str(file)) as store:
        trail = store.sealed()
        carried = f"{trail[0].chain}{CARRIED}{trail[-1].digest[:16]}"
        edition = EditionTaken(before="0", after="1", version_before="0", version="1")
        choice = MergeChoice(other="0", settled=(SettledPiece(key="programme:plan", chosen="A"),))
        named = (
            ("pia-review", "bus.V1", review),
            (PACK_KIND, "cityos", pack),
            (EDITION_KIND, "1", edition),
            (MERGE_KIND, "0", choice),
        )
        changes = [RecordChange(kind=kind, id=of, content=one.model_dump(mode="json")) for kind, of, one in named]
        store.apply(new_save(), [TrailChange(chain=carried, events=trail), *changes])
        assert {kind for kind, _ in store.load().records} == set(RECORDS), "a kind of record that nothing tries"
    return file


@pytest.fixture
def full(full_once: Path, memory: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copyfile(full_once, memory / "full.assessor"))


def said(snapshot: Snapshot) -> dict[str, object]:
    """Everything that a programme says, under the names that salvage gives to what it lost."""
    found: dict[str, object] = {"programme": snapshot.assessment.programme, "section7": snapshot.assessment.section7}
    found |= {f"subject {one.id}": one for one in snapshot.assessment.subjects}
    found |= {" ".join(("answer", *pair)): answer for pair, answer in snapshot.assessment.answers.items()}
    found |= {" ".join(("record", *key)): row.content for key, row in snapshot.records.items() if row.content}
    return found


def told(file: Path) -> dict[str, object]:
    with open_store(str(file), read_only=True) as store:
        assert store.verify().is_sound
        return said(store.load())


def state_said(state: State) -> dict[str, object]:
    """The same of what was read out of the pages, as it was stored."""
    found: dict[str, object] = {"programme": state.programme, "section7": state.section7}
    found |= {f"subject {row.id}": row.content for row in state.subjects.values()}
    found |= {" ".join(("answer", *row.pair)): row.content for row in state.answers.values()}
    found |= {" ".join(("record", *row.key)): row.content for row in state.records.values()}
    return found


def unnamed_differences(file: Path, whole: dict[str, object]) -> set[str]:
    """What was not given back as it was, and not named either."""
    found = remains(file)
    named = {*found.unproven, *(" ".join(("answer", *pair)) for pair in found.doubtful)}
    given = state_said(found.state)
    return {name for name in {*whole, *given} if given.get(name) != whole.get(name)} - named


def everywhere(full: Path, flips: int, seed: int) -> Counter[str]:
    """Flip bits one by one all over the file; count what was given back."""
    content, whole, chance = full.read_bytes(), state_said(remains(full).state), random.Random(seed)
    counted = Counter[str]()
    for _ in range(flips):
        full.write_bytes(flipped(content, chance))
        counted["flips"] += 1
        counted["not given back and not named"] += bool(unnamed_differences(full, whole))
    return counted


def in_the_trail(full: Path) -> Counter[str]:
    """Damage one event of each kind of record and of each other kind; count what was given back."""
    content, whole = full.read_bytes(), state_said(remains(full).state)
    counted = Counter[str]()
    of_each = {
        (row[4], row[6].partition('"kind":"')[2][:12]): row[6].encode()
        for row in rows(content)
        if len(row) == len(EventRow._fields) and isinstance(row[4], str) and isinstance(row[6], str)
    }
    for (kind, _), payload in of_each.items():
        # Near its end a long payload lies in pages of its own; the first bytes tell enough to find it.
        place = content.find(payload[:60])
        full.write_bytes(content[: place + 10] + bytes([content[place + 10] ^ 1]) + content[place + 11 :])
        counted["damaged"] += 1
        counted["not whole"] += bool(remains(full).missing)
        counted[f"not given back: {kind}"] += bool(unnamed_differences(full, whole))
    return counted


def test_every_flipped_bit_costs_no_record_of_any_kind(full: Path) -> None:
    wanted = count(60, 1_000, 100_000)
    counted = everywhere(full, wanted, 1)
    measured("G13 salvage of every record", **counted)
    assert counted["flips"] == wanted and counted["not given back and not named"] == 0


def test_a_damaged_event_of_any_kind_costs_nothing(full: Path) -> None:
    counted = in_the_trail(full)
    assert counted["damaged"] > len(RECORDS) and counted["not whole"] > len(RECORDS)
    assert not {name for name, number in counted.items() if number and name.startswith("not given back")}


def test_a_salvage_that_forgot_the_rows_would_be_noticed(full: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(salvaging._Rows, "take", lambda *_: None)
    counted = in_the_trail(full)
    assert counted["not given back: record"] and counted["not given back: answer"]


def test_a_file_that_is_whole_but_for_its_beginning_is_the_same_programme_again(call: Caller, full: Path) -> None:
    damaged, out = full.with_name("damaged.assessor"), full.with_name("again.assessor")
    damaged.write_bytes(bytes(100) + full.read_bytes()[100:])
    assert call("show", str(damaged)).code == 3
    before = damaged.read_bytes()
    ended = call.well("salvage", str(damaged), "-o", str(out))
    assert ended.out == "" and "失われたものはなく、履歴も元のとおりです" in ended.err
    assert damaged.read_bytes() == before and told(out) == told(full)
    with open_store(str(full), read_only=True) as one, open_store(str(out), read_only=True) as other:
        assert one.rows() == other.rows() and one.sealed() == other.sealed()
        assert one.carried() == other.carried() != ()
        assert one.sealed(one.carried()[0]) == other.sealed(one.carried()[0])


def test_a_trail_that_breaks_goes_on_from_there_and_can_be_merged_with_a_backup(call: Caller, full: Path) -> None:
    content, damaged, out = full.read_bytes(), full.with_name("damaged.assessor"), full.with_name("again.assessor")
    place = content.find("カメラが心配です".encode())
    damaged.write_bytes(content[:place] + b"?" + content[place + 1 :])
    ended = call("salvage", str(damaged), "-o", str(out), "--by", "管理係", "--json")
    assert ended.code == 1 and len(ended.data["events"]) == 1
    kept = ended.data["events"][0] - 1
    assert ended.data["kept"] == kept > 300 and ended.data["lost"] == []
    assert ended.data["unproven"] == ["record public-comment 00001"]
    assert told(out) == told(full)
    with open_store(str(full), read_only=True) as one, open_store(str(out), read_only=True) as other:
        assert one.sealed()[:kept] == other.sealed()[:kept]
        assert other.sealed()[kept].by == f"管理係 ← {one.sealed()[kept].by}"
    said = call("salvage", str(damaged), "-o", str(out), "--force")
    assert "最新かどうか確かめられません: 意見 00001" in said.out and f"履歴は{kept}件目まで" in said.err
    call.well("merge", str(out), str(full), "-o", str(full.with_name("one.assessor")))
    assert told(full.with_name("one.assessor")) == told(full)


def test_what_would_not_verify_is_not_written(call: Caller, full: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unsound = Verification(chain="", events=0, head="", faults=(Fault(code="event_changed", seq=1),))
    monkeypatch.setattr(SqlStore, "verify", lambda _: unsound)
    out = full.with_name("again.assessor")
    assert call("salvage", str(full), "-o", str(out)).code == 3 and not out.exists()


def test_a_trail_without_its_first_event_begins_anew_and_says_everything(call: Caller, full: Path) -> None:
    content, damaged, out = full.read_bytes(), full.with_name("damaged.assessor"), full.with_name("again.assessor")
    while (place := content.find(b'{"after":{"checklist"')) > 0:
        content = content[:place] + b"[" + content[place + 1 :]
    damaged.write_bytes(content)
    ended = call("salvage", str(damaged), "-o", str(out), "--json")
    assert ended.code == 1 and (ended.data["events"], ended.data["kept"]) == ([1], 0)
    assert told(out) == told(full)


def test_a_trail_of_another_copy_that_is_damaged_is_not_carried_on(call: Caller, full: Path) -> None:
    damaged, out = full.with_name("damaged.assessor"), full.with_name("again.assessor")
    with open_store(str(full), read_only=True) as store:
        (carried,) = store.carried()
        last, named = store.sealed(carried)[-1], next(one for one in store.sealed() if one.kind == "merged")
    content, name = full.read_bytes(), last.save_id.encode()
    assert name in content
    damaged.write_bytes(content.replace(name, name.swapcase()))
    ended = call("salvage", str(damaged), "-o", str(out), "--json")
    assert ended.data["kept"] == named.seq - 1
    assert told(out) == told(full)
    with open_store(str(out), read_only=True) as store:
        assert store.carried() == ()


@pytest.mark.parametrize("seed", range(3))
def test_a_badly_damaged_file_gives_a_sound_programme_or_none_and_invents_nothing(
    call: Caller, full: Path, seed: int
) -> None:
    whole, out, chance = told(full), full.with_name("again.assessor"), random.Random(seed)
    content = bytearray(full.read_bytes())
    for _ in range(400):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    for page in chance.sample(range(1, len(content) // 4096), 40):
        content[page * 4096 : (page + 1) * 4096] = bytes(4096)
    full.write_bytes(content)
    ended = call("salvage", str(full), "-o", str(out), "--json")
    assert ended.code == 1
    given = told(out)
    named = {*ended.data["unproven"], *ended.data["lost"]}
    named |= {" ".join(("answer", *pair)) for pair in ended.data["doubtful"]}
    assert len(given) > 100
    assert not {name for name, value in given.items() if whole.get(name) != value} - named


def test_a_number_of_events_that_nobody_can_count_to_is_damage(call: Caller, full: Path) -> None:
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(full)) as connection:
        connection.execute("UPDATE head SET seq = 4611686018427387904")
        connection.commit()
    ended = call("salvage", str(full), "-o", str(full.with_name("again.assessor")), "--json")
    assert ended.code == 1 and ended.data["unproven"] == ["head"] and ended.data["events"] == []
    said = call("salvage", str(full), "-o", str(full.with_name("again.assessor")), "--force")
    assert "履歴の件数の記録が読めない" in said.out


def test_another_checklist_that_is_damaged_is_named_and_the_installed_one_is_no_loss(
    call: Caller, full: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = full.read_bytes()
    place = content.find(b'"aggregate"')
    full.write_bytes(content[:place] + b"?" + content[place + 1 :])
    out = full.with_name("again.assessor")
    assert call.well("salvage", str(full), "-o", str(out), "--json").data["lost"] == []
    checklist, canonical = assessing.installed_checklist()
    monkeypatch.setattr(assessing, "installed_checklist", lambda: (checklist, canonical + b" "))
    ended = call("salvage", str(full), "-o", str(out), "--force")
    assert ended.code == 1 and "点検表（この端末にあるものを代わりに使いました）" in ended.out


@pytest.mark.parametrize("whole", [True, False])
def test_a_newer_edition_that_was_taken_over_is_the_one_that_is_given_back(
    call: Caller, full: Path, whole: bool
) -> None:
    _, first = assessing.installed_checklist()
    newer = first.replace(b'"version":"', b'"version":"9')
    assert newer != first
    with open_store(str(full)) as store:
        store.apply(new_save(), [ChecklistChange(content=newer)])
        broken = store.sealed()[-3].save_id.encode()
    content = full.read_bytes()
    # Of a trail that breaks before the edition was taken over, or of one that is whole.
    full.write_bytes(bytes(100) + content[100:] if whole else content.replace(broken, broken.swapcase()))
    out = full.with_name("again.assessor")
    ended = call("salvage", str(full), "-o", str(out), "--json")
    assert ended.code == (0 if whole else 1) and ended.data["lost"] == []
    with open_store(str(out), read_only=True) as store:
        assert store.verify().is_sound and store.checklist_json() == newer


def test_what_waits_to_be_given_again_waits_in_what_is_given_back_too(call: Caller, full: Path, tmp_path: Path) -> None:
    edition = next_edition(tmp_path / "next", reworded=["GOV-06", "GOV-07"])
    # Revisions that a trail begun anew does not count up to, and one that it would meet by chance.
    call.well("answer", str(full), "programme", "GOV-06", "planned")
    call.well("answer", str(full), "programme", "GOV-06", "partial")
    call.well("checklist", "update", str(full), "--checklist", str(edition))
    call.well("answer", str(full), "programme", "GOV-07", "partial")
    with open_store(str(full), read_only=True) as store:
        held = store.load()
    assert held.rows["programme", "GOV-06"].revision == 3 and set(held.assessment.to_confirm) == {
        ("programme", "GOV-06")
    }
    content = full.read_bytes()
    for damaged in (bytes(100) + content[100:], content.replace(b'{"after":{"checklist"', b'["after":{"checklist"')):
        full.write_bytes(damaged)
        out, answers = full.with_name("again.assessor"), full.with_name("again.yaml")
        call("salvage", str(full), "-o", str(out), "--force")
        with open_store(str(out), read_only=True) as store:
            assert set(store.load().assessment.to_confirm) == {("programme", "GOV-06")} and store.verify().is_sound
        call("salvage", str(full), "-o", str(answers), "--force")
        assert "GOV-07:" in answers.read_text("utf-8") and "GOV-06:" not in answers.read_text("utf-8")


def test_an_exchange_file_of_records_that_do_not_fit_says_what_to_do(call: Caller, full: Path) -> None:
    ended = call.well("salvage", str(full), "-o", str(full.with_name("out.yaml")))
    assert "入らない記録" in ended.out and "-o 新しい計画.assessor" in ended.err
