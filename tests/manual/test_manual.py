"""What the manuals say is true: commands are understood, links lead somewhere, figures are the checklist's."""

import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click
import pytest

from assessor.catalog.loader import load_checklist
from assessor.cli.main import root, run
from assessor.model.checklist import Checklist
from assessor.model.programme import SubjectKind
from assessor.model.scales import Status
from assessor.resources import data_folder
from tests.cli.calls import door

ROOT = Path(__file__).resolve().parents[2]
MANUALS = [
    ROOT / "README.md",
    ROOT / "README.ja.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs" / "ja").glob("*.md")),
]

_BLOCK = re.compile(r"^ *```sh\n(.*?)^ *```", re.M | re.S)
_LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")
_KINDS = {"計画": "programme", "サービス": "service", "都市OS": "city_os", "機器": "asset_group"}


@cache
def checklist() -> Checklist:
    return load_checklist(data_folder("checklists"))


def calls(path: Path) -> Iterator[list[str]]:
    """The arguments of every `assessor …` line in a manual's command blocks."""
    for block in _BLOCK.findall(path.read_text(encoding="utf-8")):
        for line in block.splitlines():
            words = shlex.split(line, comments=True)
            if words and words[0] == "assessor":
                yield words[1:]


def understood(arguments: list[str]) -> None:
    """Parse a call as the program would, without doing it; raises UsageError where it is not one."""
    command: click.Command = root
    context = click.Context(root, info_name="assessor", obj=door())
    while isinstance(command, click.Group) and (arguments or not command.invoke_without_command):
        _, found, arguments = command.resolve_command(context, arguments)
        assert found is not None
        command = found
    if command is not root:
        command.make_context(command.name, arguments, parent=context)


EVERY_CALL = [(path, call) for path in MANUALS for call in calls(path) if "--help" not in call]


@pytest.mark.parametrize(("path", "call"), EVERY_CALL, ids=[f"{p.name}: {' '.join(c)}" for p, c in EVERY_CALL])
def test_every_command_in_the_manuals_is_understood(path: Path, call: list[str]) -> None:
    if not any("[" in word for word in call):
        understood(call)


def test_a_command_that_does_not_exist_would_be_noticed() -> None:
    with pytest.raises(click.UsageError):
        understood(["show", "plan.assessor", "--colour"])


@pytest.mark.parametrize("path", [ROOT / "README.md", ROOT / "README.ja.md"], ids=lambda path: path.name)
def test_the_first_session_of_the_manual_works_from_beginning_to_end(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in re.findall(r"^ *mkdir (\S+)$", path.read_text(encoding="utf-8"), re.M):
        (tmp_path / folder).mkdir()
    wanted = [call for call in calls(path) if call and call[0] not in ("--help", "doctor", "demo")]
    assert len(wanted) > 10
    for call in wanted:
        assert run(call, door()) == 0, call
    assert {one.suffix for one in tmp_path.iterdir()} >= {".assessor", ".docx", ".yaml"}


@pytest.mark.parametrize("path", MANUALS, ids=lambda path: path.name)
def test_every_link_of_the_manuals_leads_to_a_file(path: Path) -> None:
    targets = [link for link in _LINK.findall(path.read_text(encoding="utf-8")) if "://" not in link]
    assert [target for target in targets if not (path.parent / target).exists()] == []


def test_every_page_of_the_manual_is_linked_from_the_readme() -> None:
    linked = set(_LINK.findall((ROOT / "README.ja.md").read_text(encoding="utf-8")))
    assert {str(page.relative_to(ROOT)) for page in (ROOT / "docs" / "ja").glob("*.md")} <= linked


def test_the_readmes_count_the_controls_as_the_checklist_has_them() -> None:
    controls = str(len(checklist().controls))
    assert f"{controls}の質問" in (ROOT / "README.ja.md").read_text(encoding="utf-8")
    assert f"{controls} controls" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readmes_give_the_points_and_weights_of_the_checklist() -> None:
    weights = [scale.weight for scale in checklist().importances.values()]
    scored = [checklist().points(status) for status in (Status.IMPLEMENTED, Status.PARTIAL, Status.PLANNED)]
    japanese = (ROOT / "README.ja.md").read_text(encoding="utf-8")
    assert "重み（必ず{}・望ましい{}・できれば{}）".format(*weights) in japanese
    assert [int(points) for points in re.findall(r"^\| \S+ `\w+` \| (\d+) \|$", japanese, re.M)] == scored
    assert f"回答率が{checklist().band_from_coverage}％になるまで" in japanese
    english = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    assert "Weight (must {}, should {}, may {})".format(*weights) in english
    assert "(implemented {}, partial {}, planned {}, all else 0)".format(*scored) in english
    assert f"from {checklist().band_from_coverage} % coverage on" in english


def test_the_table_of_facts_in_the_manual_is_the_checklists() -> None:
    page = (ROOT / "docs" / "ja" / "start.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (.+?) \| (.+?) \|$", page.partition("## 前提の一覧")[2], re.M)
    told = [(name, ask, tuple(SubjectKind(_KINDS[kind]) for kind in kinds.split("・"))) for name, ask, kinds in rows]
    assert told == [(fact.id, fact.ask.ja, fact.kinds) for fact in checklist().facts]
