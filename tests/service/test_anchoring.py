"""Anchors: what a file alone cannot show is seen against what was written down elsewhere."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from assessor.model.anchor import Anchor, read_anchor
from assessor.model.change import AnswerChange, TrailChange
from assessor.service.anchoring import anchored_verification, anchors
from assessor.storage.chain import EventRow, digest_of
from assessor.storage.opening import open_store
from assessor.store_errors import BadAnchor
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


@pytest.mark.parametrize(
    "text",
    ["57:" + "9f86d081" * 8, "５７：９Ｆ８６ｄ０８１ " + "9f86d081" * 7, " 57 : 9f86d081 9f86d081 ", "57:" + "A" * 64],
)
def test_an_anchor_is_read_as_people_copy_it(text: str) -> None:
    (found,) = anchors([text])
    assert found.events == 57 and read_anchor(found.written) == read_anchor(found.text) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "57",
        "57:",
        "0:" + "a" * 64,
        "57:" + "a" * 15,
        "57:" + "a" * 65,
        "57:" + "g" * 64,
        "-1:" + "a" * 64,
        "५७:" + "a" * 64 + "x",
    ],
)
def test_what_is_no_anchor_is_refused(text: str) -> None:
    with pytest.raises(BadAnchor):
        anchors([text])
