"""Anchors: what a file alone cannot show is seen against what was written down elsewhere; public papers carry none."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from assessor.compose.anchored import LABEL, anchored
from assessor.model.anchor import Anchor, read_anchor
from assessor.model.change import AnswerChange, TrailChange
from assessor.model.document import Document
from assessor.service.anchoring import anchored_verification, anchors
from assessor.service.composing import STANDARD_TEMPLATES, Wanted
from assessor.service.reporting import compose
from assessor.service.workspace import open_workspace
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


def composed(target: str, kind: str) -> Document | None:
    from assessor.errors import AssessorError

    with open_workspace(target, session(), read_only=True) as workspace:
        try:
            return compose(workspace, Wanted(kind, subject="bus" if kind.startswith("pia") else None))
        except AssessorError:
            # No release, no PIA yet: there is no such document.
            return None


def test_every_internal_document_carries_the_anchor_and_no_public_one_does(target: str) -> None:
    wanted, seen = head(target), set()
    for kind in STANDARD_TEMPLATES:
        document = composed(target, kind)
        if document is None:
            continue
        seen.add((kind, document.internal))
        carried = [value for label, value in document.facts if label == LABEL]
        assert carried == ([wanted.written] if document.internal else []), kind
        assert document.internal or wanted.digest[:8] not in document.model_dump_json(), kind
    assert {("gap", True), ("handover", True), ("remediation", True), ("section7-worksheet", True)} <= seen
    assert {("section7", False), ("glossary", False), ("roadmap", False)} <= seen


def test_two_programmes_with_equal_answers_and_other_pasts_give_equal_public_documents(
    target: str, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    other = city(tmp_path / "other", answers={("bus", "SVC-01"): answer(SAID[-1])})
    assert head(other) != head(target)
    for kind in ("section7", "glossary", "roadmap"):
        assert composed(other, kind) == composed(target, kind), kind
    assert composed(other, "gap") != composed(target, "gap")


def test_an_anchor_in_a_public_document_would_be_seen_by_that_test(target: str) -> None:
    """Positive control."""
    public = composed(target, "section7")
    assert public is not None and anchored(public, Anchor(1, "a" * 64)) == public
    marked = [anchored(public.model_copy(update={"internal": True}), Anchor(n, "a" * 64)) for n in (1, 2)]
    assert marked[0] != marked[1]
