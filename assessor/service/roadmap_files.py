"""The roadmap and the budget request as files: a drawing, and tables that a spreadsheet opens."""

from pathlib import Path

from assessor.compose.item_rows import AMOUNTS, budget_tables, owner_of, reason_words
from assessor.compose.roadmap import roadmap
from assessor.errors import UnknownFormat
from assessor.i18n.translator import translator
from assessor.model.document import Document
from assessor.model.due import half_year_of, year_text
from assessor.model.plan import Plan
from assessor.model.sheet import Column, Sheet
from assessor.service.outputs import refuse_input
from assessor.service.remediation import judged_items
from assessor.service.workspace import Workspace

ROADMAP_FORMATS, REQUEST_FORMATS = ("svg", "csv"), ("csv", "xlsx")
FONTS = "'Noto Sans JP', 'Noto Sans CJK JP', 'Yu Gothic', 'Hiragino Sans', sans-serif"
PLACE = ("kan", "ko", "moku", "setsu")


def roadmap_file(workspace: Workspace, plan: Plan, path: str, *, force: bool) -> list[str]:
    """Write a plan as a Gantt chart (svg, one file for every part) or as a table (csv); returns what was written.

    Raises:
        UnknownFormat: another suffix.
        TargetExists, TargetIsInput, OutputFailed: by the target.
    """
    name = _format(path, ROADMAP_FORMATS)
    contents = _drawings(workspace, plan) if name == "svg" else [_table(workspace, plan)]
    first = Path(path)
    paths = [
        first.with_stem(f"{first.stem}-{number}") if number > 1 else first for number in range(1, len(contents) + 1)
    ]
    for target, content in zip(paths, contents, strict=True):
        _write(workspace, target, content, force=force)
    return [str(target) for target in paths]


def _format(path: str, known: tuple[str, ...]) -> str:
    name = Path(path).suffix.lstrip(".").lower()
    if name not in known:
        raise UnknownFormat(format=name or path, known=", ".join(known))
    return name


def _write(workspace: Workspace, target: Path, content: bytes, *, force: bool) -> None:
    from assessor.storage.atomic_file import write_atomic

    refuse_input(target, workspace.target)
    write_atomic(target, content, replace=force)


def _drawings(workspace: Workspace, plan: Plan) -> list[bytes]:
    from assessor.render.charts import drawings

    start = min((load.half for load in plan.loads), default=half_year_of(workspace.session.today))
    figure = roadmap(judged_items(workspace), plan, start, most=len(plan.placements))
    if figure is None:
        return []
    city = workspace.assessment.programme.municipality
    today = workspace.session.today
    document = Document(
        kind="remediation", title=figure.title, municipality=city, dated=today, internal=True, blocks=()
    )
    return [one.svg.encode() for one in drawings(figure, document, font=FONTS, key="roadmap")]


def _table(workspace: Workspace, plan: Plan) -> bytes:
    from assessor.render.csv_file import to_csv

    say = translator("ja")
    held = {one.item.id: one for one in judged_items(workspace)}
    keys = ("half", "id", "title", "owner", "cost", "effort", "status", "reason")
    titles = tuple(say(f"roadmap.{key}") for key in keys)
    rows = []
    placed = sorted(plan.placements, key=lambda one: (one.half is None, one.half or (0, 0), one.item))
    for one in placed:
        item = held[one.item].item
        rows.append(
            (
                one.half.text if one.half else say("roadmap.unplaced"),
                item.id,
                item.title,
                owner_of(held[one.item]),
                item.cost,
                item.effort,
                say(f"item_status.{held[one.item].status.value}"),
                reason_words("plan_reason", one.reason),
            )
        )
    columns = tuple(Column(key, title, 12) for key, title in zip(keys, titles, strict=True))
    return to_csv(Sheet(say("roadmap.title"), columns, tuple(rows)))


def request_content(workspace: Workspace, year: int | None, name: str) -> bytes:
    """The budget request table of a fiscal year (None = of all) as csv or xlsx."""
    sheet = _request(workspace, year)
    if name == "csv":
        from assessor.render.csv_file import to_csv

        return to_csv(sheet)
    from assessor.compose.anchored import anchored_sheet
    from assessor.render.workbook import to_workbook

    return to_workbook(anchored_sheet(sheet, workspace.snapshot.anchor), workspace.session.today)


def request_file(workspace: Workspace, year: int | None, path: str, *, force: bool) -> None:
    """Write the budget request table.

    Raises:
        UnknownFormat: neither csv nor xlsx.
        TargetExists, TargetIsInput, OutputFailed: by the target.
    """
    content = request_content(workspace, year, _format(path, REQUEST_FORMATS))
    _write(workspace, Path(path), content, force=force)


def _request(workspace: Workspace, year: int | None) -> Sheet:
    """A row per item and year, and under each year the sums of what is known."""
    say = translator("ja")
    whole = (*AMOUNTS,)
    keys = ("year", "id", "title", "owner", *PLACE, "nature", "source", "commitment", "quoted", *whole)
    widths = {"title": 36, "owner": 20, "year": 12}
    columns = tuple(
        Column(key, say(f"roadmap.{key}" if key in _OWN else f"field.{key}"), widths.get(key, 11), whole=key in whole)
        for key in keys
    )
    rows: list[tuple[str | int | None, ...]] = []
    for table in budget_tables(judged_items(workspace)):
        if year is not None and table["year"] != year_text(year):
            continue
        for row in table["rows"]:
            rows.append((table["year"], *(row.get(key) for key in keys[1:])))
        rows.append((table["year"], "", say("roadmap.sum"), *([""] * (len(keys) - 6)), *table["sums"].values()))
    return Sheet(say("roadmap.request"), columns, tuple(rows))


_OWN = ("year", "id", "owner")
