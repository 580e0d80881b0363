"""Money and people per fiscal year, and the plan made from them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from assessor.cli import output
from assessor.cli.door import Door
from assessor.cli.tree import Command, argument, by_option, file_argument, force_option, json_option, option, pass_door
from assessor.faults.items import BadDue
from assessor.i18n.sentences import sentences

if TYPE_CHECKING:
    from assessor.model.plan import Plan
    from assessor.model.remediation import RemediationItem

MOST_NAMED = 5
"""How many items a note names."""


@click.command("budget", cls=Command, help="help.remediation.budget")
@file_argument
@argument("year", metavar="[PERIOD]", required=False)
@option("--money", metavar="FIRST/SECOND", help="option.budget.money")
@option("--days", metavar="FIRST/SECOND", help="option.budget.days")
@json_option
@by_option
@pass_door
def budget(door: Door, file: str, year: str | None, money: str | None, days: str | None, as_json: bool) -> None:
    """Keep the money and people of a fiscal year, or show those of all years."""
    from assessor.cli.remediation_text import budget_lines
    from assessor.model.remediation import Capacity, YearBudget
    from assessor.service.planning import budgets, set_budget
    from assessor.service.texts import fiscal_year

    with door.open(file, read_only=year is None) as workspace:
        if year is not None:
            number = fiscal_year(year)
            held = next((one for one in budgets(workspace) if one.year == number), None)
            old = (held.first, held.second) if held else (Capacity(money=0, days=0),) * 2
            moneys = _halves("cost", money) or tuple(one.money for one in old)
            people = _halves("effort", days) or tuple(one.days for one in old)
            first, second = (Capacity(money=a, days=b) for a, b in zip(moneys, people, strict=True))
            set_budget(workspace, YearBudget(year=number, first=first, second=second))
        found = budgets(workspace)
    if as_json:
        output.json([one.model_dump(mode="json") for one in found])
    else:
        output.lines(budget_lines(found, door.say))


def _halves(field: str, text: str | None) -> tuple[int, int] | None:
    """`1000/500`, or one figure for both halves."""
    from assessor.service.item_fields import whole

    if text is None:
        return None
    first, slash, second = text.partition("/")
    return whole(field, first), whole(field, second if slash else first)


@click.command("plan", cls=Command, help="help.remediation.plan")
@file_argument
@option("--from", "first", metavar="HALF", help="option.plan.from")
@option("--halves", metavar="N", type=click.IntRange(1, 20), default=8, help="option.plan.halves")
@option("--greedy", is_flag=True, help="option.plan.greedy")
@option("--apply", "keep", is_flag=True, help="option.plan.apply")
@option("-o", "--output", "path", metavar="PATH", help="option.plan.output")
@force_option
@json_option
@by_option
@pass_door
def plan(
    door: Door,
    file: str,
    first: str | None,
    halves: int,
    greedy: bool,
    keep: bool,
    path: str | None,
    force: bool,
    as_json: bool,
) -> None:
    """Propose which item when."""
    from assessor.cli.remediation_text import plan_lines
    from assessor.model.due import parse_half_year
    from assessor.service.item_json import plan_json
    from assessor.service.planning import apply_plan, make_plan
    from assessor.service.remediation import held_items
    from assessor.service.roadmap_files import roadmap_file

    start = parse_half_year(first) if first else None
    if first and start is None:
        raise BadDue(text=first, reason="half_year")
    with door.open(file, read_only=not keep) as workspace:
        made = make_plan(workspace, first=start, count=halves, greedy=greedy)
        held = held_items(workspace)
        drawn = roadmap_file(workspace, made.plan, path, force=force) if path else []
        changed = apply_plan(workspace, made.plan) if keep else None
    if made.without_solver is not None:
        output.note(door.say("cli.plan.without_solver", why="".join(sentences(made.without_solver, door.say))))
    for written in drawn:
        output.note(door.say("cli.plan.drawn", path=written))
    if as_json:
        output.json(plan_json(made.plan))
    else:
        output.lines(plan_lines(made.plan, {one.id: one.title for one in held}, door.say))
    _ask_for_means(door, made.plan, held)
    if changed is not None:
        output.note(door.say("cli.plan.applied", count=changed))


def _ask_for_means(door: Door, plan: "Plan", held: "Sequence[RemediationItem]") -> None:
    """Name the planned items of which nobody has said whether money and people are secured."""
    placed = plan.half_of
    unasked = [one.id for one in held if one.id in placed and None in (one.budget_secured, one.people_secured)]
    if unasked:
        output.note(door.say("cli.plan.means", count=len(unasked), items=" ".join(unasked[:MOST_NAMED])))


@click.command("request", cls=Command, help="help.remediation.request")
@file_argument
@argument("year", metavar="[PERIOD]", required=False)
@option("-o", "--output", "path", metavar="PATH", help="option.request.output")
@force_option
@pass_door
def request(door: Door, file: str, year: str | None, path: str | None, force: bool) -> None:
    """Show the budget request table of a fiscal year, or write it to a file."""
    from assessor.service.roadmap_files import request_content, request_file
    from assessor.service.texts import fiscal_year

    number = fiscal_year(year) if year else None
    with door.open(file, read_only=True) as workspace:
        if path is None:
            output.document(request_content(workspace, number, "csv"))
        else:
            request_file(workspace, number, path, force=force)
            output.note(door.say("cli.plan.drawn", path=path))
