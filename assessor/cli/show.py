"""Where the programme stands, and why."""

from typing import TYPE_CHECKING

import click

from assessor.cli import output
from assessor.cli.door import Door
from assessor.cli.tree import Command, argument, file_argument, json_option, option, pass_door

if TYPE_CHECKING:
    from assessor.service.workspace import Workspace


@click.command("show", cls=Command, help="help.show")
@file_argument
@option("--subject", "subject_id", metavar="ID", help="option.subject")
@json_option
@pass_door
def show(door: Door, file: str, subject_id: str | None, as_json: bool) -> None:
    """Print the scorecard."""
    from assessor.cli.scorecard_text import scorecard_lines
    from assessor.service.newer import newer_installed
    from assessor.service.standing import asked_in, scorecard_json
    from assessor.service.workspace import shown_target

    with door.open(file, read_only=True) as workspace:
        result = workspace.result(subject_id)
        digest = workspace.snapshot.checklist_digest
        asked = asked_in(workspace, result)
        newer = newer_installed(workspace)
    if as_json:
        output.json({**scorecard_json(result, digest), "asked": asked, "to_confirm": len(result.assessment.to_confirm)})
    else:
        output.lines(scorecard_lines(result, door.say, asked))
    if newer:
        output.note(door.say("edition.newer", version=newer, file=shown_target(file)))


@click.command("explain", cls=Command, help="help.explain")
@file_argument
@argument("control", required=False, metavar="[CONTROL]")
@json_option
@pass_door
def explain(door: Door, file: str, control: str | None, as_json: bool) -> None:
    """Say why the score is what it is, or why one control counts as it does."""
    with door.open(file, read_only=True) as workspace:
        if control is None:
            _explain_score(door, workspace, as_json)
        else:
            _explain_control(door, workspace, control, as_json)


def _explain_score(door: Door, workspace: "Workspace", as_json: bool) -> None:
    from assessor.cli.explain_text import score_lines
    from assessor.service.standing import best_gains, shares

    result = workspace.result()
    gains = best_gains(result)
    if as_json:
        output.json([gain.model_dump(mode="json") for gain in gains])
    else:
        output.lines(score_lines(result, shares(result), gains, door.say))


def _explain_control(door: Door, workspace: "Workspace", control_id: str, as_json: bool) -> None:
    from assessor.cli.explain_text import control_lines
    from assessor.service.standing import explained

    control, result, found = explained(workspace, control_id)
    if as_json:
        output.json([one.model_dump(mode="json") for one in found])
    else:
        output.lines(control_lines(result, control, found, door.say))


@click.command("findings", cls=Command, help="help.findings")
@file_argument
@json_option
@pass_door
def findings(door: Door, file: str, as_json: bool) -> None:
    """Print the findings, worst first."""
    from assessor.cli.findings_text import finding_lines
    from assessor.service.standing import finding_json, whom_asked

    with door.open(file, read_only=True) as workspace:
        result = workspace.result()
        asked = whom_asked(workspace)
    if as_json:
        output.json([finding_json(one, asked) for one in result.findings])
    else:
        output.lines(finding_lines(result, door.say, asked))
