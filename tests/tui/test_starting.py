"""What an officer waits for: nothing heavy stands before the first picture, and a large programme stays quick."""

import subprocess
import sys
from pathlib import Path

from assessor.model.checklist import Control
from assessor.model.condition import Applicability
from assessor.model.result import AssessmentResult
from assessor.tui.widgets.asked import open_fact
from tests.model.mini import assessment, judged, mini, one_of_each
from tests.tui.stage import city

HEAVY = ("pydantic", "yaml", "jinja2", "sqlalchemy", "sqlite3", "docx", "typst", "textual.widgets._data_table")

NOT_ASKED_YET = (
    *("yaml", "jinja2", "sqlalchemy", "docx", "typst", "assessor.model.privacy", "assessor.model.document"),
    *("assessor.model.inquiry", "assessor.model.release", "assessor.model.remediation", "assessor.service.reporting"),
)


def test_nothing_heavy_is_loaded_before_the_first_picture() -> None:
    code = (
        "import sys, assessor.__main__, assessor.service.settings, assessor.tui.opening, assessor.tui.app\n"
        "import assessor.tui.screens.home\n"
        f"print(*[name for name in {HEAVY!r} if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.split() == []


def test_the_first_question_waits_for_nothing_that_it_does_not_show(tmp_path: Path) -> None:
    code = (
        "import sys, assessor.tui.starting, assessor.tui.sitting\n"
        "from assessor.service.settings import Session\n"
        f"assessor.tui.starting.start({city(tmp_path)!r}, Session('企画課'))\n"
        f"print(*[name for name in {NOT_ASKED_YET!r} if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.split() == []


def test_data_are_checked_as_ever_where_the_checker_was_loaded_for_the_screen(tmp_path: Path) -> None:
    """Its descriptions of itself are left out; what it refuses, in which words, and its schemas are the same."""
    judge = (
        "import typing_extensions, json, assessor.model.checklist as c, pydantic\n"
        "class Kind(typing_extensions.TypedDict, total=False): name: typing_extensions.Required[str]\n"
        "for kind in (c.Checklist, c.Control, Kind):\n"
        "    adapter = pydantic.TypeAdapter(kind)\n"
        "    print(json.dumps(adapter.json_schema(), sort_keys=True))\n"
        "    for data in ({}, {'name': 3}, {'id': 'a\\u202e', 'title': 'x'}, {'name': 'x'}, []):\n"
        "        try: print(adapter.validate_python(data))\n"
        "        except pydantic.ValidationError as fault: print(fault.errors(include_url=False))\n"
    )
    screen = (
        "import assessor.tui.starting\nfrom assessor.service.settings import Session\n"
        f"assessor.tui.starting.start({city(tmp_path)!r}, Session('企画課'))\n"
    )
    plain, loaded = (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        for code in (judge, screen + judge)
    )
    assert loaded == plain
    assert "forbidden_character" in plain
    assert "U+202E" in plain


def test_what_a_fact_would_decide_is_what_it_decides() -> None:
    result = judged(assessment(one_of_each({}), {}))
    seen = 0
    for pair in result.pairs:
        waiting = open_fact(result, pair)
        if pair.applicability is not Applicability.UNDETERMINED:
            assert waiting is None
            continue
        assert waiting is not None
        seen += 1
        for value, said, into in (
            (True, waiting.if_yes, Applicability.APPLICABLE),
            (False, waiting.if_no, Applicability.RULED_OUT),
        ):
            facts = {waiting.fact.id: value}
            decided = sum(control.applies_if.applicability(facts) is into for control in _open(pair.subject, result))
            assert decided == said, (pair.key, value)
    assert seen


def _open(subject: str, result: AssessmentResult) -> list[Control]:
    """The controls whose facts are all open on a subject."""
    undetermined = Applicability.UNDETERMINED
    pairs = [one for one in result.pairs if one.subject == subject and one.applicability is undetermined]
    return [mini().controls[one.control] for one in pairs]
