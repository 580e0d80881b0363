"""Saves: in their order, tried again until they are written, never doubled, and never silently over another's."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from assessor.errors import (
    FileMissing,
    StaleRecord,
    StoreFailed,
    StoreFull,
    StoreLocked,
    StoreReadOnly,
    StoreUnreachable,
)
from assessor.faults.stores import StoreForbids
from assessor.i18n.translator import LANGUAGES, translator
from assessor.model.assessment import Answer, PairKey
from assessor.model.change import RecordChange
from assessor.service.workspace import Workspace, open_workspace
from assessor.tui.deeds import Deed, FactDeed
from assessor.tui.desk import Desk, Reader
from assessor.tui.sitting_words import failure
from assessor.tui.tasks import Conflict, Event, Failed, News, Ready, Refused, Saved, Work
from assessor.tui.widgets.rows import cells
from tests.model.mini import answer
from tests.tui.stage import city, session, stored

ONE, TWO = ("bus", "SVC-01"), ("bus", "SVC-02")


class Bench:
    """A desk at work, with everything it told."""

    def __init__(self, target: str) -> None:
        self.told: list[Event] = []
        self.reader = Reader(open_workspace(target, session()))
        self.desk = Desk(self.reader, self.told.append, retry=0.01)

    def put(self, pair: PairKey, before: Answer | None, after: Answer | None, seen: int | None = 0) -> None:
        self.desk.put((Deed(pair, before, after),), {pair: seen})

    async def until(self, kind: type[Any], count: int = 1) -> None:
        for _ in range(500):
            if sum(isinstance(one, kind) for one in self.told) >= count:
                return
            await asyncio.sleep(0.01)
        raise AssertionError(self.told)

    def failing(self, times: int, monkeypatch: pytest.MonkeyPatch, *, after: bool = False) -> list[str]:
        """Let the store fail so often, before or after it wrote; returns the ids of the saves tried."""
        write: Callable[..., Any] = self.reader.workspace.store.apply
        tried: list[str] = []

        def apply(save: Any, changes: Any) -> Any:
            tried.append(save.id)
            if after:
                done = write(save, changes)
            if len(tried) <= times:
                raise StoreFull(path="city.assessor")
            return done if after else write(save, changes)

        monkeypatch.setattr(self.reader.workspace.store, "apply", apply)
        return tried


@asynccontextmanager
async def at_work(target: str) -> AsyncIterator[Bench]:
    bench = Bench(target)
    working = asyncio.create_task(bench.desk.run())
    await bench.until(Ready)
    try:
        yield bench
    finally:
        working.cancel()
        bench.reader.workspace.store.close()


async def test_three_quick_answers_are_all_written_in_their_order(tmp_path: Path) -> None:
    target = city(tmp_path)
    async with at_work(target) as bench:
        bench.put(ONE, None, answer("implemented"))
        bench.put(TWO, None, answer("partial"))
        bench.put(ONE, answer("implemented"), answer("unknown"))
        assert bench.desk.pending == {ONE: answer("unknown"), TWO: answer("partial")}
        await bench.until(Saved, 3)
        await bench.desk.settled()
        kept = list(bench.reader.workspace.store.events())[-3:]
        assert [event.payload["control"] for event in kept] == ["SVC-01", "SVC-02", "SVC-01"]
        assert bench.desk.pending == {}
    assert (stored(target)[ONE], stored(target)[TWO]) == (answer("unknown"), answer("partial"))


async def test_a_save_that_fails_is_kept_and_tried_again_until_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = city(tmp_path)
    async with at_work(target) as bench:
        tried = bench.failing(3, monkeypatch)
        bench.put(ONE, None, answer("implemented"))
        bench.put(TWO, None, answer("partial"))
        await bench.until(Failed, 2)
        assert set(bench.desk.pending) == {ONE, TWO}
        await bench.until(Saved, 2)
        assert len(set(tried[:4])) == 1
    assert {ONE, TWO} <= set(stored(target))


async def test_a_save_reported_as_failed_after_it_was_written_is_not_doubled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = city(tmp_path)
    async with at_work(target) as bench:
        bench.failing(1, monkeypatch, after=True)
        bench.put(ONE, None, answer("implemented"))
        await bench.until(Saved)
        assert bench.reader.workspace.snapshot.rows[ONE].revision == 1


async def test_an_answer_that_somebody_else_gave_first_is_no_ones_loss(tmp_path: Path) -> None:
    target = city(tmp_path)
    async with at_work(target) as bench:
        other = Bench(target)
        other.reader.workspace.apply(
            [_change(ONE, answer("planned", comment="委託先に確かめた"))], other.reader.workspace.session.save()
        )
        bench.put(ONE, None, answer("implemented"))
        bench.put(TWO, None, answer("partial"))
        bench.put(ONE, answer("implemented"), answer("unknown"))
        await bench.until(Conflict)
        await bench.until(Saved)
        conflict = next(one for one in bench.told if isinstance(one, Conflict))
        assert (conflict.pair, conflict.mine) == (ONE, answer("unknown"))
        assert conflict.held.stored[ONE].answer == answer("planned", comment="委託先に確かめた")
        assert bench.desk.pending == {}
        bench.put(ONE, conflict.held.stored[ONE].answer, conflict.mine, conflict.held.stored[ONE].revision)
        await bench.until(Saved, 2)
        other.reader.workspace.store.close()
    assert (stored(target)[ONE], stored(target)[TWO]) == (answer("unknown"), answer("partial"))


async def test_facts_of_one_subject_given_one_after_another_all_stay(tmp_path: Path) -> None:
    target = city(tmp_path, facts={})
    async with at_work(target) as bench:
        bench.desk.put((FactDeed("bus", "camera", None, True),), {})
        bench.desk.put((FactDeed("bus", "cloud", None, False),), {})
        await bench.until(Saved, 2)
        held = bench.reader.workspace.assessment.subject("bus")
        assert held is not None and held.facts == {"camera": True, "cloud": False}


async def test_what_can_never_be_saved_is_told_and_does_not_hold_up_the_rest(tmp_path: Path) -> None:
    target = city(tmp_path)
    async with at_work(target) as bench:
        bench.put(("nobody", "SVC-01"), None, answer("implemented"))
        bench.put(ONE, None, answer("implemented"))
        await bench.until(Saved)
        assert any(isinstance(one, Refused) for one in bench.told)
    assert set(stored(target)) == {ONE}


async def test_looking_finds_what_others_saved(tmp_path: Path) -> None:
    target = city(tmp_path)
    async with at_work(target) as bench:
        other = Bench(target)
        other.reader.workspace.apply([_change(ONE, answer("planned"))])
        bench.desk.look()
        await bench.until(News)
        news = next(one for one in bench.told if isinstance(one, News))
        assert news.held.result.assessment.answers[ONE] == answer("planned")
        assert [past.status for past in news.held.past[ONE]] == ["planned"]
        other.reader.workspace.store.close()


def _change(pair: PairKey, said: Answer) -> Any:
    from assessor.model.change import AnswerChange

    return AnswerChange(subject=pair[0], control=pair[1], answer=said)


def _note(text: str) -> Callable[[Workspace], str]:
    def write(workspace: Workspace) -> str:
        workspace.apply([RecordChange(kind="note", id="N-1", content={"text": text})])
        workspace.apply([RecordChange(kind="note", id="N-2", content={"text": text})])
        return text

    return write


@pytest.mark.parametrize("after", [False, True])
async def test_other_work_is_done_in_its_turn_and_never_doubled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: bool
) -> None:
    async with at_work(city(tmp_path)) as bench:
        start = bench.reader.workspace.store.head()[0]
        tried = bench.failing(1, monkeypatch, after=after)
        bench.put(ONE, None, answer("implemented"))
        bench.desk.put_work(Work(_note("書いたもの")), "text")
        await bench.until(Saved, 2)
        last = bench.told[-1]
        assert isinstance(last, Saved) and last.outcome == "書いたもの"
        kept = list(bench.reader.workspace.store.events(start))
        assert [event.payload.get("control") or event.payload["id"] for event in kept] == ["SVC-01", "N-1", "N-2"]
        assert len(set(tried[1:])) == 3


async def test_work_that_failed_half_way_is_not_doubled_when_it_is_done_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_work(city(tmp_path)) as bench:
        start = bench.reader.workspace.store.head()[0]
        bench.failing(1, monkeypatch, after=True)
        bench.desk.put_work(Work(_note("一度だけ")), "text")
        await bench.until(Saved)
        kept = list(bench.reader.workspace.store.events(start))
        assert [event.payload["id"] for event in kept] == ["N-1", "N-2"]


async def test_work_that_can_never_succeed_is_taken_out_and_told(tmp_path: Path) -> None:
    def refuse(_: Workspace) -> None:
        raise StaleRecord(kind="note", id="N-1", held=1, stored=2)

    async with at_work(city(tmp_path)) as bench:
        bench.desk.put_work(Work(refuse), "text")
        await bench.until(Refused)
        assert bench.desk.waiting == ()


async def test_what_a_role_may_not_do_is_told_and_does_not_hold_up_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An officer on a server may answer and not approve: trying again would never help."""
    target = city(tmp_path)
    async with at_work(target) as bench:
        write: Callable[..., Any] = bench.reader.workspace.store.apply

        def apply(save: Any, changes: Any) -> Any:
            if any(isinstance(one, RecordChange) for one in changes):
                raise StoreForbids(path="postgresql://server/city")
            return write(save, changes)

        monkeypatch.setattr(bench.reader.workspace.store, "apply", apply)
        approve = RecordChange(kind="pia-approval", id="bus/A1", content={})
        bench.desk.put_work(Work(lambda workspace: workspace.apply([approve])), "approved")
        bench.put(ONE, None, answer("implemented"))
        await bench.until(Saved)
        refused = [one for one in bench.told if isinstance(one, Refused)]
        assert [type(one.error) for one in refused] == [StoreForbids]
    assert set(stored(target)) == {ONE}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_failed_save_says_why_what_became_of_the_input_and_what_to_do_in_one_row(lang: str) -> None:
    say, told = translator(lang), set()
    for kind in (StoreFull, StoreReadOnly, StoreLocked, StoreUnreachable, FileMissing, StoreFailed):
        for waiting, rescued in ((0, ""), (12, ""), (12, "控え.yaml")):
            text = failure(kind(path="city.assessor"), waiting, rescued, say)
            assert "Ctrl+S" in text and cells(text) <= 78, text
        told.add(failure(kind(path="city.assessor"), 1, "", say))
    assert len(told) == 6
