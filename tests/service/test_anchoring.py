"""Anchors: what a file alone cannot show is seen against what was written down elsewhere."""

import json
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest

from assessor.faults.stores import BadAnchor
from assessor.model.anchor import Anchor, read_anchor
from assessor.model.change import AnswerChange, TrailChange
from assessor.service.anchoring import anchored_verification, anchors
from assessor.storage.chain import EventRow, digest_of
from assessor.storage.opening import open_store
from tests.cli.calls import Caller
from tests.model.mini import answer
from tests.tui.stage import city, session

SAID = ("implemented", "planned", "partial", "unknown")


@pytest.fixture
def target(tmp_path: Path) -> str:
    made = city(tmp_path)
    for status in SAID:
        give(made, status)
    return made


def give(target: str, status: str) -> None:
    with open_store(target) as store:
        store.apply(session().save(), [AnswerChange(subject="bus", control="SVC-01", answer=answer(status))])


def head(target: str) -> Anchor:
    with open_store(target, read_only=True) as store:
        return Anchor(*store.head())


def rewrite(target: str, change: Callable[[list[EventRow]], list[EventRow]]) -> None:
    """What an administrator can do who knows how the chain is made: the trail, its head and its rows fit afterwards."""
    with open_store(target, read_only=True) as store:
        rows = change([EventRow(*one) for one in store.sealed()])
    previous, made = "0" * 64, []
    for seq, row in enumerate(rows, 1):
        row = row._replace(seq=seq, previous=previous)
        row = row._replace(digest=digest_of(row))
        previous = row.digest
        made.append(row)
    said = json.loads(made[-1].payload)
    with closing(sqlite3.connect(target, isolation_level=None)) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("DELETE FROM event")
        connection.executemany("INSERT INTO event VALUES (?,?,?,?,?,?,?,?,?)", made)
        connection.execute("UPDATE head SET seq = ?, digest = ?", (len(made), previous))
        content = json.dumps(said["after"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        held = (said["revision"], content, made[-1].by, made[-1].at)
        connection.execute("UPDATE answer SET revision = ?, content = ?, saved_by = ?, saved_at = ?", held)
        for _, sql in triggers:
            connection.execute(sql)


def renamed(rows: list[EventRow]) -> list[EventRow]:
    return [*rows[:-2], rows[-2]._replace(by="だれか"), rows[-1]]


def later(rows: list[EventRow]) -> list[EventRow]:
    return [*rows[:-1], rows[-1]._replace(at=rows[-1].at.replace("2026", "2027"))]


ATTACKS = {
    "the last event cut off": (lambda rows: rows[:-1], "anchor_beyond"),
    "several cut off": (lambda rows: rows[:-3], "anchor_beyond"),
    "an older name": (renamed, "anchor_differs"),
    "the last one dated otherwise": (later, "anchor_differs"),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_an_administrator_rewrites_is_sound_in_itself_and_seen_against_an_anchor(attack: str, target: str) -> None:
    change, code = ATTACKS[attack]
    before = head(target)
    assert anchored_verification(target, [before]).is_sound
    rewrite(target, change)
    assert anchored_verification(target, []).is_sound, "a chain alone cannot show this"
    found = anchored_verification(target, [before])
    assert [(one.code, one.seq) for one in found.faults] == [(code, before.events)]


def test_what_was_added_after_an_anchor_was_written_down_is_no_fault(target: str) -> None:
    before = head(target)
    rewrite(target, lambda rows: [*rows[:-1], rows[-1]._replace(save_id="x")])
    assert not anchored_verification(target, [before]).is_sound
    fresh = head(target)
    give(target, "implemented")
    assert anchored_verification(target, [fresh]).is_sound
    short = Anchor(fresh.events, fresh.digest[:16])
    assert anchored_verification(target, [short, head(target)]).is_sound


def test_an_anchor_of_a_copy_that_was_merged_in_is_found_in_its_trail(target: str, tmp_path: Path) -> None:
    other = tmp_path / "other.assessor"
    with open_store(target, read_only=True) as store:
        store.backup(other)
    give(str(other), "implemented")
    theirs = head(str(other))
    give(target, "not_implemented")
    with open_store(str(other), read_only=True) as store, open_store(target) as ours:
        trail = store.sealed()
        ours.apply(session().save(), [TrailChange(chain=f"{trail[0].chain}~{theirs.digest[:16]}", events=trail)])
    assert anchored_verification(target, [theirs, head(target)]).is_sound


HEAD = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
GROUPS = " ".join(HEAD[place : place + 8] for place in range(0, 64, 8))


@pytest.mark.parametrize(
    "text",
    [
        f"57:{HEAD}",
        f"57:{GROUPS}",
        f"57:{HEAD.upper()}",
        f"  57 : {GROUPS}\n",
        f"57:{GROUPS}".replace(" ", "\n"),
        f"57:{GROUPS}".replace(" ", "-"),
        f"57:{GROUPS}".replace(" ", "\u3000"),
        f"57:{GROUPS}".replace(" ", "\u00a0\u200b"),
        f"57：{GROUPS}".translate({ord(one): ord(one) + 0xFEE0 for one in "0123456789abcdef"}),
        f"57:{GROUPS}".replace("0", "O"),
        f"57:{GROUPS}".replace("1", "l"),
        f"57；{GROUPS}",
        f"記録の末尾：57:{GROUPS}",
        f"記録の末尾 57:{GROUPS}",
        f"記録の件数と末尾: 57:{HEAD}",
        f"（記録57件、末尾 {HEAD}）。",
        f"57件目 {GROUPS}",
        f"- 記録の末尾：57:{GROUPS}",
    ],
)
def test_an_anchor_is_read_as_people_copy_it(text: str) -> None:
    (found,) = anchors([text])
    assert found == Anchor(57, HEAD)
    assert read_anchor(found.written) == read_anchor(found.text) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "57",
        "57:",
        HEAD,
        "0:" + "a" * 64,
        "57:" + "a" * 15,
        "57:" + "g" * 64,
        "57:" + "a" * 90,
        f"57:{HEAD} 58:{HEAD}",
        "५७:" + "a" * 64,
        "57:" + " " * 2000 + "a" * 64,
    ],
)
def test_what_is_no_anchor_is_refused(text: str) -> None:
    with pytest.raises(BadAnchor):
        anchors([text])


def slips(digest: str) -> dict[str, str]:
    """A digest as a hand gets it wrong."""
    other = "0" if digest[20] != "0" else "1"
    return {
        "one wrong": digest[:20] + other + digest[21:],
        "one left out": digest[:20] + digest[21:],
        "one typed twice": digest[:20] + digest[19:],
        "a group left out": digest[:16] + digest[24:],
        "one wrong of sixteen": digest[:9] + ("0" if digest[9] != "0" else "1") + digest[10:16],
    }


def test_a_slip_of_the_hand_is_told_apart_from_a_trail_made_anew(target: str) -> None:
    right = head(target)
    for name, digest in slips(right.digest).items():
        (fault,) = anchored_verification(target, [Anchor(right.events, digest)]).faults
        assert (fault.code, fault.seq) == ("anchor_mistyped", right.events), name
        assert 9 <= int(fault.subject or 0) <= 22, name
    for events in (right.events - 1, right.events + 100):
        (fault,) = anchored_verification(target, [Anchor(events, right.digest)]).faults
        assert (fault.code, fault.subject) == ("anchor_miscounted", str(right.events))


def test_no_digest_of_another_past_is_ever_taken_for_a_slip(target: str) -> None:
    """Positive control: a rewritten trail must not be excused as an error of whoever copied the paper."""
    right, chance = head(target), random.Random(1)
    others = ["".join(chance.choices("0123456789abcdef", k=length)) for length in (16, 64) for _ in range(1000)]
    found = anchored_verification(target, [Anchor(right.events, digest) for digest in others])
    assert [fault.code for fault in found.faults] == ["anchor_differs"] * len(others)


def test_an_auditor_types_what_the_paper_shows(
    target: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    call, right = Caller(capsys), head(target)
    groups = right.written.split(" ")
    for words in (["--anchor", right.written], ["--anchor", *groups], ["--anchor", groups[0], groups[1]]):
        assert f"書き留めた{right.events}件目まで、そのときのままです" in call.well("verify", target, *words).out
    monkeypatch.setattr("sys.stdin", StringIO(right.written.replace(" ", "\n") + "\n"))
    assert "そのときのままです" in call.well("verify", target, "--anchor", "-").out
    wrong = call("verify", target, "--anchor", right.text[:-1] + ("0" if right.text[-1] != "0" else "1"))
    assert wrong.code == 1 and "写しまちがい" in wrong.out and "控えと比べて" not in wrong.err
    other = call("verify", target, "--anchor", f"{right.events}:{HEAD}")
    assert other.code == 1 and "作り直されています" in other.out and "控えと比べて" in other.err
    for words in (["x"], ["--anchor", right.text, "--anchor", right.text, "9f86d081"]):
        refused = call("verify", target, *words)
        assert refused.code == 2 and "余分な指定" in refused.err
    assert call("verify", target, "--anchor", right.text, "ほかの.assessor").code == 2
