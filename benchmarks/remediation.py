"""Remediation with 2,000 items: the board, a plan beside the greedy one, the workbook out and back."""

import asyncio
import random
import resource
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from assessor.engine.planning import plan
from assessor.model.due import HalfYear
from assessor.model.plan import Plan, PlanItem
from assessor.model.remediation import Capacity, RemediationItem
from assessor.service.item_export import export_items
from assessor.service.item_workbook import import_workbook
from assessor.service.remediation import item_change
from assessor.service.settings import Session
from assessor.service.workspace import Workspace
from assessor.tui.app import AssessorApp
from assessor.tui.item_area import provide
from assessor.tui.remembering import Memory
from assessor.tui.screens.remediation import RemediationScreen
from benchmarks.inquiry import programme
from benchmarks.programmes import TODAY
from benchmarks.timing import row

ITEMS, HALVES = 2_000, 8
SESSION = Session(by="benchmark")
STATUSES = ("not_started", "not_started", "in_progress", "awaiting")
OWNERS = ("企画課", "情報政策課", "総務課", "教育総務課", None)


def measure() -> Iterator[str]:
    """Seconds of the board, of plans with their gap, of the workbook."""
    yield "| what | measured | aim |"
    yield "|---|---:|---|"
    with TemporaryDirectory() as name:
        folder = Path(name)
        with programme(folder / "city.assessor", 60) as city:
            _fill(city)
            yield from _workbook(city, folder)
        yield from asyncio.run(_board(folder))
    for seed in range(3):
        yield from _plans(seed)


def _fill(city: Workspace) -> None:
    chance = random.Random(1)  # noqa: S311 - no secret
    pairs = [pair.key for pair in city.result().pairs][:ITEMS]
    made = []
    for number in range(ITEMS):
        subject, control = pairs[number % len(pairs)]
        values = {
            "id": f"R-{number + 1:03d}",
            "title": f"対応{number + 1}　{city.checklist.controls[control].title.ja}",
            "covers": [f"{subject}/{control}"],
            "status": chance.choice(STATUSES),
            "department": chance.choice(OWNERS),
            "due": chance.choice(("2026-10-01", "令和8年度", "令和9年度第2四半期", None)),
            "cost": chance.randrange(2_000),
            "effort": chance.randrange(20),
            "depends_on": [f"R-{number:03d}"] if number % 7 == 1 else [],
        }
        made.append(RemediationItem.model_validate(values))
    city.apply([item_change(one, 0) for one in made])


def _processor() -> float:
    """Processor seconds of this process and of the children that read workbooks."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _both(what: str, begun: tuple[float, float], aim: str, scale: float = 1.0, unit: str = "s") -> Iterator[str]:
    """The wall-clock and the processor time since a moment."""
    yield row(what, (time.perf_counter() - begun[0]) * scale, unit, aim)
    yield row("… processor time", (_processor() - begun[1]) * scale, unit, "")


def _now() -> tuple[float, float]:
    return time.perf_counter(), _processor()


def _workbook(city: Workspace, folder: Path) -> Iterator[str]:
    path = folder / "items.xlsx"
    begun = _now()
    export_items(city, None, str(path))
    yield from _both(f"a workbook of {ITEMS:,} items out", begun, "≤ 1 s")
    begun = _now()
    import_workbook(city, str(path))
    yield from _both("the same workbook back, nothing changed", begun, "≤ 1 s")


async def _board(folder: Path) -> Iterator[str]:
    app = AssessorApp(str(folder / "city.assessor"), SESSION, "ja", Memory(folder))
    found: list[str] = []
    async with app.run_test(size=(120, 40)) as pilot:
        while app.view is None:
            await asyncio.sleep(0.05)
        begun = _now()
        await provide(app, "items")
        found += _both(f"{ITEMS:,} items read and judged", begun, "", 1_000, "ms")
        taken: list[tuple[float, float]] = []
        for _ in range(5):
            begun = _now()
            await app.show_screen("remediation")
            screen = app.screen
            while not (isinstance(screen, RemediationScreen) and screen.ready and "R-" in _seen(app)):
                await asyncio.sleep(0)
            taken.append((time.perf_counter() - begun[0], _processor() - begun[1]))
            await app.show_screen("findings")
            await pilot.pause()
        wall, processor = (sorted(times)[2] * 1_000 for times in zip(*taken, strict=True))
        found.append(row("the board opened, the items being read", wall, "ms", "≤ 200 ms"))
        found.append(row("… processor time", processor, "ms", ""))
    return iter(found)


def _seen(app: AssessorApp) -> str:
    strips = app.screen._compositor.render_strips()
    return "".join(segment.text for strip in strips for segment in strip)


def problem(seed: int) -> tuple[list[PlanItem], list[tuple[HalfYear, Capacity]]]:
    """Items of all sizes, a tenth with a duty, a fifth waiting for another one, for half of what they need."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    items = [
        PlanItem(
            id=f"R-{number + 1:03d}",
            risk=chance.choice((20, 60, 150, 300, 900, 1_200)),
            money=chance.choice((0, 0, chance.randrange(300), chance.randrange(5_000))),
            days=chance.choice((1, 2, 3, 5, 8, 20)),
            deadline=chance.choice((TODAY.replace(year=2027, month=7, day=1), TODAY.replace(month=4, day=1)))
            if chance.random() < 0.1
            else None,
            depends_on=(f"R-{chance.randrange(number) + 1:03d}",) if number and chance.random() < 0.2 else (),
        )
        for number in range(ITEMS)
    ]
    money, days = sum(one.money for one in items), sum(one.days for one in items)
    capacity = Capacity(money=money // 2 // HALVES, days=days // 2 // HALVES)
    return items, [(HalfYear(2027, 1).later(place), capacity) for place in range(HALVES)]


def _plans(seed: int) -> Iterator[str]:
    items, halves = problem(seed)
    begun = _now()
    made: Plan = plan(items, halves)
    yield from _both(f"plan {seed + 1} of {ITEMS:,} items over {HALVES} half-years", begun, "≤ 10 s")
    begun = _now()
    plan(items, halves, solve=False)
    greedy = _processor() - begun[1]
    yield row("… its proved gap", (made.gap if made.gap is not None else float("nan")) * 100, "%", "≤ 1 %")
    yield row("… better than the best first by", (made.value - made.greedy_value) * 100 / made.greedy_value, "%", "")
    yield row("… which takes (processor time)", greedy, "s", "")
